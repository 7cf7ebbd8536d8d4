// Package yardstick compares, inside one benchmark, our way of doing some work
// with a floor: the same work with nothing of ours in the way. The two take
// turns, so that whatever else the machine is doing falls on both, and the
// figure is the median of the turns' ratios. It is for benchmarks only; the
// program itself never imports it.
package yardstick

import (
	"slices"
	"testing"
	"time"
)

// A Clock says how much of something has been used so far.
type Clock func() time.Duration

// Wall is the time on the wall, for work that waits: a disk, another process.
func Wall() time.Duration { return time.Since(start) }

var start = time.Now()

// turn is the least that one turn takes: far more than a clock's step or a
// garbage collection that one side leaves to the other.
const turn = 80 * time.Millisecond

// shares are the parts of a turn, where it has as many steps: ours and the
// floor's alternate, and so does which goes first, so that a machine that turns
// busy in the middle of a turn falls on both.
const shares = 8

// Compare lets ours and floor take turns, one of each per operation of the
// benchmark, and reports two medians that say the same: "x-floor" is how many
// times the floor's cost ours has, "of-floor" is its inverse, the share of the
// floor's pace that is reached. A step of ours and one of floor must do the
// same amount of work.
func Compare(b *testing.B, clock Clock, ours, floor func()) {
	b.Helper()
	steps := max(stepsOf(clock, ours), stepsOf(clock, floor))
	parts := min(steps, shares)
	var ratios []float64
	for first := true; b.Loop(); {
		var mine, floors time.Duration
		for range parts {
			if first {
				mine += used(clock, ours, steps/parts)
				floors += used(clock, floor, steps/parts)
			} else {
				floors += used(clock, floor, steps/parts)
				mine += used(clock, ours, steps/parts)
			}
			first = !first
		}
		ratios = append(ratios, float64(mine)/float64(floors))
	}
	slices.Sort(ratios)
	middle := (ratios[(len(ratios)-1)/2] + ratios[len(ratios)/2]) / 2
	b.ReportMetric(middle, "x-floor")
	b.ReportMetric(1/middle, "of-floor")
	b.ReportMetric(0, "ns/op") // a pair's time says nothing
}

// stepsOf is how many steps make a turn. It warms the work up besides.
func stepsOf(clock Clock, work func()) int {
	for n := 1; ; n *= 2 {
		if used(clock, work, n) >= turn/2 {
			return n
		}
	}
}

// used is what a number of steps take; never zero.
func used(clock Clock, work func(), steps int) time.Duration {
	before := clock()
	for range steps {
		work()
	}
	return max(clock()-before, 1)
}
