// Package schedule says when each source is due next. It is pure: an instant
// and what is known of a source go in, the next instant comes out. It must
// never read a clock, wait, or fetch, and it never says "not again": retry
// backs off, but does not stop.
package schedule

import (
	"encoding/binary"
	"hash/fnv"
	"time"
	_ "time/tzdata" // London's rules, wherever the program runs
)

// The bounds of the plan.
const (
	// DefaultEvery is the interval of a source that names none.
	DefaultEvery = time.Hour
	// MinEvery and MaxEvery bound any interval.
	MinEvery = time.Minute
	MaxEvery = 7 * 24 * time.Hour
	// FirstRetry is the wait after the first failure; it doubles up to MaxBackoff
	// (or the source's own interval, where that is longer).
	FirstRetry = 15 * time.Minute
	MaxBackoff = 6 * time.Hour
	// MaxRetryAfter caps what a host may ask for, so that a mistaken header
	// cannot silence a source for ever.
	MaxRetryAfter = 24 * time.Hour
	// RareCrawlDelay is the Crawl-delay above which a source is read less often:
	// a site that asks for so much room is not asked every hour for twenty pages.
	RareCrawlDelay = time.Minute
	// offHours is how many slots pass for one that is used at night and at weekends.
	offHours = 4
)

// The London working day, in hours of the clock: adverts are put up, corrected
// and taken down by people at work.
const (
	workFrom  = 7
	workUntil = 19
)

// london is Europe/London, from the time zone data built into the program.
var london = mustLondon()

func mustLondon() *time.Location {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("schedule: no rules for Europe/London: " + err.Error())
	}
	return loc
}

// Input is what is known of a source when its next run is planned.
type Input struct {
	// ID is the source's id: its slots are spread by a hash of it, the same
	// after every restart.
	ID string
	// Every is its interval in working hours; DefaultEvery when zero.
	Every time.Duration
	// Failures counts the runs in a row that went wrong, the one just ended included.
	Failures int
	// RetryAfter is how long the host asked us to stay away, or how long to wait
	// for any other reason; zero when there is none.
	RetryAfter time.Duration
	// CrawlDelay is what the host's robots.txt asks for between two requests.
	CrawlDelay time.Duration
	// Closings are the closing instants of its open adverts: it is read shortly
	// before and after each (see Around), so that an extension is seen in time.
	Closings []time.Time
}

// Next is when the source is due next: always after now, and never later than
// the longest of its interval off hours, the backoff's cap and the Retry-After's cap.
func Next(in Input, now time.Time) time.Time {
	every := in.every()
	var next time.Time
	if in.Failures > 0 {
		next = now.Add(in.backoff(every))
	} else {
		next = in.soonerForClosing(now, in.slot(every, now.Add(every/2)))
	}
	if wait := min(in.RetryAfter, MaxRetryAfter); wait > 0 {
		if asked := now.Add(wait); next.Before(asked) {
			next = asked
		}
	}
	return next
}

// every is the interval in force.
func (in Input) every() time.Duration {
	every := in.Every
	if every <= 0 {
		every = DefaultEvery
	}
	every = min(max(every, MinEvery), MaxEvery)
	if in.CrawlDelay > RareCrawlDelay {
		times := 1 + (in.CrawlDelay-1)/RareCrawlDelay
		if times > MaxEvery/every {
			return MaxEvery
		}
		every *= times
	}
	return every
}

// slot is the source's first slot at or after from. Slots lie on the whole
// multiples of the interval in absolute time, moved by the source's phase, so
// clock changes neither drop nor double one; off hours only one in offHours counts.
func (in Input) slot(every time.Duration, from time.Time) time.Time {
	phase := time.Duration(in.hash("phase", 0) % uint64(every))
	turn := int64(in.hash("turn", 0) % offHours)
	n := ceilDiv(int64(from.Sub(epoch)-phase), int64(every))
	for {
		at := epoch.Add(time.Duration(n)*every + phase)
		if every >= workUntil*time.Hour-workFrom*time.Hour || working(at) || floorMod(n, offHours) == turn {
			return at.In(from.Location())
		}
		n++
	}
}

// epoch is where slots are counted from; any fixed instant within 290 years of use does.
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// working reports whether an instant lies in London's working hours: Monday to
// Friday, 07:00 to 19:00 of the clock there.
func working(at time.Time) bool {
	l := at.In(london)
	switch l.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return l.Hour() >= workFrom && l.Hour() < workUntil
}

// backoff is the wait after a failure: doubling, capped, and moved by up to a
// quarter either way by a hash of source and count, so that sources that failed
// together do not come back together.
func (in Input) backoff(every time.Duration) time.Duration {
	limit := max(MaxBackoff, every)
	wait := min(FirstRetry, every)
	for i := 1; i < in.Failures && wait < limit; i++ {
		wait *= 2
	}
	wait = min(wait, limit)
	spread := uint64(wait / 2)
	jitter := time.Duration(in.hash("failures", uint64(in.Failures)) % spread)
	return min(wait-wait/4+jitter, limit)
}

// soonerForClosing moves a run forward to the nearest instant around a closing.
func (in Input) soonerForClosing(now, next time.Time) time.Time {
	soonest := now.Add(closingGap)
	for _, c := range in.Closings {
		before, after := Around(c)
		for _, at := range []time.Time{before, after} {
			at = at.Add(time.Duration(in.hash("closing", 0) % uint64(closingSpread)))
			if !at.Before(soonest) && at.Before(next) {
				next = at
			}
		}
	}
	return next
}

// How closely a closing instant is watched.
const (
	beforeClosing = 90 * time.Minute
	afterClosing  = 15 * time.Minute
	// closingGap is the least pause before a run that is only due to a closing.
	closingGap = 10 * time.Minute
	// closingSpread keeps sources whose adverts all close at midnight apart.
	closingSpread = 15 * time.Minute
)

// Around gives the two instants at which an advert that closes then should be
// read again: shortly before, when extensions are put up, and shortly after.
func Around(closing time.Time) (before, after time.Time) {
	return closing.Add(-beforeClosing), closing.Add(afterClosing)
}

// hash is a stable number of the source, a purpose and a count. FNV's values
// are the same in every process, unlike hash/maphash's.
func (in Input) hash(purpose string, n uint64) uint64 {
	h := fnv.New64a()
	h.Write([]byte(in.ID))
	h.Write([]byte{0})
	h.Write([]byte(purpose))
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	h.Write(b[:])
	return mix(h.Sum64())
}

// mix spreads FNV's weak high and low bits (the finaliser of SplitMix64), so
// that short ids that differ in one letter get phases far apart.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

func floorMod(a, b int64) int64 { return ((a % b) + b) % b }
