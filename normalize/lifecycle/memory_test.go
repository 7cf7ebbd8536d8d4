package lifecycle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/dedupe"
	"vacancies/normalize/role"
)

// memory is a ledger in memory: the least that satisfies View and keeps what a
// Result says, as the store does.
type memory struct {
	live      *Live
	records   map[string]*Record
	alias     map[string]string
	raw       map[string]Sighting
	withheld  map[string]Harvest
	leftOut   map[string][]Sighting
	memos     map[string][]Memo
	decisions []Decision
	erased    map[string]bool
	log       []Change
	runs      []Run
	match     func(dedupe.Entry) (string, dedupe.Evidence, bool)
	round     func(dedupe.Entry) (string, bool)
	reader    reader
}

func newMemory() *memory {
	return &memory{live: NewLive(), records: map[string]*Record{}, alias: map[string]string{}, raw: map[string]Sighting{},
		withheld: map[string]Harvest{}, leftOut: map[string][]Sighting{}, memos: map[string][]Memo{}, erased: map[string]bool{},
		match:  func(dedupe.Entry) (string, dedupe.Evidence, bool) { return "", dedupe.Evidence{}, false },
		round:  func(dedupe.Entry) (string, bool) { return "", false },
		reader: reader{}}
}

func (m *memory) Source(id string) (SourceState, bool) { return m.live.Source(id) }
func (m *memory) Sources() []SourceState               { return m.live.Sources() }
func (m *memory) Record(id string) *Record             { return m.records[id] }
func (m *memory) Listed(source string) []*Record       { return m.live.Listed(source) }
func (m *memory) Open() []*Record                      { return m.live.Open() }
func (m *memory) Erased(trace string) bool             { return m.erased[trace] }

func (m *memory) Resolve(id string) string {
	if to, ok := m.alias[id]; ok {
		return to
	}
	if m.records[id] != nil {
		return id
	}
	return ""
}

func (m *memory) Ended(before time.Time, raw bool, limit int) []*Record {
	var out []*Record
	for _, r := range m.records {
		if (r.State == Closed || r.State == Withdrawn) && !r.Pruned && r.Ended.Before(before) && !(raw && r.RawDropped) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, byID)
	return out[:min(limit, len(out))]
}

func (m *memory) Sighting(advert string) (Sighting, bool) { s, ok := m.raw[advert]; return s, ok }
func (m *memory) Withheld(source string) (Harvest, bool)  { h, ok := m.withheld[source]; return h, ok }

func (m *memory) LeftOut(source string) []Sighting { return m.leftOut[source] }

func (m *memory) Rulings(id string) []Decision {
	return slices.DeleteFunc(slices.Clone(m.decisions), func(d Decision) bool { return d.Target != id && d.Value != id })
}

func (m *memory) Match(e dedupe.Entry) (string, dedupe.Evidence, bool) { return m.match(e) }
func (m *memory) Round(e dedupe.Entry) (string, bool)                  { return m.round(e) }

// commit keeps a result, through JSON as the store does, so that nothing rests
// on shared memory.
func (m *memory) commit(r Result) Result {
	for _, rec := range r.Records {
		kept := reload(rec)
		was := m.records[rec.ID]
		if was != nil {
			for _, id := range was.Aliases {
				if !slices.Contains(rec.Aliases, id) && m.alias[id] == rec.ID {
					delete(m.alias, id)
				}
			}
		}
		if rec.State != Merged {
			if rec.State != Erased {
				delete(m.alias, rec.ID)
			}
			for _, id := range rec.Aliases {
				m.alias[id] = rec.ID
			}
		}
		m.records[rec.ID] = kept
	}
	m.live.Apply(mapped(r.Records, func(x *Record) *Record { return m.records[x.ID] }), r.Sources)
	for i := range r.Changes {
		r.Changes[i].Seq = uint64(len(m.log) + 1)
		m.log = append(m.log, r.Changes[i])
	}
	for _, s := range r.Sightings {
		m.raw[s.Advert] = *reload(&s.Sighting)
	}
	for _, id := range r.Dropped {
		delete(m.raw, id)
	}
	for source, h := range r.Withheld {
		if delete(m.withheld, source); h != nil {
			m.withheld[source] = *reload(h)
		}
	}
	for _, l := range r.LeftOut {
		m.leftOut[l.Source] = l.Rows
	}
	for _, x := range r.Memos {
		if m.memos[x.Source] = append(m.memos[x.Source], x.Memos...); x.Forget {
			m.memos[x.Source] = nil
		}
	}
	for _, d := range r.Decisions {
		if i := slices.IndexFunc(m.decisions, func(was Decision) bool { return was.ID == d.ID }); i >= 0 {
			m.decisions[i] = d
		} else {
			m.decisions = append(m.decisions, d)
		}
	}
	for _, e := range r.Erasures {
		for _, source := range e.Sources {
			delete(m.memos, source)
		}
		for _, t := range e.Traces {
			m.erased[t] = true
		}
	}
	m.runs = append(m.runs, r.Runs...)
	return r
}

func mapped[A, B any](in []A, fn func(A) B) []B {
	var out []B
	for _, x := range in {
		out = append(out, fn(x))
	}
	return out
}

func reload[T any](x *T) *T {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err)
	}
	var out T
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	return &out
}

// reader is a normaliser for these tests: it takes words at their face value.
type reader struct{ upper bool }

func (rd reader) read(a normalize.Advert) normalize.Vacancy {
	v := normalize.Vacancy{Advert: normalize.Identify(a).ID, Title: a.Title, Posted: a.Posted, Normaliser: 1, Text: a.Description}
	if rd.upper {
		v.Title = strings.ToUpper(v.Title)
	}
	v.Role = role.Role{Scope: role.In, Stage: "social_worker"}
	switch {
	case strings.Contains(a.Title, "Gardener"):
		v.Role = role.Role{Scope: role.Out, Stage: "n/a"}
	case strings.Contains(a.Title, "Family Support"):
		v.Role.Scope = role.Related
	}
	if a.Contract != "" {
		v.Hours.Contract = []string{strings.ToLower(a.Contract)}
	}
	v.Pay.Text = a.Salary
	var pounds float64
	if n, _ := fmt.Sscanf(a.Salary, "£%f", &pounds); n == 1 {
		v.Pay.Min, v.Pay.Period = &pounds, "year"
	}
	v.Closing = closing.Closing{Text: a.Closing, Kind: closing.None}
	if at, err := time.ParseInLocation("2006-01-02 15:04", a.Closing, londonZone); err == nil {
		v.Closing.At, v.Closing.Kind = at, closing.DateTime
	} else if a.Closing != "" {
		v.Closing.Kind = closing.Invalid
	}
	if a.Location != "" {
		v.Place.Boroughs = []string{a.Location}
	}
	return v
}

// monday is the day most histories begin on.
var monday = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// hour is the n-th hour after monday's start.
func hour(n int) time.Time { return monday.Add(time.Duration(n) * time.Hour) }

func src(id string) Source {
	return Source{ID: id, Kind: normalize.Council, Boroughs: []string{"hackney"}, Platform: "test",
		URL: "https://" + id + ".example/jobs", Republish: "excerpt", Every: time.Hour, Enabled: true}
}

// ad is advert n of a source, closing at the end of March.
func ad(source string, n int, change ...func(*normalize.Advert)) Sighting {
	a := normalize.Advert{Source: source, Key: fmt.Sprintf("test:%d", n), Title: fmt.Sprintf("Social Worker %d", n),
		URL: fmt.Sprintf("https://%s.example/jobs/%d", source, n), Salary: fmt.Sprintf("£%d", 40000+n),
		Closing: "2026-03-31 23:59", Contract: "permanent", Description: fmt.Sprintf("Team %d works with Hackney's children.", n)}
	for _, c := range change {
		c(&a)
	}
	return Sighting{Advert: a, Detail: DetailRead}
}

func ads(source string, from, to int) []Sighting {
	var out []Sighting
	for n := from; n <= to; n++ {
		out = append(out, ad(source, n))
	}
	return out
}

func list(source string, adverts ...Sighting) Harvest {
	return Harvest{Source: src(source), Pages: 1, Requests: 1, Adverts: adverts}
}

func idOf(source string, n int) string { return normalize.AdvertID(source, fmt.Sprintf("test:%d", n)) }

func (m *memory) step(h Harvest, now time.Time) Result {
	return m.commit(step(m, h, now, m.reader.read))
}

func (m *memory) tick(now time.Time) Result { return m.commit(Tick(m, now)) }

func (m *memory) decide(t testing.TB, d Decision, now time.Time) Result {
	t.Helper()
	if d.By == "" {
		d.By, d.Why = "an officer", "because"
	}
	r, err := decide(m, d, now, m.reader.read)
	if err != nil {
		t.Fatalf("deciding %s on %s: %v", d.Kind, d.Target, err)
	}
	return m.commit(r)
}

// snapshot is what feeds would read.
func (m *memory) snapshot() *Snapshot {
	return &Snapshot{Records: m.live.Open(), Sources: m.live.Sources(), Sequence: uint64(len(m.log))}
}

// published is the default set: each vacancy's material words by id.
func (m *memory) published() map[string]string {
	out := map[string]string{}
	for _, r := range m.live.Open() {
		if r.InDefault {
			out[r.ID] = fmt.Sprint(r.material())
		}
	}
	return out
}

// state is the state of a source's n-th advert's vacancy.
func (m *memory) state(t testing.TB, source string, n int) *Record {
	t.Helper()
	r := m.records[m.Resolve(idOf(source, n))]
	if r == nil {
		t.Fatalf("%s advert %d is not known", source, n)
	}
	return r
}

// documents are the vacancies of the default set as they are published, word by
// word: what a reader of the changes must hold in the end.
func (m *memory) documents() map[string]string {
	out := map[string]string{}
	for _, r := range m.live.Open() {
		if !r.InDefault {
			continue
		}
		v := r.Vacancy
		type seen struct{ Source, URL string }
		var at []seen
		for _, a := range r.Adverts {
			at = append(at, seen{a.Source, a.URL})
		}
		b, err := json.Marshal([]any{v.Document(), r.Boroughs, v.Role.Evidence, v.Hours.Evidence, v.Pay.Evidence, v.Closing.Evidence,
			v.Place.Evidence, v.Evidence, v.Text, v.HTML, v.Excerpt, v.Posted, r.State, r.FirstSeen, r.Published, r.Changed, r.Aliases, at,
			r.Reference, r.URL, r.ApplyURL, r.Unconfirmed, r.Readvertises, r.Republish})
		if err != nil {
			panic(err)
		}
		out[r.ID] = string(b)
	}
	return out
}

// news are the changes that are announced.
func news(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !c.Announced() })
}

// told lists the announced changes as "kind n", with n the number in the advert's key where
// it can be told.
func told(changes []Change, source string, most int) []string {
	var out []string
	for _, c := range news(changes) {
		name := c.ID
		for n := range most + 1 {
			if c.ID == idOf(source, n) {
				name = fmt.Sprint(n)
			}
		}
		out = append(out, string(c.Kind)+" "+name)
	}
	slices.Sort(out)
	return out
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
