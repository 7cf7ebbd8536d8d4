package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"vacancies/feeds/web"
)

// reloadLoop reads the configuration again on SIGHUP. It is read and checked
// whole before anything changes; a mistake leaves the old one in force.
func (a *app) reloadLoop(ctx context.Context, c call) error {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-hup:
			if err := a.reload(c); err != nil {
				fmt.Fprintf(c.err, "the configuration stays as it was: %v\n", err)
				continue
			}
			fmt.Fprintln(c.err, "the new configuration is in force")
		}
	}
}

func (a *app) reload(c call) error {
	fresh, err := loadConfig(a.settings)
	if err != nil {
		return err
	}
	a.rounds.Lock()
	defer a.rounds.Unlock()
	old := a.config.Swap(fresh)
	if client := a.client; client != nil { // `serve` reads no site and rules no source
		a.client = nil
		if err := a.connect(); err != nil {
			a.config.Store(old)
			a.client = client
			return err
		}
		client.Close()
		if err := a.announceSources(c); err != nil {
			return err
		}
	}
	return a.setSite()
}

// setSite builds the site anew from the configuration in force.
func (a *app) setSite() error {
	h, err := web.New(a.webOptions())
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
