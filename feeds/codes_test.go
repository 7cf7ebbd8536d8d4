package feeds_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vacancies/feeds"
	"vacancies/normalize/closing"
)

// TestEveryProblemTheNormaliserNamesHasWords reads the normaliser's source: a
// code added there needs words for people here.
func TestEveryProblemTheNormaliserNamesHasWords(t *testing.T) {
	files, err := filepath.Glob("../normalize/*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{closing.WeekdayMismatch: true} // given by a variable
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 3 {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "problem" {
				return true
			}
			switch code := call.Args[1].(type) {
			case *ast.BasicLit:
				plain, err := strconv.Unquote(code.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes[plain] = true
			case *ast.Ident:
				if code.Name != "flag" { // closing.WeekdayMismatch
					t.Errorf("%s: a problem's code comes from %s, which this test does not know", name, code.Name)
				}
			}
			return true
		})
	}
	if len(codes) < 15 {
		t.Fatalf("only %d codes were found: the normaliser names its problems otherwise", len(codes))
	}
	for code := range codes {
		if feeds.Label("problem", code) == code {
			t.Errorf("the problem %q has no words", code)
		}
	}
}
