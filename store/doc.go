// Package store is the ledger in bbolt: records, raw adverts, runs, sources,
// changes and decisions, in one file that one process holds.
//
// It decides nothing: the rules of normalize/lifecycle run inside its one
// update and it keeps what they say, whole or not at all. Readers use the
// snapshot, which is swapped after each commit, so none waits for a writer. It
// must never hold a read transaction open for longer than one answer, never
// call itself from within a transaction, and never overwrite a file that it
// cannot read.
package store
