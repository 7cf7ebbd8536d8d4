// Package webtest has a hand-made ledger in memory that holds every state a
// page can be in, for the tests of the site and for looking at it in a browser.
// It must never be imported by anything but tests and checks.
package webtest

import (
	"slices"
	"strconv"
	"time"

	"vacancies/config"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// Now is the instant the sample stands at.
var Now = feedstest.Now

// Ledger is a ledger in memory with what a mirror shows besides.
type Ledger struct {
	*feedstest.Ledger
	// Aliases lead from an id to a vacancy's.
	Aliases map[string]string
	// NotOurs are rows that are not the source's boroughs' own.
	NotOurs map[string][]lifecycle.Sighting
	// Ruled are people's decisions.
	Ruled []lifecycle.Decision
}

// Resolve finds the vacancy an id leads to.
func (l *Ledger) Resolve(id string) (string, bool, error) {
	if to, ok := l.Aliases[id]; ok {
		return to, true, nil
	}
	_, ok, err := l.Record(id)
	return id, ok, err
}

// Closed are a borough's vacancies that are no longer open.
func (l *Ledger) Closed(borough string, limit int) ([]lifecycle.Record, error) {
	var out []lifecycle.Record
	for _, r := range l.Ended {
		if slices.Contains(r.Boroughs, borough) && len(out) < limit {
			out = append(out, *r)
		}
	}
	return out, nil
}

// Find looks adverts up by id, address, reference or words of the title.
func (l *Ledger) Find(find string, first func(*lifecycle.Record) bool) ([]lifecycle.Record, error) {
	asked, _ := normalize.NewSought(find)
	var fore, rest []lifecycle.Record
	for _, r := range slices.Concat(l.Snap.Records, l.Ended) {
		switch {
		case r.ID != asked.ID && !asked.Is(r.URL, r.Reference, r.Vacancy.Title):
		case first != nil && first(r):
			fore = append(fore, *r)
		default:
			rest = append(rest, *r)
		}
	}
	return append(fore, rest...), nil
}

// LeftOut are a source's rows that are not its boroughs' own.
func (l *Ledger) LeftOut(source string) ([]lifecycle.Sighting, error) { return l.NotOurs[source], nil }

// Decisions are all rulings.
func (l *Ledger) Decisions() ([]lifecycle.Decision, error) { return l.Ruled, nil }

// Config is a configuration with every field that pages show.
func Config() config.Config {
	c := config.Config{Contact: "vacancies@team.example", Site: feedstest.Site()}
	c.Site.Controller, c.Site.PrivacyContact = "The Regional Team, 1 High Street, London", "privacy@team.example"
	c.Site.AccessibilityContact = "access@team.example"
	c.Site.LookAgain = true
	c.Site.Retention.Raw, c.Site.Retention.Samples = 365*24*time.Hour, 30*24*time.Hour
	for _, a := range place.Authorities() {
		c.Sources = append(c.Sources, config.Source{ID: a.Slug, Boroughs: []string{a.Slug}, Kind: "council"})
	}
	return c
}

// The vacancies that tests name.
const (
	Plain     = 1 + iota // open, everything stated
	Today                // closes today at 5pm
	Silent               // states no pay, closing or hours
	Stale                // not confirmed for 14 days
	Two                  // one post of two boroughs, seen at two addresses
	Extended             // with a history
	Related              // a related post
	AgencyOne            // an agency post
	LeftOut              // out of scope
	Held                 // waits for a person
	Full                 // its source permits full text
	Hostile              // foreign text that tries to break the page
	Closed               // its closing has come
	Withdrawn            // its source no longer shows it
	Merged               // leads to Two
	Pruned               // gone for good
	Erased               // a person had it erased
	Ruled                // a person ruled on it
	firstPlain
)

// named is what is said of the ordinary vacancies, in turn.
var named = []struct {
	title, stage string
	specialism   string
	low, high    float64
}{
	{"Social Worker - Children Looked After", "social_worker", "cla", 41_500, 48_300},
	{"Senior Social Worker, Family Safeguarding North", "senior", "cp_cin", 47_100, 54_200},
	{"Supervising Social Worker, Fostering North", "social_worker", "fostering", 43_800, 50_100},
	{"Team Manager, Assessment South", "team_manager", "assessment", 58_900, 64_700},
	{"Independent Reviewing Officer", "reviewing", "qa", 55_000, 60_400},
	{"Newly Qualified Social Worker - ASYE Programme", "nqsw", "practice_dev", 36_600, 39_900},
	{"Advanced Practitioner - Care Proceedings", "advanced", "court", 50_300, 55_800},
	{"Service Manager - Leaving Care", "service_manager", "leaving_care", 70_200, 76_500},
	{"Social Worker - Multi-Agency Safeguarding Hub", "social_worker", "mash", 42_000, 49_000},
	{"Deputy Team Manager - Disabled Children", "deputy_manager", "cwd", 52_600, 57_300},
	{"Social Worker, Adoption and Special Guardianship", "social_worker", "adoption", 43_000, 50_200},
	{"Head of Service - Corporate Parenting", "head_of_service", "leadership", 88_000, 97_500},
}

func record(n int) *lifecycle.Record {
	r := feedstest.Record(n)
	d := named[n%len(named)]
	v := &r.Vacancy
	v.Title = d.title
	v.Role = role.Role{Scope: role.In, Why: text.Evidence{Field: "title", Words: "Social Worker", Rule: "role.title"}, Stage: d.stage, Specialisms: []string{d.specialism},
		Evidence: map[string]text.Evidence{"stage": {Words: d.title, Rule: "role.stage"}, "specialisms": {Words: d.title, Rule: "role.specialism"}}}
	words := "£" + strconv.Itoa(int(d.low)) + " - £" + strconv.Itoa(int(d.high)) + " per annum plus £3,000 retention payment"
	v.Pay = pay.Pay{Text: words, Min: feedstest.Float(d.low), Max: feedstest.Float(d.high), Period: pay.Year, Grade: "PO" + strconv.Itoa(n%6+1), Extras: []string{"retention:3000"},
		Evidence: map[string]text.Evidence{"pay": {Field: "salary", Words: words, Rule: "pay.range"}}}
	v.Hours.Evidence = map[string]text.Evidence{"hours": {Words: "36 hours per week", Rule: "hours.week"}, "contract": {Words: "Permanent", Rule: "hours.contract"}, "arrangement": {Words: "two days a week in the office", Rule: "hours.hybrid"}}
	v.Place.Postcode = "E8 1EA"
	v.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: []string{"yes", "no", ""}[n%3], Words: "We can sponsor visas for this post.", Rule: "facts.visa"}
	v.Excerpt = "Join a settled team with small caseloads, weekly supervision and a manager who has done the job. You will work with families from the first visit to the last, with time to think."
	return r
}

// closes sets when a vacancy closes.
func closes(r *lifecycle.Record, at time.Time, words string, kind closing.Kind) {
	r.Vacancy.Closing = closing.Closing{Text: words, At: at, Kind: kind, Evidence: text.Evidence{Field: "closing", Words: words, Rule: "closing." + string(kind)}}
}

// special changes the vacancies that tests name.
var special = map[int]func(*lifecycle.Record){
	Today: func(r *lifecycle.Record) {
		closes(r, time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC), "5pm, 20 November", closing.DateTime)
	},
	Silent: func(r *lifecycle.Record) {
		r.Vacancy.Pay, r.Vacancy.Hours, r.Vacancy.Place.Postcode = pay.Pay{}, normalize.Vacancy{}.Hours, ""
		r.Vacancy.Closing = closing.Closing{Kind: closing.None}
		r.Vacancy.Problems = []normalize.Problem{{Field: "salary", Code: "no_pay"}, {Field: "closing", Code: "no_closing"}}
		r.Vacancy.Facts = nil
	},
	Stale: func(r *lifecycle.Record) { r.Unconfirmed, r.Confirmed = true, Now.AddDate(0, 0, -20) },
	Two: func(r *lifecycle.Record) {
		r.Boroughs = []string{"kensington-and-chelsea", "westminster"}
		other := r.Adverts[0]
		other.Advert, other.Source, other.URL, other.Ref = feedstest.ID(Merged), "westminster", "https://jobs.westminster.example/p/77", "BB/77"
		r.Adverts = append(r.Adverts, other)
		r.Aliases = []string{feedstest.ID(Merged)}
		r.Merges = []lifecycle.Merge{{Advert: other.Advert, Rule: "dedupe.reference", Words: "one reference and one title", At: Now.AddDate(0, 0, -2)}}
	},
	Extended: func(r *lifecycle.Record) {
		r.History = append(r.History,
			lifecycle.Event{At: Now.AddDate(0, 0, -3), Kind: "extended", Fields: []lifecycle.Field{{Name: "closing", Old: "27 November 2026", New: "11 December 2026"}}},
			lifecycle.Event{At: Now.AddDate(0, 0, -1), Kind: "revised", Fields: []lifecycle.Field{{Name: "pay", Old: "£40,000 a year", New: "£41,500 to £48,300 a year"}}})
		closes(r, time.Date(2026, 12, 11, 12, 0, 0, 0, time.UTC), "noon on 11 December (extended)", closing.Noon)
		r.Vacancy.Closing.Flags = []string{"extended", "may_close_early"}
	},
	Related: func(r *lifecycle.Record) {
		r.Vacancy.Title, r.InDefault = "Family Support Worker", false
		r.Vacancy.Role = role.Role{Scope: role.Related, Stage: "support", Specialisms: []string{"early_help"}, Why: text.Evidence{Words: "Family Support Worker", Rule: "role.related"}}
	},
	AgencyOne: func(r *lifecycle.Record) {
		r.Vacancy.Title, r.InDefault = "Locum Social Worker", false
		r.Vacancy.Hours.Contract = []string{"agency"}
		r.Vacancy.Pay = pay.Pay{Text: "£38 an hour", Min: feedstest.Float(38), Max: feedstest.Float(38), Period: pay.Hour}
	},
	LeftOut: func(r *lifecycle.Record) {
		r.Vacancy.Title, r.InDefault = "Social Worker - Adult Safeguarding", false
		r.Vacancy.Role = role.Role{Scope: role.Out, Stage: "n/a", Why: text.Evidence{Field: "title", Words: "Adult Safeguarding", Rule: "role.adult-words"}}
	},
	Held: func(r *lifecycle.Record) {
		r.State, r.InDefault, r.Reason = lifecycle.Held, false, "its source waits to be accepted"
	},
	Full: func(r *lifecycle.Record) {
		r.Republish = "full"
		r.Vacancy.HTML = "<h3>About the post</h3><p>You will hold a small caseload.</p><ul><li>Weekly supervision</li><li>Time to study</li></ul>"
	},
	Closed:    ended(lifecycle.Closed, "", 2),
	Withdrawn: ended(lifecycle.Withdrawn, "no longer on the council’s list", 5),
	Merged: func(r *lifecycle.Record) {
		ended(lifecycle.Merged, "one reference and one title", 2)(r)
		r.Into = feedstest.ID(Two)
	},
	Pruned: func(r *lifecycle.Record) {
		ended(lifecycle.Closed, "", 200)(r)
		r.Pruned = true
	},
	Erased: ended(lifecycle.Erased, "", 3),
	Ruled: func(r *lifecycle.Record) {
		r.Rulings = []string{"d1"}
		r.RulingStale = true
	},
}

func ended(state lifecycle.State, reason string, daysAgo int) func(*lifecycle.Record) {
	return func(r *lifecycle.Record) {
		r.State, r.InDefault, r.Reason, r.Ended = state, false, reason, Now.AddDate(0, 0, -daysAgo)
		closes(r, r.Ended, r.Ended.Format("2 January 2006"), closing.Date)
	}
}

// Sample is a ledger with a vacancy in every state and some seventy ordinary
// ones; some authorities are not being read, each for another reason.
func Sample() *Ledger {
	var openOnes, endedOnes []*lifecycle.Record
	for n := Plain; n < firstPlain+70; n++ {
		r := record(n)
		if n == Hostile {
			r = feedstest.HostileRecord(n)
		}
		if change := special[n]; change != nil {
			change(r)
		}
		switch r.State {
		case lifecycle.Open, lifecycle.Held:
			openOnes = append(openOnes, r)
		default:
			endedOnes = append(endedOnes, r)
		}
	}
	l := &Ledger{Ledger: feedstest.NewLedger(openOnes...), Aliases: map[string]string{feedstest.ID(Merged): feedstest.ID(Two)},
		NotOurs: map[string][]lifecycle.Sighting{}}
	l.Ended = endedOnes
	l.SourceRuns = map[string][]lifecycle.Run{}
	for i := range l.Snap.Sources {
		trouble(&l.Snap.Sources[i])
		st := l.Snap.Sources[i]
		l.SourceRuns[st.Source.ID] = runs(st)
		l.Snap.Sources[i].Open = openOf(l.Snap, st.Source.ID)
	}
	l.NotOurs["hackney"] = []lifecycle.Sighting{{LeftOut: "the employer is a school", Advert: normalize.Advert{Title: "Class Teacher", URL: "https://jobs.hackney.example/posts/9001"}}}
	l.Ruled = []lifecycle.Decision{{ID: "d1", Kind: lifecycle.RuleScope, Target: feedstest.ID(Ruled), Value: "in", By: "A. Manager", Why: "the post leads social workers", At: Now.AddDate(0, 0, -4)}}
	return l
}

func openOf(snap *lifecycle.Snapshot, source string) int {
	n := 0
	for _, r := range snap.Records {
		if r.InDefault && r.Source == source {
			n++
		}
	}
	return n
}

// trouble puts some sources into each kind of trouble.
func trouble(st *lifecycle.SourceState) {
	bad := func(v lifecycle.Verdict, f lifecycle.Fault, words string) {
		st.Verdict, st.Fault, st.Error, st.LastSuccess, st.Failures = v, f, words, Now.Add(-31*time.Hour), 4
	}
	switch st.Source.ID {
	case "bexley":
		st.Source.URL, st.LastSuccess, st.LastAttempt, st.LastChange, st.NextAttempt, st.Verdict = "", time.Time{}, time.Time{}, time.Time{}, time.Time{}, lifecycle.Skipped
	case "croydon":
		bad(lifecycle.Blocked, lifecycle.FaultChallenge, "reading the list of croydon at https://jobs.croydon.example/: a bot check")
	case "harrow":
		bad(lifecycle.Failed, lifecycle.FaultServer, "reading the list of harrow at https://jobs.harrow.example/: status 503")
	case "havering":
		bad(lifecycle.Collapsed, "", "")
		st.Withheld = &lifecycle.Withheld{At: Now.Add(-2 * time.Hour), Hash: "x", Reason: "7 of 9 open adverts were suddenly gone", Missing: []string{feedstest.ID(firstPlain)}}
	case "merton":
		bad(lifecycle.Moved, lifecycle.FaultRedesign, "reading the list of merton at https://jobs.merton.example/: the marks of a healthy page are missing")
	case "newham":
		st.Source.Enabled = false
	case "sutton":
		st.Source.Stopped = &lifecycle.Stopped{By: "Sutton’s web team", On: "2026-11-02", Why: "a new site is being built"}
	case "enfield":
		st.Verdict = lifecycle.Partial
	case "camden":
		st.Verdict = lifecycle.Empty
	}
}

// runs are a source's last two dozen runs, the newest first.
func runs(st lifecycle.SourceState) []lifecycle.Run {
	var out []lifecycle.Run
	if st.LastAttempt.IsZero() {
		return nil
	}
	for i := range 24 {
		total := 38 + (i*7)%5
		r := lifecycle.Run{Source: st.Source.ID, Verdict: lifecycle.Healthy, Pages: 2, Requests: 4, Adverts: total, StatedTotal: &total, In: 4, Related: 3,
			Out: total - 7, At: st.LastAttempt.Add(-time.Duration(i) * time.Hour)}
		if i == 0 {
			r.Verdict, r.Fault, r.Error = st.Verdict, st.Fault, st.Error
		}
		if i == 9 {
			r.Verdict, r.Fault, r.Adverts, r.StatedTotal = lifecycle.Failed, lifecycle.FaultTimeout, 0, nil
		}
		out = append(out, r)
	}
	return out
}
