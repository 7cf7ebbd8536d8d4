package feeds

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	gorilla "github.com/gorilla/feeds"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// statusDocument is /status.json, the one document with crawl clocks.
type statusDocument struct {
	Sources  []sourceObject `json:"sources"`
	Sequence uint64         `json:"sequence"`
	Coverage coverageJSON   `json:"coverage"`
}

type sourceObject struct {
	Source          string   `json:"source"`
	Boroughs        []string `json:"boroughs"`
	Platform        string   `json:"platform"`
	Evidence        string   `json:"evidence"`
	Verdict         string   `json:"verdict"`
	LastAttempt     *string  `json:"last_attempt"`
	LastSuccess     *string  `json:"last_success"`
	LastChange      *string  `json:"last_change"`
	Open            int      `json:"open"`
	NextAttempt     *string  `json:"next_attempt"`
	Error           string   `json:"error"`
	Kind            string   `json:"kind"`
	AdapterEvidence string   `json:"adapter_evidence,omitempty"`
	Fault           string   `json:"fault,omitempty"`
	Failures        int      `json:"failures"`
	StatedTotal     *int     `json:"stated_total"`
	// Paused and Waiting say why it is not read, or not published.
	HTTPStatus int      `json:"http_status,omitempty"`
	Headers    []string `json:"headers,omitempty"`
	// Resolution is where `platform: auto` found it, Proposal where it finds it
	// now, which waits for a person.
	Resolution *resolutionObject `json:"resolution,omitempty"`
	Proposal   *resolutionObject `json:"proposal,omitempty"`
	// LeftOut counts the rows of its list that are not its own.
	LeftOut int    `json:"left_out,omitempty"`
	Paused  string `json:"paused,omitempty"`
	Waiting string `json:"waiting,omitempty"`
	// Withheld says why its last list waits for confirmation or a person.
	Withheld string `json:"withheld,omitempty"`
}

// resolutionObject is where a source was found and why; by whom it was accepted
// stays out of what is served.
type resolutionObject struct {
	Platform  string   `json:"platform"`
	URL       string   `json:"url"`
	Evidence  []string `json:"evidence"`
	At        *string  `json:"at"`
	OwnDomain bool     `json:"own_domain"`
	Inferred  bool     `json:"inferred,omitempty"`
	Accepted  bool     `json:"accepted"`
}

func resolution(r *lifecycle.Resolution) *resolutionObject {
	if r == nil {
		return nil
	}
	out := &resolutionObject{Platform: r.Platform, URL: r.URL, Evidence: []string{}, At: instant(r.At), OwnDomain: r.OwnDomain, Inferred: r.Inferred, Accepted: r.AcceptedBy != ""}
	for _, e := range r.Evidence {
		out.Evidence = append(out.Evidence, short(e, 300))
	}
	return out
}

// AdapterEvidence is "assumed" where a source is read by an adapter that was
// built from documents rather than from pages, else "verified"; empty where no
// adapter is known yet.
func AdapterEvidence(s *lifecycle.SourceState) string {
	if s.Source.AdapterEvidence == "" && s.Resolution != nil {
		return s.Resolution.AdapterEvidence
	}
	return s.Source.AdapterEvidence
}

// AnswerWords say what a page that went wrong was answered with: its status and
// headers; empty when nothing is wrong or nothing answered.
func AnswerWords(s *lifecycle.SourceState) string {
	if s.Status == 0 || s.Error == "" {
		return ""
	}
	words := "answered with status " + strconv.Itoa(s.Status)
	if len(s.Headers) > 0 {
		words += " (" + short(strings.Join(s.Headers, "; "), 400) + ")"
	}
	return words
}

// ResolutionWords say where a source was found and why.
func ResolutionWords(r *lifecycle.Resolution) string {
	words := "recognised as " + r.Platform + " at " + r.URL
	if !r.At.IsZero() {
		words += " on " + r.At.In(london).Format("2 January 2006")
	}
	if r.AcceptedBy != "" {
		words += ", accepted by a person"
	}
	return line(words + ": " + short(strings.Join(r.Evidence, "; "), 400))
}

// StatusJSON is the health of every source.
func StatusJSON(snap *lifecycle.Snapshot) (Document, error) {
	c := CoverageOf(snap)
	out := statusDocument{Sources: []sourceObject{}, Sequence: snap.Sequence, Coverage: coverageJSON{c.Read, c.Of, c.Sentence()}}
	latest := snap.At
	for i := range snap.Sources {
		s := &snap.Sources[i]
		o := sourceObject{
			Source: s.Source.ID, Boroughs: append([]string{}, s.Source.Boroughs...), Platform: s.Source.Platform,
			Evidence: s.Source.Evidence, Verdict: string(s.Verdict), LastAttempt: instant(s.LastAttempt),
			LastSuccess: instant(s.LastSuccess), LastChange: instant(s.LastChange), Open: s.Open,
			NextAttempt: instant(s.NextAttempt), Error: short(s.Error, 300), Kind: string(s.Source.Kind),
			AdapterEvidence: AdapterEvidence(s), HTTPStatus: s.Status, Headers: s.Headers, Resolution: resolution(s.Resolution), LeftOut: s.LeftOut, Fault: string(s.Fault), Failures: s.Failures,
			StatedTotal: s.StatedTotal, Paused: line(s.Paused()), Waiting: line(s.Unpublished()),
		}
		if s.Source.Stopped != nil { // by whom stays out of what is served
			o.Paused = "stopped on request: " + line(s.Source.Stopped.Why)
		}
		if s.Withheld != nil {
			o.Withheld = line(s.Withheld.Reason)
			o.Proposal = resolution(s.Withheld.Proposal)
		}
		if s.LastAttempt.After(latest) {
			latest = s.LastAttempt
		}
		out.Sources = append(out.Sources, o)
	}
	body, err := writeJSON(out)
	return NewDocument(body, TypeJSON, latest), err
}

func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := rfc3339(t.Truncate(time.Second))
	return &s
}

// StatusReader is what the status feed asks of the ledger.
type StatusReader interface {
	RunReader
	Snapshot() *lifecycle.Snapshot
	Changes(since uint64, max int) ([]lifecycle.Change, error)
}

// RunReader gives a source's last runs, the latest first, at most n.
type RunReader interface {
	Runs(source string, n int) ([]lifecycle.Run, error)
}

// Incident is something that happened to a source that a person should know,
// told once: it turned bad, recovered, or waits for a decision.
type Incident struct {
	Source string
	At     time.Time
	// Kind is "bad", "recovered" or "waiting".
	Kind string
	// Words say it in one line.
	Words string
}

const (
	statusRuns = 200 // runs looked at, per source
	statusDays = 30  // London days an incident stands
)

// Key names an incident: the same one has the same key for ever.
func (i Incident) Key() string {
	return i.Kind + "/" + i.Source + "/" + rfc3339(i.At.Truncate(time.Second))
}

// IncidentsOf reads the ledger for what should be told of a source, the latest first.
func IncidentsOf(l RunReader, s *lifecycle.SourceState) ([]Incident, error) {
	runs, err := l.Runs(s.Source.ID, statusRuns)
	if err != nil {
		return nil, fmt.Errorf("reading runs of %s: %w", s.Source.ID, err)
	}
	return Incidents(s, runs), nil
}

// Incidents reads a source's runs (the latest first) for what should be told,
// the latest first. Where more runs were kept than are looked at, a trouble that
// the oldest of them shows began before it, and has been told.
func Incidents(s *lifecycle.SourceState, runs []lifecycle.Run) []Incident {
	var out []Incident
	bad, started := false, len(runs) < statusRuns
	for _, run := range slices.Backward(runs) {
		switch run.Verdict {
		case lifecycle.Skipped:
			continue
		case lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged:
			if bad {
				out = append(out, Incident{s.Source.ID, run.At, "recovered", "It is read again: " + string(run.Verdict) + "."})
			}
			bad = false
		default:
			if !bad && started {
				words := "It is " + string(run.Verdict)
				if run.Error != "" {
					words += ": " + short(run.Error, 300)
				}
				out = append(out, Incident{s.Source.ID, run.At, "bad", words + "."})
			}
			bad = true
		}
		started = true
	}
	if asks := s.Asks(); asks != "" {
		out = append(out, Incident{s.Source.ID, s.AskedSince, "waiting", "It waits for a decision; " + line(asks) + "."})
	}
	slices.SortStableFunc(out, func(a, b Incident) int { return b.At.Compare(a.At) })
	return out
}

// StatusAtom tells once when a source turns bad, recovers or waits for a
// decision, and every Monday what the week before brought.
func StatusAtom(l StatusReader, site config.Site, now time.Time) (Document, error) {
	site = withDefaults(site)
	snap := l.Snapshot()
	var all []Incident
	for i := range snap.Sources {
		incidents, err := IncidentsOf(l, &snap.Sources[i])
		if err != nil {
			return Document{}, err
		}
		for _, in := range incidents {
			if !in.At.Before(startOfDay(now, -statusDays)) {
				all = append(all, in)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Incident) int { return b.At.Compare(a.At) })
	week, err := LastWeek(l, snap.Sequence, now)
	if err != nil {
		return Document{}, err
	}
	at := week.Monday
	f := &feed{
		site: site, id: nameID("status"), title: line(site.Title) + ": status of the sources", updated: at.UTC(),
		description: "When a source turns bad, recovers or waits for a decision, and a digest every Monday. " + CoverageOf(snap).Sentence(),
		self:        site.BaseURL + "/status.atom", page: site.BaseURL + "/status",
	}
	entries := []*atomEntry{statusEntry(site, "digest/"+DayKey(at), at, "The week before "+at.In(london).Format("Monday 2 January 2006"), week.words(all))}
	for _, in := range all {
		entries = append(entries, statusEntry(site, in.Key(), in.At, in.Source+": "+incidentLabel(in.Kind), in.Words))
		if u := in.At.UTC().Truncate(time.Second); u.After(f.updated) {
			f.updated = u
		}
	}
	body, err := writeEntries(newAtomFeed(f), entries)
	return NewDocument(body, TypeAtom, f.updated), err
}

func incidentLabel(kind string) string {
	return map[string]string{"bad": "not being read as it should", "recovered": "recovered", "waiting": "waits for a decision"}[kind]
}

func statusEntry(site config.Site, key string, at time.Time, title, words string) *atomEntry {
	id := nameID("status/" + key)
	updated := rfc3339(stamp(at, id))
	return &atomEntry{
		AtomEntry: &gorilla.AtomEntry{Title: line(title), Id: id, Updated: updated, Published: updated},
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: site.BaseURL + "/status"}},
		Content:   &atomText{Type: "html", Text: "<p>" + html.EscapeString(line(words)) + "</p>"},
	}
}

// Week is what a London week brought, from Monday to Sunday.
type Week struct {
	// Began and Monday are the midnights at its beginning and at its end.
	Began, Monday time.Time
	// Changes counts what was announced, by kind.
	Changes map[lifecycle.ChangeKind]int
}

// weekBatch is how many changes are read at once.
const weekBatch = 1000

// LastWeek counts the London week before the Monday on or before now, in a log
// whose last change is numbered last.
func LastWeek(l changeLog, last uint64, now time.Time) (Week, error) {
	back := (int(now.In(london).Weekday()) + 6) % 7
	w := Week{startOfDay(now, -back-7), startOfDay(now, -back), map[lifecycle.ChangeKind]int{}}
	place, err := placeOf(l, last, w.Began)
	if err != nil {
		return w, err
	}
	for place < last {
		changes, err := l.Changes(place, weekBatch)
		if err != nil {
			return w, fmt.Errorf("reading changes after %d: %w", place, err)
		}
		for _, c := range changes {
			if !c.At.Before(w.Monday) {
				return w, nil
			}
			if c.Announced() {
				w.Changes[c.Kind]++
			}
			place = c.Seq
		}
		if len(changes) == 0 {
			break
		}
	}
	return w, nil
}

// words sum the week up, with the sources that went wrong in it.
func (w Week) words(incidents []Incident) string {
	parts := []string{}
	for _, c := range Codes("change") {
		if n := w.Changes[lifecycle.ChangeKind(c.Code)]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+strings.ToLower(c.Label))
		}
	}
	troubled := []string{}
	for _, in := range incidents {
		if in.Kind != "recovered" && in.At.Before(w.Monday) && !in.At.Before(w.Began) && !slices.Contains(troubled, in.Source) {
			troubled = append(troubled, in.Source)
		}
	}
	slices.Sort(troubled)
	return "Vacancies: " + orNone(strings.Join(parts, ", ")) + ". Sources that went wrong: " + orNone(strings.Join(troubled, ", ")) + "."
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
