package london_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/normalize/lifecycle"
)

// sampled is one source of each system and skin.
var sampled = []string{"barnet", "sutton", "wandsworth", "southwark", "islington", "hammersmith-and-fulham",
	"haringey", "hillingdon", "bromley", "newham", "redbridge", "hounslow", "tower-hamlets", "westminster", "harrow", "enfield",
	"barking-and-dagenham", "hackney", "bexley", "havering", "kensington-and-chelsea", "city-of-london", "greenwich"}

// withoutEffect are faults that a system's pages have no place for: a document
// that holds everything states no other total and leads to no other page.
var withoutEffect = map[string][]string{
	"lying-total":    {"haringey", "redbridge", "westminster", "city-of-london"},
	"endless-paging": {"islington", "haringey", "westminster", "city-of-london"},
	"adverts-404":    {"westminster", "barking-and-dagenham", "city-of-london"}, // their lists hold whole adverts
	"wrong-charset":  sampled,                                                   // a good reader sees through it
}

// ofTheSystem are faults that look different in each system's pages; the others
// strike all systems alike and are tried on one site.
var ofTheSystem = []string{"404-list", "adverts-404", "blank", "challenge", "duplicated-ids", "endless-paging", "garbled", "half-gone",
	"key-changed", "login", "lying-total", "maintenance", "missing-field", "really-empty", "redesign", "wrong-tenant", "zero-rows"}

func sourcesByID(l *london.London) map[string]config.Source {
	out := map[string]config.Source{}
	for _, src := range l.Sources() {
		out[src.ID] = src
	}
	return out
}

// looks is what of a harvest a fault can change.
func looks(h lifecycle.Harvest) string {
	var b strings.Builder
	fmt.Fprintln(&b, h.Fault, h.Incomplete, h.SaysEmpty, h.Pages)
	if h.StatedTotal != nil {
		fmt.Fprintln(&b, *h.StatedTotal)
	}
	for _, s := range h.Adverts {
		fmt.Fprintln(&b, s.Advert.Key, s.Advert.Title, s.Advert.Salary, s.Advert.Closing, s.Detail, s.Error)
	}
	return b.String()
}

func TestEveryFaultHasAnEffectAndIsMended(t *testing.T) {
	l := build(t, london.Options{Seed: 9})
	sources := sourcesByID(l)
	for _, id := range sampled {
		healthy := looks(read(t, l).harvest(t, sources[id]))
		for _, kind := range london.Faults() {
			if kind == "slow" || slices.Contains(withoutEffect[kind], id) || id != sampled[0] && !slices.Contains(ofTheSystem, kind) {
				continue
			}
			t.Run(id+" "+kind, func(t *testing.T) {
				if err := l.SetFault(id, kind); err != nil {
					t.Fatal(err)
				}
				h := read(t, l).harvest(t, sources[id])
				if looks(h) == healthy {
					t.Error("read as if nothing were wrong")
				}
				if len(h.Adverts) == 0 && h.SaysEmpty != "" && kind != "really-empty" {
					t.Errorf("taken for an empty board: %q", h.SaysEmpty)
				}
				if err := l.SetFault(id, ""); err != nil {
					t.Fatal(err)
				}
			})
		}
		if got := looks(read(t, l).harvest(t, sources[id])); got != healthy {
			t.Errorf("%s: mended, and still not as before", id)
		}
	}
}

func TestFaultsAreReadAsWhatTheyAre(t *testing.T) {
	want := map[string]lifecycle.Fault{
		"down": lifecycle.FaultDown, "refused": lifecycle.FaultRefused, "certificate": lifecycle.FaultCertificate,
		"403": lifecycle.FaultForbidden, "404-list": lifecycle.FaultNotFound, "410-list": lifecycle.FaultGone,
		"429": lifecycle.FaultThrottled, "500": lifecycle.FaultServer, "503": lifecycle.FaultServer,
		"blocked": lifecycle.FaultForbidden, "robots-500": lifecycle.FaultRobotsDown, "robots-disallow": lifecycle.FaultRobots,
		"redirect-loop": lifecycle.FaultRedirects, "redirect-off-host": lifecycle.FaultMoved,
		"challenge": lifecycle.FaultChallenge, "login": lifecycle.FaultLogin, "maintenance": lifecycle.FaultMaintenance,
		"blank": lifecycle.FaultBlank, "redesign": lifecycle.FaultRedesign, "wrong-type": lifecycle.FaultType,
		"reset-mid-body": lifecycle.FaultReset, "truncated": lifecycle.FaultTruncated, "too-large": lifecycle.FaultTooLarge,
		"gzip-bomb": lifecycle.FaultTooLarge, "zero-rows": lifecycle.FaultRedesign,
	}
	l := build(t, london.Options{Seed: 9})
	src := sourcesByID(l)["wandsworth"]
	for kind, fault := range want {
		t.Run(kind, func(t *testing.T) {
			if err := l.SetFault(src.ID, kind); err != nil {
				t.Fatal(err)
			}
			if h := read(t, l).harvest(t, src); h.Fault != fault {
				t.Errorf("read as %q (%s), want %q", h.Fault, h.Error, fault)
			}
		})
	}
}

func TestASlowSiteOutlastsTheReader(t *testing.T) {
	l := build(t, london.Options{Seed: 9, Faults: map[string]string{"hillingdon": "slow"}})
	if h := read(t, l).harvest(t, sourcesByID(l)["hillingdon"]); h.Fault != lifecycle.FaultTimeout {
		t.Errorf("read as %q (%s), want %q", h.Fault, h.Error, lifecycle.FaultTimeout)
	}
}

func TestAFaultStrikesOnlyItsSource(t *testing.T) {
	l := build(t, london.Options{Seed: 9, Faults: map[string]string{"barnet": "500"}})
	r := read(t, l)
	for _, src := range l.Sources() {
		if broken := r.harvest(t, src).Fault != ""; broken != (src.ID == "barnet") {
			t.Errorf("%s: broken is %v", src.ID, broken)
		}
	}
}

func TestUnknownSourcesAndFaultsAreRefused(t *testing.T) {
	l := build(t, london.Options{})
	if err := l.SetFault("atlantis", "down"); err == nil {
		t.Error("a source that is not there can be broken")
	}
	if err := l.SetFault("barnet", "bored"); err == nil {
		t.Error("a fault that is not there can be switched on")
	}
	if _, err := london.New(london.Options{Day0: day0, Faults: map[string]string{"barnet": "bored"}}); err == nil {
		t.Error("London is built with a fault that is not there")
	}
	if _, err := london.New(london.Options{}); err == nil {
		t.Error("London is built without a day 0")
	}
	if _, err := l.Posts("atlantis", 0); err == nil {
		t.Error("a source that is not there has posts")
	}
}

func TestFaultsAreListedSorted(t *testing.T) {
	kinds := london.Faults()
	if !slices.IsSorted(kinds) || len(slices.Compact(slices.Clone(kinds))) != len(kinds) {
		t.Errorf("not sorted, or not each once: %q", kinds)
	}
}

func TestTheLocalSitesUseEverySystemAndTheMatrixTriesEach(t *testing.T) {
	used, tried := map[string]bool{}, map[string]bool{}
	sources := sourcesByID(build(t, london.Options{Seed: 1}))
	for _, src := range sources {
		used[src.Platform] = true
	}
	for _, id := range sampled {
		tried[sources[id].Platform] = true
	}
	for _, name := range platform.Names() {
		if !used[name] || !tried[name] {
			t.Errorf("%s: used by a local site %v, broken in every way %v", name, used[name], tried[name])
		}
	}
}
