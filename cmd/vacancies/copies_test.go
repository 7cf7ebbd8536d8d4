package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestACopyThatOnlyTheHolderSeesIsNoSuccess: a service with a private /tmp writes
// into a folder that the one who asked never sees.
func TestACopyThatOnlyTheHolderSeesIsNoSuccess(t *testing.T) {
	for _, c := range []struct {
		name   string
		writes bool
		code   int
		says   string
	}{
		{"a file that is there is a copy", true, exitOK, ""},
		{"a file that is not is told", false, exitBad, "is not here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := opened(t, "") // it holds the folder
			ctx, stop := context.WithCancel(t.Context())
			wait, err := control(ctx, a.settings.data, func(_ context.Context, r request, _ streams) int {
				if c.writes {
					if err := os.WriteFile(r.Args[0], []byte("copy"), 0o600); err != nil {
						t.Error(err)
					}
				}
				return exitOK
			})
			if err != nil {
				t.Fatal(err)
			}
			defer wait()
			defer stop()
			code, _, errs := typed(t, "backup", filepath.Join(t.TempDir(), "copy.db"), "--data", a.settings.data)
			if code != c.code || !strings.Contains(errs, c.says) {
				t.Errorf("exit %d: %s", code, errs)
			}
		})
	}
}

func TestNothingIsExportedBesideTheLedger(t *testing.T) {
	t.Parallel()
	dir := prepared(t)
	link := filepath.Join(t.TempDir(), "site")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{dir, filepath.Join(dir, ".."+string(filepath.Separator)+filepath.Base(dir)), link} {
		code, _, errs := typed(t, "export", to, "--data", dir)
		if code != exitBad || !strings.Contains(errs, "holds the ledger") {
			t.Errorf("%s: exit %d: %s", to, code, errs)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.html")); len(left) != 0 {
		t.Errorf("%v stand beside it", left)
	}
}

func TestTheLastCopyIsTheNewestThatAClockInOrderMade(t *testing.T) {
	now := time.Date(2026, time.October, 19, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		made []time.Duration // before now
		want time.Duration
	}{
		{"the newest of several", []time.Duration{48 * time.Hour, 24 * time.Hour}, 24 * time.Hour},
		{"one on a disk whose clock is a little ahead", []time.Duration{-time.Minute}, -time.Minute},
		{"not one that was made while the clock ran ahead", []time.Duration{24 * time.Hour, -24 * 365 * time.Hour}, 24 * time.Hour},
	} {
		dir := t.TempDir()
		for _, before := range c.made {
			at := now.Add(-before)
			file := filepath.Join(dir, at.Format("ledger-20060102T150405Z.db"))
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(file, at, at); err != nil {
				t.Fatal(err)
			}
		}
		if last, err := lastCopy(dir, now); err != nil || !last.Equal(now.Add(-c.want)) {
			t.Errorf("%s: %s, %v", c.name, last, err)
		}
	}
	if last, err := lastCopy(t.TempDir(), now); err != nil || !last.IsZero() {
		t.Errorf("where there is none: %s, %v", last, err)
	}
}
