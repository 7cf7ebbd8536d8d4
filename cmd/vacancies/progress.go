package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"vacancies/normalize/lifecycle"
)

// progress tells a person at a terminal how a round is going.
type progress struct {
	bars  *mpb.Progress
	total *mpb.Bar
}

// newProgress shows a bar for the round on w; nil when nobody watches.
func newProgress(s streams, sources int) *progress {
	if !s.terminal || sources == 0 {
		return nil
	}
	bars := mpb.New(mpb.WithOutput(s.err), mpb.WithWidth(40))
	total := bars.AddBar(int64(sources),
		mpb.PrependDecorators(decor.Name("Reading "), decor.CountersNoUnit("%d of %d sources")),
		mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_MMSS)))
	return &progress{bars: bars, total: total}
}

// done marks one source as read, with a line of its own.
func (p *progress) done(h lifecycle.Harvest) {
	if p == nil {
		return
	}
	said := fmt.Sprintf("%d adverts, %d pages", len(h.Adverts), h.Pages)
	switch {
	case h.Skipped != "":
		said = "skipped: " + h.Skipped
	case h.Error != "":
		said = h.Error
	case h.Unchanged:
		said = "nothing new"
	}
	fmt.Fprintf(p.bars, "  %-28s %s\n", h.Source.ID, oneLine(said, 90))
	p.total.Increment()
}

// wait ends the display.
func (p *progress) wait() {
	if p == nil {
		return
	}
	p.total.Abort(false)
	p.bars.Wait()
}

func oneLine(s string, max int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > max {
		s = string(r[:max-1]) + "…"
	}
	return s
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
