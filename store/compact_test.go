package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestWhatWasErasedIsNowhereInTheFile(t *testing.T) {
	for name, leftOut := range map[string]string{"a vacancy": "", "a row that is not ours": "another employer"} {
		t.Run(name, func(t *testing.T) { eraseEverywhere(t, leftOut) })
	}
}

func eraseEverywhere(t *testing.T, leftOut string) {
	const secret = "Quetzalcoatl"
	s := open(t)
	with := func(n int) lifecycle.Sighting {
		x := advert("hackney", n, "31 March 2026")
		x.Advert.Title, x.Advert.Department, x.Advert.Reference = secret+" Social Worker", secret, secret
		x.Advert.URL, x.Advert.Description = "https://hackney.example/"+secret, "<p>"+secret+"</p>"
		x.LeftOut = leftOut
		return x
	}
	h := harvest("hackney", with(1), advert("hackney", 2, "31 March 2026"))
	h.Memos = []lifecycle.Memo{{URL: "https://hackney.example/jobs", Reading: []byte(secret)}}
	step(t, s, h, noon)
	step(t, s, lifecycle.Harvest{Source: source("hackney"), Fault: lifecycle.FaultServer, Error: "reading https://hackney.example/" + secret, Sample: &lifecycle.Sample{Body: []byte(secret)}}, noon.Add(time.Hour))
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID("hackney", 1)}, noon.Add(2*time.Hour))
	step(t, s, h, noon.Add(3*time.Hour))
	s = reopen(t, s)
	step(t, s, h, noon.Add(4*time.Hour))
	nowhere := func(what string, s *Store) {
		t.Helper()
		for k, v := range values(t, s) {
			if b, err := unpack([]byte(v)); err == nil {
				v = string(b)
			}
			if strings.Contains(k, secret) || strings.Contains(v, secret) {
				t.Errorf("%s: it stands in %q: %s", what, k, v)
			}
		}
		if snap, err := json.Marshal(s.Snapshot()); err != nil || strings.Contains(string(snap), secret) {
			t.Errorf("%s: it stands in the snapshot (%v)", what, err)
		}
	}
	nowhere("after erasing", s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(s.path); err != nil || bytes.Contains(raw, []byte(secret)) {
		t.Errorf("the bytes of the file still hold it (%v)", err)
	}
	if _, err := Restore(file, s.path, s.opts); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	nowhere("restored", restored)
	step(t, restored, h, noon.Add(5*time.Hour))
	nowhere("restored and crawled", restored)
	if got := normalize.AdvertID("hackney", "test:1"); len(published(restored)) != 1 {
		t.Errorf("published: %v, without %s", published(restored), got)
	}
}

func TestCompactionLosesNothingAndGivesRoomBack(t *testing.T) {
	s := open(t)
	var all []lifecycle.Sighting
	for n := range 200 {
		all = append(all, advert("hackney", n, "31 March 2026"))
	}
	step(t, s, harvest("hackney", all...), noon)
	tick(t, s, noon.AddDate(0, 2, 0))
	for range 3 {
		commit(t, s, func(v lifecycle.View) lifecycle.Result {
			return lifecycle.Prune(v, noon.AddDate(1, 0, 0), lifecycle.Retention{Closed: time.Hour, Raw: time.Hour})
		})
	}
	before, kept := dump(t, s), values(t, s)
	was, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, ok, err := s.Record(advertID("hackney", 3)); err != nil || !ok {
					t.Errorf("a reader was disturbed: %t %v", ok, err)
					return
				}
			}
		})
	}
	for range 5 {
		if err := s.Compact(); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
	if d := cmp.Diff(kept, values(t, s)); d != "" {
		t.Errorf("values (-before +after):\n%s", d)
	}
	is, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	if is.Size() >= was.Size() {
		t.Errorf("the file went from %d to %d bytes", was.Size(), is.Size())
	}
	if _, err := Open(s.path, Options{LockWait: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Errorf("after a compaction the lock is gone: %v", err)
	}
	step(t, s, harvest("camden", advert("camden", 1, "31 March 2026")), noon)
	s = reopen(t, s)
	if dump(t, s) == before {
		t.Error("what was committed after the compaction is lost")
	}
}
