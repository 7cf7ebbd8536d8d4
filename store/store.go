package store

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// FileName is the ledger's name in a data folder.
const FileName = "ledger.db"

// Options say how a ledger is opened; the zero value does for most.
type Options struct {
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// LockWait is how long to wait for another process to let go (300 ms).
	LockWait time.Duration
	// MapSize is the address space set aside at the start, in bytes: a growing
	// file that has to be mapped anew makes readers wait (256 MB, or four times
	// the file where that is more).
	MapSize int
	// MaxSize bounds the file, in bytes (16 GB).
	MaxSize int
	// MustExist refuses to make a new ledger.
	MustExist bool
	// Logger hears of leftovers and owed work; none when nil.
	Logger *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.LockWait <= 0 {
		o.LockWait = 300 * time.Millisecond
	}
	if o.MapSize <= 0 {
		o.MapSize = 256 << 20
	}
	if o.MaxSize <= 0 {
		o.MaxSize = 16 << 30
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Store is an open ledger. It may be used by several goroutines.
type Store struct {
	path string
	opts Options

	// file guards db itself: compaction replaces it while nobody reads.
	file sync.RWMutex
	db   *bolt.DB

	// write is held by the one writer; what follows is its own.
	write   sync.Mutex
	live    *lifecycle.Live
	log     string
	at      time.Time
	secret  []byte
	rulings []lifecycle.Decision
	named   map[string][]int // id -> places in rulings
	erased  map[string]bool  // keyed hashes of traces
	keys    []string         // the keys in use: this ledger's own, and those of one it was restored over
	index   *index

	snapshot atomic.Pointer[lifecycle.Snapshot]
}

// Open opens the ledger at path, or makes a new one. A file that cannot be
// read as a whole ledger is left as it is: the error wraps one of this
// package's kinds and is one line.
func Open(path string, opts Options) (*Store, error) {
	s := &Store{path: path, opts: opts.withDefaults()}
	if err := s.open(); err != nil {
		return nil, fileError("opening", path, err)
	}
	return s, nil
}

func (s *Store) open() error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !s.opts.MustExist:
		if err := s.makeNew(); err != nil {
			return err
		}
	case err != nil:
		return err
	case info.Size() == 0:
		return errDamaged("the file is empty")
	case !info.Mode().IsRegular():
		return errDamaged("it is not a file")
	}
	db, err := openFile(s.path, s.opts, false)
	if err != nil {
		return err
	}
	s.db = db
	owed := false
	err = guard(func() error {
		if err := bringForward(db); err != nil {
			return err
		}
		return db.View(func(tx *bolt.Tx) error {
			owed = tx.Bucket(bucketMeta).Get(keyCompact) != nil
			return s.load(tx)
		})
	})
	if err != nil {
		_ = guard(db.Close)
		return err
	}
	s.sweep()
	if owed {
		if err := s.compact(); err != nil {
			s.opts.Logger.Warn("the compaction owed since something was erased failed; the next start tries again", "error", err)
		}
	}
	return nil
}

// makeNew lays out a new ledger beside the path and puts it in place whole, so
// that a crash never leaves an empty file where a ledger should be.
func (s *Store) makeNew() error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o755); err != nil {
		return err
	}
	fresh := s.path + suffixNew
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := openFile(fresh, s.opts, false)
	if err != nil {
		return err
	}
	if err := db.Update(create); err != nil {
		_ = db.Close()
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	if err := os.Link(fresh, s.path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncDir(filepath.Dir(s.path))
}

// The endings of files that stand beside the ledger for a while.
const (
	suffixNew     = ".new"
	suffixCompact = ".compact"
	suffixRestore = ".restore"
)

// sweep removes what a crash in the middle of a compaction or restore left behind.
func (s *Store) sweep() {
	for _, suffix := range []string{suffixCompact, suffixRestore, suffixRestore + suffixCompact} {
		if err := os.Remove(s.path + suffix); err == nil {
			s.opts.Logger.Info("removed a leftover", "file", filepath.Base(s.path)+suffix)
		}
	}
}

// bringForward refuses a newer file and migrates an older one.
func bringForward(db *bolt.DB) error {
	version := 0
	err := db.View(func(tx *bolt.Tx) (err error) {
		version, err = schemaOf(tx)
		return err
	})
	switch {
	case err != nil:
		return err
	case version > schemaVersion:
		return fmt.Errorf("%w (schema %d, this program knows %d)", ErrNewer, version, schemaVersion)
	case version < schemaVersion:
		return db.Update(func(tx *bolt.Tx) error { return migrate(tx, version) })
	}
	return nil
}

// publish swaps the snapshot that readers use.
func (s *Store) publish(sequence uint64) {
	s.snapshot.Store(&lifecycle.Snapshot{Log: s.log, Sequence: sequence, At: s.at,
		Records: s.live.Open(), Sources: s.live.Sources()})
}

// Snapshot is the ledger as of the last commit: immutable, and free to read.
func (s *Store) Snapshot() *lifecycle.Snapshot { return s.snapshot.Load() }

// Close ends the work on the ledger and lets go of the file.
func (s *Store) Close() error {
	s.write.Lock()
	defer s.write.Unlock()
	s.file.Lock()
	defer s.file.Unlock()
	if s.db == nil {
		return nil
	}
	err := s.db.Close()
	s.db = nil
	return fileError("closing", s.path, err)
}

// view runs fn in a short read transaction. fn must copy what it keeps, and
// must not call the store.
func (s *Store) view(fn func(*bolt.Tx) error) error {
	s.file.RLock()
	defer s.file.RUnlock()
	if s.db == nil {
		return fileError("reading", s.path, ErrClosed)
	}
	return fileError("reading", s.path, guard(func() error { return s.db.View(fn) }))
}
