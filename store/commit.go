package store

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// errNothing ends a transaction that has nothing to write.
var errNothing = errors.New("nothing to commit")

// Commit runs one of the ledger's rules and keeps what it says, in one update:
// whole, or, on any error, not at all. The result comes back with its changes
// numbered. fn must be pure and must not call the store. A result that is
// empty writes nothing.
func (s *Store) Commit(fn func(lifecycle.View) (lifecycle.Result, error)) (lifecycle.Result, error) {
	s.write.Lock()
	defer s.write.Unlock()
	result, err := s.commit(fn)
	if err != nil {
		return lifecycle.Result{}, err
	}
	if len(result.Erasures) > 0 {
		if err := s.compact(); err != nil {
			s.opts.Logger.Warn("what was erased is blanked, but the file could not be compacted; the next start tries again", "error", err)
		}
	}
	return result, nil
}

// Look runs a rule over the ledger and gives what it says without keeping any
// of it: a dry run.
func (s *Store) Look(fn func(lifecycle.View) (lifecycle.Result, error)) (result lifecycle.Result, err error) {
	s.write.Lock()
	defer s.write.Unlock()
	s.file.RLock()
	defer s.file.RUnlock()
	if s.db == nil {
		return result, fileError("reading", s.path, ErrClosed)
	}
	err = s.faulty("reading", s.db.View, func(v *txView) error {
		if result, err = s.rule(v, fn); err != nil {
			return callerError{err}
		}
		return nil
	})
	if err != nil {
		return lifecycle.Result{}, err
	}
	return result, nil
}

func (s *Store) commit(fn func(lifecycle.View) (lifecycle.Result, error)) (result lifecycle.Result, err error) {
	s.file.RLock()
	defer s.file.RUnlock()
	if s.db == nil {
		return result, fileError("writing", s.path, ErrClosed)
	}
	w := &writer{s: s}
	err = s.faulty("writing", s.db.Update, func(v *txView) error {
		if result, err = s.rule(v, fn); err != nil {
			return callerError{err}
		}
		if v.err != nil {
			return v.err
		}
		if result.Empty() {
			return errNothing
		}
		w.v = v
		return w.apply(&result)
	})
	switch {
	case errors.Is(err, errNothing):
		return result, nil
	case err != nil:
		return lifecycle.Result{}, err
	}
	s.take(&result, w)
	return result, nil
}

// rule runs a rule. A panic in it is a fault of the program's, not of the file's:
// nothing of it is committed, and the process that serves goes on.
func (s *Store) rule(v *txView, fn func(lifecycle.View) (lifecycle.Result, error)) (result lifecycle.Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			s.opts.Logger.Error("a rule of the ledger panicked", "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("a rule of the ledger failed; nothing was committed: %s", oneLine(fmt.Sprint(r)))
		}
	}()
	return fn(v)
}

// callerError is what fn itself refused: it is passed on as it is.
type callerError struct{ error }

func (e callerError) Unwrap() error { return e.error }

// faulty runs fn in a transaction and tells the caller's errors, reading
// errors and those of the file apart.
func (s *Store) faulty(doing string, tx func(func(*bolt.Tx) error) error, fn func(*txView) error) error {
	var view *txView
	err := guard(func() error {
		return tx(func(t *bolt.Tx) error {
			view = &txView{s: s, tx: t}
			if err := fn(view); err != nil {
				return err
			}
			return view.err
		})
	})
	var own callerError
	switch {
	case err == nil, errors.Is(err, errNothing):
		return err
	case errors.As(err, &own):
		return own.error
	}
	return fileError(doing, s.path, err)
}

// take brings what is kept in memory in step with a commit that has succeeded.
func (s *Store) take(result *lifecycle.Result, w *writer) {
	s.index.changed(result)
	s.live.Apply(result.Records, result.Sources)
	for _, d := range result.Decisions {
		s.remember(d)
	}
	for _, e := range result.Erasures {
		for _, trace := range e.Traces {
			s.erased[string(keyedHash(s.secret, trace))] = true
		}
	}
	if moves(result) {
		s.at = w.at
	}
	s.publish(w.sequence)
}

// moves reports whether a commit changes what the snapshot stands for, and not
// only the books about runs.
func moves(r *lifecycle.Result) bool {
	return len(r.Records) > 0 || len(r.Changes) > 0 || len(r.Decisions) > 0 || len(r.LeftOut) > 0
}

// stamp is the instant of a commit: the rules' own where a change carries it.
func (s *Store) stamp(r *lifecycle.Result) time.Time {
	if len(r.Changes) > 0 {
		return r.Changes[0].At
	}
	return s.opts.Now().Round(0).UTC()
}
