package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// normalizeLines is `vacancies normalize`: adverts as JSON Lines in, what they
// mean out, a line each and in order. Facts come from the line alone; which
// adverts are one vacancy is decided over all of them.
func normalizeLines(ctx context.Context, c call) int {
	if _, code, ok := c.parse(newFlags(c.name), 0, 0); !ok {
		return code
	}
	entries, err := readEntries(ctx, c.in)
	if err != nil {
		return c.fail(err)
	}
	if err := writeDocuments(c.out, entries); err != nil {
		return c.fail(fmt.Errorf("writing: %w", err))
	}
	return exitOK
}

var errNoIdentity = errors.New("the advert has no key, no reference and no url, so it cannot be told from others")

func readEntries(ctx context.Context, r io.Reader) ([]dedupe.Entry, error) {
	var entries []dedupe.Entry
	err := normalize.ReadLines(r, func(_ int, a normalize.Advert) error {
		id := normalize.Identify(a)
		if id.ID == "" {
			return errNoIdentity
		}
		seen := a.FirstFetchedAt
		if seen.IsZero() {
			seen = a.FetchedAt
		}
		entries = append(entries, dedupe.Entry{Advert: a, Vacancy: normalize.Read(a), Identity: id, FirstSeen: seen, LastSeen: a.FetchedAt})
		return ctx.Err()
	})
	return entries, err
}

func writeDocuments(w io.Writer, entries []dedupe.Entry) error {
	vacancy, earlier := map[string]string{}, map[string]string{}
	for _, cluster := range dedupe.Group(entries) {
		for _, member := range cluster.Members {
			vacancy[member], earlier[member] = cluster.Founder, cluster.Readvertises
		}
	}
	buffered := bufio.NewWriter(w)
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	for _, e := range entries {
		d := e.Vacancy.Document()
		d.Vacancy, d.Readvertises = vacancy[e.Identity.ID], earlier[e.Identity.ID]
		if err := out.Encode(d); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
