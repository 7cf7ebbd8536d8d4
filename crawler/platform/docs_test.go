package platform

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vacancies/config"
)

// TestTheBoroughOfThePackagesDocsIsASource builds a source from the fragment of
// configuration that the package's documentation shows, and from nothing else.
func TestTheBoroughOfThePackagesDocsIsASource(t *testing.T) {
	text, err := os.ReadFile("adapter.go")
	if err != nil {
		t.Fatal(err)
	}
	var row strings.Builder
	for line := range strings.Lines(string(text)) {
		switch shown, ok := strings.CutPrefix(line, "//\t"); {
		case ok && (row.Len() > 0 || strings.HasPrefix(shown, "sources:")):
			row.WriteString(shown)
		case row.Len() > 0 && !ok:
			goto whole
		}
	}
whole:
	file := filepath.Join(t.TempDir(), "vacancies.yaml")
	if err := os.WriteFile(file, []byte(row.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file, Options())
	if err != nil {
		t.Fatalf("%v\n%s", err, row.String())
	}
	src, ok := c.Source("havering")
	if !ok || src.Platform != "workday" {
		t.Fatalf("read as %+v from\n%s", src, row.String())
	}
	adapter, ok := ByName(src.Platform)
	if !ok {
		t.Fatal("no adapter")
	}
	first, err := adapter.Start(src)
	if err != nil || len(first) != 1 || !strings.HasPrefix(first[0].URL, "https://havering.wd3.myworkdayjobs.com/") {
		t.Errorf("it begins with %+v, %v", first, err)
	}
}
