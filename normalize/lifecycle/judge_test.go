package lifecycle

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func total(n int) *int { return &n }

// open lists n known open adverts, the first gone of them not seen again.
func openAdverts(n, gone int, change ...func(int, *knownAdvert)) []knownAdvert {
	var out []knownAdvert
	for i := range n {
		k := knownAdvert{Advert: fmt.Sprint("a", i), Vacancy: fmt.Sprint("v", i), Seen: i >= gone, Closes: hour(500)}
		for _, c := range change {
			c(i, &k)
		}
		out = append(out, k)
	}
	return out
}

func TestJudge(t *testing.T) {
	ten := ads("a", 1, 10)
	lost := func(field string, upTo int) func(int, *knownAdvert) {
		return func(i int, k *knownAdvert) {
			if i < upTo {
				k.Lost = []string{field}
			}
		}
	}
	passed := func(upTo int) func(int, *knownAdvert) {
		return func(i int, k *knownAdvert) {
			if i < upTo {
				k.Closes = hour(-1)
			}
		}
	}
	closesNow := func(upTo int) func(int, *knownAdvert) {
		return func(i int, k *knownAdvert) {
			if i < upTo {
				k.Closes = monday
			}
		}
	}
	over := func(from, to int) func(int, *knownAdvert) {
		return func(i int, k *knownAdvert) { k.Over = from <= i && i < to }
	}
	for _, c := range []struct {
		name  string
		h     Harvest
		prior SourceState
		known []knownAdvert
		want  Verdict
	}{
		{name: "a list that shows what it says it holds is healthy", h: Harvest{Adverts: ten, StatedTotal: total(10)}, want: Healthy},
		{name: "a list without a count of its own is healthy", h: Harvest{Adverts: ten}, want: Healthy},
		{name: "no adverts and the page's own words for it is empty", h: Harvest{SaysEmpty: "No vacancies"}, want: Empty},
		{name: "no adverts and no word about it is never believed", h: Harvest{Pages: 1}, want: Failed},
		{name: "no adverts and a count of none is not a positive sign", h: Harvest{StatedTotal: total(0)}, want: Failed},
		{name: "saying empty and counting three is not believed", h: Harvest{SaysEmpty: "none", StatedTotal: total(3)}, want: Failed},
		{name: "saying empty beside adverts is partial", h: Harvest{SaysEmpty: "none", Adverts: ten}, want: Partial},
		{name: "nothing modified is unchanged", h: Harvest{Unchanged: true, Adverts: ten}, want: Unchanged},
		{name: "nothing modified and no adverts handed on is unchanged", h: Harvest{Unchanged: true}, want: Unchanged},
		{name: "a total that counts an advert twice that is listed twice is healthy", h: Harvest{Adverts: ten, StatedTotal: total(11)}, want: Healthy},
		{name: "fewer than the list says, as the crawler found, is partial", h: Harvest{Adverts: ten, StatedTotal: total(12), Incomplete: []string{"the list counts 12 adverts and shows 10"}}, want: Partial},
		{name: "more than the list says is partial", h: Harvest{Adverts: ten, StatedTotal: total(9)}, want: Partial},
		{name: "a page that is known to be missing makes it partial", h: Harvest{Adverts: ten, Incomplete: []string{"page 2 was cut off"}}, want: Partial},
		{name: "unchanged pages of an incomplete list are partial", h: Harvest{Unchanged: true, Adverts: ten, Incomplete: []string{"paging never ended"}}, want: Partial},
		{name: "one id on two different adverts makes it partial", h: Harvest{Adverts: []Sighting{ad("a", 1), dup(ad("a", 2), "test:1")}}, want: Partial},
		{name: "the same advert listed twice is healthy", h: Harvest{Adverts: []Sighting{ad("a", 1), ad("a", 1)}}, want: Healthy},
		{name: "an advert without any name makes it partial", h: Harvest{Adverts: []Sighting{ad("a", 1), {}}}, want: Partial},
		{name: "a fault in the middle of the list leaves what was read: partial", h: Harvest{Adverts: ten, Fault: FaultServer}, want: Partial},
		{name: "a run that was cancelled is skipped whatever it read", h: Harvest{Adverts: ten, Fault: FaultCancelled}, want: Skipped},
		{name: "a source that was not read at all is skipped", h: Harvest{Skipped: "address wanted"}, want: Skipped},

		{name: "half gone and three of them is collapsed", h: Harvest{Adverts: ten}, known: openAdverts(6, 3), want: Collapsed},
		{name: "less than half gone is healthy", h: Harvest{Adverts: ten}, known: openAdverts(7, 3), want: Healthy},
		{name: "two gone of two is healthy: below three a share says nothing", h: Harvest{Adverts: ten}, known: openAdverts(2, 2), want: Healthy},
		{name: "three gone of three is collapsed", h: Harvest{Adverts: ten}, known: openAdverts(3, 3), want: Collapsed},
		{name: "a board that says it is empty and had three is collapsed", h: Harvest{SaysEmpty: "none"}, known: openAdverts(3, 3), want: Collapsed},
		{name: "half a board that closed is healthy", h: Harvest{Adverts: ten}, known: openAdverts(10, 5, passed(5)), want: Healthy},
		{name: "half a board that closes this instant is healthy", h: Harvest{Adverts: ten}, known: openAdverts(10, 5, closesNow(5)), want: Healthy},
		{name: "what is over cannot be gone", h: Harvest{Adverts: ten}, known: openAdverts(10, 5, over(0, 3)), want: Healthy},
		{name: "what is over does not hide a collapse of the rest", h: Harvest{Adverts: ten}, known: openAdverts(10, 3, over(3, 9)), want: Collapsed},
		{name: "those that closed do not hide a collapse of the rest", h: Harvest{Adverts: ten}, known: openAdverts(10, 8, passed(4)), want: Collapsed},
		{name: "nothing can be gone from a partial list", h: Harvest{Adverts: ten, Incomplete: []string{"cut"}}, known: openAdverts(6, 5), want: Partial},
		{name: "half without a field they had is collapsed", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 5)), want: Collapsed},
		{name: "half without a field is collapsed on a partial list too", h: Harvest{Adverts: ten, Incomplete: []string{"cut"}}, known: openAdverts(10, 0, lost("salary", 5)), want: Collapsed},
		{name: "four of ten without a field is a revision", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 4)), want: Healthy},
		{name: "all four of ten that had a field without it is collapsed", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 4)),
			prior: SourceState{Shape: Shape{Adverts: 10, Fields: map[string]float64{"salary": 0.4}}}, want: Collapsed},
		{name: "half of those that had a field, and three of them, is collapsed", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 3)),
			prior: SourceState{Shape: Shape{Adverts: 10, Fields: map[string]float64{"salary": 0.6}}}, want: Collapsed},
		{name: "both of the two of ten that had a field without it is a revision", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 2)),
			prior: SourceState{Shape: Shape{Adverts: 10, Fields: map[string]float64{"salary": 0.2}}}, want: Healthy},
		{name: "what is over does not water a lost field down", h: Harvest{Adverts: ten}, known: openAdverts(10, 0, lost("salary", 4), over(4, 10)), want: Collapsed},
		{name: "different fields lost do not add up", h: Harvest{Adverts: ten},
			known: openAdverts(10, 0, lost("salary", 4), func(i int, k *knownAdvert) {
				if i >= 6 {
					k.Lost = []string{"hours"}
				}
			}), want: Healthy},
		{name: "unchanged pages that show half the board are collapsed", h: Harvest{Unchanged: true, Adverts: ten}, known: openAdverts(6, 3), want: Collapsed},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := judge(c.h, c.prior, c.known, monday)
			if j.Verdict != c.want {
				t.Errorf("got %s %q, want %s", j.Verdict, j.Reasons, c.want)
			}
			if good := c.want == Healthy || c.want == Unchanged; !good && len(j.Reasons) == 0 {
				t.Error("a verdict that is not plain must say why")
			}
		})
	}
}

func TestAReasonIsGivenOnce(t *testing.T) {
	for _, h := range []Harvest{
		{Adverts: ads("a", 1, 3), StatedTotal: total(2), Incomplete: []string{"the list counts 2 adverts and shows 3"}},
		{Adverts: ads("a", 1, 3), Fault: FaultServer, Error: "reading page 2: status 500", Incomplete: []string{"the run ended early: server_error"}},
	} {
		if j := judge(h, SourceState{}, nil, monday); j.Verdict != Partial || len(j.Reasons) != 1 {
			t.Errorf("%s %q", j.Verdict, j.Reasons)
		}
	}
}

func dup(s Sighting, key string) Sighting {
	s.Advert.Key = key
	return s
}

func TestEveryFaultHasItsVerdict(t *testing.T) {
	want := map[Fault]Verdict{
		FaultDown: Failed, FaultRefused: Failed, FaultReset: Failed, FaultTimeout: Failed, FaultCertificate: Failed, FaultAddress: Failed,
		FaultServer: Failed, FaultThrottled: Blocked, FaultForbidden: Blocked, FaultNotFound: Moved, FaultGone: Moved, FaultStatus: Failed,
		FaultMoved: Moved, FaultRedirects: Failed, FaultRobots: Blocked, FaultRobotsDown: Failed, FaultChallenge: Blocked, FaultLogin: Blocked,
		FaultMaintenance: Failed, FaultTooLarge: Failed, FaultTruncated: Failed, FaultType: Failed, FaultGarbled: Failed, FaultBlank: Failed,
		FaultRedesign: Moved, FaultMalformed: Failed, FaultConfig: Failed, FaultCancelled: Skipped,
	}
	for f, v := range want {
		if got := judge(Harvest{Fault: f}, SourceState{}, openAdverts(5, 5), monday).Verdict; got != v {
			t.Errorf("%s: got %s, want %s", f, got, v)
		}
	}
}

func TestACollapseIsBelievedOnlyWhenALaterRunConfirmsIt(t *testing.T) {
	h := Harvest{Source: Source{Every: time.Hour}, Adverts: ads("a", 1, 4)}
	lost := openAdverts(8, 4)
	first := judge(h, SourceState{}, lost, hour(0))
	if first.Verdict != Collapsed {
		t.Fatalf("got %s", first.Verdict)
	}
	prior := SourceState{Withheld: first.Withheld}
	for _, c := range []struct {
		name  string
		known []knownAdvert
		at    time.Time
		prior SourceState
		want  Verdict
	}{
		{"the same again half an interval on is still withheld", lost, hour(0).Add(30 * time.Minute), prior, Collapsed},
		{"the same again one interval on is believed", lost, hour(1), prior, Healthy},
		{"one more gone one interval on is believed", openAdverts(8, 5), hour(1), prior, Healthy},
		{"three that were missing among six is the same loss", openAdverts(9, 7, func(i int, k *knownAdvert) { k.Seen = i < 1 || i > 6 }), hour(1), prior, Healthy},
		{"three that were missing among seven is another", openAdverts(9, 8, func(i int, k *knownAdvert) { k.Seen = i < 1 || i > 7 }), hour(1), prior, Collapsed},
		{"all back is healthy", openAdverts(8, 0), hour(1), prior, Healthy},
		{"quite other adverts gone is a new collapse", openAdverts(8, 0, func(i int, k *knownAdvert) { k.Seen = i < 4 }), hour(1), prior, Collapsed},
		{"a lost field where adverts were missing is a new collapse", openAdverts(8, 0, func(_ int, k *knownAdvert) { k.Lost = []string{"salary"} }), hour(1), prior, Collapsed},
		{"what a person refused is never believed by itself", lost, hour(9), SourceState{Withheld: first.Withheld, Refused: first.Withheld.Hash}, Collapsed},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := judge(h, c.prior, c.known, c.at)
			if j.Verdict != c.want {
				t.Fatalf("got %s %q, want %s", j.Verdict, j.Reasons, c.want)
			}
			if j.Confirmed && !slices.ContainsFunc(j.Reasons, func(s string) bool { return s != "" }) {
				t.Error("a confirmed collapse must say so")
			}
		})
	}
	again := judge(h, prior, lost, hour(0).Add(30*time.Minute))
	if !again.Withheld.At.Equal(hour(0)) {
		t.Error("a repeated collapse must keep the instant it was first seen, or it would never be confirmed")
	}
}
