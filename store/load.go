package store

import (
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// load reads what is kept in memory. Walking every key first finds a file whose
// pages do not hang together before anything rests on it.
func (s *Store) load(tx *bolt.Tx) error {
	for _, name := range buckets {
		if tx.Bucket(name) == nil {
			return errDamaged("the part %q is missing", name)
		}
	}
	if err := walk(tx, func([]byte, []byte) error { return nil }); err != nil {
		return err
	}
	s.live = lifecycle.NewLive()
	var sources []lifecycle.SourceState
	if err := each(tx.Bucket(bucketSources), func(_ []byte, st lifecycle.SourceState) { sources = append(sources, st) }); err != nil {
		return err
	}
	var records []*lifecycle.Record
	if err := each(tx.Bucket(bucketCurrent), func(_ []byte, r lifecycle.Record) { records = append(records, &r) }); err != nil {
		return err
	}
	s.live.Apply(records, sources)
	return s.loadRest(tx)
}

func (s *Store) loadRest(tx *bolt.Tx) error {
	meta := tx.Bucket(bucketMeta)
	s.log = string(meta.Get(keyLog))
	s.secret = append([]byte(nil), meta.Get(keySecret)...)
	if raw := meta.Get(keyAt); raw != nil {
		at, err := time.Parse(time.RFC3339Nano, string(raw))
		if err != nil {
			return errDamaged("its last instant is %q", raw)
		}
		s.at = at
	}
	s.rulings, s.named = nil, map[string][]int{}
	if err := each(tx.Bucket(bucketDecisions), func(_ []byte, d lifecycle.Decision) { s.remember(d) }); err != nil {
		return err
	}
	s.erased, s.keys = map[string]bool{}, []string{string(s.secret)}
	if err := tx.Bucket(bucketErased).ForEach(func(sum, key []byte) error {
		s.erased[string(sum)] = true
		if !slices.Contains(s.keys, string(key)) {
			s.keys = append(s.keys, string(key))
		}
		return nil
	}); err != nil {
		return err
	}
	s.index = newIndex()
	s.publish(tx.Bucket(bucketChanges).Sequence())
	return nil
}

// remember keeps a decision in memory, in place of an earlier one of its id.
func (s *Store) remember(d lifecycle.Decision) {
	for i, was := range s.rulings {
		if was.ID == d.ID {
			s.rulings[i] = d
			return
		}
	}
	s.rulings = append(s.rulings, d)
	at := len(s.rulings) - 1
	s.named[d.Target] = append(s.named[d.Target], at)
	if d.Value != "" && d.Value != d.Target {
		s.named[d.Value] = append(s.named[d.Value], at)
	}
}

// each decodes every value of a bucket.
func each[T any](b *bolt.Bucket, fn func(key []byte, v T)) error {
	return b.ForEach(func(k, v []byte) error {
		var x T
		if err := decode(v, &x); err != nil {
			return fmt.Errorf("%q: %w", k, err)
		}
		fn(k, x)
		return nil
	})
}

// walk visits every key and value of every bucket.
func walk(tx *bolt.Tx, fn func(k, v []byte) error) error {
	var inside func(b *bolt.Bucket) error
	inside = func(b *bolt.Bucket) error {
		return b.ForEach(func(k, v []byte) error {
			if v == nil {
				return inside(b.Bucket(k))
			}
			return fn(k, v)
		})
	}
	return tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return inside(b) })
}
