package main

import (
	"context"
	"fmt"
	"time"

	"vacancies/config"
	"vacancies/crawler"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/crawler/platform/probe"
	"vacancies/normalize"
	"vacancies/normalize/role"
)

// reader is what career sites are read with. It never changes: a configuration
// with other manners brings a new one.
type reader struct {
	manners manners
	client  *fetch.Client
	crawler *crawler.Crawler
}

// manners are what a configuration says of how sites are asked.
type manners struct {
	contact      string
	allowPrivate bool
	perHostDelay time.Duration
}

func mannersOf(c *config.Config) manners {
	return manners{c.Contact, c.Network.AllowPrivate, c.Network.PerHostDelay}
}

// connect prepares fetching under the configuration in force, unless that has
// been done. Commands from several terminals may ask at once.
func (a *app) connect() error {
	a.connecting.Lock()
	defer a.connecting.Unlock()
	if a.reader.Load() != nil {
		return nil
	}
	r, err := a.newReader(mannersOf(a.config.Load()))
	if err != nil {
		return err
	}
	a.reader.Store(r)
	return nil
}

// newReader makes a reader: without a contact nothing is fetched, but by a demo
// from its own sites.
func (a *app) newReader(m manners) (*reader, error) {
	o := fetch.Options{
		UserAgent: fetch.UserAgent(version(), m.contact), Contact: m.contact,
		AllowPrivate: m.allowPrivate, PerHostDelay: m.perHostDelay,
		Now: a.now, Observe: a.metrics.observe, Logger: a.logger,
	}
	if a.demo != nil {
		dial, stop, err := a.demo.london.Start()
		if err != nil {
			return nil, err
		}
		a.demo.stop = stop
		o.Dial, o.NoPause = dial, true
		o.AttemptTimeout = demoTimeout
	} else if problem := config.ContactProblem(m.contact); problem != "" {
		return nil, fmt.Errorf("%w: the contact %s; give --contact with an e-mail or https address where web managers can reach you", errConfig, problem)
	}
	client, err := fetch.New(o)
	if err != nil {
		return nil, err
	}
	return &reader{m, client, &crawler.Crawler{
		Open:     func(ctx context.Context, hosts []string) crawler.Fetcher { return client.Session(ctx, hosts) },
		Adapters: platform.ByName,
		Resolve:  a.resolve,
		Known:    known{a.ledger, a.logger},
		Want:     want,
		Now:      a.now,
		Logger:   a.logger,
		Build:    version(),

		ProbeHosts: probe.Hosts(),
	}}, nil
}

// demoTimeout bounds one attempt in a demo, where every site is on this machine
// and only a broken one is slow.
const demoTimeout = 3 * time.Second

// want keeps the crawler from opening adverts that are certainly not ours.
func want(a normalize.Advert) bool { return !role.CertainlyOut(a.Title, a.Department) }
