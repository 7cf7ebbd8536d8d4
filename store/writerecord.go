package store

import (
	"bytes"
	"slices"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

func (w *writer) records(r *lifecycle.Result) error {
	for _, rec := range r.Records {
		if err := w.record(rec); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) record(r *lifecycle.Record) error {
	was := w.v.Record(r.ID)
	if err := w.aliases(was, r); err != nil {
		return err
	}
	if err := w.ended(was, r); err != nil {
		return err
	}
	if err := w.lookup(was, r); err != nil {
		return err
	}
	here, there := bucketPast, bucketCurrent
	if r.Current() {
		here, there = there, here
	}
	if was != nil && was.Current() != r.Current() {
		if err := w.bucket(there).Delete([]byte(r.ID)); err != nil {
			return err
		}
	}
	return w.put(here, []byte(r.ID), r)
}

// aliases keeps every id of a vacancy leading to it. A merged vacancy's names
// are its keeper's business.
func (w *writer) aliases(was, r *lifecycle.Record) error {
	b := w.bucket(bucketAlias)
	var lost [][]byte
	if was != nil {
		for _, id := range was.Aliases {
			if !slices.Contains(r.Aliases, id) && string(b.Get([]byte(id))) == r.ID {
				lost = append(lost, []byte(id))
			}
		}
	}
	if err := deleteAll(b, lost); err != nil {
		return err
	}
	if r.State == lifecycle.Merged {
		return nil
	}
	if b.Get([]byte(r.ID)) != nil && r.Into == "" && r.State != lifecycle.Erased {
		if err := b.Delete([]byte(r.ID)); err != nil { // split off: it stands for itself again
			return err
		}
	}
	for _, id := range r.Aliases {
		if bytes.Equal(b.Get([]byte(id)), []byte(r.ID)) {
			continue
		}
		if err := b.Put([]byte(id), []byte(r.ID)); err != nil {
			return err
		}
	}
	return nil
}

// ended keeps the list of what is over, by when, for pruning and replay.
func (w *writer) ended(was, r *lifecycle.Record) error {
	b := w.bucket(bucketEnded)
	before, after := endedKey(was), endedKey(r)
	if before != nil && !bytes.Equal(before, after) {
		if err := b.Delete(before); err != nil {
			return err
		}
	}
	if after == nil {
		return nil
	}
	kept := []byte{1}
	if r.RawDropped {
		kept[0] = 0
	}
	return b.Put(after, kept)
}

// endedKey is a vacancy's place in the list of what is over; nil when it has none.
func endedKey(r *lifecycle.Record) []byte {
	if r == nil || r.Pruned || r.Ended.IsZero() {
		return nil
	}
	switch r.State {
	case lifecycle.Closed, lifecycle.Withdrawn:
		return append(instant(r.Ended), r.ID...)
	}
	return nil
}

// lookup keeps what is over findable: by borough, address, reference and title.
func (w *writer) lookup(was, r *lifecycle.Record) error {
	for name, keys := range map[string]func(*lifecycle.Record) [][]byte{string(bucketByBorough): boroughKeys, string(bucketNames): nameKeys} {
		b := w.bucket([]byte(name))
		after := keys(r)
		stale := slices.DeleteFunc(keys(was), func(k []byte) bool {
			return slices.ContainsFunc(after, func(x []byte) bool { return bytes.Equal(x, k) })
		})
		if err := deleteAll(b, stale); err != nil {
			return err
		}
		if err := mark(b, after); err != nil {
			return err
		}
	}
	return nil
}

// mark puts keys without values where they do not stand yet.
func mark(b *bolt.Bucket, keys [][]byte) error {
	for _, k := range keys {
		if b.Get(k) != nil {
			continue
		}
		if err := b.Put(k, []byte{}); err != nil {
			return err
		}
	}
	return nil
}
