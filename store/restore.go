package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// Restore puts a copy in the ledger's place. The copy is read whole first; the
// ledger that stood there is kept, under the name that is given back (empty
// when there was none). A new change log begins, and the rulings and erasures
// made since the copy are carried over, unless the old ledger is too damaged to
// tell them.
func Restore(from, to string, opts Options) (aside string, err error) {
	opts = opts.withDefaults()
	if err := Check(from); err != nil {
		return "", err
	}
	if same, _ := sameFile(from, to); same {
		return "", fmt.Errorf("restoring the ledger %s: that is the ledger itself", to)
	}
	old, why, err := present(to, opts)
	if err != nil {
		return "", err
	}
	if old != nil {
		defer old.Close()
	}
	fresh := to + suffixRestore
	defer os.Remove(fresh)
	if err := prepared(from, fresh, old, opts); err != nil {
		return "", fileError("restoring", to, err)
	}
	if why != "" {
		if aside, err = setBeside(to, why, opts.Now()); err != nil {
			return "", err
		}
	}
	if err := os.Rename(fresh, to); err != nil {
		return aside, fileError("restoring", to, err)
	}
	return aside, fileError("restoring", to, syncDir(filepath.Dir(to)))
}

// setBeside gives the ledger a second name, so that it is never without one
// while a copy takes its place. The name says when and why; no file that has it
// already is overwritten.
func setBeside(path, why string, now time.Time) (string, error) {
	base := strings.TrimSuffix(path, ".db") + "-" + why + "-" + now.UTC().Format("20060102T150405Z")
	for n := 0; ; n++ {
		name := base + ".db"
		if n > 0 {
			name = fmt.Sprintf("%s-%d.db", base, n)
		}
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		err := os.Link(path, name)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return "", fileError("setting aside", path, err)
		}
		return name, syncDir(filepath.Dir(path))
	}
}

// present opens the ledger that is to be replaced, which also keeps others out,
// and says how to call what is set aside. One that is too damaged to open is
// nil; any other fault ends the restore.
func present(path string, opts Options) (old *Store, why string, err error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, "", os.MkdirAll(filepath.Dir(path), 0o755)
	}
	opts.MustExist = true
	old, err = Open(path, opts)
	switch {
	case err == nil:
		return old, "replaced", nil
	case errors.Is(err, ErrDamaged):
		opts.Logger.Warn("the ledger that is replaced cannot be read: rulings made since the copy are lost", "error", err)
		return nil, "damaged", nil
	}
	return nil, "", err
}

// prepared makes the new ledger beside the old one.
func prepared(from, fresh string, old *Store, opts Options) error {
	if err := copyFile(from, fresh); err != nil {
		return err
	}
	s, err := Open(fresh, opts)
	if err != nil {
		return err
	}
	defer s.Close()
	now := opts.Now()
	if s.Latest().After(now) {
		now = s.Latest()
	}
	if old != nil {
		if old.Latest().After(now) {
			now = old.Latest()
		}
		if err := s.carryOver(old, now); err != nil {
			return err
		}
	}
	if err := s.beginLog(now); err != nil {
		return err
	}
	if err := s.Compact(); err != nil {
		return err
	}
	return s.Close()
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	return out.Close()
}

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
