package schedule

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at reads an instant of the London clock.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, london)
	if err != nil {
		panic(err)
	}
	return t
}

// drawn is any input, sensible or not.
func drawn(t *rapid.T) (Input, time.Time) {
	now := time.Unix(rapid.Int64Range(1_700_000_000, 2_500_000_000).Draw(t, "now"), 0)
	span := func(name string) time.Duration {
		return rapid.OneOf(rapid.Just(time.Duration(0)), rapid.Map(rapid.Int64Range(-10, 100_000), func(s int64) time.Duration {
			return time.Duration(s) * time.Second
		}), rapid.Just(time.Duration(1<<63-1)), rapid.Just(time.Duration(-1<<63))).Draw(t, name)
	}
	in := Input{
		ID:         rapid.StringMatching(`[a-z-]{0,20}`).Draw(t, "id"),
		Every:      span("every"),
		Failures:   rapid.OneOf(rapid.IntRange(0, 10), rapid.Just(1<<31)).Draw(t, "failures"),
		RetryAfter: span("retry after"),
		CrawlDelay: span("crawl delay"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "closings") {
		in.Closings = append(in.Closings, now.Add(span("closing")%(1000*time.Hour)))
	}
	return in, now
}

// TestASourceIsAlwaysDueAgain is the law of retry: whatever is known of a
// source, it has a next time, after now and within the caps.
func TestASourceIsAlwaysDueAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, now := drawn(t)
		next := Next(in, now)
		if !next.After(now) {
			t.Fatalf("due at %v, not after %v", next, now)
		}
		limit := max(MaxRetryAfter, MaxBackoff, (offHours+1)*in.every())
		if wait := next.Sub(now); wait > limit {
			t.Fatalf("waits %v, more than %v", wait, limit)
		}
		if again := Next(in, now); !again.Equal(next) {
			t.Fatalf("the same input gives %v and %v", next, again)
		}
		if in.RetryAfter > 0 && next.Sub(now) < min(in.RetryAfter, MaxRetryAfter) {
			t.Fatalf("comes back after %v, asked for %v", next.Sub(now), in.RetryAfter)
		}
	})
}

func TestBackoffGrowsToItsCapAndStaysThere(t *testing.T) {
	now := at("2026-11-23 10:00")
	for _, tt := range []struct {
		failures int
		low      time.Duration
		high     time.Duration
	}{
		{1, 11 * time.Minute, 19 * time.Minute},
		{2, 22 * time.Minute, 38 * time.Minute},
		{3, 45 * time.Minute, 75 * time.Minute},
		{4, 90 * time.Minute, 150 * time.Minute},
		{5, 180 * time.Minute, 300 * time.Minute},
		{6, 270 * time.Minute, MaxBackoff},
		{100, 270 * time.Minute, MaxBackoff},
		{1 << 30, 270 * time.Minute, MaxBackoff},
	} {
		for i := range 40 {
			in := Input{ID: fmt.Sprint("source", i), Failures: tt.failures}
			if wait := Next(in, now).Sub(now); wait < tt.low || wait > tt.high {
				t.Errorf("%d failures: waits %v, want %v to %v", tt.failures, wait, tt.low, tt.high)
			}
		}
	}
}

func TestSourcesThatFailTogetherDoNotComeBackTogether(t *testing.T) {
	now, seen := at("2026-11-23 10:00"), make(map[time.Time]int)
	for i := range 33 {
		seen[Next(Input{ID: fmt.Sprint("source", i), Failures: 3}, now).Truncate(time.Minute)]++
	}
	for minute, n := range seen {
		if n > 8 {
			t.Errorf("%d of 33 come back in the minute of %v", n, minute)
		}
	}
}

func TestASourceIsReadEveryIntervalInWorkingHoursAndLessOftenOtherwise(t *testing.T) {
	reads := func(in Input, from, until string) int {
		n, now := 0, at(from)
		for {
			if now = Next(in, now); !now.Before(at(until)) {
				return n
			}
			n++
		}
	}
	for i := range 20 {
		in := Input{ID: fmt.Sprint("source", i), Every: time.Hour}
		if n := reads(in, "2026-11-23 07:00", "2026-11-23 19:00"); n < 11 || n > 12 {
			t.Errorf("%s: read %d times on a Monday's day", in.ID, n)
		}
		if n := reads(in, "2026-11-23 19:00", "2026-11-24 07:00"); n < 2 || n > 4 {
			t.Errorf("%s: read %d times in a night", in.ID, n)
		}
		if n := reads(in, "2026-11-28 00:00", "2026-11-30 00:00"); n < 11 || n > 13 {
			t.Errorf("%s: read %d times on a weekend", in.ID, n)
		}
		daily := Input{ID: in.ID, Every: 24 * time.Hour}
		if n := reads(daily, "2026-11-21 00:00", "2026-12-01 00:00"); n < 9 || n > 10 {
			t.Errorf("%s: read %d times in ten days, wanted daily", in.ID, n)
		}
	}
}

func TestSlotsAreTheSameAfterARestart(t *testing.T) {
	in := Input{ID: "hackney", Every: time.Hour}
	slot := Next(in, at("2026-11-23 10:00"))
	for _, restart := range []time.Duration{0, time.Minute, 10 * time.Minute} {
		if again := Next(in, slot.Add(-time.Hour+restart)); !again.Equal(slot) {
			t.Errorf("after a restart at +%v the slot is %v, not %v", restart, again, slot)
		}
	}
	seen := make(map[time.Duration]int)
	for i := range 33 {
		seen[Next(Input{ID: fmt.Sprint("borough", i), Every: time.Hour}, at("2026-11-23 10:00")).Sub(at("2026-11-23 10:00")).Truncate(5*time.Minute)]++
	}
	for slot, n := range seen {
		if n > 9 {
			t.Errorf("%d of 33 sources share the five minutes at +%v", n, slot)
		}
	}
}

// TestClockChangesNeitherDropNorDoubleARun walks through both nights of 2027.
func TestClockChangesNeitherDropNorDoubleARun(t *testing.T) {
	for _, night := range []string{"2027-03-27 18:00", "2027-10-30 18:00"} {
		for i := range 33 {
			in := Input{ID: fmt.Sprint("source", i), Every: time.Hour}
			now := at(night)
			for range 30 {
				next := Next(in, now)
				if gap := next.Sub(now); gap < 30*time.Minute || gap > (offHours+1)*time.Hour {
					t.Fatalf("%s: from %v to %v is %v", in.ID, now, next, gap)
				}
				now = next
			}
		}
	}
}

func TestALongCrawlDelayMakesASourceRarer(t *testing.T) {
	for _, tt := range []struct {
		delay time.Duration
		want  time.Duration
	}{
		{0, time.Hour}, {10 * time.Second, time.Hour}, {time.Minute, time.Hour},
		{61 * time.Second, 2 * time.Hour}, {5 * time.Minute, 5 * time.Hour}, {24 * time.Hour, MaxEvery}, {1 << 62, MaxEvery},
	} {
		if got := (Input{Every: time.Hour, CrawlDelay: tt.delay}).every(); got != tt.want {
			t.Errorf("delay %v: every %v, want %v", tt.delay, got, tt.want)
		}
	}
}

func TestASourceIsReadAroundAClosing(t *testing.T) {
	closing := at("2026-11-28 23:59") // a Saturday night, when slots are far apart
	before, after := Around(closing)
	for i := range 33 {
		in := Input{ID: fmt.Sprint("source", i), Every: 6 * time.Hour, Closings: []time.Time{closing, closing.Add(-500 * time.Hour)}}
		now := at("2026-11-28 12:00")
		var seenBefore, seenAfter bool
		for now.Before(closing.Add(time.Hour)) {
			now = Next(in, now)
			seenBefore = seenBefore || !now.Before(before) && now.Before(closing)
			seenAfter = seenAfter || !now.Before(after) && now.Before(closing.Add(time.Hour))
		}
		if !seenBefore || !seenAfter {
			t.Errorf("%s: read before its closing: %v, after: %v", in.ID, seenBefore, seenAfter)
		}
	}
	failing := Input{ID: "x", Failures: 6, Closings: []time.Time{closing}}
	if wait := Next(failing, before.Add(-time.Minute)).Sub(before); wait < time.Hour {
		t.Errorf("a failing source is asked again after %v because of a closing", wait)
	}
}

func TestWorkingHoursAreLondons(t *testing.T) {
	for _, tt := range []struct {
		clock string
		want  bool
	}{
		{"2026-07-01 07:00", true}, {"2026-07-01 06:59", false}, {"2026-07-01 18:59", true}, {"2026-07-01 19:00", false},
		{"2026-11-21 12:00", false}, {"2026-11-22 12:00", false}, {"2026-11-23 12:00", true},
	} {
		if got := working(at(tt.clock).UTC()); got != tt.want {
			t.Errorf("%s: got %v", tt.clock, got)
		}
	}
}
