package feeds

import "vacancies/normalize/lifecycle"

// Ledger is what pages and feeds ask of the ledger beyond the snapshot's open
// vacancies. All of it is reading; what is returned is the caller's own. A
// method's error means that the ledger could not be read, never that something
// is not there.
type Ledger interface {
	// Snapshot is the present view: never nil, never changed after it is given out.
	Snapshot() *lifecycle.Snapshot
	// Record finds a vacancy of any state by its id; false when there is none.
	Record(id string) (lifecycle.Record, bool, error)
	// Resolve gives the id of the vacancy that an advert's or an old vacancy's
	// id stands for now; false when it is not known.
	Resolve(id string) (string, bool, error)
	// Changes are the changes after a number, in order, at most max.
	Changes(since uint64, max int) ([]lifecycle.Change, error)
	// Closed are a borough's vacancies that are no longer open, the latest ended first.
	Closed(borough string, limit int) ([]lifecycle.Record, error)
	// Runs are a source's last runs, the latest first.
	Runs(source string, n int) ([]lifecycle.Run, error)
	// Find looks adverts up by id, address, reference or words of the title, those
	// for which first holds before the others.
	Find(text string, first func(*lifecycle.Record) bool) ([]lifecycle.Record, error)
}
