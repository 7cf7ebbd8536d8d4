package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/crawler/london"
	"vacancies/crawler/schedule"
	"vacancies/normalize/lifecycle"
)

// Short names for the table. well is healthy or unchanged.
const (
	well      = lifecycle.Healthy
	empty     = lifecycle.Empty
	partial   = lifecycle.Partial
	collapsed = lifecycle.Collapsed
	blocked   = lifecycle.Blocked
	moved     = lifecycle.Moved
	failed    = lifecycle.Failed
)

// faultRow says what a fault must come to. What each verdict must do to the
// ledger, the feeds, the status and the next attempt stands in ordeal.hold.
type faultRow struct {
	kind string
	// source is the site it strikes where its pages matter; any when empty.
	source string
	// fault is what the status names where the list itself cannot be read.
	fault lifecycle.Fault
	// The verdicts on a source that was never read before; on one that was read
	// well; on one that breaks before the second page of its list; and on one
	// that breaks after its list, before the pages of its adverts.
	first, steady, paging, pages lifecycle.Verdict
	// believed is the verdict of a second reading, an interval after the first
	// was withheld: what is found again is taken to be so (design, rule 2).
	believed lifecycle.Verdict
}

// faultTable has a row for every fault of the local London.
var faultTable = []faultRow{
	// kind, source, fault, first sight, steady state, mid-paging, advert pages, believed
	{"403", "", lifecycle.FaultForbidden, blocked, blocked, partial, partial, ""},
	{"blocked", "", lifecycle.FaultForbidden, blocked, blocked, partial, partial, ""},
	{"429", "", lifecycle.FaultThrottled, blocked, blocked, partial, partial, ""},
	{"429-year", "", lifecycle.FaultThrottled, blocked, blocked, partial, partial, ""},
	{"challenge", "", lifecycle.FaultChallenge, blocked, blocked, partial, partial, ""},
	{"login", "", lifecycle.FaultLogin, blocked, blocked, partial, partial, ""},
	{"500", "", lifecycle.FaultServer, failed, failed, partial, partial, ""},
	{"503", "", lifecycle.FaultServer, failed, failed, partial, partial, ""},
	{"maintenance", "", lifecycle.FaultMaintenance, failed, failed, partial, partial, ""},
	{"down", "", lifecycle.FaultDown, failed, failed, partial, partial, ""},
	{"refused", "", lifecycle.FaultRefused, failed, failed, partial, partial, ""},
	{"certificate", "", lifecycle.FaultCertificate, failed, failed, partial, partial, ""},
	{"slow", "", lifecycle.FaultTimeout, failed, failed, partial, partial, ""},
	{"reset-mid-body", "", lifecycle.FaultReset, failed, failed, partial, partial, ""},
	{"truncated", "", lifecycle.FaultTruncated, failed, failed, partial, partial, ""},
	{"too-large", "", lifecycle.FaultTooLarge, failed, failed, partial, partial, ""},
	{"gzip-bomb", "", lifecycle.FaultTooLarge, failed, failed, partial, partial, ""},
	{"wrong-type", "", lifecycle.FaultType, failed, failed, partial, partial, ""},
	{"blank", "", lifecycle.FaultBlank, failed, failed, partial, partial, ""},
	{"redirect-loop", "", lifecycle.FaultRedirects, failed, failed, partial, partial, ""},
	{"redirect-off-host", "", lifecycle.FaultMoved, moved, moved, partial, partial, ""},
	{"redesign", "", lifecycle.FaultRedesign, moved, moved, partial, partial, ""},
	{"404-list", "", lifecycle.FaultNotFound, moved, moved, partial, well, ""},
	{"410-list", "", lifecycle.FaultGone, moved, moved, partial, well, ""},
	{"zero-rows", "wandsworth", lifecycle.FaultRedesign, moved, moved, partial, partial, ""},
	{"robots-500", "", lifecycle.FaultRobotsDown, failed, failed, well, well, ""},
	{"robots-disallow", "", lifecycle.FaultRobots, blocked, blocked, well, well, ""},
	{"adverts-404", "sutton", "", partial, well, well, partial, ""},
	{"wrong-charset", "", "", well, well, well, well, ""},
	{"duplicated-ids", "wandsworth", "", partial, partial, well, well, ""},
	{"endless-paging", "southwark", "", partial, partial, partial, well, ""},
	{"lying-total", "wandsworth", "", partial, partial, partial, well, ""},
	{"half-gone", "hammersmith-and-fulham", "", well, collapsed, partial, well, well},
	{"missing-field", "wandsworth", "", well, collapsed, well, well, well},
	{"garbled", "southwark", lifecycle.FaultGarbled, failed, failed, partial, partial, ""},
	{"key-changed", "wandsworth", "", well, collapsed, well, partial, well},
	{"wrong-tenant", "sutton", "", collapsed, collapsed, partial, partial, collapsed},
	{"really-empty", "southwark", "", empty, collapsed, partial, partial, empty},
}

// subjects are the sources that are broken: they have lists of several pages
// and adverts with pages of their own.
var subjects = []string{"sutton", "wandsworth", "southwark", "hammersmith-and-fulham", "hackney"}

// witnesses are read beside them and stay whole, so that what fails is the
// sites' fault and not ours.
var witnesses = []string{"barnet", "camden", "bromley", "newham", "merton"}

// stage is the moment in a source's life at which a fault strikes.
type stage struct {
	name   string
	fresh  bool // nothing was ever read
	at     time.Time
	strike func(w *world, source, kind string)
	want   func(faultRow) lifecycle.Verdict
}

// between breaks a source after so many pages of a run, and mends it for the
// beginning of the next.
func between(pages func(source string) int) func(*world, string, string) {
	return func(w *world, source, kind string) {
		w.breaks(source, "")
		w.trips[source] = trip{pages(source), kind}
		w.dripping[source] = kind == "slow"
	}
}

var stages = []stage{
	{"at first sight", true, autumn, (*world).breaks, func(r faultRow) lifecycle.Verdict { return r.first }},
	{"in steady state", false, autumn.Add(time.Hour), (*world).breaks, func(r faultRow) lifecycle.Verdict { return r.steady }},
	{"in mid-paging", false, autumn.Add(time.Hour), between(func(string) int { return 1 }),
		func(r faultRow) lifecycle.Verdict { return r.paging }},
	{"on the advert pages a day on", false, autumn.AddDate(0, 0, 1), between(func(s string) int { return dayZero.pages[s] }),
		func(r faultRow) lifecycle.Verdict { return r.pages }},
}

func TestTheTableKnowsEveryFault(t *testing.T) {
	var kinds []string
	for _, r := range faultTable {
		kinds = append(kinds, r.kind)
	}
	slices.Sort(kinds)
	if !slices.Equal(kinds, london.Faults()) {
		t.Errorf("the table has %q, the local London %q", kinds, london.Faults())
	}
}

// struck pairs each row with a source, in groups that can be broken together.
func struck() []map[string]faultRow {
	queues := map[string][]faultRow{}
	for _, r := range faultTable {
		source := r.source
		if source == "" { // whoever has least to bear
			source = slices.MinFunc(subjects, func(a, b string) int { return len(queues[a]) - len(queues[b]) })
		}
		queues[source] = append(queues[source], r)
	}
	var groups []map[string]faultRow
	for source, rows := range queues {
		for i, r := range rows {
			if i >= len(groups) {
				groups = append(groups, map[string]faultRow{})
			}
			groups[i][source] = r
		}
	}
	return groups
}

// TestEveryFaultAtEveryStage runs the table: each fault, at each stage, for one
// round and for five, and then mended.
func TestEveryFaultAtEveryStage(t *testing.T) {
	prepared(t)
	for _, st := range stages {
		for _, rounds := range []int{1, 5} {
			for i, rows := range struck() {
				t.Run(fmt.Sprintf("%s, rounds %d, group %d", st.name, rounds, i), func(t *testing.T) {
					t.Parallel()
					suffer(t, st, rows, rounds)
				})
			}
		}
	}
}

func suffer(t *testing.T, st stage, rows map[string]faultRow, rounds int) {
	dir := folder(t)
	if !st.fresh {
		dir = prepared(t)
	}
	w := enter(t, dir, autumn, st.at, 1)
	if st.fresh { // the witnesses are known, the subjects are new
		w.round(witnesses...)
	}
	if w.day() > 0 { // a day on: only what the fault does is to be compared
		w.round(witnesses...)
	}
	all := append(slices.Sorted(maps.Keys(rows)), witnesses...)
	trials := map[string]*ordeal{}
	for source, row := range rows {
		trials[source] = &ordeal{world: w, row: row, source: source, stage: st, before: w.openAt(source),
			feeds: w.feedsOf(source), state: w.source(source)}
	}
	others := map[string]string{}
	for _, s := range witnesses {
		maps.Copy(others, w.feedsOf(s))
	}
	for n := range rounds {
		for source, row := range rows {
			st.strike(w, source, row.kind)
		}
		runs := w.round(all...)
		for _, o := range trials {
			o.hold(t, n+1, runs[o.source])
		}
		if n == rounds-1 {
			for _, s := range witnesses {
				for path, is := range w.feedsOf(s) {
					if others[path] != is {
						t.Errorf("round %d: %s changed, and nothing is wrong there", n+1, path)
					}
				}
			}
		}
		w.clock.turn(70 * time.Minute)
	}
	for source := range rows {
		w.breaks(source, "")
	}
	w.round(all...)
	w.clock.turn(70 * time.Minute)
	w.round(all...) // what was believed has to be found again too
	w.clock.turn(24*time.Hour + 10*time.Minute)
	w.round(all...) // and the pages of adverts are read daily
	for _, o := range trials {
		o.mended(t)
	}
	w.changes()
}

// ordeal is one source under one fault.
type ordeal struct {
	*world
	row     faultRow
	source  string
	stage   stage
	before  []string
	feeds   map[string]string
	state   lifecycle.SourceState
	backoff []time.Duration
	// believed is true once a reading was taken in, so that the feeds may differ.
	believed bool
}

// hold checks a round under the fault against the table.
func (o *ordeal) hold(t *testing.T, n int, run lifecycle.Run) {
	t.Helper()
	fails := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s at %s %s, round %d (%s %s): %s", o.row.kind, o.source, o.stage.name, n, run.Verdict, run.Error, fmt.Sprintf(format, args...))
	}
	want := o.stage.want(o.row)
	if n > 1 && want == collapsed {
		want = o.row.believed
	}
	if got := run.Verdict; got != want && !(got == lifecycle.Unchanged && (want == well || want == empty && n > 1)) && !o.comesLater(n, got) {
		fails("want %s", want)
		return
	}
	st := o.world.source(o.source)
	if run.Fault != "" && run.Fault != o.row.fault && o.row.fault != "" {
		fails("the fault is called %q, want %q", run.Fault, o.row.fault)
	}
	o.truthful(fails)
	switch run.Verdict {
	case blocked, moved, failed, collapsed:
		if now := o.openAt(o.source); !slices.Equal(now, o.before) {
			fails("the ledger had %d open and has %d", len(o.before), len(now))
		}
		for path, is := range o.feedsOf(o.source) {
			if !o.believed && o.feeds[path] != is {
				fails("%s changed", path)
			}
		}
		fallthrough
	case partial:
		for _, id := range o.before {
			if !slices.Contains(o.openAt(o.source), id) {
				fails("%s is open no more", id)
			}
		}
		if run.Withdrawn+run.Closed != 0 {
			fails("%d were withdrawn and %d closed", run.Withdrawn, run.Closed)
		}
		o.counted(st, fails)
	default:
		o.believed = true
		if st.Failures != 0 || st.Error != "" || !st.LastSuccess.Equal(o.clock.now()) {
			fails("the status tells of %d failures, %q, last success %s", st.Failures, st.Error, st.LastSuccess)
		}
		o.state, o.backoff = st, nil
	}
	if (run.Verdict == collapsed) != (st.Withheld != nil) || run.Verdict == collapsed && run.Withheld == 0 {
		fails("withheld: %+v", st.Withheld)
	}
}

// comesLater is true for a fault that strikes between list and adverts' pages
// of a run that opens no page: those are read daily.
func (o *ordeal) comesLater(n int, got lifecycle.Verdict) bool {
	return n > 1 && o.row.kind == "duplicated-ids" && got == partial
}

// counted checks the books about a source that could not be read well.
func (o *ordeal) counted(st lifecycle.SourceState, fails func(string, ...any)) {
	if st.Failures != o.state.Failures+1 || st.Error == "" || !st.LastSuccess.Equal(o.state.LastSuccess) || !st.LastAttempt.Equal(o.clock.now()) {
		fails("the status went from %d failures to %d, says %q, last success %s (was %s), last attempt %s",
			o.state.Failures, st.Failures, st.Error, st.LastSuccess, o.state.LastSuccess, st.LastAttempt)
	}
	o.state.Failures = st.Failures
	wait := st.NextAttempt.Sub(o.clock.now())
	if o.row.kind == "429-year" { // what a host asks for is obeyed, for a day at most
		if wait < schedule.MaxRetryAfter-time.Minute || wait > schedule.MaxRetryAfter {
			fails("the next attempt is in %s", wait)
		}
		return
	}
	if wait <= 0 || wait > 6*time.Hour {
		fails("the next attempt is in %s", wait)
	}
	if k := len(o.backoff); k > 0 && wait <= o.backoff[k-1] {
		fails("it does not back off: %s, then %s", o.backoff, wait)
	}
	o.backoff = append(o.backoff, wait)
}

// truthful checks that whatever is open is on the site, mended.
func (o *ordeal) truthful(fails func(string, ...any)) {
	truth := o.truth(o.source)
	for key, r := range o.shown(o.source) {
		if _, shown := truth[key]; shown {
			continue
		}
		if _, renamed := truth[strings.TrimPrefix(key, "9")]; renamed && o.row.kind == "key-changed" {
			continue
		}
		if !slices.Contains(o.before, r.ID) {
			fails("opened %s %q, which the site does not show", key, r.Vacancy.Title)
		}
	}
}

// mended checks that everything is back as it would have been.
func (o *ordeal) mended(t *testing.T) {
	t.Helper()
	truth := o.truth(o.source)
	shown := o.shown(o.source)
	for key, post := range truth {
		r := shown[key]
		if r == nil {
			t.Errorf("%s at %s %s: mended, and %s %q is not open", o.row.kind, o.source, o.stage.name, key, post.Title)
			continue
		}
		if post.Scope == "in" && !r.InDefault {
			t.Errorf("%s at %s %s: mended, and %q is not published", o.row.kind, o.source, o.stage.name, post.Title)
		}
	}
	if st := o.world.source(o.source); st.Failures != 0 || st.Error != "" {
		t.Errorf("%s at %s %s: mended, and the status says %d failures, %s %q", o.row.kind, o.source, o.stage.name, st.Failures, st.Verdict, st.Error)
	}
	for _, id := range o.before {
		if !slices.Contains(o.openAt(o.source), id) {
			t.Errorf("%s at %s %s: mended, and %s did not come back", o.row.kind, o.source, o.stage.name, id)
		}
	}
	announced := map[string]int{}
	for _, c := range o.changes() {
		if c.Kind == lifecycle.Opened {
			announced[c.ID]++
		}
	}
	for id, n := range announced {
		if n > 1 {
			t.Errorf("%s at %s %s: %s was announced %d times", o.row.kind, o.source, o.stage.name, id, n)
		}
	}
}
