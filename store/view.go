package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/dedupe"
	"vacancies/normalize/lifecycle"
)

// txView is the ledger as the rules see it within one transaction. The first
// error of reading is kept in err and looked at before anything is committed.
type txView struct {
	s   *Store
	tx  *bolt.Tx
	err error
}

var _ lifecycle.View = (*txView)(nil)

func (v *txView) fail(err error) {
	if v.err == nil {
		v.err = err
	}
}

// safely looks into the file and keeps what goes wrong there apart from what
// goes wrong in a rule.
func (v *txView) safely(fn func() error) {
	if err := guard(fn); err != nil {
		v.fail(err)
	}
}

// get decodes a value; false when there is none.
func get[T any](v *txView, bucket []byte, key string) (x T, ok bool) {
	v.safely(func() (err error) {
		x, ok, err = read[T](v.tx.Bucket(bucket), []byte(key))
		return err
	})
	return x, ok
}

func read[T any](b *bolt.Bucket, key []byte) (x T, ok bool, err error) {
	raw := b.Get(key)
	if raw == nil {
		return x, false, nil
	}
	if err := decode(raw, &x); err != nil {
		return x, false, err
	}
	return x, true, nil
}

func (v *txView) Source(id string) (lifecycle.SourceState, bool) { return v.s.live.Source(id) }
func (v *txView) Sources() []lifecycle.SourceState               { return v.s.live.Sources() }
func (v *txView) Open() []*lifecycle.Record                      { return v.s.live.Open() }
func (v *txView) Listed(source string) []*lifecycle.Record       { return v.s.live.Listed(source) }

func (v *txView) Record(id string) *lifecycle.Record {
	if r := v.s.live.Record(id); r != nil {
		return r
	}
	r, ok := get[lifecycle.Record](v, bucketPast, id)
	if !ok {
		return nil
	}
	return &r
}

func (v *txView) Resolve(id string) (to string) {
	v.safely(func() error {
		to = resolve(v.s.live, v.tx, id)
		return nil
	})
	return to
}

// resolve is the vacancy an id stands for: an alias beats the id's own record,
// which may have been merged into another.
func resolve(live *lifecycle.Live, tx *bolt.Tx, id string) string {
	if to := tx.Bucket(bucketAlias).Get([]byte(id)); to != nil {
		return string(to)
	}
	if live != nil && live.Record(id) != nil || tx.Bucket(bucketCurrent).Get([]byte(id)) != nil || tx.Bucket(bucketPast).Get([]byte(id)) != nil {
		return id
	}
	return ""
}

func (v *txView) Ended(before time.Time, raw bool, limit int) []*lifecycle.Record {
	var ids []string
	v.safely(func() error {
		c := v.tx.Bucket(bucketEnded).Cursor()
		for k, kept := c.First(); k != nil && len(ids) < limit; k, kept = c.Next() {
			if len(k) < 8 || binary.BigEndian.Uint64(k) >= uint64(max(before.UnixNano(), 0)) {
				break
			}
			if !raw || len(kept) > 0 && kept[0] == 1 {
				ids = append(ids, string(k[8:]))
			}
		}
		return nil
	})
	out := make([]*lifecycle.Record, 0, len(ids))
	for _, id := range ids {
		if r := v.Record(id); r != nil {
			out = append(out, r)
		}
	}
	return out
}

func (v *txView) Sighting(advert string) (lifecycle.Sighting, bool) {
	return get[lifecycle.Sighting](v, bucketRaw, advert)
}

func (v *txView) Withheld(source string) (lifecycle.Harvest, bool) {
	return get[lifecycle.Harvest](v, bucketWithheld, source)
}

func (v *txView) LeftOut(source string) []lifecycle.Sighting {
	rows, _ := get[[]lifecycle.Sighting](v, bucketLeftOut, source)
	return rows
}

func (v *txView) Rulings(id string) []lifecycle.Decision { return v.s.rulingsOn(id) }

func (s *Store) rulingsOn(id string) []lifecycle.Decision {
	at := s.named[id]
	if len(at) == 0 {
		return nil
	}
	out := make([]lifecycle.Decision, len(at))
	for i, n := range at {
		out[i] = s.rulings[n]
	}
	return out
}

func (v *txView) Erased(trace string) bool {
	if len(v.s.erased) == 0 {
		return false
	}
	for _, key := range v.s.keys {
		if v.s.erased[string(keyedHash([]byte(key), trace))] {
			return true
		}
	}
	return false
}

// keyedHash is how an erased trace is remembered: without the key nobody can
// tell by trying whether something was erased.
func keyedHash(key []byte, trace string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(trace))
	return h.Sum(nil)
}

func (v *txView) Match(e dedupe.Entry) (string, dedupe.Evidence, bool) {
	return v.s.index.ready(v).Match(e)
}

func (v *txView) Round(e dedupe.Entry) (string, bool) { return v.s.index.ready(v).Round(e) }
