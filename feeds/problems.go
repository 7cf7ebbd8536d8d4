package feeds

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	gorilla "github.com/gorilla/feeds"

	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
)

// ProblemsAtom is a borough's adverts that leave something out or that we
// cannot read, for its recruiters: an entry a vacancy, new when its problems change.
func (e *Edition) ProblemsAtom(borough string) (Document, error) {
	a, ok := place.BySlug(borough)
	if !ok {
		return Document{}, fmt.Errorf("problems of %q: no such borough", borough)
	}
	f := &feed{
		site: e.Site, id: nameID("problems/" + borough), updated: epoch,
		title: a.Name + ": what is missing or unclear in vacancies",
		description: "Open vacancies of " + a.Official + " whose adverts leave something out, or say something that we cannot read. " +
			e.coverage.For([]string{borough}).Sentence(),
		self: e.Site.BaseURL + "/boroughs/" + borough + "/mirror.atom", page: e.Site.BaseURL + "/boroughs/" + borough + "/mirror",
	}
	var entries []*atomEntry
	for _, r := range e.Snapshot.Records {
		leftOut := r.Vacancy.Role.Scope == role.Out || r.Outside() != ""
		if len(r.Vacancy.Problems) == 0 || leftOut || !slices.Contains(r.Boroughs, borough) {
			continue
		}
		it := newItem(r, e.Site)
		if !published(r) { // it has no page of its own; what became of it stands in the mirror
			it.Link, it.Categories = f.page+"?find="+r.ID, nil
		}
		entries = append(entries, problemEntry(it, r))
		if at := Updated(r).UTC().Truncate(time.Second); at.After(f.updated) {
			f.updated = at
		}
	}
	body, err := writeEntries(newAtomFeed(f), entries)
	return NewDocument(body, TypeAtom, e.modified), err
}

func problemEntry(it *Item, r *lifecycle.Record) *atomEntry {
	var codes []string
	var list strings.Builder
	for _, p := range r.Vacancy.Problems {
		codes = append(codes, p.Field+":"+p.Code)
	}
	words := ProblemTexts(r)
	for _, p := range words {
		list.WriteString("<li>" + html.EscapeString(p) + "</li>")
	}
	slices.Sort(codes)
	e := newAtomEntry(it)
	e.AtomEntry = &gorilla.AtomEntry{
		Title:     it.Title,
		Id:        nameID("problem/" + r.ID + "/" + strings.Join(slices.Compact(codes), "/")),
		Updated:   rfc3339(it.Updated),
		Published: rfc3339(it.Published),
	}
	e.Summary = &atomText{Type: "text", Text: strings.Join(words, "\n")}
	e.Content = &atomText{Type: "html", Text: "<ul>" + list.String() + "</ul>"}
	return e
}

// ProblemTexts say in words what is wrong with a vacancy's adverts, with the
// adverts' own words where their source permits them to be quoted.
func ProblemTexts(r *lifecycle.Record) []string {
	var out []string
	for _, p := range r.Vacancy.Problems {
		text := Label("problem", p.Code)
		if words := short(p.Text, maxWordsBehind); words != "" && (p.Field != runningText || quotable(r)) {
			text += ": “" + words + "”"
		}
		out = append(out, text)
	}
	return out
}
