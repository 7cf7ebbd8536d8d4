package lifecycle

import (
	"slices"
	"strings"

	"vacancies/normalize/role"
)

// Unread reports whether nothing is known yet: nothing was ever announced, no post
// is open, not even a related one, and no list that is published was ever read
// whole. That no vacancy is open is then no news, and must never be told.
func (s *Snapshot) Unread() bool {
	return s.Sequence == 0 &&
		!slices.ContainsFunc(s.Records, func(r *Record) bool { return r.State == Open && r.Vacancy.Role.Scope != role.Out }) &&
		!slices.ContainsFunc(s.Sources, func(st SourceState) bool { return !st.LastSuccess.IsZero() && st.Unpublished() == "" })
}

// Record finds an open or held vacancy by its own id; nil when it is neither.
func (s *Snapshot) Record(id string) *Record {
	i, ok := slices.BinarySearchFunc(s.Records, id, func(r *Record, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return nil
	}
	return s.Records[i]
}

// Source finds a source's state by its id.
func (s *Snapshot) Source(id string) (SourceState, bool) {
	i, ok := slices.BinarySearchFunc(s.Sources, id, func(st SourceState, id string) int { return strings.Compare(st.Source.ID, id) })
	if !ok {
		return SourceState{}, false
	}
	return s.Sources[i], true
}

// Live is the part of the ledger that is kept in memory: the vacancies that are
// open, held or still shown by a source, and the sources' states. It changes
// with each commit, at a cost that follows the change and not the ledger.
type Live struct {
	records map[string]*Record
	listed  map[string]map[string]bool // source -> vacancy ids
	open    []*Record                  // sorted by id; replaced, never changed
	sources []SourceState              // sorted by id; replaced, never changed
}

// NewLive gives an empty one.
func NewLive() *Live {
	return &Live{records: map[string]*Record{}, listed: map[string]map[string]bool{}}
}

// Current reports whether a vacancy belongs in memory: it is open or held, or a
// source still shows one of its adverts.
func (r *Record) Current() bool {
	if r.State == Merged || r.State == Erased {
		return false
	}
	return r.isOpen() || slices.ContainsFunc(r.Adverts, func(a Appearance) bool { return !a.Gone })
}

func (r *Record) isOpen() bool { return r.State == Open || r.State == Held }

// Apply takes over what a commit changed.
func (l *Live) Apply(records []*Record, sources []SourceState) {
	if len(records) > 0 {
		l.open = mergeSorted(l.open, records)
	}
	for _, r := range records {
		l.unlist(l.records[r.ID])
		if !r.Current() {
			delete(l.records, r.ID)
			continue
		}
		l.records[r.ID] = r
		for _, a := range r.Adverts {
			if a.Gone {
				continue
			}
			if l.listed[a.Source] == nil {
				l.listed[a.Source] = map[string]bool{}
			}
			l.listed[a.Source][r.ID] = true
		}
	}
	if len(sources) > 0 {
		l.sources = slices.Clone(l.sources)
		for _, s := range sources {
			i, ok := slices.BinarySearchFunc(l.sources, s.Source.ID, func(x SourceState, id string) int { return strings.Compare(x.Source.ID, id) })
			if ok {
				l.sources[i] = s
			} else {
				l.sources = slices.Insert(l.sources, i, s)
			}
		}
	}
}

func (l *Live) unlist(r *Record) {
	if r == nil {
		return
	}
	for _, a := range r.Adverts {
		delete(l.listed[a.Source], r.ID)
	}
}

// mergeSorted gives the open records after some changed; old stays as it is,
// because snapshots hold it. It looks at few of the old records: to look at each
// would cost the more the more are open.
func mergeSorted(old, changed []*Record) []*Record {
	changed = slices.Clone(changed)
	slices.SortFunc(changed, byID)
	out := make([]*Record, 0, len(old)+len(changed))
	for _, r := range changed {
		i, found := slices.BinarySearchFunc(old, r, byID)
		out = append(out, old[:i]...)
		if old = old[i:]; found {
			old = old[1:]
		}
		if r.isOpen() {
			out = append(out, r)
		}
	}
	return append(out, old...)
}

// Record is a vacancy in memory; nil when it is not there.
func (l *Live) Record(id string) *Record { return l.records[id] }

// Listed are the vacancies a source still shows, by id.
func (l *Live) Listed(source string) []*Record {
	out := make([]*Record, 0, len(l.listed[source]))
	for id := range l.listed[source] {
		out = append(out, l.records[id])
	}
	slices.SortFunc(out, byID)
	return out
}

// Open are the open and held vacancies, by id; the slice is never changed.
func (l *Live) Open() []*Record { return l.open }

// Sources are the sources' states, by id; the slice is never changed.
func (l *Live) Sources() []SourceState { return l.sources }

// Source is one source's state.
func (l *Live) Source(id string) (SourceState, bool) {
	return (&Snapshot{Sources: l.sources}).Source(id)
}
