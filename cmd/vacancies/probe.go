package main

import (
	"context"
	"net/url"

	"vacancies/config"
	"vacancies/crawler/platform/probe"
)

// probeURL is `vacancies probe`: which recruitment system is behind an address.
func probeURL(ctx context.Context, c call) int {
	var s settings
	var asJSON bool
	var source string
	fs := newFlags(c.name)
	s.dataFlag(fs)
	s.configFlags(fs)
	fs.BoolVar(&asJSON, "json", false, "print one JSON document")
	fs.StringVar(&source, "source", "", "the configured source this is for: its authority's name is looked for in the adverts")
	args, code, ok := c.parse(fs, 1, 1)
	if !ok {
		return code
	}
	start, err := url.Parse(args[0])
	if err != nil || start.Hostname() == "" {
		return complain(c.streams, "vacancies probe: %q is not a whole http or https address", args[0])
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		if err := a.connect(); err != nil {
			return c.refuse(err)
		}
		src := config.Source{Kind: "council"}
		if source != "" {
			known, ok := a.config.Load().Source(source)
			if !ok {
				return complain(c.streams, "vacancies probe: no source is called %q", source)
			}
			src = known
		}
		src.URL = args[0]
		answer, err := probe.Probe(ctx, a.reader.Load().client.Session(ctx, probeHosts(src)), a.probeOptions(src))
		if err != nil {
			return c.fail(err)
		}
		if asJSON {
			code = c.document(answer)
		} else if err := answer.Print(c.out); err != nil {
			return c.fail(err)
		}
		if _, found := answer.Best(); !found && code == exitOK {
			return exitBad
		}
		return code
	})
}

// probeHosts are the hosts a probe may read: those under the start's own
// domain, those the source names, and the vendors'.
func probeHosts(src config.Source) []string {
	return append(append(probe.Organisation(src.URL), src.Hosts...), probe.Hosts()...)
}
