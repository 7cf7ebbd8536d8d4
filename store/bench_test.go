package store

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// grown makes a ledger that keeps so many vacancies, a tenth of them open, over
// thirty sources.
func grown(b *testing.B, kept int) *Store {
	b.Helper()
	s, err := Open(filepath.Join(b.TempDir(), FileName), Options{Now: func() time.Time { return noon }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	like := sampleRecord(b)
	const batch = 500
	for from := 0; from < kept; from += batch {
		commit(b, s, func(lifecycle.View) lifecycle.Result {
			var r lifecycle.Result
			for n := from; n < min(from+batch, kept); n++ {
				rec := like
				source := fmt.Sprintf("source-%d", n%30)
				rec.ID = advertID(source, 1_000_000+n)
				rec.Source, rec.Vacancy.Advert = source, rec.ID
				rec.Adverts = []lifecycle.Appearance{like.Adverts[0]}
				rec.Adverts[0].Advert, rec.Adverts[0].Source = rec.ID, source
				rec.Vacancy.Title = fmt.Sprintf("Social Worker, Team %d", n)
				if n%10 != 0 {
					rec.State, rec.Ended, rec.InDefault = lifecycle.Closed, noon.Add(-time.Duration(n)*time.Minute), false
					rec.Adverts[0].Gone, rec.Adverts[0].GoneAt = true, rec.Ended
				}
				r.Records = append(r.Records, &rec)
				x := advert(source, 1_000_000+n, "31 March 2026")
				r.Sightings = append(r.Sightings, lifecycle.StoredSighting{Advert: rec.ID, Sighting: x})
			}
			return r
		})
	}
	if err := s.Compact(); err != nil {
		b.Fatal(err)
	}
	return s
}

// sampleRecord is one vacancy as the normaliser makes it.
func sampleRecord(b *testing.B) lifecycle.Record {
	b.Helper()
	s, err := Open(filepath.Join(b.TempDir(), FileName), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	step(b, s, harvest("hackney", advert("hackney", 1, "31 March 2026")), noon)
	return *s.Snapshot().Records[0]
}

// board is the same thirty adverts on every round, ten of them with new words.
func board(round int) lifecycle.Harvest {
	h := harvest("hackney")
	for n := range 30 {
		x := advert("hackney", n, "31 March 2026")
		if n < 10 {
			x.Advert.Salary = fmt.Sprintf("£%d,%03d a year", 40+round%20, round%1000)
		} else {
			x.Detail = lifecycle.DetailKept
		}
		h.Adverts = append(h.Adverts, x)
	}
	return h
}

// BenchmarkCommit measures keeping a harvest in which ten of thirty adverts are
// revised. The rule itself runs outside the clock: what it makes of the harvest
// is committed as it is, two wordings in turn. "floor" is a bare bbolt update
// of the same bytes.
func BenchmarkCommit(b *testing.B) {
	for _, kept := range []int{2_000, 20_000} {
		b.Run(fmt.Sprintf("ours/kept=%d", kept), func(b *testing.B) {
			s := grown(b, kept)
			step(b, s, board(0), noon)
			turns := []lifecycle.Result{looked(b, s, board(1), noon.Add(time.Hour)), looked(b, s, board(2), noon.Add(time.Hour))}
			for i := 0; b.Loop(); i++ {
				commit(b, s, func(lifecycle.View) lifecycle.Result { return turns[i%2] })
			}
		})
		b.Run(fmt.Sprintf("floor/kept=%d", kept), func(b *testing.B) { benchmarkFloor(b, kept) })
	}
}

// BenchmarkStep measures the rule alone, reading the changed adverts included.
func BenchmarkStep(b *testing.B) {
	s := grown(b, 2_000)
	step(b, s, board(0), noon)
	for i := 0; b.Loop(); i++ {
		looked(b, s, board(i+1), noon.Add(time.Duration(i+1)*time.Hour))
	}
}

func looked(b *testing.B, s *Store, h lifecycle.Harvest, now time.Time) lifecycle.Result {
	b.Helper()
	r, err := s.Look(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Step(v, h, now), nil })
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// benchmarkFloor puts the same keys and bytes that a commit puts into the same
// file, with nothing of ours in the way.
func benchmarkFloor(b *testing.B, kept int) {
	s := grown(b, kept)
	step(b, s, board(0), noon)
	type value struct {
		bucket, key string
		bytes       []byte
	}
	var puts []value
	before := flat(b, s)
	step(b, s, board(1), noon.Add(time.Hour))
	for k, v := range flat(b, s) {
		if before[k] != v {
			puts = append(puts, value{k[0], k[1], []byte(v)})
		}
	}
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		err := s.db.Update(func(tx *bolt.Tx) error {
			for _, p := range puts {
				key := []byte(p.key)
				if p.bucket == string(bucketChanges) { // each commit's changes are new
					key = number(1<<40 + uint64(i*100) + uint64(p.key[len(p.key)-1]))
				}
				if err := tx.Bucket([]byte(p.bucket)).Put(key, p.bytes); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// flat are the values of the file's first level.
func flat(b *testing.B, s *Store) map[[2]string]string {
	b.Helper()
	out := map[[2]string]string{}
	err := s.view(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			return bucket.ForEach(func(k, v []byte) error {
				if v != nil {
					out[[2]string{string(name), string(k)}] = string(v)
				}
				return nil
			})
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// BenchmarkUnchanged measures keeping a round that found nothing new.
func BenchmarkUnchanged(b *testing.B) {
	s := grown(b, 20_000)
	h := board(0)
	for i := range h.Adverts {
		h.Adverts[i].Detail = lifecycle.DetailKept
	}
	step(b, s, h, noon)
	for i := 0; b.Loop(); i++ {
		step(b, s, h, noon.Add(time.Duration(i+1)*time.Hour))
	}
}

// BenchmarkOpen measures a start on an existing ledger, and says what it takes
// in memory for each open vacancy and on disk for each one kept.
func BenchmarkOpen(b *testing.B) {
	s := grown(b, 20_000)
	if err := s.Compact(); err != nil {
		b.Fatal(err)
	}
	open := len(s.Snapshot().Records)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(s.Path())
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	var held uint64
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		again, err := Open(s.Path(), s.opts)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		held = after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
		runtime.KeepAlive(again)
		if err := again.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(held)/float64(open), "heap-B/open")
	b.ReportMetric(float64(info.Size())/20_000, "file-B/kept")
}
