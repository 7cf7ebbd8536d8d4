package crawler

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// boardOf is a world whose list names these employers, one a row, on the list
// or on the adverts' own pages.
func boardOf(onPages bool, employers ...string) *world {
	w := newWorld()
	w.src.ID, w.src.Boroughs = "camden", []string{"camden"}
	var rows []listRow
	for i, employer := range employers {
		r := listRow{Key: fmt.Sprint(i + 1), Title: fmt.Sprintf("Social Worker %d", i+1)}
		page := advertPage{Salary: "£40,000"}
		if onPages {
			page.Employer = employer
		} else {
			r.Employer = employer
		}
		w.pages["http://jobs.example/advert/"+r.Key] = page
		rows = append(rows, r)
	}
	w.list(rows...)
	return w
}

func published(h lifecycle.Harvest) (titles []string) {
	for _, s := range h.Adverts {
		if s.LeftOut == "" {
			titles = append(titles, s.Advert.Title)
		}
	}
	return titles
}

func TestABoardOfSeveralEmployersPublishesNothingUntilTheConfigSaysWhichAreOurs(t *testing.T) {
	for _, tt := range []struct {
		name      string
		employers []string
		option    string
		kind      string
		want      int
		unclaimed bool
	}{
		{"two councils", []string{"London Borough of Camden", "Otherton Council"}, "", "council", 0, true},
		{"a council and a firm", []string{"Camden Council", "Citywide Care Ltd", "Camden Council"}, "", "council", 0, true},
		{"a council and its namesake", []string{"Camden Council", "Camden Council of Ohio County"}, "", "council", 0, true},
		{"two strangers", []string{"Otherton Council", "Thirdham Council"}, "", "council", 0, true},
		{"one stranger on all", []string{"The Camden Partnership", "The Camden Partnership"}, "", "council", 2, false},
		{"one council in three spellings", []string{"London Borough of Camden", "Camden Council", "LB Camden", "camden"}, "", "council", 4, false},
		{"directorates", []string{"Children’s Services", "Adults and Health", "Corporate Services"}, "", "council", 3, false},
		{"a council, its directorates and its school", []string{"Camden Council", "Children's Services", "Thorn Lane Primary School", ""}, "", "council", 4, false},
		{"another council on all", []string{"Northmoor District Council", "Northmoor District Council"}, "", "council", -1, false},
		{"another council on all, which the option says is ours", []string{"Northmoor District Council", "Northmoor District Council"}, "Northmoor", "council", 2, false},
		{"no employers", []string{"", ""}, "", "council", 2, false},
		{"the option names ours", []string{"London Borough of Camden", "Otherton Council", "Camden Council"}, "Camden", "council", 2, false},
		{"the option says all", []string{"London Borough of Camden", "Otherton Council"}, "*", "council", 2, false},
		{"the option is a part of a word only", []string{"Camdenshire Council", "Camden Council"}, "Camden", "council", 1, false},
		{"a regional board", []string{"London Borough of Camden", "Otherton Council"}, "", "regional", 2, false},
		{"an agency", []string{"London Borough of Camden", "Otherton Council"}, "", "agency", 2, false},
		{"a shared service of two others", []string{"London Borough of Camden", "Otherton Council"}, "", "shared", 0, true},
	} {
		for _, onPages := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, pages %v", tt.name, onPages), func(t *testing.T) {
				w := boardOf(onPages, tt.employers...)
				w.src.Kind = tt.kind
				if tt.option != "" {
					w.src.Options = map[string]string{"employer": tt.option}
				}
				h := w.run()
				if tt.want < 0 {
					if h.Fault != lifecycle.FaultMoved || len(h.Adverts) > 0 || !strings.Contains(h.Error, "another employer (Northmoor District Council)") || h.Sample == nil || h.Memos != nil {
						t.Errorf("got %+v", h)
					}
					return
				}
				if got := published(h); len(got) != tt.want || len(h.Adverts) != len(tt.employers) {
					t.Errorf("published %q of %d adverts, want %d", got, len(h.Adverts), tt.want)
				}
				if (h.Unclaimed != nil) != tt.unclaimed {
					t.Errorf("unclaimed: %+v", h.Unclaimed)
				}
				if tt.unclaimed && (!strings.Contains(h.Unclaimed.Reason, "option employer") || !onPages && w.details() > 0) {
					t.Errorf("%q, %d pages opened", h.Unclaimed.Reason, w.details())
				}
			})
		}
	}
}

func TestPagesOfOthersAreNotReadAgainEachTime(t *testing.T) {
	for _, option := range []string{"", "Camden Council"} {
		w := boardOf(true, "Camden Council", "Otherton Council", "Otherton Council")
		if option != "" {
			w.src.Options = map[string]string{"employer": option}
		}
		first := w.run()
		w.commit(first)
		for range 2 {
			w.at = w.at.Add(time.Hour)
			again := w.run()
			if w.details() != 0 || !again.Unchanged || len(published(again)) != len(published(first)) {
				t.Errorf("option %q: %d pages opened, unchanged %v, published %q", option, w.details(), again.Unchanged, published(again))
			}
			for i, s := range again.Adverts {
				if s.LeftOut != first.Adverts[i].LeftOut {
					t.Errorf("option %q: the reason turned from %q to %q", option, first.Adverts[i].LeftOut, s.LeftOut)
				}
			}
			w.commit(again)
		}
		// Once a day what the pages say is looked at again; with the option only ours.
		w.at = w.at.Add(25 * time.Hour)
		w.run()
		if want := map[string]int{"": 3, "Camden Council": 1}[option]; w.details() != want {
			t.Errorf("option %q: a day later %d pages are opened, want %d", option, w.details(), want)
		}
	}
}

func TestTheOptionTakesEffectAtOnce(t *testing.T) {
	w := boardOf(true, "Camden Council", "Otherton Council")
	w.commit(w.run())
	w.at = w.at.Add(time.Hour)
	w.src.Options = map[string]string{"employer": "Camden Council"}
	h := w.run()
	if h.Unclaimed != nil || len(published(h)) != 1 || h.Adverts[0].Advert.Salary == "" {
		t.Fatalf("got %+v", h)
	}
	if !strings.Contains(h.Adverts[1].LeftOut, "another employer: Otherton Council") {
		t.Errorf("the other is left out for %q", h.Adverts[1].LeftOut)
	}
	w.commit(h)
	w.at = w.at.Add(time.Hour)
	w.src.Options = map[string]string{"employer": "Otherton Council"}
	if h = w.run(); h.Adverts[0].LeftOut == "" || h.Adverts[1].LeftOut != "" || h.Adverts[1].Advert.Salary == "" {
		t.Errorf("the option turned, and %+v", h.Adverts)
	}
}

func TestAListThatItsAdapterHoldsToBeSharedIsNotTakenForRead(t *testing.T) {
	w := newWorld()
	w.list(listRow{Key: "1", Title: "Social Worker", LeftOut: "may be shared"}, listRow{Key: "2", Title: "Gardener", LeftOut: "may be shared"})
	if h := w.run(); h.Unclaimed == nil || h.Unclaimed.Reason != "may be shared" {
		t.Errorf("got %+v", h.Unclaimed)
	}
}
