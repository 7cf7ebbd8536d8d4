package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
)

// The matrix: every outcome a run of a source can have, at every stage of the
// source's life, for one round and for five. The board has eight adverts.
//
// A cell says what must be true after the rounds, in four words:
//
//	verdict   the last round's
//	set       what is published: "-" nothing, "8" all that was, "8+" all and
//	          whatever new was shown, "4" what a confirmed loss leaves
//	told      how many changes all rounds announced together
//	retry     "soon" when the source keeps its interval, "later" when it backs off
type cell struct {
	verdict Verdict
	set     string
	told    int
	retry   string
}

// outcome is one way a round can go. Its harvest is made from the board as it is.
type outcome struct {
	name  string
	round func(board []Sighting, n int) Harvest
	// What must be true: at first sight and in steady state, after one round and after five.
	first1, first5, steady1, steady5 cell
}

func whole(board []Sighting) Harvest {
	return Harvest{Pages: 2, Requests: 10, Adverts: slices.Clone(board)}
}

func faulty(f Fault) func([]Sighting, int) Harvest {
	return func([]Sighting, int) Harvest {
		return Harvest{Requests: 1, Fault: f, Error: "reading the list: " + string(f)}
	}
}

func every(board []Sighting, change func(*Sighting)) []Sighting {
	out := slices.Clone(board)
	for i := range out {
		change(&out[i])
	}
	return out
}

// nothing is what an outcome that brings no page must do: keep what was, and back off.
func nothing(name string, v Verdict, round func([]Sighting, int) Harvest) outcome {
	return outcome{name, round, cell{v, "-", 0, "later"}, cell{v, "-", 0, "later"}, cell{v, "8", 0, "later"}, cell{v, "8", 0, "later"}}
}

func outcomes() []outcome {
	var all []outcome
	for f, v := range map[Fault]Verdict{
		FaultDown: Failed, FaultRefused: Failed, FaultReset: Failed, FaultTimeout: Failed, FaultCertificate: Failed, FaultAddress: Failed,
		FaultServer: Failed, FaultThrottled: Blocked, FaultForbidden: Blocked, FaultNotFound: Moved, FaultGone: Moved, FaultStatus: Failed,
		FaultMoved: Moved, FaultRedirects: Failed, FaultRobots: Blocked, FaultRobotsDown: Failed, FaultChallenge: Blocked, FaultLogin: Blocked,
		FaultMaintenance: Failed, FaultTooLarge: Failed, FaultTruncated: Failed, FaultType: Failed, FaultGarbled: Failed, FaultBlank: Failed,
		FaultRedesign: Moved, FaultMalformed: Failed, FaultConfig: Failed,
	} {
		all = append(all, nothing("fault "+string(f), v, faulty(f)))
	}
	all = append(all,
		nothing("a valid page with no rows and no word about it", Failed, func([]Sighting, int) Harvest { return Harvest{Pages: 1} }),
		nothing("no rows beside a count of eight", Failed, func([]Sighting, int) Harvest { return Harvest{Pages: 1, StatedTotal: total(8)} }),
		nothing("no rows because every page was cut off", Failed, func([]Sighting, int) Harvest { return Harvest{Pages: 1, Incomplete: []string{"cut"}} }),
		outcome{"cancelled by us", faulty(FaultCancelled), cell{Skipped, "-", 0, "soon"}, cell{Skipped, "-", 0, "soon"}, cell{Skipped, "8", 0, "soon"}, cell{Skipped, "8", 0, "soon"}},
		outcome{"not read at all", func([]Sighting, int) Harvest { return Harvest{Skipped: "paused"} },
			cell{Skipped, "-", 0, "soon"}, cell{Skipped, "-", 0, "soon"}, cell{Skipped, "8", 0, "soon"}, cell{Skipped, "8", 0, "soon"}},
		outcome{"half of the hosts down with it: our own fault", func(b []Sighting, n int) Harvest {
			h := faulty(FaultDown)(b, n)
			h.Ours = true
			return h
		}, cell{Failed, "-", 0, "soon"}, cell{Failed, "-", 0, "soon"}, cell{Failed, "8", 0, "soon"}, cell{Failed, "8", 0, "soon"}},

		outcome{"all well", func(b []Sighting, _ int) Harvest { return whole(b) },
			cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 0, "soon"}, cell{Healthy, "8", 0, "soon"}},
		outcome{"nothing modified", func(b []Sighting, _ int) Harvest {
			h := whole(b)
			h.Unchanged = true
			return h
		}, cell{Unchanged, "8", 8, "soon"}, cell{Unchanged, "8", 8, "soon"}, cell{Unchanged, "8", 0, "soon"}, cell{Unchanged, "8", 0, "soon"}},
		outcome{"broken off in the middle of paging", func(b []Sighting, _ int) Harvest {
			h := whole(b[:4])
			h.Fault, h.Error = FaultReset, "reading page 2: reset"
			return h
		}, cell{Partial, "4", 4, "later"}, cell{Partial, "4", 4, "later"}, cell{Partial, "8", 0, "later"}, cell{Partial, "8", 0, "later"}},
		outcome{"a bot check in the middle of paging", func(b []Sighting, _ int) Harvest {
			h := whole(b[:4])
			h.Fault, h.Error = FaultChallenge, "reading page 2: challenge"
			return h
		}, cell{Partial, "4", 4, "later"}, cell{Partial, "4", 4, "later"}, cell{Partial, "8", 0, "later"}, cell{Partial, "8", 0, "later"}},
		outcome{"endless paging, ended by the limit", func(b []Sighting, _ int) Harvest {
			h := whole(b)
			h.Incomplete = []string{"more than 200 list pages"}
			return h
		}, cell{Partial, "8", 8, "later"}, cell{Partial, "8", 8, "later"}, cell{Partial, "8", 0, "later"}, cell{Partial, "8", 0, "later"}},
		outcome{"a lying total", func(b []Sighting, _ int) Harvest {
			h := whole(b[:4])
			h.StatedTotal, h.Incomplete = total(8), []string{"the list counts 8 adverts and shows 4"}
			return h
		}, cell{Partial, "4", 4, "later"}, cell{Partial, "4", 4, "later"}, cell{Partial, "8", 0, "later"}, cell{Partial, "8", 0, "later"}},
		outcome{"one id on all adverts", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Advert.Key = "test:1" }))
		}, cell{Partial, "-", 0, "later"}, cell{Partial, "-", 0, "later"}, cell{Partial, "8", 0, "later"}, cell{Partial, "8", 0, "later"}},
		outcome{"every advert's page answers 404 behind a firewall", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Detail, s.Error = DetailFailed, "reading the advert: not found" }))
		}, cell{Healthy, "-", 0, "soon"}, cell{Healthy, "-", 0, "soon"}, cell{Healthy, "8", 0, "soon"}, cell{Healthy, "8", 0, "soon"}},
		outcome{"every advert's page says it is over", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Detail = DetailClosed }))
		}, cell{Healthy, "-", 0, "soon"}, cell{Healthy, "-", 0, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Healthy, "-", 8, "soon"}},
		outcome{"the pay is missing from every advert", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Advert.Salary = "" }))
		}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Healthy, "8", 8, "soon"}},
		outcome{"the closing days are garbled", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Advert.Closing = "\u00c3\u00a2\u00e2\u201a\u00ac" }))
		}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Healthy, "8", 8, "soon"}},
		outcome{"garbled differently on every round", func(b []Sighting, n int) Harvest {
			return whole(every(b, func(s *Sighting) {
				if n%2 == 0 {
					s.Advert.Closing = ""
				} else {
					s.Advert.Salary = ""
				}
			}))
		}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Collapsed, "8", 0, "later"}},
		outcome{"every key changed, words and all else the same", func(b []Sighting, _ int) Harvest {
			return whole(every(b, func(s *Sighting) { s.Advert.Key += "00" }))
		}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Healthy, "8", 0, "soon"}},
		outcome{"half of the board gone", func(b []Sighting, _ int) Harvest { return whole(b[:4]) },
			cell{Healthy, "4", 4, "soon"}, cell{Healthy, "4", 4, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Healthy, "4", 4, "soon"}},
		outcome{"the board truly empty, as it says", func([]Sighting, int) Harvest { return Harvest{Pages: 1, SaysEmpty: "There are no vacancies"} },
			cell{Empty, "-", 0, "soon"}, cell{Empty, "-", 0, "soon"}, cell{Collapsed, "8", 0, "later"}, cell{Empty, "-", 8, "soon"}},
		outcome{"empty and whole in turn", func(b []Sighting, n int) Harvest {
			if n%2 == 0 {
				return Harvest{Pages: 1, SaysEmpty: "There are no vacancies"}
			}
			return whole(b)
		}, cell{Empty, "-", 0, "soon"}, cell{Collapsed, "8", 8, "later"}, cell{Collapsed, "8", 0, "later"}, cell{Collapsed, "8", 0, "later"}},
		outcome{"one advert really withdrawn", func(b []Sighting, _ int) Harvest { return whole(b[1:]) },
			cell{Healthy, "7", 7, "soon"}, cell{Healthy, "7", 7, "soon"}, cell{Healthy, "8", 0, "soon"}, cell{Healthy, "7", 1, "soon"}},
		outcome{"one advert coming and going", func(b []Sighting, n int) Harvest { return whole(b[(n+1)%2:]) },
			cell{Healthy, "7", 7, "soon"}, cell{Healthy, "8", 8, "soon"}, cell{Healthy, "8", 0, "soon"}, cell{Healthy, "8", 0, "soon"}},
	)
	return all
}

func TestEveryOutcomeAtEveryStage(t *testing.T) {
	for _, o := range outcomes() {
		for _, c := range []struct {
			stage  string
			steady bool
			rounds int
			want   cell
		}{
			{"first sight, one round", false, 1, o.first1}, {"first sight, five rounds", false, 5, o.first5},
			{"steady, one round", true, 1, o.steady1}, {"steady, five rounds", true, 5, o.steady5},
		} {
			t.Run(o.name+"/"+c.stage, func(t *testing.T) { play(t, o, c.steady, c.rounds, c.want) })
		}
	}
}

func play(t *testing.T, o outcome, steady bool, rounds int, want cell) {
	m := newMemory()
	board := ads("a", 1, 8)
	now := monday
	if steady {
		for range 3 {
			m.step(list("a", board...), now)
			now = now.Add(time.Hour)
		}
	}
	reader := follower{held: map[string]string{}}
	log := len(m.log)
	before := m.published()
	var last Result
	for n := range rounds {
		h := o.round(board, n)
		h.Source = src("a")
		last = m.step(h, now)
		if r := m.tick(now); len(r.Changes) != 0 {
			t.Errorf("the timer told %+v", r.Changes)
		}
		now = now.Add(time.Hour)
	}
	st, _ := m.Source("a")
	retry := "soon"
	if st.Failures > 0 {
		retry = "later"
	}
	published := m.published()
	set := fmt.Sprint(len(published))
	if len(published) == 0 {
		set = "-"
	}
	got := cell{last.Runs[0].Verdict, set, len(news(m.log[log:])), retry}
	if got != want {
		t.Errorf("got %+v, want %+v (%s)", got, want, last.Runs[0].Error)
	}
	if err := reader.apply(m.log, func(id string) string { return published[id] }); err != nil {
		t.Error(err)
	}
	for id := range published {
		if _, ok := before[id]; steady && !ok {
			t.Errorf("%s was published under a new id", id)
		}
	}
	told := want.verdict != Healthy && want.verdict != Unchanged && want.verdict != Empty
	if told && (st.Error == "" || last.Runs[0].Error == "") {
		t.Errorf("neither the status nor the run says why it is %s", want.verdict)
	}
	if told && steady && want.verdict != Skipped && (!st.LastAttempt.After(st.LastSuccess)) {
		t.Errorf("last attempt %s, last success %s", st.LastAttempt, st.LastSuccess)
	}
	recovers(t, m, board, now)
}

// recovers makes sure that nothing sticks: two whole readings on, all eight
// adverts are published under one id each, whatever came between.
func recovers(t *testing.T, m *memory, board []Sighting, now time.Time) {
	t.Helper()
	for n := range 3 {
		m.step(list("a", board...), now.Add(time.Duration(n)*time.Hour))
	}
	st, _ := m.Source("a")
	if st.Failures != 0 || st.Error != "" || st.Withheld != nil {
		t.Errorf("afterwards the source is %s: %d failures, %q, withheld %v", st.Verdict, st.Failures, st.Error, st.Withheld)
	}
	if got := len(m.published()); got != 8 {
		t.Errorf("afterwards %d are published", got)
	}
	for n := 1; n <= 8; n++ {
		if id := m.Resolve(idOf("a", n)); m.records[id] == nil || m.records[id].State != Open {
			t.Errorf("afterwards advert %d leads to %q", n, id)
		}
	}
}

// TestAClockChangeNight runs a source every hour through the nights on which
// the clocks change: nothing is told twice, and nothing early.
func TestAClockChangeNight(t *testing.T) {
	for _, night := range []time.Time{time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC), time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC)} {
		m := newMemory()
		day := London(night).AddDate(0, 0, 1).Format("2006-01-02")
		board := []Sighting{ad("a", 1, closes(day+" 00:30")), ad("a", 2, closes(day+" 03:30")), ad("a", 3, closes(day+" 12:00"))}
		told := map[string]time.Time{}
		for n := range 24 {
			now := night.Add(time.Duration(n) * time.Hour)
			stepped := m.step(list("a", board...), now)
			for _, c := range append(stepped.Changes, m.tick(now).Changes...) {
				if c.Kind == ClosedIt {
					if _, twice := told[c.ID]; twice {
						t.Errorf("%s closed twice", c.ID)
					}
					told[c.ID] = now
				}
			}
		}
		for n := 1; n <= 3; n++ {
			at := m.state(t, "a", n).Vacancy.Closing.At
			if late := told[idOf("a", n)].Sub(at); late < 0 || late > time.Hour {
				t.Errorf("closing %s was told %s later", at, late)
			}
		}
	}
}

func TestIdsNeverChange(t *testing.T) {
	golden := map[string]string{}
	for _, a := range []normalize.Advert{
		{Source: "lewisham", Key: "oracle:9771"},
		{Source: "lewisham", Key: "oracle:9772", Title: "Anything", URL: "https://anywhere.example"},
		{Source: "hackney", Key: "oracle:9771"},
		{Source: "hackney", Reference: "SW 12/3"},
		{Source: "hackney", Reference: " sw12/3 ", Title: "Anything"},
		{Source: "hackney", URL: "https://hackney.example/jobs/12/?b=2&utm_source=x&a=1"},
		{Source: "hackney", URL: "http://elsewhere.example/jobs/12?a=1&b=2"},
		{Source: "hackney"},
	} {
		id := normalize.Identify(a)
		golden[fmt.Sprintf("%s | %s | %s | %s", a.Source, a.Key, strings.TrimSpace(a.Reference), a.URL)] = fmt.Sprintf("%s %s weak=%t", id.ID, id.Key, id.Weak)
	}
	compareGolden(t, "testdata/ids.golden", golden)
}
