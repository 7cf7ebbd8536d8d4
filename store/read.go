package store

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// Record finds a vacancy of any state by its id, an advert's, or that of a
// vacancy merged into it; false when none is known. What it gives is the
// caller's own.
func (s *Store) Record(id string) (r lifecycle.Record, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) (err error) {
		r, ok, err = recordIn(tx, resolve(nil, tx, id))
		return err
	})
	return r, ok, err
}

// recordIn reads a vacancy under its own id.
func recordIn(tx *bolt.Tx, id string) (r lifecycle.Record, ok bool, err error) {
	if id == "" {
		return r, false, nil
	}
	for _, name := range [][]byte{bucketCurrent, bucketPast} {
		if r, ok, err = read[lifecycle.Record](tx.Bucket(name), []byte(id)); ok || err != nil {
			return r, ok, err
		}
	}
	return r, false, nil
}

// Resolve is the id of the vacancy that an advert's or an old vacancy's id
// stands for now; false when the id is not known.
func (s *Store) Resolve(id string) (to string, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		to = resolve(nil, tx, id)
		return nil
	})
	return to, to != "", err
}

// Source is what is remembered of a source, as of the last commit.
func (s *Store) Source(id string) (lifecycle.SourceState, bool) { return s.Snapshot().Source(id) }

// Latest is the last instant the ledger knows of: of a commit or of a run.
func (s *Store) Latest() time.Time {
	snap := s.Snapshot()
	at := snap.At
	for _, st := range snap.Sources {
		if st.LastAttempt.After(at) {
			at = st.LastAttempt
		}
	}
	return at
}

// Changes are the changes numbered above since, in order, at most limit.
func (s *Store) Changes(since uint64, limit int) (out []lifecycle.Change, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketChanges).Cursor()
		for k, v := c.Seek(number(since + 1)); k != nil && len(out) < limit; k, v = c.Next() {
			var change lifecycle.Change
			if err := decode(v, &change); err != nil {
				return err
			}
			out = append(out, change)
		}
		return nil
	})
	return out, err
}

// Sighting is an advert as it was last stored; false when it is not, or no
// longer, kept.
func (s *Store) Sighting(advert string) (lifecycle.Sighting, bool, error) {
	return fetch[lifecycle.Sighting](s, bucketRaw, advert)
}

// Memo is what was kept of a source's list page.
func (s *Store) Memo(source, url string) (m lifecycle.Memo, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketMemos).Bucket([]byte(source))
		if b == nil {
			return nil
		}
		m, ok, err = read[lifecycle.Memo](b, memoKey(url))
		return err
	})
	return m, ok, err
}

// memoKey is an address as a key: addresses can be longer than keys may be.
func memoKey(url string) []byte {
	sum := sha256.Sum256([]byte(url))
	return sum[:16]
}

// Sample is the latest piece of a source's page that went wrong.
func (s *Store) Sample(source string) (lifecycle.Sample, bool, error) {
	return fetch[lifecycle.Sample](s, bucketSamples, source)
}

// LeftOut are the rows of a source that are not ours: title, link and reason.
func (s *Store) LeftOut(source string) ([]lifecycle.Sighting, error) {
	rows, _, err := fetch[[]lifecycle.Sighting](s, bucketLeftOut, source)
	return rows, err
}

func fetch[T any](s *Store, bucket []byte, key string) (x T, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) (err error) {
		x, ok, err = read[T](tx.Bucket(bucket), []byte(key))
		return err
	})
	return x, ok, err
}

// Runs are a source's last runs, the latest first, at most n.
func (s *Store) Runs(source string, n int) (out []lifecycle.Run, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketRuns).Bucket([]byte(source))
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for k, v := c.Last(); k != nil && len(out) < n; k, v = c.Prev() {
			var run lifecycle.Run
			if err := decode(v, &run); err != nil {
				return err
			}
			run.Number = binary.BigEndian.Uint64(k)
			out = append(out, run)
		}
		return nil
	})
	return out, err
}

// Decisions are all rulings, in the order they were made.
func (s *Store) Decisions() (out []lifecycle.Decision, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		return each(tx.Bucket(bucketDecisions), func(_ []byte, d lifecycle.Decision) { out = append(out, d) })
	})
	return out, err
}

// Meta is a note kept with the ledger for its user; false when there is none.
func (s *Store) Meta(key string) (value string, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket(bucketNotes).Get([]byte(key))
		value, ok = string(raw), raw != nil
		return nil
	})
	return value, ok, err
}

// PutMeta keeps a note with the ledger.
func (s *Store) PutMeta(key, value string) error {
	s.write.Lock()
	defer s.write.Unlock()
	s.file.RLock()
	defer s.file.RUnlock()
	if s.db == nil {
		return fileError("writing", s.path, ErrClosed)
	}
	return fileError("writing", s.path, guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketNotes).Put([]byte(key), []byte(value)) })
	}))
}
