package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vacancies/normalize/place"
)

var update = flag.Bool("update", false, "write the expected messages anew")

// platforms stand in for what cmd passes in.
var platforms = map[string]Platform{
	"oracle": {Options: []Option{{Name: "site", Required: true, Check: func(v string) error {
		if strings.Contains(v, " ") {
			return errors.New("must be a site number such as CX_1")
		}
		return nil
	}}}},
	"eploy": {}, "tribepad": {}, "wordpress": {}, "jobtrain": {},
	"successfactors": {Options: []Option{{Name: "company"}, {Name: "employer"}}},
}

func TestEveryBrokenFileGivesItsWholeMessage(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no broken examples: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			_, err := Load(file, platforms)
			if err == nil {
				t.Fatal("a broken file was accepted")
			}
			twin := strings.TrimSuffix(file, ".yaml") + ".txt"
			got := strings.ReplaceAll(err.Error(), file, filepath.Base(file)) + "\n"
			if *update {
				if err := os.WriteFile(twin, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(twin)
			if err != nil {
				t.Fatalf("the expected message is missing: %v", err)
			}
			if got != string(want) {
				t.Errorf("message\n%swant\n%s", got, want)
			}
		})
	}
}

func TestEveryExpectedMessageHasItsBrokenFile(t *testing.T) {
	twins, _ := filepath.Glob("testdata/broken/*.txt")
	for _, twin := range twins {
		if _, err := os.Stat(strings.TrimSuffix(twin, ".txt") + ".yaml"); err != nil {
			t.Errorf("%s has no broken file", twin)
		}
	}
}

func TestBuiltinNamesASourceForEveryAuthority(t *testing.T) {
	c, err := Builtin(platforms)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range place.Authorities() {
		if !slices.ContainsFunc(c.Sources, func(s Source) bool { return slices.Contains(s.Boroughs, a.Slug) }) {
			t.Errorf("%s has no source", a.Name)
		}
	}
}

func TestBuiltinClaimsNothingVerified(t *testing.T) {
	c, err := Builtin(platforms)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Sources {
		if s.Evidence == "verified" {
			t.Errorf("%s says verified, yet nobody has seen it answer this program", s.ID)
		}
		if s.URL != "" && !strings.HasPrefix(s.URL, "https://") {
			t.Errorf("%s is not read over https: %s", s.ID, s.URL)
		}
	}
}

func TestAFileOverlaysTheBuiltinRowsKeyByKey(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.yaml")
	body := `contact: vacancies@resourcing.gov.uk
sources:
  - {id: lewisham, every: 3h}
  - {id: lewisham-schools, boroughs: [lewisham], kind: council, platform: auto, evidence: unknown}
`
	if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file, platforms)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := c.Source("lewisham")
	if s.Every.Hours() != 3 || s.Platform != "oracle" || s.Options["site"] != "CX_1" {
		t.Errorf("lewisham became %+v", s)
	}
	if at := c.Origin("sources[lewisham].every"); at.File != file || at.Line != 3 {
		t.Errorf("the new interval is said to come from %v", at)
	}
	if at := c.Origin("sources[lewisham].platform"); at.File != BuiltinName {
		t.Errorf("the platform is said to come from %v", at)
	}
	if _, ok := c.Source("lewisham-schools"); !ok {
		t.Error("the new row is missing")
	}
}

func TestContactsWhereNobodyCanBeReachedAreRefused(t *testing.T) {
	for contact, want := range map[string]string{
		"":                                    "is missing",
		"vacancies@your-organisation.example": "is an example address, where nobody can be reached",
		"me@example.com":                      "is an example address, where nobody can be reached",
		"https://localhost.localhost/":        "is an example address, where nobody can be reached",
		"ring us":                             badContact,
		"http://plain.gov.uk":                 badContact,
		"Vacancies <v@resourcing.gov.uk>":     badContact,
		"v@resourcing.gov.uk":                 "",
		"https://jobs.resourcing.gov.uk/us":   "",
	} {
		if got := ContactProblem(contact); got != want {
			t.Errorf("contact %q: %q, want %q", contact, got, want)
		}
	}
}

func TestPrintShowsEveryValueWithItsOrigin(t *testing.T) {
	c, err := Builtin(platforms)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.Print(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"sources[lewisham].options.site", "# built-in:", "(address wanted)", "# default"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the printed configuration lacks %q", want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("contact: a@b.gov.uk\nsources: [{id: x}]"))
	f.Add([]byte("sources:\n  - id: camden\n    options: {a: b, a: c}\n"))
	f.Add([]byte("&a [*a]"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > 1<<16 {
			return
		}
		if _, err := load(platforms, document{"fuzz.yaml", body}); err != nil {
			var errs Errors
			if !errors.As(err, &errs) || len(errs) == 0 {
				t.Errorf("an error without a place: %v", err)
			}
		}
	})
}
