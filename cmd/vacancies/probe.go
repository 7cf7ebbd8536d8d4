package main

import (
	"context"
	"maps"
	"net/url"

	"vacancies/config"
	"vacancies/crawler/platform/probe"
	"vacancies/normalize"
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
		wanted, err := c.configuration(a, s)
		if err != nil {
			return c.refuse(err)
		}
		src := config.Source{Kind: "council"}
		if source != "" {
			known, ok := wanted.Source(source)
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
			code = c.probedDocument(answer)
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

// probed is a probe's answer as --json prints it.
type probed struct {
	Start      string      `json:"start"`
	Read       []string    `json:"read"`
	Unread     []string    `json:"unread"`
	Candidates []candidate `json:"candidates"`
	// Entry is the `sources:` block to paste; empty when none can be used as it stands.
	Entry string `json:"entry"`
}

type candidate struct {
	Platform        string             `json:"platform"`
	URL             string             `json:"url"`
	Hosts           []string           `json:"hosts"`
	Options         map[string]string  `json:"options"`
	Adverts         int                `json:"adverts"`
	StatedTotal     *int               `json:"stated_total"`
	SaysEmpty       string             `json:"says_empty"`
	Problem         string             `json:"problem"`
	OwnDomain       bool               `json:"own_domain"`
	Inferred        bool               `json:"inferred"`
	AdapterEvidence string             `json:"adapter_evidence"`
	Shared          string             `json:"shared"`
	Ours            []string           `json:"ours"`
	Weight          int                `json:"weight"`
	Evidence        []string           `json:"evidence"`
	Samples         []normalize.Advert `json:"samples"`
}

func (c call) probedDocument(a probe.Answer) int {
	row, err := a.Row()
	if err != nil {
		return c.fail(err)
	}
	out := probed{Start: a.Start, Read: listOf(a.Read), Unread: listOf(a.Unread), Candidates: []candidate{}, Entry: row}
	for _, f := range a.Candidates {
		options := map[string]string{}
		maps.Copy(options, f.Source.Options)
		out.Candidates = append(out.Candidates, candidate{
			Platform: f.Source.Platform, URL: f.Source.URL, Hosts: listOf(f.Source.Hosts), Options: options,
			Adverts: f.Count, StatedTotal: f.Total, SaysEmpty: f.SaysEmpty, Problem: f.Problem,
			OwnDomain: f.OwnDomain, Inferred: f.Inferred, AdapterEvidence: f.AdapterEvidence, Shared: f.Shared, Ours: listOf(f.Ours),
			Weight: f.Weight, Evidence: listOf(f.Evidence), Samples: listOf(f.Samples),
		})
	}
	return c.document(out)
}

// listOf is a list as JSON shows it: empty, never null.
func listOf[T any](all []T) []T { return append([]T{}, all...) }
