package lifecycle

import (
	"slices"

	"vacancies/normalize"
	"vacancies/normalize/text"
)

// understand reads an advert, its source's boilerplate set aside.
func (w *work) understand(a normalize.Advert) normalize.Vacancy {
	return w.read(a).SetAside(w.boilerplate(a.Source))
}

func (w *work) boilerplate(source string) text.Boilerplate {
	st, _ := w.sourceOf(source)
	return st.Boilerplate
}

// learn looks for what a whole reading's adverts have in common. Where none of
// them is new or reworded there is nothing to learn; one that goes teaches
// nothing either, so that a board does not look different for every advert less.
func (s *harvestStep) learn() {
	if !slices.ContainsFunc(s.seen, func(p *shown) bool { return p.changed }) {
		return
	}
	var texts []string
	for _, p := range s.seen {
		if v, ok := s.readings[p.identity.ID]; ok {
			texts = append(texts, v.Text)
		} else if !p.erased {
			texts = append(texts, s.textOf(s.work.record(p.vacancy), p.identity.ID))
		}
	}
	s.relearn(s.h.Source.ID, texts)
}

// textOf is the plain text of an advert that did not change.
func (w *work) textOf(r *Record, advert string) string {
	if r != nil && r.Vacancy.Advert == advert && r.Vacancy.Text != "" {
		return r.Vacancy.Text
	}
	if s, ok := w.sighting(advert); ok {
		return w.read(s.Advert).Text
	}
	return ""
}

// relearn keeps what a source's texts have in common, and where that is not what
// it was, has all that the source lists follow in the same commit.
func (w *work) relearn(source string, texts []string) {
	was := w.boilerplate(source)
	learned := text.LearnBoilerplate(was, texts)
	if slices.Equal(was, learned) {
		return
	}
	w.source(source).Boilerplate = learned
	for id, v := range w.readings {
		if s, ok := w.sighting(id); ok && s.Advert.Source == source {
			w.readings[id] = v.SetAside(learned)
		}
	}
	for _, r := range w.listed(source) {
		if a := r.Advert(r.Vacancy.Advert); a != nil && a.Source == source {
			r = w.edit(r.ID)
			r.Vacancy = r.Vacancy.SetAside(learned)
		}
	}
}

// learnAll is relearn for every source, from the adverts it lists as they are
// read in this unit of work.
func (w *work) learnAll() {
	for _, st := range w.View.Sources() {
		var texts []string
		for _, r := range w.listed(st.Source.ID) {
			for _, a := range r.Adverts {
				if v, ok := w.reading(a.Advert); ok && a.Source == st.Source.ID && !a.Gone {
					texts = append(texts, v.Text)
				}
			}
		}
		w.relearn(st.Source.ID, texts)
	}
}
