package site

import (
	"slices"
	"strconv"

	"vacancies/normalize/lifecycle"
)

// chartDrawing is a source's last runs as bars, oldest first.
type chartDrawing struct {
	Width, Height, Base, CrossY, Top int
	Label                            string
	Bars                             []bar
}

type bar struct {
	X, Y, W, H, Mid int
	Failed          bool
	Total           bool
	TotalY          int
}

// The chart's measures, in its own units.
const (
	chartWidth  = 600
	chartHeight = 130
	chartBase   = 124
	chartTop    = 18
	chartRuns   = 24
)

// runChart draws how many adverts each run found beside the page's own total.
// A run that brought nothing to go by is an empty frame with a cross, never a
// bar of no height.
func runChart(runs []lifecycle.Run) chartDrawing {
	runs = lastRuns(runs)
	d := chartDrawing{Width: chartWidth, Height: chartHeight, Base: chartBase, CrossY: chartBase - 34, Top: 1}
	failed := 0
	for _, r := range runs {
		d.Top = max(d.Top, r.Adverts)
		if r.StatedTotal != nil {
			d.Top = max(d.Top, *r.StatedTotal)
		}
		if !told(r) {
			failed++
		}
	}
	d.Label = "The last " + count(len(runs), "run") + ": " + strconv.Itoa(failed) + " could not be read"
	if n := len(runs); n > 0 && told(runs[n-1]) {
		d.Label += "; the newest found " + count(runs[n-1].Adverts, "advert")
	}
	step := chartWidth / max(len(runs), 12)
	height := func(n int) int { return (chartBase - chartTop) * n / d.Top }
	for i, r := range runs {
		b := bar{X: i*step + 2, W: step - 4, Failed: !told(r)}
		h := max(height(r.Adverts), 2)
		if b.Failed {
			h = (chartBase - chartTop) / 2
		}
		b.Y, b.H, b.Mid = chartBase-h, h, b.X+b.W/2-5
		if r.StatedTotal != nil {
			b.Total, b.TotalY = true, chartBase-height(*r.StatedTotal)
		}
		d.Bars = append(d.Bars, b)
	}
	return d
}

// lastRuns are the newest runs, oldest first.
func lastRuns(runs []lifecycle.Run) []lifecycle.Run {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b lifecycle.Run) int { return a.At.Compare(b.At) })
	return runs[max(0, len(runs)-chartRuns):]
}

// told reports whether a run's number of adverts means something.
func told(r lifecycle.Run) bool {
	switch r.Verdict {
	case lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged, lifecycle.Partial, lifecycle.Collapsed:
		return true
	}
	return false
}
