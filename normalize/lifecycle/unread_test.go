package lifecycle

import (
	"testing"

	"vacancies/normalize"
)

func TestALedgerIsUnreadUntilAListThatIsPublishedWasReadWhole(t *testing.T) {
	garden := func(a *normalize.Advert) { a.Title = "Gardener" }
	for _, c := range []struct {
		name   string
		first  Harvest
		unread bool
	}{
		{"a list with adverts", list("a", ads("a", 1, 2)...), false},
		{"a list that says it is empty", Harvest{Source: src("a"), SaysEmpty: "no vacancies"}, false},
		{"a list with none of interest", list("a", ad("a", 1, garden)), false},
		{"a blank page", Harvest{Source: src("a")}, true},
		{"a site that is down", Harvest{Source: src("a"), Fault: FaultDown}, true},
		{"a source that is paused", Harvest{Source: src("a"), Skipped: "paused"}, true},
		{"part of a list: what it shows is announced", func() Harvest {
			h := list("a", ads("a", 1, 2)...)
			h.Incomplete = []string{"page 2 was cut off"}
			return h
		}(), false},
		{"part of a list that shows nothing of interest", func() Harvest {
			h := list("a", ad("a", 1, garden))
			h.Incomplete = []string{"page 2 was cut off"}
			return h
		}(), true},
		{"part of a list that shows a related post", func() Harvest {
			h := list("a", ad("a", 1, func(a *normalize.Advert) { a.Title = "Family Support Worker" }))
			h.Incomplete = []string{"page 2 was cut off"}
			return h
		}(), false},
		{"a list that waits to be accepted", func() Harvest {
			h := list("a", ads("a", 1, 2)...)
			h.Resolution = &Resolution{Platform: "test", URL: "https://vendor.example/a"}
			return h
		}(), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			if !m.snapshot().Unread() {
				t.Fatal("an empty ledger knows something")
			}
			m.step(c.first, monday)
			if got := m.snapshot().Unread(); got != c.unread {
				t.Errorf("unread: %t", got)
			}
		})
	}
}

// TestWhatWasOnceReadStaysRead: sources that fail later, or were stopped, do not
// make what is known unknown.
func TestWhatWasOnceReadStaysRead(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 2)...), monday)
	m.step(Harvest{Source: src("a"), Fault: FaultDown}, hour(1))
	m.tick(hour(24 * 60))
	if len(m.published()) != 0 || m.snapshot().Unread() {
		t.Errorf("%d open, unread: %t", len(m.published()), m.snapshot().Unread())
	}
}
