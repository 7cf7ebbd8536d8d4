package platform

import (
	"slices"
	"testing"
)

func TestTheRegistryNamesEachAdapterOnce(t *testing.T) {
	names := Names()
	// These stand in configurations: none may go or be renamed.
	for _, want := range []string{"oracle", "tribepad", "talentlink", "eploy", "oleeo-feed", "oleeo-board", "successfactors", "jobtrain", "itrent",
		"wordpress", "localgov-drupal", "jobposting", "workday", "hireserve", "feed", "selectors"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not in the registry", want)
		}
	}
	sorted := slices.Sorted(slices.Values(names))
	if len(slices.Compact(sorted)) != len(names) {
		t.Errorf("a name stands twice: %v", names)
	}
	for _, name := range names {
		a, ok := ByName(name)
		if !ok || a.About().Name != name {
			t.Errorf("ByName(%q) finds %v", name, ok)
		}
	}
	if _, ok := ByName("no-such-system"); ok {
		t.Error("an unknown name finds an adapter")
	}
}

func TestEveryAdapterSaysWhatItReadsAndMayRead(t *testing.T) {
	for _, a := range Adapters() {
		about := a.About()
		if about.Title == "" || about.Surface == "" || about.Permission == "" || len(about.Fields) == 0 || len(about.Markers) == 0 {
			t.Errorf("%s: its description is not whole: %+v", about.Name, about)
		}
		if about.Evidence != "verified" && about.Evidence != "assumed" {
			t.Errorf("%s: evidence %q", about.Name, about.Evidence)
		}
		for _, o := range about.Options {
			if o.Name == "" || o.Help == "" {
				t.Errorf("%s: an option without a name or help: %+v", about.Name, o)
			}
		}
	}
}

func TestOptionsAreCheckedBeforeASourceIsRead(t *testing.T) {
	cases := []struct {
		name, platform, option, value string
		ok                            bool
	}{
		{"an Oracle site number", "oracle", "site", "CX_1001", true},
		{"an Oracle vanity name", "oracle", "site", "LBWF", true},
		{"an Oracle site with a finder smuggled in", "oracle", "site", "CX_1,limit=9", false},
		{"a TalentLink tenant", "talentlink", "tenant", "PFOFK026203F3VBQB7968LOH0", true},
		{"a TalentLink tenant that is an address", "talentlink", "tenant", "https://x", false},
		{"a TalentLink host", "talentlink", "host", "emea3.recruitmentplatform.com", true},
		{"a TalentLink host with a path", "talentlink", "host", "x.com/path", false},
		{"a CSS selector", "jobposting", "links", "ul.jobs > li a", true},
		{"a broken CSS selector", "jobposting", "links", "ul[", false},
		{"a broken pattern", "jobposting", "path", "(", false},
	}
	known := Options()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, o := range known[c.platform].Options {
				if o.Name != c.option {
					continue
				}
				if err := o.Check(c.value); (err == nil) != c.ok {
					t.Errorf("check = %v, want ok %v", err, c.ok)
				}
				return
			}
			t.Errorf("%s has no option %s", c.platform, c.option)
		})
	}
}
