package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/feeds/web"
	"vacancies/store"
)

// app is the program at work on one data folder: the configuration, the ledger
// and the crawler, tied together.
type app struct {
	settings settings
	logger   *slog.Logger
	now      func() time.Time
	config   atomic.Pointer[config.Config]
	ledger   *store.Store
	metrics  *metrics
	webhook  *http.Client
	// reader is what career sites are read with; nil until connect.
	reader     atomic.Pointer[reader]
	connecting sync.Mutex
	// handler is the site under the configuration in force.
	handler atomic.Pointer[web.Server]
	// demo is the local London of a demo's folder; nil otherwise.
	demo *demoWorld
	// reads is true where career sites go on being read while it serves, so that
	// a request to look again is met.
	reads bool
	// hangups brings SIGHUP; nil where that is not waited for.
	hangups chan os.Signal
	// rounds lets one round at a time crawl and commit.
	rounds sync.Mutex
}

// demoWorld is a demo's local sites and their days.
type demoWorld struct {
	london *london.London
	days   demoDays
	stop   func()
}

// open brings up the program on the folder of s. begin, for a demo, says which
// seed and day are wanted and is told what the folder remembers. A mistake in the
// configuration is told before anything is made.
func open(s settings, std streams, begin func(folder demoDays, isDemo bool) (demoDays, error)) (_ *app, err error) {
	a := &app{settings: s, logger: newLogger(std.err, std.terminal), now: time.Now, metrics: newMetrics(), webhook: newWebhook()}
	c, err := loadConfig(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errConfig, err)
	}
	if err := os.MkdirAll(s.data, 0o755); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	a.ledger, err = store.Open(filepath.Join(s.data, store.FileName), store.Options{Now: func() time.Time { return a.now() }, Logger: a.logger})
	if err != nil {
		return nil, offerCopy(err, s.data)
	}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	a.metrics.registry.MustRegister(standing{a.ledger.Snapshot, func() time.Time { return a.now() }})
	if err := a.enterDemo(begin); err != nil {
		return nil, err
	}
	a.enterInto(c)
	a.config.Store(c)
	return a, nil
}

// offerCopy adds to the error of a damaged ledger which copy could take its place.
func offerCopy(err error, data string) error {
	if !errors.Is(err, store.ErrDamaged) {
		return err
	}
	folder := filepath.Join(data, backupFolder)
	copied, copyErr := store.LastBackup(folder)
	if copyErr != nil || copied == "" {
		return fmt.Errorf("%w; no good copy is in %s", err, folder)
	}
	return fmt.Errorf("%w; `vacancies restore %s --data %s` puts the last good copy in its place", err, copied, data)
}

// enterDemo starts the local London where the folder is a demo's.
func (a *app) enterDemo(begin func(demoDays, bool) (demoDays, error)) error {
	days, isDemo, err := readDemoDays(a.ledger)
	if err != nil {
		return err
	}
	if begin != nil {
		if days, err = begin(days, isDemo); err != nil {
			return err
		}
		if err := days.write(a.ledger); err != nil {
			return err
		}
	} else if !isDemo {
		return nil
	}
	clock, err := days.clock(time.Now, a.ledger.Latest())
	if err != nil {
		return err
	}
	a.now = clock
	day0, err := time.ParseInLocation(time.DateOnly, days.Day0, londonZone)
	if err != nil {
		return fmt.Errorf("the demo's first day: %w", err)
	}
	world, err := london.New(london.Options{Seed: days.Seed, Day0: day0, Now: clock})
	if err != nil {
		return err
	}
	a.demo = &demoWorld{london: world, days: days}
	return nil
}

// errConfig marks a mistake in the configuration: exit code 2.
var errConfig = errors.New("configuration")

// load reads the configuration.
func (a *app) load() (*config.Config, error) {
	c, err := loadConfig(a.settings)
	if err == nil {
		a.enterInto(c)
	}
	return c, err
}

// enterInto has a demo's configuration name the demo's own sources.
func (a *app) enterInto(c *config.Config) {
	if a.demo == nil {
		return
	}
	c.Sources = a.demo.london.Sources()
	c.Network.AllowPrivate = true
	c.Site.LookAgain = true // its sites are nobody's to be spared
	c.Backup.Every = 0
}

// loadConfig reads the built-in configuration and the operator's over it.
func loadConfig(s settings) (*config.Config, error) {
	load := config.Builtin
	if s.config != "" {
		load = func(p map[string]config.Platform) (*config.Config, error) { return config.Load(s.config, p) }
	}
	c, err := load(platform.Options())
	if err != nil {
		return nil, err
	}
	if s.contact != "" {
		c.Contact = s.contact
		c.Said("contact", "--contact")
	}
	if s.addr != "" && c.Origin("site.base_url").File == config.BuiltinName {
		c.Site.BaseURL = "http://" + s.addr
	}
	return c, nil
}

// close ends everything the app started.
func (a *app) close() {
	if a.hangups != nil {
		signal.Stop(a.hangups)
	}
	if r := a.reader.Load(); r != nil {
		r.client.Close()
	}
	if a.demo != nil && a.demo.stop != nil {
		a.demo.stop()
	}
	if a.ledger != nil {
		if err := a.ledger.Close(); err != nil {
			a.logger.Error("closing the ledger", "error", err)
		}
	}
}
