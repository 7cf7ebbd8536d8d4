package main

import (
	"context"

	"vacancies/config"
	"vacancies/crawler"
	"vacancies/crawler/platform/probe"
	"vacancies/normalize/lifecycle"
)

// resolve finds out what a source with `platform: auto` is, and by which signs.
func (a *app) resolve(ctx context.Context, src config.Source, f crawler.Fetcher) (*lifecycle.Resolution, error) {
	best, err := probe.Resolve(ctx, f, a.probeOptions(src))
	if err != nil {
		return nil, err
	}
	return &lifecycle.Resolution{
		Platform: best.Source.Platform, URL: best.Source.URL, Hosts: best.Source.Hosts, Options: best.Source.Options,
		Evidence: best.Evidence, At: a.now(), OwnDomain: best.OwnDomain, Inferred: best.Inferred,
		AdapterEvidence: best.AdapterEvidence,
	}, nil
}

func (a *app) probeOptions(src config.Source) probe.Options {
	return probe.Options{Source: src, Refused: a.config.Load().IsConsumer}
}
