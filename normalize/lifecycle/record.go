package lifecycle

import (
	"slices"
	"time"

	"vacancies/normalize"
)

// State is where a vacancy is in its life.
type State string

// The states of a vacancy.
const (
	Open      State = "open"
	Closed    State = "closed"    // its closing instant has come
	Withdrawn State = "withdrawn" // its source no longer shows it, or was stopped
	Merged    State = "merged"    // found to be another vacancy; see Record.Into
	Held      State = "held"      // never published: waits for a person, or for its page (see Record.Reason)
	Erased    State = "erased"    // a person had it erased; ids and numbers stay
)

// Record is one vacancy as the ledger keeps it.
type Record struct {
	// ID is its founding advert's id and never changes.
	ID    string `json:"id"`
	State State  `json:"state"`
	// Reason says in plain words why it is in this state, when it is not open.
	Reason string `json:"reason,omitempty"`
	// Vacancy is what its most authoritative advert means.
	Vacancy normalize.Vacancy `json:"vacancy"`
	// Boroughs are the authorities it belongs to, over all its adverts; sorted slugs.
	Boroughs []string `json:"boroughs,omitempty"`
	// URL and ApplyURL are the most authoritative advert's.
	URL       string `json:"url,omitempty"`
	ApplyURL  string `json:"apply_url,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Source is the most authoritative advert's source, Kind who runs it.
	Source string         `json:"source"`
	Kind   normalize.Kind `json:"kind"`
	// Republish is that source's level: facts, excerpt or full.
	Republish string `json:"republish,omitempty"`

	// FirstSeen is when its first advert was first seen. Published is fixed when
	// it first entered the default set: first seen, or, at a source's first
	// sight, the stated posting date if earlier. Changed is the last material
	// change (title, pay, closing, contract, hours, boroughs, stage).
	FirstSeen time.Time `json:"first_seen"`
	Published time.Time `json:"published,omitzero"`
	Changed   time.Time `json:"changed,omitzero"`
	// Confirmed is when a run last saw any of its adverts. Ended is when it left
	// the open list.
	Confirmed time.Time `json:"confirmed"`
	Ended     time.Time `json:"ended,omitzero"`
	// FirstSight marks the backlog of a source seen for the first time.
	FirstSight bool `json:"first_sight,omitempty"`
	// Unconfirmed is true when no run confirmed it for 14 days (design, rule 3).
	Unconfirmed bool `json:"unconfirmed,omitempty"`
	// InDefault is true while it is in the default published set.
	InDefault bool `json:"in_default,omitempty"`

	Adverts []Appearance `json:"adverts"`
	// Aliases are the ids that resolve to this record besides its own: its other
	// adverts and the vacancies merged into it; sorted.
	Aliases []string `json:"aliases,omitempty"`
	// Into is the vacancy this one was merged into.
	Into string `json:"into,omitempty"`
	// Readvertises is the vacancy of which this one is a new round.
	Readvertises string   `json:"readvertises,omitempty"`
	Merges       []Merge  `json:"merges,omitempty"`
	History      []Event  `json:"history,omitempty"`
	Rulings      []string `json:"rulings,omitempty"` // ids of the decisions in force on it
	// Pruned is true when the retention period is over: only what is needed to
	// answer "gone" and to know the vacancy again is kept.
	Pruned bool `json:"pruned,omitempty"`
	// RawDropped is true when its raw adverts are no longer kept.
	RawDropped bool `json:"raw_dropped,omitempty"`
	// RulingStale is true when the advert's words changed under a decision.
	RulingStale bool `json:"ruling_stale,omitempty"`
}

// Appearance is one advert of a vacancy: where it was seen and its life there.
type Appearance struct {
	Advert   string         `json:"advert"` // advert id
	Source   string         `json:"source"`
	Kind     normalize.Kind `json:"kind"`
	Key      string         `json:"key"`
	Weak     bool           `json:"weak,omitempty"`
	Title    string         `json:"title"` // cleaned
	Ref      string         `json:"ref,omitempty"`
	URL      string         `json:"url,omitempty"`
	ApplyURL string         `json:"apply_url,omitempty"`
	Boroughs []string       `json:"boroughs,omitempty"`

	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
	// Missing is when a whole reading first did not show it; zero while they do.
	Missing time.Time `json:"missing,omitzero"`
	// Gone is true after it was missing for an interval of its source, when its own
	// page says it is closed, or when its source was stopped; GoneAt is since when
	// and GoneWhy the reason.
	Gone    bool      `json:"gone,omitempty"`
	GoneAt  time.Time `json:"gone_at,omitzero"`
	GoneWhy string    `json:"gone_why,omitempty"`
	// Unread is true while its own page has never been read, because it failed.
	Unread bool `json:"unread,omitempty"`
	// Waiting is true while its source waits to be accepted (see SourceState.Waiting):
	// until then it gives neither facts nor life to what another place shows.
	Waiting bool `json:"waiting,omitempty"`
	// PageClosed is true while its own page says that applications are over.
	PageClosed bool `json:"page_closed,omitempty"`
	// Digest is a hash of the advert's words, to tell a changed advert.
	Digest string `json:"digest,omitempty"`
}

// Merge is why an advert was taken for the same vacancy; it can be undone.
type Merge struct {
	Advert string `json:"advert"`
	// From is the vacancy the advert founded or belonged to before; empty when
	// it was matched at its first sight.
	From  string    `json:"from,omitempty"`
	Rule  string    `json:"rule"`
	Words string    `json:"words,omitempty"`
	At    time.Time `json:"at"`
}

// Event is one line of a vacancy's history, in plain facts: title, pay,
// closing, hours, contract and place, never free text.
type Event struct {
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"` // as ChangeKind, besides "extended", "readvertised", "confirmed"
	Reason string    `json:"reason,omitempty"`
	Fields []Field   `json:"fields,omitempty"`
}

// Field is a changed field with its old and new value, in words for people.
type Field struct {
	Name string `json:"name"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// ChangeKind is what happened to the default published set.
type ChangeKind string

// The kinds of change, as CONTRACT.md names them.
const (
	Opened      ChangeKind = "opened"
	Revised     ChangeKind = "revised"
	ClosedIt    ChangeKind = "closed"
	WithdrawnIt ChangeKind = "withdrawn"
	Reopened    ChangeKind = "reopened"
	MergedInto  ChangeKind = "merged"
	SplitFrom   ChangeKind = "split"
)

// Change is one numbered entry of the change log. It follows the default set:
// a reader that applies all of them from nothing holds exactly what
// /vacancies.json lists.
type Change struct {
	Seq  uint64     `json:"seq"`
	At   time.Time  `json:"at"`
	Kind ChangeKind `json:"kind"`
	ID   string     `json:"id"`
	Into string     `json:"into,omitempty"`
	// Fields are the material fields that a revision changed; where it changed
	// none of them, the names of what else it changed (see Announced).
	Fields []string `json:"fields,omitempty"`
	Reason string   `json:"reason,omitempty"`
	// Backlog marks what a source showed at its first sight.
	Backlog bool `json:"backlog,omitempty"`
}

// Run is the record of one run, as the run report prints it (CONTRACT.md).
type Run struct {
	Source      string    `json:"source"`
	Verdict     Verdict   `json:"verdict"`
	Pages       int       `json:"pages"`
	Requests    int       `json:"requests"`
	Bytes       int64     `json:"bytes"`
	NotModified int       `json:"not_modified"`
	Adverts     int       `json:"adverts"`
	StatedTotal *int      `json:"stated_total"`
	In          int       `json:"in"`
	Related     int       `json:"related"`
	Out         int       `json:"out"`
	Opened      int       `json:"opened"`
	Revised     int       `json:"revised"`
	Closed      int       `json:"closed"`
	Withdrawn   int       `json:"withdrawn"`
	Reopened    int       `json:"reopened"`
	Withheld    int       `json:"withheld"`
	Error       string    `json:"error"`
	TookMS      int64     `json:"took_ms"`
	At          time.Time `json:"at"`
	Fault       Fault     `json:"fault,omitempty"`
	Status      int       `json:"status,omitempty"`
	// Number counts the runs of its source from 1, as the ledger that gives it
	// kept them; the earliest are forgotten after a while.
	Number uint64 `json:"-"`
}

// Snapshot is the immutable view of the ledger that feeds read: swapped after
// each commit, never changed, so no reader waits for a writer.
type Snapshot struct {
	// Log identifies the change log, Sequence its last change.
	Log      string
	Sequence uint64
	// At is the instant of the last commit that changed a record or a change: a
	// run that changed nothing does not move it, and a restart neither.
	At time.Time
	// Records are the vacancies whose state is open or held, of every scope,
	// sorted by id. Closed ones are read by id.
	Records []*Record
	// Sources are sorted by id.
	Sources []SourceState
}

// lists reports whether the source still shows an advert of the vacancy.
func (r *Record) lists(source string) bool {
	if r.State == Merged || r.State == Erased {
		return false
	}
	return slices.ContainsFunc(r.Adverts, func(a Appearance) bool { return a.Source == source && !a.Gone })
}

// Advert finds one of the vacancy's adverts by its id; nil when it has none such.
func (r *Record) Advert(id string) *Appearance {
	for i := range r.Adverts {
		if r.Adverts[i].Advert == id {
			return &r.Adverts[i]
		}
	}
	return nil
}

// clone copies everything that a rule may change in place. What stands inside
// the Vacancy is replaced whole, never changed, and so is shared.
func (r *Record) clone() *Record {
	c := *r
	c.Adverts = slices.Clone(r.Adverts)
	c.Aliases = slices.Clone(r.Aliases)
	c.Merges = slices.Clone(r.Merges)
	c.History = slices.Clone(r.History)
	c.Rulings = slices.Clone(r.Rulings)
	c.Boroughs = slices.Clone(r.Boroughs)
	return &c
}

// tidy has lists without entries be as they are when they are read back.
func (r *Record) tidy() {
	for _, list := range []*[]string{&r.Aliases, &r.Rulings, &r.Boroughs} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(r.Merges) == 0 {
		r.Merges = nil
	}
	if len(r.History) == 0 {
		r.History = nil
	}
}
