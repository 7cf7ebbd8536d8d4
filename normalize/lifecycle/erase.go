package lifecycle

import (
	"net/url"
	"slices"
	"strings"

	"vacancies/normalize"
)

// Traces are the names by which an erased advert would be known again: its
// id, which stands for source and key, and its address. The ledger keeps them
// by keyed hash alone.
func Traces(advert string, addresses ...string) []string {
	out := []string{advert}
	for _, a := range addresses {
		if a != "" {
			out = append(out, addressTrace(a))
		}
	}
	return out
}

// addressTrace is an address without what a site may vary: scheme, letter case
// of the host, fragment and closing slash.
func addressTrace(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return "address:" + strings.ToLower(raw)
	}
	s := "address:" + strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}

// erase blanks every trace of a vacancy in place; ids, dates and change
// numbers stay, so that what was told before can still be answered.
func (w *work) erase(r *Record, d Decision) {
	e := Erasure{Vacancy: r.ID}
	for _, a := range r.Adverts {
		e.Adverts = append(e.Adverts, a.Advert)
		e.Sources = union(e.Sources, []string{a.Source})
		e.Traces = append(e.Traces, Traces(a.Advert, a.URL)...)
		e.addWords(a.URL, a.ApplyURL, a.Ref, a.Title)
	}
	w.blankRulings(append([]string{r.ID}, r.Aliases...))
	d.Digest = ""
	w.result.Decisions = append(w.result.Decisions, d)
	for _, id := range r.Aliases {
		if merged := w.edit(id); merged != nil {
			merged.blank(d)
		}
	}
	r.Ended = w.now
	r.blank(d)
	w.result.Dropped = append(w.result.Dropped, e.Adverts...)
	for _, source := range e.Sources {
		w.eraseWithheld(source, e)
	}
	w.result.Erasures = append(w.result.Erasures, e)
}

// eraseRow blanks an advert that no vacancy has: a row that is not ours, or one
// that waits for a person. It is named by its id or its address; the ruling names
// it by id alone. False when there is none such.
func (w *work) eraseRow(d Decision) bool {
	is := func(x Sighting) bool {
		return normalize.Identify(x.Advert).ID == d.Target || x.Advert.URL != "" && addressTrace(x.Advert.URL) == addressTrace(d.Target)
	}
	for _, st := range w.View.Sources() {
		source := st.Source.ID
		rows := w.View.LeftOut(source)
		held, _ := w.View.Withheld(source)
		all := slices.Concat(rows, held.Adverts)
		i := slices.IndexFunc(all, is)
		if i < 0 {
			continue
		}
		a := all[i].Advert
		e := Erasure{Vacancy: normalize.Identify(a).ID, Sources: []string{source}}
		e.Adverts, e.Traces = []string{e.Vacancy}, Traces(e.Vacancy, a.URL)
		e.addWords(a.URL, a.ApplyURL, a.Reference, a.Title)
		w.keepLeftOut(w.source(source), slices.DeleteFunc(slices.Clone(rows), is))
		w.eraseWithheld(source, e)
		d.Target, d.Digest = e.Vacancy, ""
		d.ID = d.name()
		w.result.Decisions = append(w.result.Decisions, d)
		w.result.Erasures = append(w.result.Erasures, e)
		return true
	}
	return false
}

// addWords adds words by which stray mentions are found; short ones say too little.
func (e *Erasure) addWords(words ...string) {
	for _, word := range words {
		if len(word) > 3 {
			e.Words = union(e.Words, []string{word})
		}
	}
}

// blank leaves of a record what its id and its change numbers rest on.
func (r *Record) blank(d Decision) {
	kept := Record{ID: r.ID, State: Erased, Reason: "erased on request", Source: r.Source, Kind: r.Kind,
		FirstSeen: r.FirstSeen, Published: r.Published, Changed: r.Changed, Confirmed: r.Confirmed, Ended: r.Ended,
		InDefault: r.InDefault, Aliases: r.Aliases, Into: r.Into, Rulings: []string{d.ID}, RawDropped: true}
	for _, a := range r.Adverts {
		kept.Adverts = append(kept.Adverts, Appearance{Advert: a.Advert, Source: a.Source, Kind: a.Kind,
			FirstSeen: a.FirstSeen, LastSeen: a.LastSeen, Gone: true})
	}
	*r = kept
}

// blankRulings takes out what earlier rulings on the vacancy say in words.
func (w *work) blankRulings(ids []string) {
	var done []string
	for _, id := range ids {
		for _, was := range w.View.Rulings(id) {
			if slices.Contains(done, was.ID) {
				continue
			}
			done = append(done, was.ID)
			was.Why, was.Digest = "erased", ""
			w.result.Decisions = append(w.result.Decisions, was)
		}
	}
}

// eraseWithheld takes an erased vacancy out of what waits for a person, and out
// of the last error of its source.
func (w *work) eraseWithheld(source string, e Erasure) {
	st := w.source(source)
	if st == nil {
		return
	}
	if slices.ContainsFunc(e.Words, func(word string) bool { return strings.Contains(st.Error, word) }) {
		st.Error = "erased"
	}
	h, ok := w.View.Withheld(source)
	if !ok {
		return
	}
	h.Adverts = slices.DeleteFunc(slices.Clone(h.Adverts), func(s Sighting) bool {
		return slices.Contains(e.Adverts, normalize.Identify(s.Advert).ID)
	})
	h.Memos, h.Sample = nil, nil
	if w.result.Withheld == nil {
		w.result.Withheld = map[string]*Harvest{}
	}
	w.result.Withheld[source] = &h
	if st.Withheld != nil {
		kept := *st.Withheld
		kept.Missing = slices.DeleteFunc(slices.Clone(kept.Missing), func(id string) bool { return id == e.Vacancy })
		kept.Takeover = slices.DeleteFunc(slices.Clone(kept.Takeover), func(t Takeover) bool { return t.Vacancy == e.Vacancy })
		st.Withheld = &kept
	}
}
