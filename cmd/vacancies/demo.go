package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"vacancies/crawler/london"
)

// demoFlags are what `vacancies demo` was told.
type demoFlags struct {
	settings
	seed     uint64
	day      int
	once     bool
	json     bool
	listing  bool
	faults   pairs
	seedSaid bool
	daySaid  bool
}

// errDemo is a mistake in how the demo was called: exit code 2.
var errDemo = errors.New("demo")

// demo is `vacancies demo`: local career sites of all 33 authorities, crawled
// for real over loopback and served.
func demo(ctx context.Context, c call) int {
	d, code, ok := c.demoFlags()
	if !ok {
		return code
	}
	if d.listing {
		fmt.Fprintln(c.out, strings.Join(london.Faults(), "\n"))
		return exitOK
	}
	if d.data == "" {
		dir, err := os.MkdirTemp("", "vacancies-demo-")
		if err != nil {
			return c.fail(fmt.Errorf("making a temporary folder: %w", err))
		}
		defer os.RemoveAll(dir)
		d.data = dir
	}
	d.absolute(c)
	a, err := open(d.settings, c.streams, d.begin)
	if errors.Is(err, errDemo) {
		return complain(c.streams, "vacancies %v", err)
	}
	if err != nil {
		return c.refuse(err)
	}
	defer a.close()
	for source, kind := range d.faults {
		if err := a.demo.london.SetFault(source, kind); err != nil {
			return complain(c.streams, "vacancies demo: %v", err)
		}
	}
	return c.playDemo(ctx, a, d)
}

func (c call) demoFlags() (d demoFlags, code int, ok bool) {
	d.faults = pairs{}
	fs := newFlags(c.name)
	fs.StringVar(&d.data, "data", "", "keep state in this folder (default: a temporary one)")
	fs.StringVar(&d.config, "config", "", "a YAML file for the site, its retention and the webhook; the sources are the demo's own")
	d.serveFlags(fs)
	fs.Uint64Var(&d.seed, "seed", 1, "which adverts the sites show")
	fs.IntVar(&d.day, "day", 0, "move the sites and the clock this many days on")
	fs.BoolVar(&d.once, "once", false, "one round of every source, then exit; nothing is served")
	fs.BoolVar(&d.json, "json", false, "print the report as one JSON document")
	fs.BoolVar(&d.listing, "faults", false, "list the kinds of fault, one a line")
	fs.Var(d.faults, "fault", "SOURCE=KIND: break a site; may be repeated")
	_, code, ok = c.parse(fs, 0, 0)
	fs.Visit(func(f *flag.Flag) {
		d.seedSaid = d.seedSaid || f.Name == "seed"
		d.daySaid = d.daySaid || f.Name == "day"
	})
	if ok && (d.day < 0 || d.day > maxDay) {
		return d, complain(c.streams, "vacancies demo: --day counts from 0 to %d", maxDay), false
	}
	return d, code, ok
}

// maxDay is a hundred years of days.
const maxDay = 36_525

// begin settles seed and day with what the folder remembers: another seed or an
// earlier day would be another history.
func (d demoFlags) begin(folder demoDays, isDemo bool) (demoDays, error) {
	if !isDemo {
		return demoDays{Day0: time.Now().In(londonZone).Format(time.DateOnly), Seed: d.seed, Day: d.day}, nil
	}
	if d.seedSaid && d.seed != folder.Seed {
		return folder, fmt.Errorf("%w: this folder was made with seed %d, not %d; use another folder", errDemo, folder.Seed, d.seed)
	}
	if d.daySaid && d.day < folder.Day {
		return folder, fmt.Errorf("%w: this folder is already on day %d; day %d is over", errDemo, folder.Day, d.day)
	}
	if d.daySaid {
		folder.Day = d.day
	}
	return folder, nil
}

// playDemo crawls the local sites once, then serves and goes on reading them.
func (c call) playDemo(ctx context.Context, a *app, d demoFlags) int {
	if err := a.connect(); err != nil {
		return c.refuse(err)
	}
	if err := a.announceSources(a.config.Load()); err != nil {
		return c.fail(err)
	}
	if !d.once { // what cannot be served is said before the round, not after it
		l, err := listen(d.addr)
		if err != nil {
			return c.fail(err)
		}
		l.Close()
	}
	code := c.oneRound(ctx, a, a.config.Load().Sources, d.json)
	if d.once {
		return code
	}
	if ctx.Err() != nil {
		return exitOK
	}
	a.reads = true
	if err := a.hold(ctx, c, a.crawlLoop, a.notifyLoop, a.digestLoop); err != nil {
		return c.fail(err)
	}
	return exitOK
}
