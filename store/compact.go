package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// compactStep is how much a compaction copies in one transaction, in bytes.
const compactStep = 16 << 20

// Compact rewrites the file without the room that deleted values left, while
// the ledger is in use: readers go on, the next write waits. A crash at any
// moment leaves the old file or the new one.
func (s *Store) Compact() error {
	s.write.Lock()
	defer s.write.Unlock()
	return fileError("compacting", s.path, s.compact())
}

// compact is Compact for a caller that holds the write lock.
func (s *Store) compact() error {
	if s.db == nil {
		return ErrClosed
	}
	fresh, err := compacted(s.db, s.path+suffixCompact, s.opts)
	if err != nil {
		return err
	}
	// The new file is open, and so locked, before it takes the old one's name:
	// no other process can come between.
	if err := os.Rename(s.path+suffixCompact, s.path); err != nil {
		_ = fresh.Close()
		return err
	}
	s.file.Lock()
	old := s.db
	s.db = fresh
	s.file.Unlock()
	return errors.Join(guard(old.Close), syncDir(filepath.Dir(s.path)))
}

// compacted copies a ledger's values into a new file, and opens that.
func compacted(src *bolt.DB, path string, opts Options) (*bolt.DB, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	dst, err := openFile(path, opts, false)
	if err != nil {
		return nil, err
	}
	err = guard(func() error {
		if err := bolt.Compact(dst, src, compactStep); err != nil {
			return err
		}
		return dst.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Delete(keyCompact) })
	})
	if err != nil {
		_ = guard(dst.Close)
		_ = os.Remove(path)
		return nil, err
	}
	return dst, nil
}
