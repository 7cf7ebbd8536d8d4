package feeds

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"time"

	gorilla "github.com/gorilla/feeds"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// JSON Feed 1.1 on gorilla's structs, with our one extension.

type jsonFeed struct {
	*gorilla.JSONFeed
	// Items shadow gorilla's, which would be missing when there are none. Each is
	// written once for all feeds.
	Items []json.RawMessage `json:"items"`
}

type jsonItem struct {
	*gorilla.JSONItem
	Language string         `json:"language"`
	Vacancy  *VacancyObject `json:"_vacancy"`
}

// VacancyObject is `_vacancy`: one vacancy for machines. Within version 1
// fields and codes are only ever added (CONTRACT, "HTTP").
type VacancyObject struct {
	Version int `json:"version"`
	normalize.Document
	// Evidence are the words behind each field and the rule that read them.
	Evidence map[string]Words `json:"evidence"`
	State    lifecycle.State  `json:"state"`
	// FirstSeen and Changed are RFC 3339 in UTC.
	FirstSeen string `json:"first_seen"`
	Changed   string `json:"changed"`
	// Aliases are other ids that lead to this vacancy.
	Aliases []string `json:"aliases"`
	// SeenAt is where its adverts stood, the most authoritative first.
	SeenAt []SeenAt `json:"seen_at"`
	// Reference is the advert's own.
	Reference string `json:"reference,omitempty"`
	// Unconfirmed is true when no run has confirmed it for 14 days.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
}

// Words are an advert's own words behind a field and the rule that read them.
type Words struct {
	Words string `json:"words"`
	Rule  string `json:"rule"`
}

// SeenAt is one place where a vacancy was advertised.
type SeenAt struct {
	Source string `json:"source"`
	URL    string `json:"url"`
}

func writeJSONFeed(f *feed) ([]byte, error) {
	author := &gorilla.JSONAuthor{Name: line(f.site.Publisher), Url: f.site.BaseURL + "/"}
	root := &jsonFeed{
		JSONFeed: &gorilla.JSONFeed{
			Version:     "https://jsonfeed.org/version/1.1",
			Title:       f.title,
			Language:    "en-GB",
			HomePageUrl: f.page,
			FeedUrl:     f.self,
			Description: f.description,
			Author:      author,
			Authors:     []*gorilla.JSONAuthor{author},
		},
		Items: []json.RawMessage{},
	}
	for _, it := range f.items {
		item, err := it.json()
		if err != nil {
			return nil, err
		}
		root.Items = append(root.Items, item)
	}
	return writeJSON(root)
}

func newJSONItem(it *Item) *jsonItem {
	out := &jsonItem{
		JSONItem: &gorilla.JSONItem{
			Id:            it.ID,
			Url:           it.Link,
			ExternalUrl:   it.Via,
			Title:         it.Title,
			Summary:       it.Lead,
			ContentText:   it.Text(),
			ContentHTML:   it.Body(),
			PublishedDate: &it.Published,
			ModifiedDate:  &it.Updated,
		},
		Language: "en-GB",
		Vacancy:  NewVacancyObject(it.record),
	}
	for _, c := range it.Categories {
		out.Tags = append(out.Tags, c.Label)
	}
	for _, name := range it.Authors {
		out.Authors = append(out.Authors, &gorilla.JSONAuthor{Name: name})
	}
	if len(out.Authors) > 0 {
		out.Author = out.Authors[0]
	}
	return out
}

// NewVacancyObject makes the `_vacancy` of a record. The words behind a fact are
// quoted briefly, to say where it comes from; a source that permits facts alone
// has no words of its running text quoted.
func NewVacancyObject(r *lifecycle.Record) *VacancyObject {
	d := r.Vacancy.Document()
	d.Vacancy, d.Readvertises = r.ID, r.Readvertises
	d.Boroughs = append([]string{}, r.Boroughs...)
	quote(&d)
	said := Evidence(r.Vacancy)
	if !quotable(r) {
		factsAlone(&d, said, r.Vacancy)
	}
	out := &VacancyObject{
		Version:     1,
		Document:    d,
		Evidence:    said,
		State:       r.State,
		FirstSeen:   rfc3339(r.FirstSeen.Truncate(time.Second)),
		Changed:     rfc3339(stamp(Updated(r), r.ID)),
		Aliases:     append([]string{}, r.Aliases...),
		SeenAt:      []SeenAt{},
		Reference:   short(r.Reference, 80),
		Unconfirmed: r.Unconfirmed,
	}
	for _, a := range r.Adverts {
		if address := webAddress(a.URL); address != "" {
			out.SeenAt = append(out.SeenAt, SeenAt{Source: a.Source, URL: address})
		}
	}
	return out
}

// quote bounds and cleans every foreign string of a document.
func quote(d *normalize.Document) {
	d.Title = short(d.Title, 200)
	d.ScopeWhy = short(d.ScopeWhy, maxWordsBehind)
	d.Pay.Text = short(d.Pay.Text, maxWordsBehind)
	d.Closing.Text = short(d.Closing.Text, maxWordsBehind)
	for _, s := range []*string{d.Pay.Grade, d.Postcode} {
		if s != nil {
			*s = short(*s, 80)
		}
	}
	for i, e := range d.Pay.Extras {
		d.Pay.Extras[i] = short(e, 80)
	}
	for code, f := range d.Facts {
		f.Value, f.Words = short(f.Value, 60), short(f.Words, maxWordsBehind)
		d.Facts[code] = f
	}
	d.Problems = append([]normalize.Problem{}, d.Problems...)
	for i := range d.Problems {
		d.Problems[i].Text = short(d.Problems[i].Text, maxWordsBehind)
	}
}

// Evidence gathers the words behind the fields of a vacancy, by field name.
func Evidence(v normalize.Vacancy) map[string]Words {
	out := map[string]Words{}
	for field, e := range Origins(v) {
		if e.Words != "" || e.Rule != "" {
			out[field] = Words{Words: short(e.Words, maxWordsBehind), Rule: short(e.Rule, 80)}
		}
	}
	return out
}

// Origins are where each value of a vacancy was read: the words, their place in
// the advert and the rule, by field name.
func Origins(v normalize.Vacancy) map[string]text.Evidence {
	out := map[string]text.Evidence{"scope": v.Role.Why, "closing": v.Closing.Evidence}
	for _, from := range []map[string]text.Evidence{v.Role.Evidence, v.Hours.Evidence, v.Pay.Evidence, v.Place.Evidence, v.Evidence} {
		maps.Copy(out, from)
	}
	for code, f := range v.Facts {
		out["facts."+code] = text.Evidence{Field: cmp.Or(f.Field, runningText), Words: f.Words, Start: f.Start, End: f.End, Rule: f.Rule}
	}
	return out
}

// runningText is the advert's field that holds prose.
const runningText = "description"

// quotable reports whether the running text may be quoted at all.
func quotable(r *lifecycle.Record) bool { return r.Republish == "excerpt" || r.Republish == "full" }

// factsAlone takes out every quotation of the running text; the rules stay.
func factsAlone(d *normalize.Document, said map[string]Words, v normalize.Vacancy) {
	from := Origins(v)
	for field, words := range said {
		if from[field].Field == runningText {
			said[field] = Words{Rule: words.Rule}
		}
	}
	if from["scope"].Field == runningText {
		d.ScopeWhy = short(from["scope"].Rule, 80)
	}
	if from["pay"].Field == runningText {
		d.Pay.Text = ""
	}
	if from["closing"].Field == runningText {
		d.Closing.Text = ""
	}
	for code, f := range d.Facts {
		f.Words = ""
		d.Facts[code] = f
	}
	for i := range d.Problems {
		if d.Problems[i].Field == runningText {
			d.Problems[i].Text = ""
		}
	}
}

// writeJSON writes compact JSON; object keys come in a fixed order.
func writeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
