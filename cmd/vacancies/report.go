package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
	"time"

	"vacancies/normalize/lifecycle"
)

// report is the run report (CONTRACT.md).
type report struct {
	Started time.Time       `json:"started"`
	TookMS  int64           `json:"took_ms"`
	Sources []lifecycle.Run `json:"sources"`
	Totals  totals          `json:"totals"`
}

// totals are what a round asked of the sites, and what that is for each vacancy
// in scope: what a borough feels.
type totals struct {
	Requests    int   `json:"requests"`
	Bytes       int64 `json:"bytes"`
	NotModified int   `json:"not_modified"`
	In          int   `json:"in"`
	// RequestsPerVacancy and BytesPerVacancy are absent when nothing was in scope.
	RequestsPerVacancy *float64 `json:"requests_per_vacancy,omitempty"`
	BytesPerVacancy    *float64 `json:"bytes_per_vacancy,omitempty"`
}

func totalsOf(runs []lifecycle.Run) totals {
	var t totals
	for _, r := range runs {
		t.Requests += r.Requests
		t.Bytes += r.Bytes
		t.NotModified += r.NotModified
		t.In += r.In
	}
	if t.In > 0 {
		requests, bytes := perVacancy(float64(t.Requests), t.In), perVacancy(float64(t.Bytes), t.In)
		t.RequestsPerVacancy, t.BytesPerVacancy = &requests, &bytes
	}
	return t
}

// perVacancy divides, to two places.
func perVacancy(n float64, in int) float64 { return math.Round(100*n/float64(in)) / 100 }

// healthy reports whether every source was read well or rightly not at all.
func (r report) healthy() bool {
	return !slices.ContainsFunc(r.Sources, func(run lifecycle.Run) bool {
		switch run.Verdict {
		case lifecycle.Healthy, lifecycle.Unchanged, lifecycle.Empty, lifecycle.Skipped:
			return false
		}
		return true
	})
}

// table prints a round's summary: a line a source, then the sums.
func table(w io.Writer, runs []lifecycle.Run) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "source\tverdict\tpages\tadverts\tin\topened\trevised\tclosed\twithdrawn\twithheld\t")
	var sum lifecycle.Run
	for _, r := range runs {
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", r.Source, r.Verdict, r.Pages, r.Adverts, r.In,
			r.Opened+r.Reopened, r.Revised, r.Closed, r.Withdrawn, r.Withheld)
		sum.Pages += r.Pages
		sum.Adverts += r.Adverts
		sum.In += r.In
		sum.Opened += r.Opened + r.Reopened
		sum.Revised += r.Revised
		sum.Closed += r.Closed
		sum.Withdrawn += r.Withdrawn
		sum.Withheld += r.Withheld
	}
	fmt.Fprintf(tw, "%d sources\t\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", len(runs), sum.Pages, sum.Adverts, sum.In,
		sum.Opened, sum.Revised, sum.Closed, sum.Withdrawn, sum.Withheld)
	tw.Flush()
	fmt.Fprintln(w, cost(totalsOf(runs)))
	for _, r := range runs {
		if r.Error != "" {
			fmt.Fprintf(w, "%s: %s\n", r.Source, r.Error)
		}
	}
}

// cost says what a round asked of the sites, for each vacancy in scope too: that
// is what a borough feels.
func cost(sum totals) string {
	said := fmt.Sprintf("%d requests (%d answered \"not modified\"), %.1f kB", sum.Requests, sum.NotModified, float64(sum.Bytes)/1000)
	if sum.In > 0 {
		said += fmt.Sprintf("; for each vacancy in scope %.1f requests, %.1f kB", *sum.RequestsPerVacancy, *sum.BytesPerVacancy/1000)
	}
	return said
}
