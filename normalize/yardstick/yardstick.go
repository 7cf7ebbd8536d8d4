// Package yardstick compares, inside one benchmark, our way of doing some work
// with a floor: the same work with nothing of ours in the way. The two take
// turns, so that whatever else the machine is doing falls on both, and the
// figure is the median of the turns' ratios. It is for benchmarks only; the
// program itself never imports it.
package yardstick

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

// A Clock says how much of something has been used so far.
type Clock func() time.Duration

// Wall is the time on the wall, for work that waits: a disk, another process.
func Wall() time.Duration { return time.Since(start) }

var start = time.Now()

// turn is about what one turn takes: far more than a clock's step or one garbage
// collection.
const turn = 200 * time.Millisecond

// Compare lets ours and floor take turns, one of each per operation of the
// benchmark, and reports two medians that say the same: "x-floor" is how many
// times the floor's cost ours has, "of-floor" is its inverse, the share of the
// floor's pace that is reached. A step of ours and one of floor must do the
// same amount of work. Which goes first changes.
func Compare(b *testing.B, clock Clock, ours, floor func()) {
	b.Helper()
	steps := max(stepsOf(clock, ours), stepsOf(clock, floor))
	var ratios []float64
	for oursFirst := true; b.Loop(); oursFirst = !oursFirst {
		var mine, floors time.Duration
		if oursFirst {
			mine = alone(clock, ours, steps)
		}
		floors = alone(clock, floor, steps)
		if !oursFirst {
			mine = alone(clock, ours, steps)
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

// alone is what a number of steps take without the garbage of the other side:
// where one makes ten times as much, the other would be charged with it.
func alone(clock Clock, work func(), steps int) time.Duration {
	runtime.GC()
	return used(clock, work, steps)
}

// used is what a number of steps take; never zero.
func used(clock Clock, work func(), steps int) time.Duration {
	before := clock()
	for range steps {
		work()
	}
	return max(clock()-before, 1)
}
