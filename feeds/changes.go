package feeds

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// ChangeReader is what the change documents ask of the ledger.
type ChangeReader interface {
	Snapshot() *lifecycle.Snapshot
	Changes(since uint64, max int) ([]lifecycle.Change, error)
	Record(id string) (lifecycle.Record, bool, error)
}

// ErrGone says that a reader's place in the change log does not exist: it
// starts again from 0 (HTTP 410).
var ErrGone = errors.New("that place in the change log is gone: start again from 0")

// Since is a reader's place in the change log.
type Since struct {
	// Seq is the last change the reader has.
	Seq uint64
	// Log is the log it was reading; empty when it does not say.
	Log string
}

// ParseSince reads the parameters of /changes.json, each given once.
func ParseSince(values url.Values) (Since, []QueryError) {
	out, errs := Since{Log: values.Get("log")}, Unknown(values, "since", "log")
	for _, name := range []string{"since", "log"} {
		for _, v := range values[name] {
			if v != values.Get(name) {
				errs = append(errs, QueryError{Param: name, Value: v, Message: "can be given only once"})
			}
		}
	}
	if s := values.Get("since"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			errs = append(errs, QueryError{Param: "since", Value: s, Message: "must be the number of a change, such as 0"})
		}
		out.Seq = n
	}
	return out, errs
}

// maxChanges is the most changes in one document.
const maxChanges = 500

type changesDocument struct {
	Log  string `json:"log"`
	From uint64 `json:"from"`
	// To is the last change this document accounts for: the next `since`.
	To      uint64         `json:"to"`
	More    bool           `json:"more"`
	Changes []changeObject `json:"changes"`
}

type changeObject struct {
	Seq    uint64   `json:"seq"`
	At     string   `json:"at"`
	Kind   string   `json:"kind"`
	ID     string   `json:"id"`
	Into   string   `json:"into,omitempty"`
	Fields []string `json:"fields"`
	Reason string   `json:"reason"`
	// Backlog marks what a source showed when it was first read.
	Backlog bool `json:"backlog,omitempty"`
	// URL is the vacancy's page, Vacancy the vacancy as it stands now; null when
	// the change takes it out of the set, or when it was erased or left out since.
	URL     string         `json:"url,omitempty"`
	Vacancy *VacancyObject `json:"vacancy"`
}

// ChangesJSON is the change log after a reader's place. A place that does not
// exist gives ErrGone.
func ChangesJSON(l ChangeReader, since Since, site config.Site) (Document, error) {
	snap := l.Snapshot()
	if since.Log != "" && since.Log != snap.Log || since.Seq > snap.Sequence {
		return Document{}, ErrGone
	}
	changes, err := l.Changes(since.Seq, maxChanges)
	if err != nil {
		return Document{}, fmt.Errorf("reading changes after %d: %w", since.Seq, err)
	}
	out := changesDocument{Log: snap.Log, From: since.Seq, To: since.Seq, Changes: []changeObject{}}
	for _, c := range changes {
		if c.Seq > snap.Sequence {
			break // committed since the snapshot was taken
		}
		object, err := newChangeObject(l, c, WithDefaults(site))
		if err != nil {
			return Document{}, err
		}
		out.Changes = append(out.Changes, object)
		out.To = c.Seq
	}
	out.More = out.To < snap.Sequence
	body, err := writeJSON(out)
	return NewDocument(body, TypeJSON, snap.At), err
}

func newChangeObject(l ChangeReader, c lifecycle.Change, site config.Site) (changeObject, error) {
	out := changeObject{
		Seq: c.Seq, At: rfc3339(c.At.Truncate(time.Second)), Kind: string(c.Kind), ID: EntryID(c.ID),
		Fields: append([]string{}, c.Fields...), Reason: line(c.Reason), Backlog: c.Backlog,
	}
	if c.Into != "" {
		out.Into = EntryID(c.Into)
	}
	if leaves(c.Kind) {
		return out, nil
	}
	r, ok, err := l.Record(c.ID)
	if err != nil {
		return out, fmt.Errorf("reading vacancy %s for change %d: %w", c.ID, c.Seq, err)
	}
	if ok && r.State != lifecycle.Erased && !r.Pruned && !LeftOut(&r) {
		out.URL, out.Vacancy = site.BaseURL+Path(&r), NewVacancyObject(&r)
	}
	return out, nil
}

// leaves reports whether a change takes a vacancy out of the default set.
func leaves(k lifecycle.ChangeKind) bool {
	return k == lifecycle.ClosedIt || k == lifecycle.WithdrawnIt || k == lifecycle.MergedInto
}
