package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

// command is one subcommand.
type command struct {
	name string
	// args is what follows the name, for the usage line.
	args    string
	summary string
	run     func(context.Context, call) int
	ledger  ledgerUse
}

// ledgerUse is what a command wants of the data folder's ledger.
type ledgerUse int

const (
	itsOwn    ledgerUse = iota // it holds the folder itself, or has no use for it
	mustExist                  // there must be one
	borrows                    // where there is none, an empty one will do for a moment
	begins                     // where there is none, it makes one
)

// shared reports whether the process that holds the folder may run the command.
func (c command) shared() bool { return c.ledger != itsOwn }

// commands lists the subcommands in the order a newcomer meets them.
func commands() []command {
	return []command{
		{"demo", "[--seed N] [--day N] [--once] [--fault SOURCE=KIND] [--faults]", "start local career sites of all 33 authorities, crawl them and serve what was found", demo, itsOwn},
		{"run", "", "crawl on schedule and serve", live, itsOwn},
		{"crawl", "[SOURCE...] [--all]", "one round of those sources (all that are due), then exit", crawlOnce, begins},
		{"serve", "", "serve what the data folder holds; read no career site", serve, itsOwn},
		{"status", "", "the health of every source in one screen", status, mustExist},
		{"explain", "ID|URL|REFERENCE|SOURCE", "everything known of one vacancy, advert or source, with the last page of it that went wrong", explain, mustExist},
		{"check", "[SOURCE...]", "what a round would read and change; writes nothing", check, borrows},
		{"probe", "URL", "recognise the recruitment system behind a careers page, an advert or an apply link", probeURL, borrows},
		{"accept", "SOURCE [--by WHO]", "publish a source whose address was found by `platform: auto`", accept, mustExist},
		{"decide", "KIND TARGET [VALUE] --by WHO --why WHY", "record a person's ruling", decide, mustExist},
		{"decisions", "", "list the rulings", decisions, mustExist},
		{"replay", "[--commit]", "read the stored adverts again with the present rules: the differences, then the commit", replay, mustExist},
		{"normalize", "", "read adverts as JSON Lines on standard input, write what they mean", normalizeLines, itsOwn},
		{"export", "DIR", "write the standing pages and feeds as files", export, mustExist},
		{"backup", "FILE", "write a consistent copy of the ledger", backup, mustExist},
		{"restore", "FILE", "put a copy in the ledger's place, after checking it", restore, itsOwn},
		{"config", "", "the merged configuration, each value with its origin", printConfig, itsOwn},
	}
}

func commandNamed(name string) (command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "vacancies reads the career pages of London's 33 authorities and publishes their\nchildren's social work vacancies as feeds and a listing site.\n\nusage: vacancies COMMAND [flags]\n ")
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(tw, "  %s\t%s\n", c.name, c.summary)
	}
	tw.Flush()
	fmt.Fprintln(w, "\n`vacancies help COMMAND` shows a command's flags.")
}

// call is one command as it was typed, here or, through the control socket, in
// another terminal.
type call struct {
	command
	args []string
	streams
	// app is the holder's, when the call came through the control socket.
	app *app
	// dir is the folder that relative file names count from.
	dir string
}

// file resolves a file name against the folder the command was typed in.
func (c call) file(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.dir, name)
}

// parse reads the flags; ok is false when there is nothing more to do, with the
// exit code to end with.
func (c call) parse(fs *flag.FlagSet, min, max int) (args []string, code int, ok bool) {
	args, err := parse(fs, c.args)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprintf(c.out, "%s\n%s\n\n", c.usage(), c.summary)
		fs.SetOutput(c.out)
		fs.PrintDefaults()
		return nil, exitOK, false
	case err != nil:
		return nil, complain(c.streams, "vacancies %s: %v", c.name, err), false
	case len(args) < min || max >= 0 && len(args) > max:
		return nil, complain(c.streams, "%s", c.usage()), false
	}
	return args, exitOK, true
}

// usage is the command's usage in one line.
func (c command) usage() string {
	return strings.TrimSpace("usage: vacancies "+c.name+" "+c.args) + " [flags]"
}

// complain tells a mistake of usage or configuration in one line.
func complain(s streams, format string, args ...any) int {
	fmt.Fprintf(s.err, format+"\n", args...)
	return exitUsage
}

// fail tells what went wrong in one line.
func (c call) fail(err error) int {
	fmt.Fprintf(c.err, "vacancies %s: %v\n", c.name, err)
	return exitBad
}
