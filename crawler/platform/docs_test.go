package platform

import (
	"os"
	"path/filepath"
	"regexp"
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

// TestWhatAddingASystemNamesIsThere holds the walk-through to the files and names
// it sends a reader to.
func TestWhatAddingASystemNamesIsThere(t *testing.T) {
	text, err := os.ReadFile("adapter.go")
	if err != nil {
		t.Fatal(err)
	}
	_, walk, _ := strings.Cut(string(text), "// # Adding a system")
	walk, _, _ = strings.Cut(walk, "\npackage ")
	files := regexp.MustCompile(`[a-z_/]+\.go\b`).FindAllString(walk, -1)
	if len(files) < 8 {
		t.Fatalf("it names %q", files)
	}
	for _, file := range files {
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if _, err := os.Stat(filepath.Join("..", "london", file)); err != nil {
			t.Errorf("there is no %s", file)
		}
	}
	var sources strings.Builder
	for _, pattern := range []string{"*.go", "probe/*.go", "../london/*.go"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			if body, err := os.ReadFile(name); err == nil && name != "adapter.go" {
				sources.Write(body)
			}
		}
	}
	for _, name := range []string{"func fillPairs(", "func labelled(", "func fill(", "func sick(", "func nextPage(", "func over(", "func closedNotice(",
		"func withoutAdvert(", "func Adapters(", "var usual ", "var fixtures ", "var closedToUs ", "var renderers ", "var sampled ", "var rules "} {
		if !strings.Contains(sources.String(), name) {
			t.Errorf("there is no %s", name)
		}
	}
}

// TestEveryAdapterIsGivenAnyPage asks for a fuzz target of each.
func TestEveryAdapterIsGivenAnyPage(t *testing.T) {
	var targets strings.Builder
	names, _ := filepath.Glob("*_test.go")
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		targets.Write(body)
	}
	for _, name := range Names() {
		if !strings.Contains(targets.String(), `fuzzAdapter(f, "`+name+`")`) {
			t.Errorf("%s has no fuzz target", name)
		}
	}
}
