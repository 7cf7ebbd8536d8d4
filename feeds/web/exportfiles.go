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

// write brings the folder to hold exactly the files of this export, besides
// what else stands there. Whatever can fail comes first: until every file is
// written in full, the last export stands as it was.
func (x *export) write(dir string) error {
	before, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("exporting: reading the last export's list: %w", err)
	}
	old := slices.DeleteFunc(strings.Split(string(before), "\n"), func(name string) bool { return name == "" })
	names := slices.Sorted(maps.Keys(x.files))
	// Both lists: what an export that is broken off leaves is known to the next.
	x.files[manifest] = lines(slices.Compact(slices.Sorted(slices.Values(slices.Concat(old, names)))))
	waiting := filepath.Join(dir, staging)
	defer os.RemoveAll(waiting)
	staged, err := x.stage(dir, waiting, old)
	if err != nil {
		return fmt.Errorf("exporting: %w", err)
	}
	for _, f := range staged {
		if err := os.Rename(f.at, f.path); err != nil {
			return fmt.Errorf("exporting: %w", err)
		}
	}
	for _, name := range old {
		if _, still := x.files[name]; still || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		if err := takeAway(dir, name); err != nil {
			return fmt.Errorf("exporting: taking away what is no more: %w", err)
		}
	}
	return os.WriteFile(filepath.Join(dir, manifest), lines(names), 0o644)
}

func lines(names []string) []byte { return []byte(strings.Join(names, "\n") + "\n") }

// stagedFile is a file that waits to be put in its place.
type stagedFile struct{ name, at, path string }

// stage writes the files that differ from those in place, and makes their
// folders. They come in the order in which they are to be put in place: what
// pages and lists lead to, then those. A file that no export put there is not
// written over: the folder may be another site's.
func (x *export) stage(dir, waiting string, old []string) ([]stagedFile, error) {
	ours := map[string]bool{manifest: true}
	for _, name := range old {
		ours[name] = true
	}
	if err := os.RemoveAll(waiting); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(waiting, 0o755); err != nil {
		return nil, err
	}
	var staged []stagedFile
	for name, body := range x.files {
		f := stagedFile{name, filepath.Join(waiting, strconv.Itoa(len(staged))), filepath.Join(dir, filepath.FromSlash(name))}
		have, err := os.ReadFile(f.path)
		switch {
		case err == nil && bytes.Equal(have, body):
			continue
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return nil, err // a folder in its place, or one that cannot be read
		case err == nil && !ours[name]:
			return nil, fmt.Errorf("%s is there already and no export put it there: export into a folder of its own, or take it away", f.path)
		}
		if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(f.at, body, 0o644); err != nil {
			return nil, err
		}
		staged = append(staged, f)
	}
	slices.SortFunc(staged, func(a, b stagedFile) int {
		return cmp.Or(turn(a.name)-turn(b.name), strings.Compare(a.name, b.name))
	})
	return staged, nil
}

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
