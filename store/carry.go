package store

import (
	"bytes"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// carryOver applies the rulings of another state of the ledger that this one
// does not have, and keeps out what was erased there.
func (s *Store) carryOver(old *Store, now time.Time) error {
	if err := s.carryErasures(old); err != nil {
		return err
	}
	theirs, err := old.Decisions()
	if err != nil {
		return err
	}
	for _, d := range theirs {
		if slices.ContainsFunc(s.rulings, func(mine lifecycle.Decision) bool { return mine.ID == d.ID && mine.Why == d.Why }) {
			continue
		}
		if err := s.carryRuling(d, now); err != nil {
			return err
		}
	}
	return s.eraseAgain(now)
}

// carryRuling rules again as a person did; a ruling that has nothing to act on
// in this state is kept for when it has.
func (s *Store) carryRuling(d lifecycle.Decision, now time.Time) error {
	if d.Kind != lifecycle.RuleApprove && d.Kind != lifecycle.RuleRefuse {
		_, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Decide(v, d, now) })
		if !errors.Is(err, lifecycle.ErrRuling) {
			return err
		}
	}
	_, err := s.Commit(func(lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Result{Decisions: []lifecycle.Decision{d}}, nil
	})
	return err
}

func (s *Store) carryErasures(old *Store) error {
	sums := map[string][]byte{}
	err := old.view(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketErased).ForEach(func(sum, key []byte) error {
			sums[string(sum)] = bytes.Clone(key)
			return nil
		})
	})
	if err != nil || len(sums) == 0 {
		return err
	}
	err = s.db.Update(func(tx *bolt.Tx) error {
		for sum, key := range sums {
			if err := tx.Bucket(bucketErased).Put([]byte(sum), key); err != nil {
				return err
			}
		}
		for _, name := range [][]byte{bucketMemos, bucketSamples} { // they may name what was erased; the next crawl reads them anew
			if err := tx.DeleteBucket(name); err != nil {
				return err
			}
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.db.View(s.load)
}

// eraseAgain blanks whatever the copy still holds of what was erased since.
func (s *Store) eraseAgain(now time.Time) error {
	var again []string
	err := s.view(func(tx *bolt.Tx) error {
		v := &txView{s: s, tx: tx}
		return eachRecord(tx, func(r *lifecycle.Record) {
			if r.State == lifecycle.Erased || r.State == lifecycle.Merged {
				return
			}
			for _, a := range r.Adverts {
				if slices.ContainsFunc(lifecycle.Traces(a.Advert, a.URL), v.Erased) {
					again = append(again, r.ID)
					return
				}
			}
		})
	})
	if err != nil {
		return err
	}
	for _, id := range again {
		d := lifecycle.Decision{Kind: lifecycle.RuleErase, Target: id, By: "restore", Why: "it was erased after the copy was made", At: now}
		if _, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Decide(v, d, now) }); err != nil {
			return err
		}
	}
	return s.cleanWithheld()
}

// cleanWithheld takes what was erased out of the harvests that wait.
func (s *Store) cleanWithheld() error {
	_, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		kept := map[string]*lifecycle.Harvest{}
		for _, st := range v.Sources() {
			h, ok := v.Withheld(st.Source.ID)
			if !ok {
				continue
			}
			n := len(h.Adverts)
			h.Adverts = slices.DeleteFunc(h.Adverts, func(x lifecycle.Sighting) bool {
				return slices.ContainsFunc(lifecycle.Traces(normalize.Identify(x.Advert).ID, x.Advert.URL), v.Erased)
			})
			if len(h.Adverts) != n {
				h.Memos, h.Sample = nil, nil
				kept[st.Source.ID] = &h
			}
		}
		return lifecycle.Result{Withheld: kept}, nil
	})
	return err
}

// beginLog starts a new change log, in which everything published is opened:
// a reader that starts again from nothing ends with the published set.
func (s *Store) beginLog(now time.Time) error {
	s.write.Lock()
	defer s.write.Unlock()
	log := uuid.NewString()
	err := s.db.Update(func(tx *bolt.Tx) error {
		if err := tx.DeleteBucket(bucketChanges); err != nil {
			return err
		}
		b, err := tx.CreateBucket(bucketChanges)
		if err != nil {
			return err
		}
		for _, r := range s.live.Open() {
			if !r.InDefault {
				continue
			}
			n, err := b.NextSequence()
			if err != nil {
				return err
			}
			c := lifecycle.Change{Seq: n, At: now.Round(0).UTC(), Kind: lifecycle.Opened, ID: r.ID, Backlog: true}
			if err := putIn(b, number(n), c); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketMeta).Put(keyLog, []byte(log))
	})
	if err != nil {
		return err
	}
	return s.db.View(s.load)
}
