package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // Europe/London on machines without a zone database
)

// gcPercent has the collector run twice as often as by default: against a fifth more
// processor time in a round, the demo stays under 120 MB where dozens of readers ask
// for different searches at once, and took 140. GOGC in the environment overrules it.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], standard())
	stop()
	os.Exit(code)
}

// Exit codes (CONTRACT: 0 all well, 1 something is not, 2 usage or configuration).
const (
	exitOK    = 0
	exitBad   = 1
	exitUsage = 2
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	// terminal is true when a person watches standard error.
	terminal bool
}

// run finds the command that args name and runs it.
func run(ctx context.Context, args []string, std streams) int {
	if len(args) > 1 && args[0] == "help" {
		args = []string{args[1], "--help"}
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(std.out)
		if len(args) == 0 {
			return exitUsage
		}
		return exitOK
	}
	c, ok := commandNamed(args[0])
	if !ok {
		return complain(std, "vacancies: no command %q; `vacancies help` lists them", args[0])
	}
	return c.run(ctx, call{command: c, args: args[1:], streams: std, dir: workingFolder()})
}
