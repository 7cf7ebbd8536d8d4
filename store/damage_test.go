package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

func TestAFileThatIsNotAWholeLedgerIsRefusedAndLeftAlone(t *testing.T) {
	whole := filled(t)
	used := usedBytes(t, whole)
	for _, c := range []struct {
		name string
		harm func(t *testing.T, path string)
		want error
	}{
		{"an empty file where data was", func(t *testing.T, path string) { truncate(t, path, 0) }, ErrDamaged},
		{"a file cut off in its first page", func(t *testing.T, path string) { truncate(t, path, 100) }, ErrDamaged},
		{"a file cut off after its first pages", func(t *testing.T, path string) { truncate(t, path, 4*4096) }, ErrDamaged},
		{"a file cut in half", func(t *testing.T, path string) { truncate(t, path, used/2/4096*4096) }, ErrDamaged},
		{"a file without its last page in use", cutLastPage, ErrDamaged},
		{"something else altogether", func(t *testing.T, path string) { overwrite(t, path, 0, []byte(strings.Repeat("not a ledger ", 9000))) }, ErrDamaged},
		{"zeros over both headers", func(t *testing.T, path string) { overwrite(t, path, 0, make([]byte, 8192)) }, ErrDamaged},
		{"a database of another program", anotherProgram, ErrDamaged},
		{"a newer schema", func(t *testing.T, path string) { setSchema(t, path, strconv.Itoa(schemaVersion+1)) }, ErrNewer},
		{"a schema that is no number", func(t *testing.T, path string) { setSchema(t, path, "x") }, ErrDamaged},
		{"a folder in its place", func(t *testing.T, path string) {
			if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o755)); err != nil {
				t.Fatal(err)
			}
		}, ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), FileName)
			if err := copyFile(whole, path); err != nil {
				t.Fatal(err)
			}
			c.harm(t, path)
			isDir := false
			if info, err := os.Stat(path); err == nil {
				isDir = info.IsDir()
			}
			var before [32]byte
			if !isDir {
				before = sumOf(t, path)
			}
			s, err := Open(path, Options{})
			if err == nil {
				_ = s.Close()
				t.Fatal("it was opened")
			}
			if !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path) {
				t.Errorf("got %q, want one line that names the file and is %v", err, c.want)
			}
			if !isDir && sumOf(t, path) != before {
				t.Error("the file was changed")
			}
			if err := Check(path); err == nil {
				t.Error("Check finds nothing wrong with it")
			}
		})
	}
}

func truncate(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func overwrite(t *testing.T, path string, at int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
}

func cutLastPage(t *testing.T, path string) { truncate(t, path, usedBytes(t, path)-4096) }

// usedBytes is how much of a file holds pages in use: it grows ahead of them.
func usedBytes(t *testing.T, path string) (used int64) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.View(func(tx *bolt.Tx) error { used = tx.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	return used
}

func anotherProgram(t *testing.T, path string) {
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("x")); return err }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func setSchema(t *testing.T, path, version string) {
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keySchema, []byte(version)) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestADamagedPageNeverBringsTheProgramDown scribbles over each page in turn.
// A page in use is found when the ledger is opened or when its values are read
// or checked; one that is free harms nobody.
func TestADamagedPageNeverBringsTheProgramDown(t *testing.T) {
	whole := filled(t)
	found := 0
	pages := usedBytes(t, whole) / 4096
	for page := int64(0); page < pages; page += max(1, pages/60) {
		path := filepath.Join(t.TempDir(), FileName)
		if err := copyFile(whole, path); err != nil {
			t.Fatal(err)
		}
		junk := make([]byte, 4096)
		for i := range junk {
			junk[i] = byte(i*7 + int(page))
		}
		overwrite(t, path, page*4096, junk)
		err := Check(path)
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d: %v", page, err)
		}
		if err != nil {
			found++
		}
		s, openErr := Open(path, Options{})
		if openErr != nil {
			if !errors.Is(openErr, ErrDamaged) || strings.Contains(openErr.Error(), "\n") {
				t.Errorf("page %d: %v", page, openErr)
			}
			continue
		}
		for n := range 40 {
			if _, _, err := s.Sighting(advertID("camden", n)); err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("page %d: reading: %v", page, err)
			}
		}
		_, err = s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Step(v, harvest("hackney", advert("hackney", 900, "")), noon.Add(time.Hour)), nil
		})
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d: writing: %v", page, err)
		}
		_ = guard(s.Close)
	}
	if found < 20 {
		t.Errorf("only %d damaged pages were found", found)
	}
}

// TestADamagedFileCanBeOpenedOnceItIsMended damages every page in turn: whatever
// that made of the opening or of a later commit, the process lets go of the file.
func TestADamagedFileCanBeOpenedOnceItIsMended(t *testing.T) {
	whole := filled(t)
	body, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), FileName)
	page := os.Getpagesize()
	refused := 0
	for at := 0; at < int(usedBytes(t, whole)); at += page {
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		overwrite(t, path, int64(at), bytes.Repeat([]byte{0xA5}, page))
		s, err := Open(path, Options{})
		if err != nil {
			refused++
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("page %d: %v", at/page, err)
			}
		} else {
			_, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
				return lifecycle.Step(v, harvest("hackney", advert("hackney", 900, "")), noon.Add(time.Hour)), nil
			})
			if err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("page %d, a commit: %v", at/page, err)
			}
			_ = s.Close()
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err = Open(path, Options{LockWait: time.Millisecond})
		if err != nil {
			t.Fatalf("page %d, mended: %v", at/page, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if refused == 0 {
		t.Error("no damage was ever noticed")
	}
}
