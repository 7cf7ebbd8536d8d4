package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "vacancies"

// rooms says what each room may import of ours: its own sub-packages always,
// and these. A room is the longest matching prefix.
var rooms = map[string][]string{
	"normalize/text":      {},
	"crawler/schedule":    {},
	"normalize/yardstick": {},
	"normalize/role":      {"normalize/text"},
	"normalize/pay":       {"normalize/text"},
	"normalize/closing":   {"normalize/text"},
	"normalize/hours":     {"normalize/text"},
	"normalize/place":     {"normalize/text"},
	"normalize/title":     {"normalize/text"},
	"normalize":           {"normalize/text", "normalize/role", "normalize/pay", "normalize/closing", "normalize/hours", "normalize/place", "normalize/title", "normalize/yardstick"},
	"config":              {"normalize/place"},
	"normalize/dedupe":    {"normalize", "normalize/yardstick", "normalize/text", "normalize/role", "normalize/pay", "normalize/closing", "normalize/hours", "normalize/place", "normalize/title"},
	"normalize/lifecycle": {"normalize", "normalize/text", "normalize/role", "normalize/pay", "normalize/closing", "normalize/hours", "normalize/place", "normalize/title", "normalize/dedupe"},
	"crawler":             {"normalize/...", "config", "crawler/schedule"},
	"store":               {"normalize/...", "config"},
	"feeds":               {"normalize/...", "config"},
	"cmd/vacancies":       {"normalize/...", "config", "crawler/...", "store", "feeds/..."},
}

// homes are the fixed packages and the only rooms that may import them.
var homes = map[string][]string{
	"github.com/gocolly/colly/v2":           {"crawler/fetch"},
	"github.com/hashicorp/go-retryablehttp": {"crawler/fetch"},
	"github.com/PuerkitoBio/goquery":        {"crawler/platform", "normalize/text"},
	"go.etcd.io/bbolt":                      {"store"},
	"github.com/gorilla/feeds":              {"feeds"},
}

func TestNoFloorIsBrokenAndEveryFixedPackageStaysAtHome(t *testing.T) {
	used := map[string]bool{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root && d.Name() != ".." || d.Name() == "testdata" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, imported := range importsOf(t, path) {
			for _, p := range breaches(filepath.ToSlash(rel), imported, strings.HasSuffix(path, "_test.go")) {
				t.Errorf("%s: %s", path, p)
			}
			for fixed := range homes {
				if imported == fixed && !strings.HasSuffix(path, "_test.go") {
					used[fixed] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for fixed := range homes {
		if !used[fixed] {
			t.Errorf("%s is not used anywhere", fixed)
		}
	}
}

func importsOf(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// labelledSets is read by the tests of any room, and by nothing else.
const labelledSets = "normalize/labelled"

// breaches says what is wrong with one import of a package.
func breaches(pkg, imported string, test bool) []string {
	for fixed, allowed := range homes {
		if imported == fixed || strings.HasPrefix(imported, fixed+"/") {
			if slices.ContainsFunc(allowed, func(home string) bool { return within(pkg, home) }) || test {
				return nil
			}
			return []string{fixed + " may be imported only in " + strings.Join(allowed, ", ")}
		}
	}
	ours, ok := strings.CutPrefix(imported, module+"/")
	if !ok {
		return nil
	}
	if ours == labelledSets {
		if test {
			return nil
		}
		return []string{"only tests may import " + labelledSets}
	}
	room := roomOf(pkg)
	if room == "" {
		return []string{"package " + pkg + " is in no room of the house"}
	}
	if within(ours, room) && roomOf(ours) == room {
		return nil
	}
	for _, allowed := range rooms[room] {
		if wide, all := strings.CutSuffix(allowed, "/..."); ours == allowed || all && within(ours, wide) {
			return nil
		}
	}
	return []string{"the floor of " + room + " does not reach " + ours}
}

// roomOf is the longest room that a package is in.
func roomOf(pkg string) string {
	best := ""
	for room := range rooms {
		if within(pkg, room) && len(room) > len(best) {
			best = room
		}
	}
	return best
}

func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }

func TestTheFloorRulesCatchABreach(t *testing.T) {
	for _, c := range []struct {
		name, pkg, imported string
		wrong               bool
	}{
		{"the store may not import the crawler", "store", "vacancies/crawler", true},
		{"feeds may not import the store", "feeds/site", "vacancies/store", true},
		{"text imports nothing of ours", "normalize/text", "vacancies/normalize", true},
		{"the schedule imports nothing of ours", "crawler/schedule", "vacancies/config", true},
		{"bbolt stays in the store", "feeds", "go.etcd.io/bbolt", true},
		{"an adapter may use goquery", "crawler/platform", "github.com/PuerkitoBio/goquery", false},
		{"the crawler may use its own rooms", "crawler", "vacancies/crawler/fetch", false},
		{"only tests may read the labelled sets", "normalize/pay", "vacancies/normalize/labelled", true},
		{"cmd may use everything", "cmd/vacancies", "vacancies/store", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := breaches(c.pkg, c.imported, false); (len(got) > 0) != c.wrong {
				t.Errorf("found %q", got)
			}
		})
	}
}
