package store

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"

	bolt "go.etcd.io/bbolt"
)

// growStep is how much the file grows at a time, in bytes.
const growStep = 1 << 20

// openFile opens a bbolt file, or says why that cannot be done. bbolt panics on
// some damaged files; a memory fault in a mapped file is turned into a panic too.
func openFile(path string, opts Options, readOnly bool) (db *bolt.DB, err error) {
	var file *os.File
	defer func() {
		if err != nil && file != nil {
			letGo(file)
		}
	}()
	size := int64(0)
	if info, statErr := os.Stat(path); statErr == nil {
		size = info.Size()
	}
	err = guard(func() error {
		var err error
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout:         opts.LockWait,
			InitialMmapSize: max(opts.MapSize, int(min(4*size, 1<<40))),
			MaxSize:         opts.MaxSize,
			FreelistType:    bolt.FreelistMapType,
			ReadOnly:        readOnly,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				f, err := os.OpenFile(name, flag, mode)
				file = f
				return f, err
			},
		})
		if err != nil {
			return err
		}
		db.AllocSize = growStep
		return db.View(func(tx *bolt.Tx) error { return wholeFile(tx, path) })
	})
	if err != nil && db != nil {
		_ = guard(db.Close)
	}
	return db, err
}

// letGo ends a file that a panicking Open left behind. The mapping it made stays
// and keeps the file's lock alive (flock(2)), so closing alone is not enough.
func letGo(file *os.File) {
	if c, err := file.SyscallConn(); err == nil {
		_ = c.Control(func(fd uintptr) { _ = syscall.Flock(int(fd), syscall.LOCK_UN) })
	}
	_ = file.Close()
}

// wholeFile refuses a file that is shorter than its own book-keeping says.
func wholeFile(tx *bolt.Tx, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() < tx.Size() {
		return errDamaged("the file ends after %d of %d bytes", info.Size(), tx.Size())
	}
	return nil
}

// guard runs fn and turns a panic over a damaged file into an error.
func guard(fn func() error) (err error) {
	was := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(was)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case runtime.Error: // a page that is not there, or holds no page
			err = errDamaged("a part of the file cannot be read")
		default:
			err = errDamaged("%s", oneLine(fmt.Sprint(r)))
		}
	}()
	return fn()
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 200 {
		s = s[:200]
	}
	return s
}

// syncDir makes a rename in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
