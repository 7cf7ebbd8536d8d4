package main

import (
	"log/slog"

	"vacancies/crawler"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/role"
	"vacancies/store"
)

// failuresBeforeProbe is after how many failures in a row a source found by
// `platform: auto` is looked for anew.
const failuresBeforeProbe = 3

// known is what the crawler may ask of the ledger. What cannot be read is as if
// it were not there: the crawler then reads the page again, which harms nobody.
type known struct {
	ledger *store.Store
	logger *slog.Logger
}

func (k known) unread(what string, err error) {
	if err != nil {
		k.logger.Warn("reading the ledger for a run", "what", what, "error", err)
	}
}

// Sighting is the advert as it was last seen.
func (k known) Sighting(advert string) (lifecycle.Sighting, bool) {
	s, ok, err := k.ledger.Sighting(advert)
	k.unread("advert "+advert, err)
	return s, ok && err == nil
}

// Memo is what was kept of a source's list page.
func (k known) Memo(source, url string) (lifecycle.Memo, bool) {
	m, ok, err := k.ledger.Memo(source, url)
	k.unread("list page of "+source, err)
	return m, ok && err == nil
}

// Prior is what the ledger makes of an advert.
func (k known) Prior(advert string) (crawler.Prior, bool) {
	id, ok, err := k.ledger.Resolve(advert)
	if err != nil || !ok {
		k.unread("advert "+advert, err)
		return crawler.Prior{}, false
	}
	r, ok, err := k.ledger.Record(id)
	k.unread("vacancy "+id, err)
	if !ok || err != nil {
		return crawler.Prior{}, false
	}
	return crawler.Prior{
		Open:    r.State == lifecycle.Open || r.State == lifecycle.Held,
		InScope: r.Vacancy.Role.Scope != role.Out,
		Closing: r.Vacancy.Closing.At,
	}, true
}

// Resolution is what `platform: auto` found for a source; after several failures
// in a row it is not trusted any more.
func (k known) Resolution(source string) (lifecycle.Resolution, bool) {
	s, ok := k.ledger.Source(source)
	if !ok || s.Resolution == nil || s.Failures > 0 && s.Failures%failuresBeforeProbe == 0 {
		return lifecycle.Resolution{}, false
	}
	return *s.Resolution, true
}
