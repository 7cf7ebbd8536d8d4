package feeds

import (
	"cmp"
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

const (
	// minTombstones is the least time a tombstone stays.
	minTombstones = 90 * 24 * time.Hour
	// noticeDays is how long, in London days, a change stands as an entry.
	noticeDays = 30
	// maxTombstones and maxNotices bound the document.
	maxTombstones = 10_000
	maxNotices    = 500
)

// ChangesAtom is the change log of late for feed readers (opt-in, since many
// readers hide edits): what was opened stands under the vacancy's own id, each
// later change of a material field and each closing as an entry of its own, and
// each vacancy that left has a tombstone (RFC 6721). A first-read source's
// backlog is not announced. Its bytes depend on the log and the London day.
func ChangesAtom(l ChangeReader, site config.Site, now time.Time) (Document, error) {
	site = WithDefaults(site)
	snap := l.Snapshot()
	keep := max(site.Retention.Tombstones, minTombstones)
	changes, err := changesFrom(l, snap.Sequence, StartOfDay(now, 0).Add(-keep), maxTombstones)
	if err != nil {
		return Document{}, err
	}
	f := &feed{
		site: site, id: nameID("changes"), title: line(site.Title) + ": changes", updated: epoch,
		description: "Vacancies opened, changed, closed and withdrawn in the last " + strconv.Itoa(noticeDays) +
			" days, with deleted-entry tombstones (RFC 6721). " + CoverageOf(snap).Sentence() + " " + Rights,
		self: site.BaseURL + "/changes.atom", page: site.BaseURL + "/feeds",
	}
	w := changeWriter{ledger: l, log: snap.Log, site: site, from: StartOfDay(now, -noticeDays), entered: map[string]bool{}, last: map[string]lifecycle.Change{}}
	changes = slices.DeleteFunc(changes, func(c lifecycle.Change) bool { return !c.Announced() })
	for _, c := range changes {
		w.last[c.ID] = c
		f.updated = c.At.UTC().Truncate(time.Second)
	}
	root := newAtomFeed(f)
	root.Tombs = nsTombstones
	var entries []*atomEntry
	for _, c := range slices.Backward(changes) {
		if leaves(c.Kind) && w.last[c.ID].Seq == c.Seq {
			root.Deleted = append(root.Deleted, deleted{Ref: EntryID(c.ID), When: rfc3339(c.At.Truncate(time.Second)), Comment: leavingWords(c)})
		}
		if c.At.Before(w.from) || len(entries) == maxNotices {
			continue
		}
		entry, err := w.entry(c)
		if err != nil {
			return Document{}, err
		}
		if entry != nil {
			entries = append(entries, entry)
		}
	}
	body, err := writeEntries(root, entries)
	modified := snap.At
	if day := StartOfDay(now, 0); day.After(modified) {
		modified = day
	}
	return NewDocument(body, TypeAtom, modified), err
}

// changeLog is the numbered log alone.
type changeLog interface {
	Changes(since uint64, max int) ([]lifecycle.Change, error)
}

// placeOf is the number of the last change before an instant. The log is in
// order of time, so it is found by halving.
func placeOf(l changeLog, last uint64, at time.Time) (uint64, error) {
	low, high := uint64(0), last
	for low < high {
		middle := low + (high-low)/2
		next, err := l.Changes(middle, 1)
		if err != nil {
			return 0, fmt.Errorf("reading change %d: %w", middle+1, err)
		}
		if len(next) == 0 || !next[0].At.Before(at) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, nil
}

// changesFrom reads the changes since an instant, oldest first, at most most.
func changesFrom(l changeLog, last uint64, since time.Time, most int) ([]lifecycle.Change, error) {
	low, err := placeOf(l, last, since)
	if err != nil {
		return nil, err
	}
	if last-low > uint64(most) {
		low = last - uint64(most)
	}
	changes, err := l.Changes(low, most)
	if err != nil {
		return nil, fmt.Errorf("reading changes after %d: %w", low, err)
	}
	return slices.DeleteFunc(changes, func(c lifecycle.Change) bool { return c.Seq > last }), nil
}

// changeWriter turns changes into entries, the latest first.
type changeWriter struct {
	ledger ChangeReader
	log    string
	site   config.Site
	from   time.Time
	// entered are the vacancies that already have an entry under their own id.
	entered map[string]bool
	// last is each vacancy's last change.
	last map[string]lifecycle.Change
}

// entry is a change as an entry; nil when it has none.
func (w *changeWriter) entry(c lifecycle.Change) (*atomEntry, error) {
	gone := leaves(w.last[c.ID].Kind)
	if gone && c.Seq != w.last[c.ID].Seq || c.Kind == lifecycle.Opened && c.Backlog {
		return nil, nil
	}
	r, ok, err := w.ledger.Record(c.ID)
	if err != nil {
		return nil, fmt.Errorf("reading vacancy %s for change %d: %w", c.ID, c.Seq, err)
	}
	if !ok || r.State == lifecycle.Erased || r.Pruned {
		return nil, nil
	}
	it := newItem(&r, w.site)
	switch {
	case LeftOut(&r):
		return w.leftOut(c, it), nil
	case gone:
		return w.notice(c, it, leavingWords(c)), nil
	case c.Kind == lifecycle.Revised:
		return w.notice(c, it, revisedWords(c, &r)), nil
	case w.entered[c.ID]:
		return nil, nil
	}
	w.entered[c.ID] = true
	return newAtomEntry(it), nil
}

// leftOut is the notice of a vacancy that is in no list any more, with no more of
// it than title, link and reason: it has no page here.
func (w *changeWriter) leftOut(c lifecycle.Change, it *Item) *atomEntry {
	words := leavingWords(c)
	return &atomEntry{
		AtomEntry: w.head(c, it),
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: cmp.Or(it.Via, w.site.BaseURL+"/boroughs")}},
		Content:   &atomText{Type: "html", Text: "<p><strong>" + html.EscapeString(words) + "</strong></p>"},
	}
}

// head is what an entry of its own for one change begins with.
func (w *changeWriter) head(c lifecycle.Change, it *Item) *gorilla.AtomEntry {
	id := nameID("change/" + w.log + "/" + strconv.FormatUint(c.Seq, 10))
	at := rfc3339(stamp(c.At, id))
	return &gorilla.AtomEntry{Title: Label("change", string(c.Kind)) + ": " + it.Title, Id: id, Updated: at, Published: at}
}

// notice is an entry of its own for one change.
func (w *changeWriter) notice(c lifecycle.Change, it *Item, words string) *atomEntry {
	e := newAtomEntry(it)
	e.AtomEntry = w.head(c, it)
	e.Summary = &atomText{Type: "text", Text: it.Lead + "\n" + words}
	e.Content = &atomText{Type: "html", Text: "<p><strong>" + html.EscapeString(words) + "</strong></p>" + it.html}
	e.Categories = append(e.Categories, atomCategory{Term: string(c.Kind), Scheme: w.site.BaseURL + "/codes.json#change", Label: Label("change", string(c.Kind))})
	return e
}

// leavingWords says why a vacancy left the set.
func leavingWords(c lifecycle.Change) string {
	words := Label("change", string(c.Kind))
	if reason := line(c.Reason); reason != "" {
		words += ": " + reason
	}
	return words + "."
}

// revisedWords says what changed, from what to what where the history has it.
func revisedWords(c lifecycle.Change, r *lifecycle.Record) string {
	var parts []string
	for _, e := range r.History {
		if !e.At.Equal(c.At) {
			continue
		}
		for _, f := range e.Fields {
			parts = append(parts, fieldLabel(f.Name)+" was "+orNotStated(short(f.Old, 200))+", now "+orNotStated(short(f.New, 200))+".")
		}
	}
	if len(parts) == 0 {
		names := make([]string, 0, len(c.Fields))
		for _, f := range c.Fields {
			names = append(names, fieldLabel(f))
		}
		return "Changed: " + strings.Join(names, ", ") + "."
	}
	return strings.Join(parts, " ")
}

// fieldLabel is what people call a material field.
func fieldLabel(name string) string {
	labels := map[string]string{
		lifecycle.FieldTitle: "Title", lifecycle.FieldPay: "Pay", lifecycle.FieldClosing: "Closing", lifecycle.FieldHours: "Hours",
		lifecycle.FieldContract: "Contract", lifecycle.FieldBoroughs: "Boroughs", lifecycle.FieldStage: "Stage",
	}
	if l := labels[name]; l != "" {
		return l
	}
	return name
}
