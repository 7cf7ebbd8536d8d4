package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vacancies/feeds/web"
	"vacancies/store"
)

// export is `vacancies export`: the standing pages and feeds as files.
func export(ctx context.Context, c call) int {
	var s settings
	fs := newFlags(c.name)
	s.dataFlag(fs)
	s.configFlags(fs)
	return c.toFile(ctx, &s, fs, "exported", func(a *app, dir string) error {
		if sameFolder(dir, a.settings.data) {
			return fmt.Errorf("%s holds the ledger, which whoever serves the export would publish: name another folder", dir)
		}
		if err := a.tick(); err != nil {
			return err
		}
		wanted, err := c.configuration(a, s)
		if err != nil {
			return err
		}
		return web.Export(dir, a.webOptions(wanted))
	})
}

// sameFolder reports whether two names are of one folder that is there.
func sameFolder(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// backup is `vacancies backup`: a consistent copy, also while the folder is in use.
func backup(ctx context.Context, c call) int {
	var s settings
	fs := newFlags(c.name)
	s.dataFlag(fs)
	return c.toFile(ctx, &s, fs, "copied", func(a *app, file string) error { return a.ledger.Backup(file) })
}

// toFile runs a command whose one argument is where to write, and says what was
// done there.
func (c call) toFile(ctx context.Context, s *settings, fs *flag.FlagSet, done string, write func(a *app, path string) error) int {
	args, code, ok := c.parse(fs, 1, 1)
	if !ok {
		return code
	}
	path, asked := c.file(args[0]), time.Now()
	code = c.with(ctx, *s, func(ctx context.Context, a *app) int {
		if err := write(a, path); err != nil {
			return c.refuse(err)
		}
		fmt.Fprintf(c.err, "%s to %s\n", done, path)
		return exitOK
	})
	if code == exitOK && c.app == nil && !writtenSince(path, asked) {
		return c.fail(fmt.Errorf("%s is not here: the process that holds %s sees another file system; name a place in that folder", path, s.data))
	}
	return code
}

// writtenSince reports whether a file or folder is there, from an instant on. A
// service that runs with a private /tmp writes what nobody else sees.
func writtenSince(path string, at time.Time) bool {
	info, err := os.Stat(path)
	return err == nil && !info.ModTime().Before(at.Add(-time.Minute)) // a disk may be on another machine
}

// restore is `vacancies restore`: a copy in the ledger's place. The old ledger
// is set aside, never overwritten; a new change log begins, and rulings and
// erasures made since the copy are carried over.
func restore(ctx context.Context, c call) int {
	var s settings
	fs := newFlags(c.name)
	s.dataFlag(fs)
	args, code, ok := c.parse(fs, 1, 1)
	if !ok {
		return code
	}
	s.absolute(c)
	aside, err := store.Restore(c.file(args[0]), filepath.Join(s.data, store.FileName), store.Options{Now: time.Now})
	if isLocked(err) {
		return c.fail(fmt.Errorf("%w; end the program that uses %s first", err, s.data))
	}
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.err, "restored from %s\n", args[0])
	if aside != "" {
		fmt.Fprintf(c.err, "the ledger that was there is kept as %s\n", aside)
	}
	return exitOK
}

func isLocked(err error) bool { return errors.Is(err, store.ErrLocked) }

// backupFolder holds the scheduled copies, in the data folder.
const backupFolder = "backups"

// backupLoop makes a copy as often as the configuration says and keeps so many.
// A copy that fails is tried again; it never ends the program.
func (a *app) backupLoop(ctx context.Context) error {
	dir := filepath.Join(a.settings.data, backupFolder)
	for sleep(ctx, idle) == nil {
		b := a.config.Load().Backup
		if b.Every <= 0 {
			continue
		}
		last, err := lastCopy(dir, a.now())
		if err == nil && a.now().Sub(last) >= b.Every {
			_, err = a.ledger.Rotate(dir, b.Keep)
		}
		if err != nil {
			a.logger.Error("the scheduled copy of the ledger failed", "error", err)
			if sleep(ctx, 10*time.Minute) != nil {
				break
			}
		}
	}
	return nil
}

// lastCopy is when the newest copy was made; zero when there is none. One that was
// made while the machine's clock ran ahead does not count.
func lastCopy(dir string, now time.Time) (time.Time, error) {
	copies, err := store.Backups(dir)
	if err != nil {
		return time.Time{}, err
	}
	for _, file := range slices.Backward(copies) {
		info, err := os.Stat(file)
		if err != nil {
			return time.Time{}, fmt.Errorf("looking at the last copy: %w", err)
		}
		if info.ModTime().Sub(now) < time.Hour { // a disk may be on another machine
			return info.ModTime(), nil
		}
	}
	return time.Time{}, nil
}
