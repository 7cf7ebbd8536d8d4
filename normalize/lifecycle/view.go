package lifecycle

import (
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// View is the ledger as the rules see it. What it gives is shared and must not
// be changed. Reading errors are the implementation's to remember and to report
// before anything is committed.
type View interface {
	// Source is what is remembered of a source; Sources all of them, by id.
	Source(id string) (SourceState, bool)
	Sources() []SourceState
	// Record is the vacancy kept under its own id, in any state; nil when there is none.
	Record(id string) *Record
	// Resolve is the id of the vacancy that an advert or vacancy belongs to now;
	// empty when the id is not known.
	Resolve(id string) string
	// Listed are the vacancies with an advert of that source that is not gone,
	// in any state, by id.
	Listed(source string) []*Record
	// Open are the vacancies that are open or held, by id.
	Open() []*Record
	// Ended are vacancies that ended before an instant and are not pruned,
	// earliest first, at most max; raw: only those whose raw adverts are kept.
	Ended(before time.Time, raw bool, max int) []*Record
	// Sighting is an advert as it was last stored.
	Sighting(advert string) (Sighting, bool)
	// Withheld is the harvest of a source that waits for confirmation or a person.
	Withheld(source string) (Harvest, bool)
	// LeftOut are a source's rows that are not ours, as last kept.
	LeftOut(source string) []Sighting
	// Rulings are the decisions that name an id (a vacancy's, an advert's, a
	// source's) as target or as value, oldest first.
	Rulings(id string) []Decision
	// Erased reports whether a trace (see Traces) belongs to something erased.
	Erased(trace string) bool
	// Match and Round are the de-duplication index's answers (see dedupe.Index).
	Match(dedupe.Entry) (vacancy string, why dedupe.Evidence, ok bool)
	Round(dedupe.Entry) (vacancy string, ok bool)
}

// Reader reads what an advert means; normalize.Read is the one in use.
type Reader func(normalize.Advert) normalize.Vacancy

// Result is what a rule makes of the ledger: to be committed whole or not at all.
type Result struct {
	// Records are new or changed vacancies, whole.
	Records []*Record
	// Changes are in order; commit numbers them.
	Changes []Change
	// Sources are new or changed source states.
	Sources []SourceState
	// Runs are the run records to add.
	Runs []Run
	// Sightings are raw adverts to store, Dropped the ids of those to forget.
	Sightings []StoredSighting
	Dropped   []string
	// LeftOut replaces a source's list of rows that are not ours.
	LeftOut []LeftOut
	// Memos replace or add to what is kept of a source's list pages.
	Memos []SourceMemos
	// Samples are pieces of pages that went wrong, one a source.
	Samples []SourceSample
	// Withheld are harvests to keep until they are confirmed, approved or
	// refused, by source; nil forgets one.
	Withheld map[string]*Harvest
	// Decisions are rulings to record.
	Decisions []Decision
	// RunsBefore asks for run records older than this to be forgotten.
	RunsBefore time.Time
	// Erasures are what must be blanked wherever it stands.
	Erasures []Erasure
}

// StoredSighting is a sighting under its advert's id.
type StoredSighting struct {
	Advert string
	Sighting
}

// LeftOut is a source's rows that are not ours: title, link and reason alone.
type LeftOut struct {
	Source string
	Rows   []Sighting
}

// SourceMemos are what is new of a source's list pages. Forget says that what
// was kept of them before goes first.
type SourceMemos struct {
	Source string
	Memos  []Memo
	Forget bool
}

// SourceSample is a source's latest piece of a page that went wrong; nil forgets it.
type SourceSample struct {
	Source string
	Sample *Sample
}

// Empty reports whether there is nothing to commit.
func (r *Result) Empty() bool {
	return len(r.Records) == 0 && len(r.Changes) == 0 && len(r.Sources) == 0 && len(r.Runs) == 0 &&
		len(r.Sightings) == 0 && len(r.Dropped) == 0 && len(r.LeftOut) == 0 && len(r.Memos) == 0 &&
		len(r.Samples) == 0 && len(r.Withheld) == 0 && len(r.Decisions) == 0 && len(r.Erasures) == 0 && r.RunsBefore.IsZero()
}
