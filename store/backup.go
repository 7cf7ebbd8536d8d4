package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Backup writes a consistent copy of the ledger to a file, while it is in use.
// The copy appears whole or not at all, and only where nothing or a file is: never
// over the ledger, a folder, a socket or a device.
func (s *Store) Backup(file string) error {
	if err := s.mayCopyTo(file); err != nil {
		return fileError("copying", s.path, err)
	}
	dir := filepath.Dir(file)
	part, err := os.CreateTemp(dir, "."+filepath.Base(file)+".*.part")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("copying the ledger to %s: the folder %s: %w", file, dir, ErrMissing)
	}
	if err != nil {
		return aboutFile("copying the ledger to", file, err)
	}
	defer os.Remove(part.Name())
	defer part.Close()
	to := &copyWriter{w: part}
	err = s.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(to)
		return err
	})
	switch {
	case to.err != nil: // bbolt tells a writer's words alone
		err = to.err
	case err != nil:
		return fileError("copying", s.path, err)
	default:
		err = settle(part, file)
	}
	return aboutFile("copying the ledger to", file, err)
}

// mayCopyTo says why a file may not be written over.
func (s *Store) mayCopyTo(file string) error {
	there, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !there.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file: name one that a copy may become", file)
	}
	same, err := sameFile(file, s.path)
	if err == nil && same {
		err = fmt.Errorf("%s is the ledger itself", file)
	}
	return err
}

// settle puts a copy that is whole in its place, safe from a loss of power.
func settle(part *os.File, file string) error {
	if err := part.Sync(); err != nil {
		return err
	}
	if err := part.Close(); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), file); err != nil {
		return err
	}
	return syncDir(filepath.Dir(file))
}

// copyWriter remembers what went wrong in writing.
type copyWriter struct {
	w   io.Writer
	err error
}

func (c *copyWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	if err != nil {
		c.err = err
	}
	return n, err
}

func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	y, err := os.Stat(b)
	if err != nil {
		return false, err
	}
	return os.SameFile(x, y), nil
}

// backupPattern names scheduled copies, so that their names sort by age.
const backupPattern = "ledger-20060102T150405Z.db"

// Rotate adds a copy to a folder of copies, named by the instant, and removes
// the oldest beyond keep (at least one). It gives the copy's path.
func (s *Store) Rotate(dir string, keep int) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fileError("copying", s.path, err)
	}
	file := filepath.Join(dir, s.opts.Now().UTC().Format(backupPattern))
	if err := s.Backup(file); err != nil {
		return "", err
	}
	copies, err := Backups(dir)
	if err != nil {
		return file, err
	}
	for len(copies) > max(keep, 1) {
		if err := os.Remove(copies[0]); err != nil {
			return file, fmt.Errorf("removing an old copy of the ledger: %w", err)
		}
		copies = copies[1:]
	}
	return file, nil
}

// Backups are the scheduled copies in a folder, the oldest first.
func Backups(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for copies of the ledger: %w", err)
	}
	var out []string
	for _, e := range entries {
		if _, err := time.Parse(backupPattern, e.Name()); err == nil {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(out)
	return out, nil
}

// LastBackup is the newest copy in a folder that can be read whole; empty when
// there is none.
func LastBackup(dir string) (string, error) {
	copies, err := Backups(dir)
	if err != nil {
		return "", err
	}
	for _, file := range slices.Backward(copies) {
		if Check(file) == nil {
			return file, nil
		}
	}
	return "", nil
}

// Check reads a ledger's file whole, value by value, and says what is wrong
// with it. Nothing is changed.
func Check(file string) error {
	info, err := os.Stat(file)
	if err == nil && info.Size() == 0 {
		err = errDamaged("the file is empty")
	}
	if err != nil {
		return fileError("checking", file, err)
	}
	db, err := openFile(file, Options{}.withDefaults(), true)
	if err != nil {
		return fileError("checking", file, err)
	}
	defer db.Close()
	return fileError("checking", file, guard(func() error { return db.View(checkAll) }))
}

// checkAll verifies the file's structure and every value's checksum.
func checkAll(tx *bolt.Tx) error {
	version, err := schemaOf(tx)
	if err != nil {
		return err
	}
	if version > schemaVersion {
		return fmt.Errorf("%w (schema %d, this program knows %d)", ErrNewer, version, schemaVersion)
	}
	for _, name := range [][]byte{bucketCurrent, bucketPast, bucketRaw, bucketChanges, bucketSources, bucketRuns, bucketMemos,
		bucketSamples, bucketWithheld, bucketLeftOut, bucketDecisions} {
		b := tx.Bucket(name)
		if b == nil {
			return errDamaged("the part %q is missing", name)
		}
		if err := checkBucket(b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for err := range tx.Check() {
		return errDamaged("%s", oneLine(err.Error()))
	}
	return nil
}

func checkBucket(b *bolt.Bucket) error {
	return b.ForEach(func(k, v []byte) error {
		if v == nil {
			return checkBucket(b.Bucket(k))
		}
		if _, err := unpack(v); err != nil {
			return fmt.Errorf("%q: %w", k, err)
		}
		return nil
	})
}
