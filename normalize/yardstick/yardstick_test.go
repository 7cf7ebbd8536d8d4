package yardstick

import (
	"testing"
	"time"
)

func TestCompareReportsHowManyTimesTheFloorsCostOursHas(t *testing.T) {
	var clock time.Duration
	r := testing.Benchmark(func(b *testing.B) {
		Compare(b, func() time.Duration { return clock }, func() { clock += 3 * time.Second }, func() { clock += 2 * time.Second })
	})
	if got := r.Extra["x-floor"]; got != 1.5 {
		t.Errorf("x-floor is %v, want 1.5", got)
	}
	if got := r.Extra["of-floor"]; got < 0.66 || got > 0.67 {
		t.Errorf("of-floor is %v, want two thirds", got)
	}
}

func TestOneSlowTurnDoesNotCount(t *testing.T) {
	var clock time.Duration
	calls := 0
	r := testing.Benchmark(func(b *testing.B) {
		Compare(b, func() time.Duration { return clock }, func() {
			if calls++; calls%10 == 0 {
				clock += time.Hour
			}
			clock += 2 * time.Second
		}, func() { clock += 2 * time.Second })
	})
	if got := r.Extra["x-floor"]; got != 1 {
		t.Errorf("x-floor is %v, want 1", got)
	}
}

func TestProcessorTimeOnlyGrows(t *testing.T) {
	before := Processor()
	sum := 0
	for i := range 50_000_000 {
		sum += i
	}
	if sum == 0 || Processor() <= before {
		t.Error("work took no processor time")
	}
}
