package main

import (
	"fmt"

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
		said = faultLine(h.Error, 90)
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
