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
	"vacancies/normalize/yardstick"
)

// grown makes a ledger that keeps so many vacancies, a tenth of them open, over
// thirty sources.
func grown(b *testing.B, kept int) *Store { return grownWith(b, kept, kept/10) }

func grownWith(b *testing.B, kept, open int) *Store {
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
				if n >= open {
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
// of the same bytes, waiting for the disk as ours does; "ratio" lets the two
// take turns by the wall, "work" by the processor. "growth" compares a ledger
// that keeps ten times as much.
func BenchmarkCommit(b *testing.B) {
	small, large := committing(b, 2_000), committing(b, 20_000)
	for _, c := range []struct {
		name string
		commits
	}{{"kept=2000", small}, {"kept=20000", large}} {
		b.Run("ours/"+c.name, func(b *testing.B) {
			for b.Loop() {
				c.ours()
			}
		})
		b.Run("floor/"+c.name, func(b *testing.B) {
			for b.Loop() {
				c.floor()
			}
		})
		b.Run("ratio/"+c.name, func(b *testing.B) { yardstick.Compare(b, yardstick.Wall, c.ours, c.floor) })
		b.Run("work/"+c.name, func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, c.ours, c.floor) })
	}
	b.Run("growth/ratio", func(b *testing.B) { yardstick.Compare(b, yardstick.Wall, large.ours, small.ours) })
	b.Run("growth/work", func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, large.ours, small.ours) })
}

// commits are one commit of ours and the same bytes put by bbolt alone, each
// into a ledger of its own.
type commits struct{ ours, floor func() }

func committing(b *testing.B, kept int) commits {
	s := grown(b, kept)
	step(b, s, board(0), noon)
	turns := []lifecycle.Result{looked(b, s, board(1), noon.Add(time.Hour)), looked(b, s, board(2), noon.Add(time.Hour))}
	n := 0
	return commits{
		ours: func() {
			commit(b, s, func(lifecycle.View) lifecycle.Result { return turns[n%2] })
			n++
		},
		floor: bareUpdate(b, kept),
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

// bareUpdate puts the same keys and bytes that a commit puts into the same
// file, with nothing of ours in the way.
func bareUpdate(b *testing.B, kept int) func() {
	s := grown(b, kept)
	step(b, s, board(0), noon)
	type value struct {
		bucket, part, key string
		bytes             []byte
	}
	var puts []value
	before := flat(b, s)
	step(b, s, board(1), noon.Add(time.Hour))
	for k, v := range flat(b, s) {
		if before[k] != v {
			puts = append(puts, value{k[0], k[1], k[2], []byte(v)})
		}
	}
	update := uint64(0)
	return func() {
		update++
		err := s.db.Update(func(tx *bolt.Tx) error {
			for _, p := range puts {
				key := []byte(p.key)
				if p.bucket == string(bucketChanges) || p.bucket == string(bucketRuns) { // each commit's are new
					key = number(1<<40 + update*100 + uint64(p.key[len(p.key)-1]))
				}
				b := tx.Bucket([]byte(p.bucket))
				if p.part != "" {
					b = b.Bucket([]byte(p.part))
				}
				if err := b.Put(key, p.bytes); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Error(err)
		}
	}
}

// flat are the file's values by bucket, part of a bucket and key.
func flat(b *testing.B, s *Store) map[[3]string]string {
	b.Helper()
	out := map[[3]string]string{}
	err := s.view(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			return bucket.ForEach(func(k, v []byte) error {
				if v != nil {
					out[[3]string{string(name), "", string(k)}] = string(v)
					return nil
				}
				return bucket.Bucket(k).ForEach(func(inner, v []byte) error {
					out[[3]string{string(name), string(k), string(inner)}] = string(v)
					return nil
				})
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

// BenchmarkOpen measures a start on an existing ledger of 20,000 vacancies, a
// tenth of them open, and says what a ledger takes: in memory for each open
// vacancy and, once new adverts are matched with old ones, for each one kept;
// on disk for each one kept. Each figure is a difference between ledgers of two
// sizes, after all that is not held was collected, so that what any ledger takes
// is not in it.
func BenchmarkOpen(b *testing.B) {
	few, many, busy := closedLedger(b, 2_000, 200), closedLedger(b, 20_000, 200), closedLedger(b, 20_000, 2_000)
	for b.Loop() {
		if err := busy.open(b).Close(); err != nil {
			b.Fatal(err)
		}
	}
	serving := func(*Store) {}
	matching := func(s *Store) { looked(b, s, board(0), noon) }
	b.ReportMetric((busy.heap(b, serving)-many.heap(b, serving))/1_800, "heap-B/open")
	b.ReportMetric((many.heap(b, matching)-few.heap(b, matching))/18_000, "heap-B/kept")
	b.ReportMetric((many.size(b)-few.size(b))/18_000, "file-B/kept")
}

// ledger is a ledger at rest.
type ledger struct{ path string }

func closedLedger(b *testing.B, kept, open int) ledger {
	s := grownWith(b, kept, open)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return ledger{s.path}
}

func (l ledger) open(b *testing.B) *Store {
	s, err := Open(l.path, Options{Now: func() time.Time { return noon }})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// heap is what an open ledger holds in memory once it has been used.
func (l ledger) heap(b *testing.B, use func(*Store)) float64 {
	before := settledHeap()
	s := l.open(b)
	use(s)
	held := settledHeap() - before
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return held
}

// settledHeap is the heap in use: what a first collection only marks for
// finalisers or leaves in pools goes with the third.
func settledHeap() float64 {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

func (l ledger) size(b *testing.B) float64 {
	info, err := os.Stat(l.path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size())
}
