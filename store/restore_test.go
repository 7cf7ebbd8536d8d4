package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestRestore(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	log := s.Snapshot().Log
	step(t, s, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026"), advert("camden", 5, "")), noon.Add(75*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleHide, Target: advertID("hackney", 2), Field: "pay"}, noon.Add(76*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleSplit, Target: advertID("camden", 2)}, noon.Add(77*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleScope, Target: advertID("camden", 5), Value: "out"}, noon.Add(78*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID("hackney", 3)}, noon.Add(79*time.Hour))
	decisions, err := s.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, s.path, Options{LockWait: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Fatalf("while it is in use: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := sumOf(t, s.path)
	aside, err := Restore(file, s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	if sumOf(t, aside) != before {
		t.Error("what was set aside is not the ledger as it was")
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = restored.Close() })
	if restored.Snapshot().Log == log {
		t.Error("the change log is the old one")
	}
	same(t, "a reader from nothing", ended(t, restored), published(restored))
	got, err := restored.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	names := func(all []lifecycle.Decision) (out []string) {
		for _, d := range all {
			out = append(out, string(d.Kind)+" "+d.Target)
		}
		slices.Sort(out)
		return out
	}
	same(t, "decisions", names(got), names(decisions))
	if r, _, _ := restored.Record(advertID("hackney", 2)); len(r.Rulings) != 1 || r.Vacancy.Pay.Text != "" {
		t.Errorf("hidden: %+v", r.Vacancy.Pay)
	}
	if to, _, _ := restored.Resolve(advertID("camden", 2)); to != advertID("camden", 2) {
		t.Errorf("split: camden 2 leads to %s", to)
	}
	if r, _, _ := restored.Record(advertID("hackney", 3)); r.State != lifecycle.Erased {
		t.Errorf("erased: %s", r.State)
	}
	// What was ruled upon before the copy knew of it is ruled upon when it is seen again.
	step(t, restored, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026"), advert("camden", 5, "")), noon.Add(90*time.Hour))
	if r, _, _ := restored.Record(advertID("camden", 5)); r.Vacancy.Role.Scope != "out" {
		t.Errorf("scope: %s", r.Vacancy.Role.Scope)
	}
	step(t, restored, harvest("hackney", advert("hackney", 2, "31 March 2026"), advert("hackney", 3, "4 March 2026")), noon.Add(90*time.Hour))
	if r, _, _ := restored.Record(advertID("hackney", 3)); r.State != lifecycle.Erased {
		t.Errorf("a crawl brought back what was erased: %s", r.State)
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.path), "*"))
	same(t, "files in the folder", len(left), 2)
}

func TestADamagedCopyIsNotRestored(t *testing.T) {
	s := furnished(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	value := []byte(values(t, s)["raw/"+advertID("hackney", 2)])
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := sumOf(t, s.path)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	harmed := bytes.ReplaceAll(b, value, append([]byte("harmed"), value[6:]...))
	if bytes.Equal(harmed, b) {
		t.Fatal("the value does not stand in the copy")
	}
	if err := os.WriteFile(file, harmed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{file, filepath.Join(dir, "nothing.db"), s.path} {
		if _, err := Restore(from, s.path, s.opts); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("from %s: %v", from, err)
		}
	}
	if sumOf(t, s.path) != before {
		t.Error("the ledger was changed")
	}
}

func TestRestoreOverADamagedLedgerKeepsItAside(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	want := published(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	truncate(t, s.path, 9000)
	damaged := sumOf(t, s.path)
	aside, err := Restore(file, s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	if sumOf(t, aside) != damaged || !strings.Contains(aside, "damaged") {
		t.Errorf("set aside as %s", aside)
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	same(t, "published", published(restored), want)
}

func TestRestoreWhereNoLedgerStands(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new", FileName)
	if aside, err := Restore(file, to, s.opts); err != nil || aside != "" {
		t.Fatalf("%q %v", aside, err)
	}
	if err := Check(to); err != nil {
		t.Error(err)
	}
}
