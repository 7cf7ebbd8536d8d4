package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"text/tabwriter"
)

// command is one subcommand.
type command struct {
	name string
	// args is what follows the name, for the usage line.
	args    string
	summary string
	run     func(context.Context, call) int
	// shared commands may be run by the process that holds the folder.
	shared bool
}

// commands lists the subcommands in the order a newcomer meets them.
func commands() []command {
	return []command{
		{"demo", "[--seed N] [--day N] [--once] [--fault SOURCE=KIND] [--faults]", "start local career sites of all 33 authorities, crawl them and serve what was found", demo, false},
		{"run", "", "crawl on schedule and serve", live, false},
		{"crawl", "[SOURCE...] [--all]", "one round of those sources (all that are due), then exit", crawlOnce, true},
		{"serve", "", "serve what the data folder holds; read no career site", serve, false},
		{"status", "", "the health of every source in one screen", status, true},
		{"explain", "ID|URL|REFERENCE|SOURCE", "everything known of one vacancy, advert or source, with the last page of it that went wrong", explain, true},
		{"check", "[SOURCE...]", "what a round would read and change; writes nothing", check, true},
		{"probe", "URL", "recognise the recruitment system behind a careers page, an advert or an apply link", probeURL, true},
		{"accept", "SOURCE [--by WHO]", "publish a source whose address was found by `platform: auto`", accept, true},
		{"decide", "KIND TARGET [VALUE] --by WHO --why WHY", "record a person's ruling", decide, true},
		{"decisions", "", "list the rulings", decisions, true},
		{"replay", "[--commit]", "read the stored adverts again with the present rules: the differences, then the commit", replay, true},
		{"normalize", "", "read adverts as JSON Lines on standard input, write what they mean", normalizeLines, false},
		{"export", "DIR", "write the standing pages and feeds as files", export, true},
		{"backup", "FILE", "write a consistent copy of the ledger", backup, true},
		{"restore", "FILE", "put a copy in the ledger's place, after checking it", restore, false},
		{"config", "", "the merged configuration, each value with its origin", printConfig, false},
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
	fmt.Fprintln(w, "\n`vacancies COMMAND --help` shows a command's flags.")
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
		fmt.Fprintf(c.out, "usage: vacancies %s %s\n%s\n\n", c.name, c.command.args, c.summary)
		fs.SetOutput(c.out)
		fs.PrintDefaults()
		return nil, exitOK, false
	case err != nil:
		return nil, complain(c.streams, "vacancies %s: %v", c.name, err), false
	case len(args) < min || max >= 0 && len(args) > max:
		return nil, complain(c.streams, "usage: vacancies %s %s", c.name, c.command.args), false
	}
	return args, exitOK, true
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
