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
		k.logger.Warn("the ledger could not be read for a run", "document", what, "error", err)
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

// LeftOut are the rows of a source that are not ours.
func (k known) LeftOut(source string) []lifecycle.Sighting {
	rows, err := k.ledger.LeftOut(source)
	k.unread("rows left out of "+source, err)
	return rows
}

// Unclaimed is why nothing of a source's board was ours when it was last read.
func (k known) Unclaimed(source string) (lifecycle.Unclaimed, bool) {
	s, ok := k.ledger.Source(source)
	if !ok || s.Unclaimed == nil {
		return lifecycle.Unclaimed{}, false
	}
	return *s.Unclaimed, true
}

// Resolution is what `platform: auto` found for a source; after several failures
// in a row it is doubted.
func (k known) Resolution(source string) (found lifecycle.Resolution, doubted, ok bool) {
	s, ok := k.ledger.Source(source)
	if !ok || s.Resolution == nil {
		return lifecycle.Resolution{}, false, false
	}
	return *s.Resolution, s.Failures > 0 && s.Failures%failuresBeforeProbe == 0, true
}
