package main

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"vacancies/feeds/web"
)

// hangups catches SIGHUP from now on: one that comes before the ledger is open would
// end the program, and systemd takes that for an end in good order.
func hangups() chan os.Signal {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	return hup
}

// reloadLoop reads the configuration again on SIGHUP.
func (a *app) reloadLoop(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.hangups:
			if err := a.reload(); err != nil {
				a.logger.Error("the configuration stays as it was", "error", err)
				continue
			}
			a.logger.Warn("the new configuration is in force") // a warning is shown at a terminal too
		}
	}
}

// reload reads the configuration and makes ready all that comes of it before
// anything is swapped, between two rounds; a mistake leaves the old one in force.
func (a *app) reload() error {
	fresh, err := a.load()
	if err != nil {
		return err
	}
	site, err := web.New(a.webOptions(fresh))
	if err != nil {
		return err
	}
	if !a.rounds.TryLock() {
		a.logger.Warn("the new configuration is read; it comes into force when the present round ends")
		a.rounds.Lock()
	}
	defer a.rounds.Unlock()
	old := a.reader.Load()
	next := old
	if old != nil && a.demo == nil && old.manners != mannersOf(fresh) {
		if next, err = a.newReader(mannersOf(fresh)); err != nil {
			return err
		}
	}
	if a.reads { // `serve` rules no source
		if err := a.announceSources(fresh); err != nil {
			return err
		}
	}
	a.config.Store(fresh)
	if next != old {
		a.reader.Store(next)
		old.client.Close()
	}
	site.Refresh()
	a.handler.Store(site)
	return nil
}

// setSite builds the site from the configuration in force.
func (a *app) setSite() error {
	h, err := web.New(a.webOptions(a.config.Load()))
	if err != nil {
		return err
	}
	h.Refresh()
	a.handler.Store(h)
	return nil
}

// publish has readers see what was committed. It is made ready here, so that no
// reader waits for it.
func (a *app) publish() {
	if h := a.handler.Load(); h != nil {
		h.Refresh()
	}
}

// serveSite answers with the site in force.
func (a *app) serveSite(w http.ResponseWriter, r *http.Request) { a.handler.Load().ServeHTTP(w, r) }
