package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
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
