package main

import (
	"context"
	"strings"

	"vacancies/config"
	"vacancies/crawler"
	"vacancies/crawler/platform/probe"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// resolve finds out what a source with `platform: auto` is, and by which signs.
func (a *app) resolve(ctx context.Context, src config.Source, f crawler.Fetcher) (*lifecycle.Resolution, error) {
	best, err := probe.Resolve(ctx, f, a.probeOptions(src))
	if err != nil {
		return nil, err
	}
	found := &lifecycle.Resolution{
		Platform: best.Source.Platform, URL: best.Source.URL, Hosts: best.Source.Hosts, Options: best.Source.Options,
		Evidence: best.Evidence, At: a.now(), OwnDomain: best.OwnDomain,
	}
	if adapter, ok := a.crawler.Adapters(found.Platform); ok {
		found.AdapterEvidence = adapter.About().Evidence
	}
	return found, nil
}

func (a *app) probeOptions(src config.Source) probe.Options {
	return probe.Options{Source: src, Employers: employers(src), Refused: a.config.Load().IsConsumer}
}

// employers are names by which a source's adverts may call their employer. A
// bare place name is not among them: there is a Richmond and a Camden abroad too.
func employers(src config.Source) []string {
	var names []string
	for _, slug := range src.Boroughs {
		if a, ok := place.BySlug(slug); ok {
			names = append(names, a.Official, a.Name+" Council", a.Name+" City Council", a.Name+" Borough Council",
				"Council of "+a.Name, "London Borough of "+a.Name, "Royal Borough of "+a.Name, "LB "+a.Name)
			for _, short := range a.Short {
				names = append(names, short+" Council", "London Borough of "+short)
			}
		}
	}
	if src.Kind == "shared" {
		names = append(names, strings.ReplaceAll(src.ID, "-", " "))
	}
	return names
}
