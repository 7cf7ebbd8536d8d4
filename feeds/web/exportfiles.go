package web

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// manifest lists the files of the last export, so that the next one can take
// away those that are no more.
const manifest = "export.txt"

// staging is the folder, below that of the export, in which files wait until
// all of them are written.
const staging = ".export"

// staged are the files of an export. They wait on the disk, not in memory: each
// is written as soon as it is made, and all are put in place in the end.
type staged struct {
	dir string
	// old are the files of the last export, names those of this one, by their paths
	// below the folder with forward slashes.
	old, names map[string]bool
	// waiting are those that differ from what is in place.
	waiting []stagedFile
}

type stagedFile struct{ name, at, path string }

// stageFor prepares a folder for an export.
func stageFor(dir string) (*staged, error) {
	before, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the last export's list: %w", err)
	}
	x := &staged{dir: dir, old: map[string]bool{}, names: map[string]bool{}}
	for name := range strings.SplitSeq(string(before), "\n") {
		if name != "" {
			x.old[name] = true
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, staging)); err != nil {
		return nil, err
	}
	return x, os.MkdirAll(filepath.Join(dir, staging), 0o755)
}

// add stages a file where it differs from the one in place, and makes its
// folder. A file that no export put there is not written over: the folder may be
// another site's.
func (x *staged) add(name string, body []byte) error {
	x.names[name] = true
	f := stagedFile{name, filepath.Join(x.dir, staging, strconv.Itoa(len(x.waiting))), filepath.Join(x.dir, filepath.FromSlash(name))}
	have, err := os.ReadFile(f.path)
	switch {
	case err == nil && bytes.Equal(have, body):
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err // a folder in its place, or one that cannot be read
	case err == nil && name != manifest && !x.old[name]:
		return fmt.Errorf("%s is there already and no export put it there: export into a folder of its own, or take it away", f.path)
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		return err
	}
	x.waiting = append(x.waiting, f)
	return os.WriteFile(f.at, body, 0o644)
}

// place brings the folder to hold exactly the files of this export, besides
// what else stands there. Whatever can fail came first: until every file was
// written in full, the last export stands as it was. What pages and lists lead to
// is put in place before those.
func (x *staged) place() error {
	names := slices.Sorted(maps.Keys(x.names))
	// Both lists: what an export that is broken off leaves is known to the next.
	both := maps.Clone(x.old)
	maps.Copy(both, x.names)
	if err := x.add(manifest, lines(slices.Sorted(maps.Keys(both)))); err != nil {
		return err
	}
	slices.SortFunc(x.waiting, func(a, b stagedFile) int {
		return cmp.Or(turn(a.name)-turn(b.name), strings.Compare(a.name, b.name))
	})
	for _, f := range x.waiting {
		if err := os.Rename(f.at, f.path); err != nil {
			return err
		}
	}
	for name := range x.old {
		if x.names[name] || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		if err := takeAway(x.dir, name); err != nil {
			return fmt.Errorf("taking away what is no more: %w", err)
		}
	}
	return os.WriteFile(filepath.Join(x.dir, manifest), lines(names), 0o644)
}

// drop takes away what waits.
func (x *staged) drop() { os.RemoveAll(filepath.Join(x.dir, staging)) }

func lines(names []string) []byte { return []byte(strings.Join(names, "\n") + "\n") }

// turn is when a file is put in its place: the list of all first, then what
// pages and lists lead to, then the rest.
func turn(name string) int {
	switch {
	case name == manifest:
		return 0
	case strings.HasPrefix(name, "assets/"), strings.HasPrefix(name, "vacancies/"):
		return 1
	}
	return 2
}

// takeAway removes a file and the folders that it leaves empty.
func takeAway(dir, name string) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for up := filepath.Dir(path); up != filepath.Clean(dir); up = filepath.Dir(up) {
		if os.Remove(up) != nil { // not empty
			return nil
		}
	}
	return nil
}
