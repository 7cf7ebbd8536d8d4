package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"

	"golang.org/x/sync/errgroup"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/feeds/site"
	"vacancies/feeds/web"
	"vacancies/store"
)

// hold serves the folder until ctx ends: the site, the control socket, the
// metrics, the clock's commits, and whatever else work says.
func (a *app) hold(ctx context.Context, c call, work ...func(context.Context) error) error {
	if err := a.setSite(); err != nil {
		return err
	}
	listener, err := listen(a.settings.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	var metrics net.Listener // nil where nobody asked for them
	if a.settings.metrics != "" {
		if metrics, err = listen(a.settings.metrics); err != nil {
			return err
		}
		defer metrics.Close()
	}
	ctx, cancel := context.WithCancel(ctx)
	waitControl, err := control(ctx, a.settings.data, a.answer)
	if err != nil {
		cancel()
		return err
	}
	defer waitControl()
	defer cancel()

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return serveUntil(ctx, listener, a.metrics.timed(http.HandlerFunc(a.serveSite))) })
	if metrics != nil {
		group.Go(func() error { return serveUntil(ctx, metrics, a.metrics.handler()) })
	}
	group.Go(func() error { return a.keepTime(ctx) })
	for _, w := range work {
		group.Go(func() error { return w(ctx) })
	}
	fmt.Fprintf(c.err, "serving on http://%s/ (Ctrl-C ends it)\n", listener.Addr())
	err = group.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// webOptions are what the listing site and the feeds are served from under a
// configuration.
func (a *app) webOptions(c *config.Config) web.Options {
	o := web.Options{
		Ledger: a.ledger, Config: *c, Now: a.now, Logger: a.logger, Version: version(),
		Agent: site.Agent{UserAgent: fetch.UserAgent(version(), c.Contact), Token: fetch.Product},
	}
	if a.reads {
		o.LookAgain = a.lookAgain
	}
	return o
}

// answer runs a command on behalf of another terminal.
func (a *app) answer(ctx context.Context, r request, std streams) int {
	cmd, ok := commandNamed(r.Command)
	if !ok || !cmd.shared() {
		return complain(std, "vacancies: %q cannot be run while the folder is in use", r.Command)
	}
	return cmd.run(ctx, call{command: cmd, args: r.Args, streams: std, app: a, dir: r.Dir})
}

// with runs f on the program of the folder in s: the holder's, when another
// terminal asks; one of our own, when nobody holds the folder; otherwise the
// holder is asked to run the whole command.
func (c call) with(ctx context.Context, s settings, f func(context.Context, *app) int) int {
	if c.app != nil {
		defer c.app.publish()
		return f(ctx, c.app)
	}
	s.absolute(c)
	if _, err := os.Stat(filepath.Join(s.data, store.FileName)); errors.Is(err, fs.ErrNotExist) {
		switch c.ledger {
		case mustExist:
			return complain(c.streams, "vacancies %s: no ledger is kept in %s; name its folder with --data", c.name, s.data)
		case borrows:
			dir, err := os.MkdirTemp("", "vacancies-")
			if err != nil {
				return c.fail(fmt.Errorf("making a temporary folder: %w", err))
			}
			defer os.RemoveAll(dir)
			s.data = dir
		}
	}
	a, err := open(s, c.streams, nil)
	if isLocked(err) {
		code, askErr := ask(ctx, s.data, request{Command: c.name, Args: c.args, Dir: c.dir}, c.streams)
		if askErr != nil {
			return c.fail(fmt.Errorf("%w; %w", err, askErr))
		}
		return code
	}
	if err != nil {
		return c.refuse(err)
	}
	defer a.close()
	return f(ctx, a)
}

// configuration is what a command goes by that commits nothing: the file it names,
// also where the program that holds the folder runs under another or has not read
// it again yet; without one, what is in force. A demo's sources are its own.
func (c call) configuration(a *app, s settings) (*config.Config, error) {
	if c.app == nil || s.config == "" || a.demo != nil {
		return a.config.Load(), nil
	}
	s.absolute(c)
	s.contact, s.addr = cmp.Or(s.contact, a.settings.contact), a.settings.addr
	fresh, err := loadConfig(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errConfig, err)
	}
	return fresh, nil
}

// inForce refuses to commit under rows that a file says and the program that holds
// the folder does not know yet.
func (c call) inForce(a *app, s settings, ids []string) error {
	wanted, err := c.configuration(a, s)
	if err != nil {
		return err
	}
	for _, id := range ids {
		said, _ := wanted.Source(id)
		if now, _ := a.config.Load().Source(id); !reflect.DeepEqual(said, now) {
			return fmt.Errorf("%w: the row of %s in %s is not in force: have the program that holds %s read it again first (SIGHUP), or try the row by `vacancies check`",
				errConfig, id, s.config, a.settings.data)
		}
	}
	return nil
}

// refuse tells why the program could not start: 2 for a mistake in the
// configuration, 1 for anything else.
func (c call) refuse(err error) int {
	if errors.Is(err, errConfig) {
		return complain(c.streams, "vacancies %s: %v", c.name, err)
	}
	return c.fail(err)
}
