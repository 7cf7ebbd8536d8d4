package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc64"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// writer puts one result into the file.
type writer struct {
	s        *Store
	v        *txView
	sequence uint64
	at       time.Time
}

func (w *writer) bucket(name []byte) *bolt.Bucket { return w.v.tx.Bucket(name) }

func (w *writer) apply(r *lifecycle.Result) error {
	for _, put := range []func(*lifecycle.Result) error{
		w.records, w.erasures, w.changes, w.sources, w.runs, w.raw, w.pages, w.kept, w.decisions,
	} {
		if err := put(r); err != nil {
			return err
		}
	}
	if !moves(r) {
		return nil
	}
	w.at = w.s.stamp(r)
	return w.bucket(bucketMeta).Put(keyAt, []byte(w.at.Format(time.RFC3339Nano)))
}

// put writes a value unless the same one stands there.
func (w *writer) put(bucket []byte, key []byte, v any) error {
	return putIn(w.bucket(bucket), key, v)
}

func putIn(b *bolt.Bucket, key []byte, v any) error {
	buf := scratch.Get().(*bytes.Buffer)
	defer scratch.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return fmt.Errorf("writing a %T: %w", v, err)
	}
	plain := buf.Bytes()
	sum := crc64.Checksum(plain, crcTable)
	if stored := b.Get(key); stored != nil && sameValue(stored, sum) {
		return nil
	}
	return b.Put(key, pack(plain, sum))
}

// scratch are buffers for JSON on its way to be packed.
var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (w *writer) changes(r *lifecycle.Result) error {
	b := w.bucket(bucketChanges)
	w.sequence = b.Sequence()
	for i := range r.Changes {
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		r.Changes[i].Seq = n
		if err := putIn(b, number(n), r.Changes[i]); err != nil {
			return err
		}
		w.sequence = n
	}
	return nil
}

func (w *writer) sources(r *lifecycle.Result) error {
	for _, st := range r.Sources {
		if err := w.put(bucketSources, []byte(st.Source.ID), st); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) runs(r *lifecycle.Result) error {
	all := w.bucket(bucketRuns)
	for _, run := range r.Runs {
		b, err := all.CreateBucketIfNotExists([]byte(run.Source))
		if err != nil {
			return err
		}
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		if err := putIn(b, number(n), run); err != nil {
			return err
		}
	}
	if r.RunsBefore.IsZero() {
		return nil
	}
	return all.ForEachBucket(func(source []byte) error { return forgetRuns(all.Bucket(source), r.RunsBefore) })
}

// forgetRuns deletes run records older than an instant.
func forgetRuns(b *bolt.Bucket, before time.Time) error {
	var old [][]byte
	c := b.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var run lifecycle.Run
		if err := decode(v, &run); err != nil {
			return err
		}
		if !run.At.Before(before) {
			break
		}
		old = append(old, bytes.Clone(k))
	}
	return deleteAll(b, old)
}

func deleteAll(b *bolt.Bucket, keys [][]byte) error {
	for _, k := range keys {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) raw(r *lifecycle.Result) error {
	for _, s := range r.Sightings {
		if err := w.put(bucketRaw, []byte(s.Advert), s.Sighting); err != nil {
			return err
		}
	}
	for _, id := range r.Dropped {
		if err := w.bucket(bucketRaw).Delete([]byte(id)); err != nil {
			return err
		}
	}
	return nil
}

// maxMemos bounds the list pages remembered of one source: one whose addresses
// change all the time starts anew.
const maxMemos = 1000

// pages keeps the list pages' validators and readings.
func (w *writer) pages(r *lifecycle.Result) error {
	for _, m := range r.Memos {
		b, err := w.bucket(bucketMemos).CreateBucketIfNotExists([]byte(m.Source))
		if err != nil {
			return err
		}
		if m.Forget || b.Inspect().KeyN > maxMemos {
			if b, err = emptied(w.bucket(bucketMemos), m.Source); err != nil {
				return err
			}
		}
		for _, memo := range m.Memos {
			if err := putIn(b, memoKey(memo.URL), memo); err != nil {
				return err
			}
		}
	}
	return nil
}

// emptied is a part of a bucket with nothing in it.
func emptied(parent *bolt.Bucket, name string) (*bolt.Bucket, error) {
	if err := parent.DeleteBucket([]byte(name)); err != nil {
		return nil, err
	}
	return parent.CreateBucket([]byte(name))
}

// kept writes what is held for each source: samples, withheld harvests, rows left out.
func (w *writer) kept(r *lifecycle.Result) error {
	for _, s := range r.Samples {
		if err := w.putOrDelete(bucketSamples, s.Source, s.Sample, s.Sample == nil); err != nil {
			return err
		}
	}
	for source, h := range r.Withheld {
		if err := w.putOrDelete(bucketWithheld, source, h, h == nil); err != nil {
			return err
		}
	}
	for _, l := range r.LeftOut {
		if err := w.putOrDelete(bucketLeftOut, l.Source, l.Rows, len(l.Rows) == 0); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) putOrDelete(bucket []byte, key string, v any, gone bool) error {
	if gone {
		return w.bucket(bucket).Delete([]byte(key))
	}
	return w.put(bucket, []byte(key), v)
}

func (w *writer) decisions(r *lifecycle.Result) error {
	b := w.bucket(bucketDecisions)
	for _, d := range r.Decisions {
		key, err := decisionKey(b, d.ID)
		if err != nil {
			return err
		}
		if err := putIn(b, key, d); err != nil {
			return err
		}
	}
	return nil
}

// decisionKey is where a decision stands, or the next free place.
func decisionKey(b *bolt.Bucket, id string) ([]byte, error) {
	var at []byte
	err := each(b, func(k []byte, d lifecycle.Decision) {
		if d.ID == id {
			at = bytes.Clone(k)
		}
	})
	if err != nil || at != nil {
		return at, err
	}
	n, err := b.NextSequence()
	return number(n), err
}
