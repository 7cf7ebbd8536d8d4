package main

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"vacancies/normalize/lifecycle"
)

// londonZone is where every wall-clock text is read and every day begins.
var londonZone = lifecycle.London(time.Time{}).Location()

// demoDays are what a demo's folder remembers of its days.
type demoDays struct {
	Day0 string // the London day on which the folder was made, YYYY-MM-DD
	Seed uint64
	Day  int // the last day the demo stood on
}

// The keys of the folder's notes.
const (
	metaDay0 = "demo.day0"
	metaSeed = "demo.seed"
	metaDay  = "demo.day"
)

// notes is the folder's small memory.
type notes interface {
	Meta(key string) (string, bool, error)
	PutMeta(key, value string) error
}

// readDemoDays gives what the folder remembers; false when it is no demo's.
func readDemoDays(n notes) (demoDays, bool, error) {
	var d demoDays
	for key, into := range map[string]func(string) error{
		metaDay0: func(s string) error { d.Day0 = s; _, err := time.Parse(time.DateOnly, s); return err },
		metaSeed: func(s string) (err error) { d.Seed, err = strconv.ParseUint(s, 10, 64); return err },
		metaDay:  func(s string) (err error) { d.Day, err = strconv.Atoi(s); return err },
	} {
		value, ok, err := n.Meta(key)
		if err != nil || !ok {
			return demoDays{}, false, err
		}
		if err := into(value); err != nil {
			return demoDays{}, false, fmt.Errorf("the folder's note %s is %q: %w", key, value, err)
		}
	}
	return d, true, nil
}

// write has the folder remember d.
func (d demoDays) write(n notes) error {
	for key, value := range map[string]string{
		metaDay0: d.Day0, metaSeed: strconv.FormatUint(d.Seed, 10), metaDay: strconv.Itoa(d.Day),
	} {
		if err := n.PutMeta(key, value); err != nil {
			return err
		}
	}
	return nil
}

// clock gives the demo's time: the real time of day, on day Day after Day0. It
// never goes back behind after, the ledger's last instant.
func (d demoDays) clock(real func() time.Time, after time.Time) (func() time.Time, error) {
	day0, err := time.ParseInLocation(time.DateOnly, d.Day0, londonZone)
	if err != nil {
		return nil, fmt.Errorf("the demo's first day: %w", err)
	}
	start := real()
	local := start.In(londonZone)
	on := day0.AddDate(0, 0, d.Day)
	begin := time.Date(on.Year(), on.Month(), on.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), londonZone)
	return monotonic(func() time.Time { return begin.Add(real().Sub(start)) }, after), nil
}

// monotonic keeps a clock from going back behind a given instant or its own
// last reading, as it would when a demo is started earlier in the day than the
// last time.
func monotonic(clock func() time.Time, after time.Time) func() time.Time {
	var mu sync.Mutex
	last := after
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		if now := clock(); now.After(last) {
			last = now
		}
		return last
	}
}
