package feeds

import (
	"strconv"
	"strings"
	"time"

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
	// HTTPStatus and Headers are what the page that went wrong was answered with.
	HTTPStatus int      `json:"http_status,omitempty"`
	Headers    []string `json:"headers,omitempty"`
	// Resolution is where `platform: auto` found it, Proposal where it finds it
	// now, which waits for a person.
	Resolution *resolutionObject `json:"resolution,omitempty"`
	Proposal   *resolutionObject `json:"proposal,omitempty"`
	// LeftOut counts the rows of its list that are not its own.
	LeftOut int `json:"left_out,omitempty"`
	// Paused says why it is not read, Waiting why what it brings is not published.
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
			NextAttempt: instant(s.NextAttempt), Error: short(s.Error, 300), Fault: string(s.Fault), Failures: s.Failures,
			HTTPStatus: s.Status, Headers: s.Headers, Kind: string(s.Source.Kind), AdapterEvidence: AdapterEvidence(s),
			Resolution: resolution(s.Resolution), LeftOut: s.LeftOut, StatedTotal: s.StatedTotal,
			Paused: line(s.Paused()), Waiting: line(s.Unpublished()),
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
