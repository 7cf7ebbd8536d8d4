package london

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // Europe/London wherever it runs

	"vacancies/config"
)

// Domain is the ending of every site's host: SOURCE.demo.example.
const Domain = "demo.example"

// Options say which London to build.
type Options struct {
	// Seed chooses the adverts; the same seed gives the same bytes.
	Seed uint64
	// Day0 is any instant of the first London day; dates in adverts are relative to it.
	Day0 time.Time
	// Day is how many days have passed since Day0. It counts while Now is nil:
	// then it is always nine in the morning.
	Day int
	// Now, when given, is the clock the sites live by.
	Now func() time.Time
	// Faults are kinds of fault by source id.
	Faults map[string]string
	// Typed, when given, rewrites the words of an advert's field (by the names of
	// normalize.Advert), as whoever typed it might have: what ends up where?
	Typed func(field, words string) string
}

// London is the set of sites at one instant. It is safe for concurrent use.
type London struct {
	zone  *time.Location
	day0  time.Time // midnight of the first London day
	sites []*site
	byID  map[string]*site

	mu     sync.Mutex
	now    func() time.Time
	faults map[string]string
	tokens uint64
	trod   []string
}

// New builds London. An unknown source or fault is an error that names it.
func New(o Options) (*London, error) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, fmt.Errorf("building the local London: %w", err)
	}
	if o.Day0.IsZero() {
		return nil, fmt.Errorf("building the local London: day 0 is not given")
	}
	y, m, d := o.Day0.In(zone).Date()
	l := &London{
		zone:   zone,
		day0:   time.Date(y, m, d, 0, 0, 0, 0, zone),
		byID:   map[string]*site{},
		now:    o.Now,
		faults: map[string]string{},
	}
	for _, row := range sites {
		s := &site{siteRow: row, london: l, render: renderers[row.platform]}
		l.sites = append(l.sites, s)
		l.byID[s.id] = s
	}
	deal(l, o.Seed)
	addStrangers(l)
	if o.Typed != nil {
		l.retype(o.Typed)
	}
	if o.Now == nil {
		l.SetDay(o.Day)
	}
	for source, kind := range o.Faults {
		if err := l.SetFault(source, kind); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// retype has every advert's words be those that typed makes of them.
func (l *London) retype(typed func(field, words string) string) {
	for _, s := range l.sites {
		for _, a := range s.adverts {
			c := &a.first
			for field, words := range map[string]*string{"title": &c.title, "employer": &c.employer, "department": &c.team, "salary": &c.pay.Text,
				"contract": &c.contract, "hours": &c.hours, "location": &c.location, "closing": &c.closing.Text, "reference": &a.ref} {
				*words = typed(field, *words)
			}
			c.body = append(slices.Clone(c.body), section{paras: []string{typed("description", "")}})
		}
	}
}

// SetDay stops the clock at nine in the morning, day days after day 0, also
// where Options.Now gave one.
func (l *London) SetDay(day int) {
	at := l.date(day).Add(9 * time.Hour)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = func() time.Time { return at }
}

// SetFault breaks a source from now on; an empty kind mends it.
func (l *London) SetFault(source, kind string) error {
	if l.byID[source] == nil {
		return fmt.Errorf("breaking %q: no such source in the local London", source)
	}
	if kind != "" && !slices.Contains(Faults(), kind) {
		return fmt.Errorf("breaking %s: no such fault %q", source, kind)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if kind == "" {
		delete(l.faults, source)
	} else {
		l.faults[source] = kind
	}
	return nil
}

// Sources are the config rows of the sites, the 33 authorities first.
func (l *London) Sources() []config.Source {
	var out []config.Source
	for _, s := range l.sites {
		out = append(out, s.source())
	}
	return out
}

// Trespasses lists the requests that a polite reader never makes: application
// and log-in forms, surfaces the site's robots.txt disallows, anything sent.
func (l *London) Trespasses() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.trod)
}

func (l *London) trespass(r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trod = append(l.trod, r.Method+" http://"+r.Host+r.URL.RequestURI())
}

// clock gives the instant and the fault in force for a source.
func (l *London) clock(source string) (time.Time, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now().In(l.zone), l.faults[source]
}

// token is a new session token, as sites put into their links.
func (l *London) token() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tokens++
	return fmt.Sprintf("xf-%012x", (l.tokens*0x9e3779b97f4a7c15)>>16)
}

// date is midnight of the day'th London day. Days are not all 24 hours long.
func (l *London) date(day int) time.Time { return l.day0.AddDate(0, 0, day) }

// dayOf is how many London days lie between day 0 and t.
func (l *London) dayOf(t time.Time) int {
	t = t.In(l.zone)
	noon := time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	zero := time.Date(l.day0.Year(), l.day0.Month(), l.day0.Day(), 12, 0, 0, 0, time.UTC)
	return int(noon.Sub(zero) / (24 * time.Hour))
}
