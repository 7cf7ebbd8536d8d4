package lifecycle

import (
	"strings"
	"testing"
	"time"
)

func TestRowsThatAreNotOursAreKeptByTitleAndReasonAlone(t *testing.T) {
	m := newMemory()
	other := ad("a", 9)
	other.LeftOut = "another employer"
	other.Advert.Description = "long text"
	h := list("a", ad("a", 1), other)
	h.StatedTotal = total(2)
	r := m.step(h, monday)
	if r.Runs[0].Verdict != Healthy || r.Runs[0].Out != 1 || len(m.leftOut["a"]) != 1 {
		t.Fatalf("%+v", r.Runs[0])
	}
	row := m.leftOut["a"][0]
	if row.Advert.Description != "" || row.Advert.Title == "" || row.LeftOut != "another employer" || m.records[idOf("a", 9)] != nil {
		t.Errorf("%+v", row)
	}
	if r := m.step(h, hour(1)); len(r.LeftOut) != 0 {
		t.Error("the same rows were written again")
	}
	h = list("a", ad("a", 1))
	if r := m.step(h, hour(2)); len(r.LeftOut) != 1 || len(r.LeftOut[0].Rows) != 0 {
		t.Errorf("they left the board: %+v", r.LeftOut)
	}
}

func TestWhatWentWrongIsKeptApartFromWhatWasRead(t *testing.T) {
	page := &Sample{URL: "https://a.example/jobs", Status: 200, Body: []byte("<p>Please wait"), Header: map[string][]string{
		"Server": {"wall"}, "Content-Type": {"text/html; charset=utf-8"}, "Set-Cookie": {"a=b"}, "X-Trace": {"secret"}, "Cf-Mitigated": {"challenge\r\n" + strings.Repeat("x", 500)}}}
	cases := []struct {
		name string
		h    Harvest
		kept bool
	}{
		{"a whole list", list("a", ads("a", 1, 9)...), false},
		{"a list that is suddenly empty", Harvest{Source: src("a"), SaysEmpty: "none"}, true},
		{"a total that disagrees", Harvest{Source: src("a"), Adverts: ads("a", 1, 9), Incomplete: []string{"the list counts 12 and shows 9"}}, true},
		{"half of it gone", list("a", ads("a", 1, 2)...), true},
		{"a challenge", Harvest{Source: src("a"), Fault: FaultChallenge, Status: 200, Error: "reading: challenge"}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ads("a", 1, 9)...), monday)
			c.h.Sample = page
			r := m.step(c.h, hour(1))
			st, _ := m.Source("a")
			if (len(r.Samples) == 1) != c.kept || st.SampleAt.IsZero() == c.kept || (st.Status == 200) != c.kept {
				t.Errorf("%s: %d samples, at %v, status %d", st.Verdict, len(r.Samples), st.SampleAt, st.Status)
			}
			if !c.kept && st.Headers != nil {
				t.Errorf("headers of a page that was read: %q", st.Headers)
			}
			if c.kept && (len(st.Headers) != 3 || st.Headers[1] != "Server: wall" || len(st.Headers[2]) > 150 || strings.Contains(strings.Join(st.Headers, ""), "secret")) {
				t.Errorf("headers %q", st.Headers)
			}
			m.step(list("a", ads("a", 1, 9)...), hour(2))
			if st, _ := m.Source("a"); st.Verdict == Healthy && (st.Status != 0 || st.Headers != nil || st.SampleAt.IsZero() == c.kept) {
				t.Errorf("mended: status %d, headers %q, sample of %v", st.Status, st.Headers, st.SampleAt)
			}
		})
	}
}

func TestPruneForgetsWhatItsPeriodsSay(t *testing.T) {
	keep := Retention{Closed: 90 * 24 * time.Hour, Raw: 30 * 24 * time.Hour, Samples: 7 * 24 * time.Hour}
	m := newMemory()
	h := list("a", ads("a", 1, 3)...)
	h.Sample, h.Incomplete = &Sample{URL: "x"}, []string{"not whole"}
	m.step(h, monday)
	if r := Prune(m, hour(6*24), keep); !r.Empty() {
		t.Fatalf("too early: %+v", r)
	}
	if r := m.commit(Prune(m, hour(8*24), keep)); len(r.Samples) != 1 || r.Samples[0].Sample != nil {
		t.Errorf("sample: %+v", r.Samples)
	}
	m.tick(hour(30 * 24)) // closed on 31 March
	closed := *m.state(t, "a", 1)
	r := m.commit(Prune(m, hour(65*24), keep))
	if len(r.Dropped) != 3 || len(m.raw) != 0 || len(r.Changes) != 0 || m.state(t, "a", 1).Vacancy.Title == "" {
		t.Errorf("raw adverts: %+v", r)
	}
	r = m.commit(Prune(m, hour(125*24), keep))
	is := m.state(t, "a", 1)
	if !is.Pruned || is.State != Closed || is.Vacancy.Title != "" || is.Adverts[0].URL != "" || !is.FirstSeen.Equal(closed.FirstSeen) || len(r.Changes) != 0 {
		t.Errorf("pages: %+v", is)
	}
	if r := Prune(m, hour(126*24), keep); !r.Empty() {
		t.Errorf("again: %+v", r)
	}
	back := list("a", ad("a", 1, closes("2027-01-01 12:00")), ad("a", 2), ad("a", 3))
	r = m.step(back, hour(200*24))
	equal(t, "back", told(r.Changes, "a", 3), []string{"reopened 1"})
	if is := m.state(t, "a", 1); is.Pruned || is.Vacancy.Title == "" || !is.FirstSeen.Equal(monday) || !is.Published.Equal(closed.Published) {
		t.Errorf("%+v", is)
	}
}
