package dedupe_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
	"vacancies/normalize/labelled"
)

type side struct {
	Title, Borough, Ref, Salary, Closing, Posted, Location, Contract, Hours, URL, Excerpt string

	SourceKind string `json:"source_kind"`
}

type pairRow struct {
	ID, Case, Label string
	A, B            side
}

var (
	kinds = map[string]normalize.Kind{"council_ats": normalize.Council, "pan_london": normalize.Regional,
		"job_board": normalize.Board, "aggregator": normalize.Board, "agency": normalize.Agency}
	notSlug = regexp.MustCompile(`[^a-z0-9]+`)
)

func slug(s string) string {
	return strings.Trim(notSlug.ReplaceAllString(strings.ToLower(s), "-"), "-")
}

// entry makes an advert of one side of a pair, as the scorer does.
func (s side) entry(row, letter string) dedupe.Entry {
	kind, ok := kinds[s.SourceKind]
	if !ok {
		kind = normalize.Board
	}
	host := strings.ReplaceAll(s.SourceKind, "_", "-")
	source := host
	if kind == normalize.Council {
		source = slug(s.Borough)
	}
	url := s.URL
	if url == "" {
		url = "https://" + host + ".example/" + row + "/" + letter
	}
	day := s.Posted
	if day == "" {
		day = "2025-10-01"
	}
	at, _ := time.Parse(time.RFC3339, day+"T09:00:00Z")
	a := normalize.Advert{Source: source, Kind: kind, Boroughs: []string{slug(s.Borough)}, Reference: s.Ref, URL: url,
		Title: s.Title, Salary: s.Salary, Closing: s.Closing, Posted: s.Posted, Location: s.Location,
		Contract: s.Contract, Hours: s.Hours, Description: s.Excerpt, FetchedAt: at}
	return dedupe.Entry{Advert: a, Vacancy: normalize.Read(a), Identity: normalize.Identify(a), FirstSeen: at, LastSeen: at}
}

// outcome is what Group makes of two adverts.
func outcome(a, b dedupe.Entry) string {
	of := map[string]dedupe.Cluster{}
	for _, c := range dedupe.Group([]dedupe.Entry{a, b}) {
		for _, m := range c.Members {
			of[m] = c
		}
	}
	x, y := of[a.Identity.ID], of[b.Identity.ID]
	switch {
	case x.Founder == y.Founder:
		return "same"
	case y.Readvertises == x.Founder || x.Readvertises == y.Founder:
		return "readvertised"
	}
	return "different"
}

// TestLabelledPairsAreMatchedAboveTheFloor compares what two adverts are to
// each other with what a person said of them.
func TestLabelledPairsAreMatchedAboveTheFloor(t *testing.T) {
	shares := map[string]*labelled.Share{"same": {}, "different": {}, "readvertised": {}, "not merged wrongly": {}}
	for _, row := range labelled.Rows[pairRow](t, "pairs.jsonl") {
		got := outcome(row.A.entry(row.ID, "a"), row.B.entry(row.ID, "b"))
		shares[row.Label].Add(got == row.Label)
		if got != row.Label {
			t.Logf("%s %s: %q / %q: want %s, got %s", row.ID, row.Case, row.A.Title, row.B.Title, row.Label, got)
		}
		if row.Label != "same" {
			shares["not merged wrongly"].Add(got != "same")
		}
	}
	for name, floor := range map[string]float64{"same": 0.93, "readvertised": 0.85, "not merged wrongly": 0.98} {
		shares[name].Least(t, name, floor)
	}
}
