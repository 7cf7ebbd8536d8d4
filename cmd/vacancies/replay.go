package main

import (
	"context"
	"fmt"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// replay is `vacancies replay`: the present rules over the stored adverts, the
// differences first, then, with --commit, the commit.
func replay(ctx context.Context, c call) int {
	var s settings
	var commit bool
	fs := newFlags(c.name)
	s.dataFlag(fs)
	fs.BoolVar(&commit, "commit", false, "commit the differences as revisions")
	if _, code, ok := c.parse(fs, 0, 0); !ok {
		return code
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		a.rounds.Lock()
		defer a.rounds.Unlock()
		var diffs []lifecycle.Diff
		run := a.ledger.Look
		if commit {
			run = a.ledger.Commit
		}
		if _, err := run(func(v lifecycle.View) (result lifecycle.Result, err error) {
			diffs, result = lifecycle.Replay(v, normalize.Read, a.now())
			return result, nil
		}); err != nil {
			return c.fail(err)
		}
		for _, d := range diffs {
			fmt.Fprintf(c.out, "%s %s: %q -> %q\n", d.ID, d.Field.Name, d.Field.Old, d.Field.New)
		}
		fmt.Fprintf(c.out, "%d differences%s\n", len(diffs), map[bool]string{true: ", committed", false: ""}[commit])
		return exitOK
	})
}
