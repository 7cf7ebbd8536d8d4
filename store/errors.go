package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

// What can be wrong with a ledger's file. Every error of this package that
// comes from the file wraps one of these and is a single line.
var (
	// ErrLocked: another process holds the ledger.
	ErrLocked = errors.New("another process holds it")
	// ErrDamaged: the file is not a whole ledger; it is left as it is.
	ErrDamaged = errors.New("it is damaged")
	// ErrNewer: a later version of the program wrote it.
	ErrNewer = errors.New("it was written by a newer version of this program")
	// ErrReadOnly: it, or its folder, may not be written.
	ErrReadOnly = errors.New("it may not be written")
	// ErrFull: the disk, or the ledger's own bound, is full; nothing was changed.
	ErrFull = errors.New("there is no room left")
	// ErrMissing: there is no ledger where one was expected.
	ErrMissing = errors.New("it does not exist")
	// ErrClosed: the ledger was closed.
	ErrClosed = errors.New("it is closed")
)

// fileError says what was being done to which ledger and names the kind of fault.
func fileError(doing, path string, err error) error {
	return aboutFile(doing+" the ledger", path, err)
}

// aboutFile says what was being done to which file and names the kind of fault.
func aboutFile(doing, path string, err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return fmt.Errorf("%s %s: %w", doing, path, err)
	}
	return fmt.Errorf("%s %s: %w (%w)", doing, path, kind, err)
}

// kindOf finds which of the package's faults an error is; nil when it is none.
func kindOf(err error) error {
	for _, kind := range []error{ErrLocked, ErrDamaged, ErrNewer, ErrReadOnly, ErrFull, ErrMissing, ErrClosed} {
		if errors.Is(err, kind) {
			return kind
		}
	}
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return ErrLocked
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return ErrClosed
	case errors.Is(err, berrors.ErrMaxSizeReached), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, berrors.ErrDatabaseReadOnly):
		return ErrReadOnly
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrInvalidMapping):
		return ErrDamaged
	case errors.Is(err, fs.ErrNotExist):
		return ErrMissing
	}
	return nil
}

// errDamaged wraps what was found wrong inside the file.
func errDamaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
