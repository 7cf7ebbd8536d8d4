package store

import (
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// filled writes a ledger with many vacancies, closes it and gives its path.
func filled(t testing.TB) string {
	t.Helper()
	s := open(t)
	for _, id := range []string{"hackney", "camden"} {
		var all []lifecycle.Sighting
		for n := range 40 {
			all = append(all, advert(id, n, "31 March 2026"))
		}
		step(t, s, harvest(id, all...), noon)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.path
}

func sumOf(t testing.TB, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

func TestASecondProcessIsToldThatTheLedgerIsInUse(t *testing.T) {
	s := open(t)
	_, err := Open(s.path, Options{LockWait: 20 * time.Millisecond})
	if !errors.Is(err, ErrLocked) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
	if _, err := Restore(s.path, s.path+"x", Options{LockWait: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Errorf("a ledger in use as the copy: %v", err)
	}
}

func TestAFullDiskChangesNothing(t *testing.T) {
	path := filled(t)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{MaxSize: int(info.Size()) + 4096, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before := s.Snapshot()
	var full error
	for n := 0; full == nil && n < 200; n++ {
		var many []lifecycle.Sighting
		for k := range 50 {
			x := advert("barnet", 1000*n+k, "31 March 2026")
			x.Advert.Description = strings.Repeat(fmt.Sprintf("<p>%x</p>", sha256.Sum256([]byte{byte(n), byte(k)})), 40)
			many = append(many, x)
		}
		before = s.Snapshot()
		_, full = s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			h := harvest("barnet", append(many, advert("barnet", 1, "31 March 2026"))...)
			h.Incomplete = []string{"only a part"}
			return lifecycle.Step(v, h, noon), nil
		})
	}
	if !errors.Is(full, ErrFull) || strings.Contains(full.Error(), "\n") {
		t.Fatalf("got %v", full)
	}
	if s.Snapshot() != before {
		t.Error("the snapshot was swapped")
	}
	kept := dump(t, s)
	s = reopen(t, s)
	same(t, "after the failed commit", dump(t, s), kept)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

func TestEveryFaultOfAFileSystemHasItsKind(t *testing.T) {
	for err, want := range map[error]error{
		syscall.ENOSPC: ErrFull, syscall.EFBIG: ErrFull, syscall.EDQUOT: ErrFull, syscall.EROFS: ErrReadOnly, syscall.EACCES: ErrReadOnly,
		syscall.EPERM: ErrReadOnly, syscall.ENOENT: ErrMissing, io.ErrUnexpectedEOF: nil,
	} {
		wrapped := fileError("opening", "ledger.db", &os.PathError{Op: "open", Path: "ledger.db", Err: err})
		if got := kindOf(wrapped); got != want {
			t.Errorf("%v: got %v, want %v", err, got, want)
		}
		if want != nil && !errors.Is(wrapped, want) {
			t.Errorf("%v does not wrap %v", wrapped, want)
		}
	}
}

func TestAFolderThatMayNotBeWrittenIsSaidSo(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	path := filled(t)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a file: %v", err)
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(dir, FileName), Options{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a folder: %v", err)
	}
}

func TestAMissingLedgerIsMadeOnlyWhenThatIsMeant(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", FileName)
	if _, err := Open(path, Options{MustExist: true}); !errors.Is(err, ErrMissing) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("it was made")
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside it stand %v, %v", entries, err)
	}
}

func TestALedgerSetAsideTakesNoOthersName(t *testing.T) {
	path := filled(t)
	truncate(t, path, 5000)
	sum := sumOf(t, path)
	names := map[string]bool{}
	for range 2 {
		name, err := setBeside(path, "damaged", noon)
		if err != nil {
			t.Fatal(err)
		}
		if names[name] || sumOf(t, name) != sum || sumOf(t, path) != sum {
			t.Errorf("%s is not the file, or took another's name", name)
		}
		names[name] = true
	}
	for name := range names {
		if sumOf(t, name) != sum {
			t.Errorf("%s was overwritten", name)
		}
	}
}

func TestAnOlderFileIsBroughtForward(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	unzip(t, "testdata/ledger-schema-1.db.gz", path)
	before := old(t, path)
	s, err := Open(path, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if v := values(t, s); v["meta/schema"] != strconv.Itoa(schemaVersion) {
		t.Errorf("the schema is %q", v["meta/schema"])
	}
	for k, v := range before {
		if k != "meta/schema" && values(t, s)[k] != v {
			t.Errorf("%q was changed", k)
		}
	}
	if got, err := s.Closed("hackney", 9); err != nil || len(got) != 1 || got[0].ID != advertID("hackney", 1) {
		t.Errorf("closed: %+v %v", got, err)
	}
	if got, err := s.Find("REF/hackney/1", nil); err != nil || len(got) != 1 {
		t.Errorf("found: %+v %v", got, err)
	}
	if r, ok, err := s.Record(advertID("camden", 2)); !ok || err != nil || len(r.Adverts) != 2 {
		t.Errorf("merged: %+v %t %v", r, ok, err)
	}
	changes, err := s.Changes(0, 99)
	if err != nil || len(changes) == 0 || uint64(len(changes)) != s.Snapshot().Sequence {
		t.Errorf("%d changes, sequence %d, %v", len(changes), s.Snapshot().Sequence, err)
	}
	step(t, s, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026"), advert("camden", 3, "")), noon.Add(60*time.Hour))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

// old are the values of a file, read without this package's own opening.
func old(t *testing.T, path string) map[string]string {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := map[string]string{}
	if err := db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error { return collect(out, string(name), b) })
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func unzip(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
