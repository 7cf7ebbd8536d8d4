// Package lifecycle holds the rules of the ledger: what a harvest is worth (its
// Verdict), what it does to the records (Step), and what the clock does to them
// (Tick). It is pure: a view of the ledger and an instant go in, new records and
// changes come out. It must never fetch, store or read a clock.
package lifecycle
