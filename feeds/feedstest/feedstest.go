// Package feedstest has hand-built vacancies and a ledger in memory for the
// tests of feeds and the rooms above it. It must never be imported by anything
// but tests.
package feedstest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"vacancies/config"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// Now is the instant the tests stand at: a Friday morning in winter.
var Now = time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC)

// Site is a site as an operator configures it.
func Site() config.Site {
	return config.Site{
		BaseURL: "https://vacancies.example", Title: "London children's social work jobs", Publisher: "The Regional Team",
		AlertsURL: "https://www.example/alerts",
		Retention: config.Retention{Closed: 90 * 24 * time.Hour, Tombstones: 90 * 24 * time.Hour},
	}
}

// ID is the id of the nth vacancy.
func ID(n int) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "vacancy %d", n)).String()
}

// Float is a figure that is known.
func Float(f float64) *float64 { return &f }

// Record is the nth vacancy: open, in the default set, with everything stated.
// Change it at will.
func Record(n int) *lifecycle.Record {
	id := ID(n)
	authority := place.Authorities()[n%33]
	source, address := authority.Slug, fmt.Sprintf("https://jobs.%s.example/posts/%d", authority.Slug, n)
	seen := Now.Add(-time.Duration(n%40*7+2) * time.Hour)
	low := 40_000 + float64(n%20)*1_000
	r := &lifecycle.Record{
		ID: id, State: lifecycle.Open, Boroughs: []string{authority.Slug}, URL: address, ApplyURL: address + "/apply",
		Reference: fmt.Sprintf("CS/%04d", n), Source: source, Kind: normalize.Council, Republish: "excerpt",
		FirstSeen: seen, Published: seen, Changed: seen, Confirmed: Now.Add(-time.Hour), InDefault: true,
		Adverts: []lifecycle.Appearance{{Advert: id, Source: source, Kind: normalize.Council, Key: fmt.Sprintf("x:%d", n),
			URL: address, Boroughs: []string{authority.Slug}, FirstSeen: seen, LastSeen: Now.Add(-time.Hour)}},
		History: []lifecycle.Event{{At: seen, Kind: "opened"}},
	}
	r.Vacancy = normalize.Vacancy{
		Advert: id, Title: fmt.Sprintf("Social Worker, Team %d", n),
		Text:    "We are looking for a colleague to join a small and settled team.\n\nYou will hold cases from start to finish, with supervision every month.",
		Excerpt: "We are looking for a colleague to join a small and settled team.",
		Facts: map[string]normalize.Fact{
			normalize.RegistrationRequired:  {Stated: "yes", Words: "must be registered with Social Work England", Rule: "facts.registration"},
			normalize.NewlyQualifiedWelcome: {}, normalize.VisaSponsorship: {},
		},
		Evidence:   map[string]text.Evidence{"title": {Field: "title", Words: "Social Worker", Rule: "title.clean"}},
		Normaliser: normalize.Version,
	}
	r.Vacancy.Role = role.Role{Scope: role.In, Why: text.Evidence{Words: "Social Worker", Rule: "role.title"}, Stage: "social_worker", Specialisms: []string{"cp_cin"}}
	r.Vacancy.Hours.Min, r.Vacancy.Hours.Max = Float(36), Float(36)
	r.Vacancy.Hours.Pattern, r.Vacancy.Hours.Contract, r.Vacancy.Hours.Arrangement = []string{"full_time"}, []string{"permanent"}, "hybrid"
	r.Vacancy.Pay = pay.Pay{Text: "as advertised", Min: Float(low), Max: Float(low + 5_000), Period: pay.Year, Extras: []string{"retention:3000"}}
	at := time.Date(2026, time.December, 1+n%20, 23, 59, 0, 0, lifecycle.London(Now).Location())
	r.Vacancy.Closing = closing.Closing{Text: at.Format("2 January 2006"), At: at, Kind: closing.Date}
	r.Vacancy.Place = place.Place{Boroughs: r.Boroughs}
	return r
}

// Records are the vacancies 1 to n.
func Records(n int) []*lifecycle.Record {
	out := make([]*lifecycle.Record, 0, n)
	for i := range n {
		out = append(out, Record(i+1))
	}
	return out
}

// Hostile is text of the kinds that break feeds: markup, control and direction
// characters, bytes that are no text, CDATA ends, formulas, entities.
const Hostile = "=HYPERLINK(\"http://x\") <script>alert('1')</script> ]]> & &amp; &#x3C; \x00\x0b\x1b\u0085\u202egnirts\ufffe\ufeff \xff\xfe “quoted” \r\n\ttab 😀"

// HostileRecord is the nth vacancy with hostile text wherever foreign text stands.
func HostileRecord(n int) *lifecycle.Record {
	r := Record(n)
	v := &r.Vacancy
	v.Title, v.Excerpt, v.Text = Hostile, Hostile+strings.Repeat(" word", 300), Hostile
	v.HTML = "<p>" + Hostile + "</p><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">x</a>"
	v.Pay.Text, v.Pay.Grade, v.Pay.Extras = Hostile, Hostile, []string{"retention:" + Hostile, Hostile}
	v.Closing.Text, v.Place.Postcode, r.Reference = Hostile, Hostile, Hostile
	v.Role.Why = text.Evidence{Words: Hostile, Rule: Hostile}
	v.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: "yes", Value: Hostile, Words: Hostile, Rule: "x"}
	v.Problems = []normalize.Problem{{Field: "salary", Code: "no_pay", Text: Hostile}}
	r.URL = "https://jobs.example/a b?x=<\">&y=\x01"
	r.Adverts[0].URL = "javascript:alert(1)"
	return r
}

// Snapshot is a snapshot of records, with a source for each authority, all healthy.
func Snapshot(records ...*lifecycle.Record) *lifecycle.Snapshot {
	snap := &lifecycle.Snapshot{Log: "7e7c2f4e-9d38-4d08-8a6a-33a07dc0e133", Sequence: uint64(len(records)), At: Now.Add(-time.Hour)}
	snap.Records = slices.Clone(records)
	slices.SortFunc(snap.Records, func(a, b *lifecycle.Record) int { return strings.Compare(a.ID, b.ID) })
	for _, a := range place.Authorities() {
		snap.Sources = append(snap.Sources, lifecycle.SourceState{
			Source: lifecycle.Source{ID: a.Slug, Kind: normalize.Council, Boroughs: []string{a.Slug}, Platform: "oracle",
				URL: "https://jobs." + a.Slug + ".example/", Evidence: "assumed", Republish: "excerpt", Every: time.Hour, Enabled: true},
			LastAttempt: Now.Add(-time.Hour), LastSuccess: Now.Add(-time.Hour), LastChange: Now.Add(-26 * time.Hour),
			NextAttempt: Now.Add(time.Hour), Verdict: lifecycle.Healthy,
		})
	}
	slices.SortFunc(snap.Sources, func(a, b lifecycle.SourceState) int { return strings.Compare(a.Source.ID, b.Source.ID) })
	return snap
}

// Ledger is a ledger in memory.
type Ledger struct {
	Snap *lifecycle.Snapshot
	// Ended are vacancies that are no longer open.
	Ended []*lifecycle.Record
	// Log is the change log, numbered from 1.
	Log []lifecycle.Change
	// SourceRuns are each source's runs, the latest first.
	SourceRuns map[string][]lifecycle.Run
}

// NewLedger is a ledger whose open vacancies were opened one by one.
func NewLedger(records ...*lifecycle.Record) *Ledger {
	l := &Ledger{Snap: Snapshot(records...)}
	for i, r := range l.Snap.Records {
		l.Log = append(l.Log, lifecycle.Change{Seq: uint64(i + 1), At: r.FirstSeen, Kind: lifecycle.Opened, ID: r.ID})
	}
	slices.SortStableFunc(l.Log, func(a, b lifecycle.Change) int { return a.At.Compare(b.At) })
	for i := range l.Log {
		l.Log[i].Seq = uint64(i + 1)
	}
	return l
}

// Snapshot is the present view.
func (l *Ledger) Snapshot() *lifecycle.Snapshot { return l.Snap }

// Record finds a vacancy by its id.
func (l *Ledger) Record(id string) (lifecycle.Record, bool, error) {
	for _, r := range slices.Concat(l.Snap.Records, l.Ended) {
		if r.ID == id {
			return *r, true, nil
		}
	}
	return lifecycle.Record{}, false, nil
}

// Changes are the changes after a number.
func (l *Ledger) Changes(since uint64, most int) ([]lifecycle.Change, error) {
	if since >= uint64(len(l.Log)) {
		return nil, nil
	}
	rest := l.Log[since:]
	return slices.Clone(rest[:min(most, len(rest))]), nil
}

// Runs are a source's last runs.
func (l *Ledger) Runs(source string, n int) ([]lifecycle.Run, error) {
	runs := l.SourceRuns[source]
	return slices.Clone(runs[:min(n, len(runs))]), nil
}

// Change adds a change to the log, as a commit would.
func (l *Ledger) Change(c lifecycle.Change) {
	c.Seq = uint64(len(l.Log) + 1)
	l.Log = append(l.Log, c)
	l.Snap.Sequence = c.Seq
	l.Snap.At = c.At
}
