package london_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/crawler"
	"vacancies/crawler/fetch"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// day0 is a Monday in autumn, a week before the clocks go back, so that the
// adverts of its month stand on both sides of the change.
var day0 = time.Date(2026, time.October, 19, 10, 30, 0, 0, time.UTC)

func build(t testing.TB, o london.Options) *london.London {
	t.Helper()
	if o.Day0.IsZero() {
		o.Day0 = day0
	}
	l, err := london.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// nothing is what is known before the first run.
type nothing struct{}

func (nothing) Sighting(string) (lifecycle.Sighting, bool) { return lifecycle.Sighting{}, false }
func (nothing) Memo(string, string) (lifecycle.Memo, bool) { return lifecycle.Memo{}, false }
func (nothing) Prior(string) (crawler.Prior, bool)         { return crawler.Prior{}, false }
func (nothing) Resolution(string) (lifecycle.Resolution, bool, bool) {
	return lifecycle.Resolution{}, false, false
}
func (nothing) LeftOut(string) []lifecycle.Sighting          { return nil }
func (nothing) Unclaimed(string) (lifecycle.Unclaimed, bool) { return lifecycle.Unclaimed{}, false }

// reader crawls the sites with the program's own engine.
type reader struct {
	c      crawler.Crawler
	client *fetch.Client
}

func read(t testing.TB, l *london.London) reader {
	t.Helper()
	dial, stop, err := l.Start()
	if err != nil {
		t.Fatal(err)
	}
	client, err := fetch.New(fetch.Options{Contact: "test@vacancies.example", Dial: dial, NoPause: true, Retries: -1,
		AttemptTimeout: 2 * time.Second, MaxBody: 4 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		stop()
	})
	return reader{client: client, c: crawler.Crawler{
		Open:     func(ctx context.Context, hosts []string) crawler.Fetcher { return client.Session(ctx, hosts) },
		Adapters: platform.ByName,
		Known:    nothing{},
		Want:     func(normalize.Advert) bool { return true },
		Now:      func() time.Time { return day0 },
	}}
}

func (r reader) harvest(t testing.TB, src config.Source) lifecycle.Harvest {
	t.Helper()
	return r.c.Run(t.Context(), src, lifecycle.Source{ID: src.ID})
}

// keys are the ids that a harvest's adverts have in their system, sorted.
func keys(h lifecycle.Harvest) []string {
	var out []string
	for _, s := range h.Adverts {
		_, id, _ := strings.Cut(s.Advert.Key, ":")
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func truth(t testing.TB, l *london.London, source string, day int) []london.Post {
	t.Helper()
	posts, err := l.Posts(source, day)
	if err != nil {
		t.Fatal(err)
	}
	return posts
}

func ids(posts []london.Post) []string {
	var out []string
	for _, p := range posts {
		out = append(out, p.ID)
	}
	slices.Sort(out)
	return out
}

func TestEverySiteIsReadWholeByItsAdapter(t *testing.T) {
	l := build(t, london.Options{Seed: 7})
	r := read(t, l)
	for _, day := range []int{0, 4, 30, 120} {
		l.SetDay(day)
		for _, src := range l.Sources() {
			h := r.harvest(t, src)
			if h.Fault != "" || len(h.Incomplete) > 0 {
				t.Errorf("day %d, %s: fault %q %s, incomplete %q", day, src.ID, h.Fault, h.Error, h.Incomplete)
				continue
			}
			posts := truth(t, l, src.ID, day)
			if got, want := keys(h), ids(posts); !slices.Equal(got, want) {
				t.Errorf("day %d, %s: read %q, shown %q", day, src.ID, got, want)
			}
			if len(posts) == 0 && h.SaysEmpty == "" {
				t.Errorf("day %d, %s: the empty board does not say so", day, src.ID)
			}
			for _, s := range h.Adverts {
				if s.Error != "" || s.Detail == lifecycle.DetailClosed {
					t.Errorf("day %d, %s, %s: detail %s %s", day, src.ID, s.Advert.Title, s.Detail, s.Error)
				}
			}
		}
	}
	if trod := l.Trespasses(); len(trod) > 0 {
		t.Errorf("the crawl asked for pages that are not for it: %q", trod)
	}
}

// sourceRow is a row of the demo config.
type sourceRow = config.Source

// atDay reads a source on a day.
func (r reader) atDay(t testing.TB, l *london.London, src config.Source, day int) lifecycle.Harvest {
	t.Helper()
	l.SetDay(day)
	return r.harvest(t, src)
}

// sighting finds an advert of a harvest by its id.
func sighting(t testing.TB, h lifecycle.Harvest, id string) lifecycle.Sighting {
	t.Helper()
	for _, s := range h.Adverts {
		if strings.HasSuffix(s.Advert.Key, ":"+id) {
			return s
		}
	}
	t.Fatalf("no advert %s among %q (fault %q)", id, keys(h), h.Fault)
	return lifecycle.Sighting{}
}
