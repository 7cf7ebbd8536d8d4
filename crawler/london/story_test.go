package london_test

import (
	"slices"
	"testing"
	"time"

	"vacancies/crawler/london"
	"vacancies/normalize/lifecycle"
)

// told finds the one post of a story on a site and a day; ok is false when it is not shown.
func told(t testing.TB, l *london.London, source, story string, day int) (london.Post, bool) {
	t.Helper()
	for _, p := range truth(t, l, source, day) {
		if p.Story == story {
			return p, true
		}
	}
	return london.Post{}, false
}

func TestStoriesRunTheirCourse(t *testing.T) {
	cases := []struct {
		name, source, story string
		shown               []int // days on which it is on the site
		hidden              []int // days on which it is not
	}{
		{"a post that closes at noon is there that morning and gone the next", "haringey", "noon", []int{0, 5}, []int{6}},
		{"an extended post outlives its first date", "camden", "extended", []int{0, 4, 5, 15}, []int{16}},
		{"a post extended on its page alone outlives the list's date", "hackney", "closing extended on its page", []int{0, 3, 4, 17}, []int{18}},
		{"a post closes and is reopened under the same id", "bexley", "reopened", []int{0, 3, 6, 20}, []int{4, 5, 21}},
		{"a post is withdrawn long before its date", "ealing", "withdrawn", []int{0, 2}, []int{3, 4, 10}},
		{"a post is missing for one day", "waltham-forest", "missing for a day", []int{2, 4}, []int{3}},
		{"a post closes early, as it said it might", "croydon", "closes early", []int{0, 6}, []int{7}},
		{"an old round ends", "brent", "first round", []int{0, 2}, []int{3, 5}},
		{"a new round begins three days later", "brent", "readvertised", []int{5, 22}, []int{4, 23}},
		{"an ongoing campaign never ends", "barking-and-dagenham", "ongoing", []int{0, 30, 90}, nil},
		{"a post without a closing date is taken down at last", "sutton", "no closing date", []int{0, 26}, []int{27}},
		{"a post with an impossible date is taken down", "southwark", "no such day", []int{0, 9}, []int{10}},
	}
	l := build(t, london.Options{Seed: 4})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, day := range c.shown {
				if _, ok := told(t, l, c.source, c.story, day); !ok {
					t.Errorf("day %d: not shown", day)
				}
			}
			for _, day := range c.hidden {
				if _, ok := told(t, l, c.source, c.story, day); ok {
					t.Errorf("day %d: shown", day)
				}
			}
		})
	}
}

func TestAPostClosesAtItsInstantWhenTheClockRuns(t *testing.T) {
	now := day0
	l := build(t, london.Options{Seed: 4, Now: func() time.Time { return now }})
	r := read(t, l)
	src := l.Sources()[slices.IndexFunc(l.Sources(), func(s sourceRow) bool { return s.ID == "haringey" })]
	p, ok := told(t, l, "haringey", "noon", 5)
	if !ok {
		t.Fatal("the post that closes at noon is not there")
	}
	if h, m, _ := p.Closing.At.Clock(); h != 12 || m != 0 {
		t.Fatalf("closes at %s, not at noon in London", p.Closing.At)
	}
	now = p.Closing.At.Add(-time.Minute)
	if got := keys(r.harvest(t, src)); !slices.Contains(got, p.ID) {
		t.Errorf("a minute before noon: %q, without %s", got, p.ID)
	}
	now = p.Closing.At.Add(time.Minute)
	if got := keys(r.harvest(t, src)); slices.Contains(got, p.ID) {
		t.Errorf("a minute after noon: %q, with %s", got, p.ID)
	}
}

func TestARoundIsToldApartFromTheNext(t *testing.T) {
	l := build(t, london.Options{Seed: 4})
	old, _ := told(t, l, "brent", "first round", 0)
	again, _ := told(t, l, "brent", "readvertised", 6)
	if again.Readvertises != old.Round || again.Round == old.Round || again.Reference == old.Reference {
		t.Errorf("first round %s (%s), second %s (%s) readvertises %q", old.Round, old.Reference, again.Round, again.Reference, again.Readvertises)
	}
}

func TestOnePostOnTwoSitesIsOneRound(t *testing.T) {
	l := build(t, london.Options{Seed: 4})
	rounds := map[string][]london.Post{}
	for _, p := range everyPost(t, l, 0) {
		rounds[p.Round] = append(rounds[p.Round], p)
	}
	copies, pairs := 0, 0
	for round, posts := range rounds {
		if len(posts) == 1 {
			continue
		}
		for _, p := range posts[1:] {
			if p.Source == posts[0].Source || p.Reference != posts[0].Reference || p.Title != posts[0].Title {
				t.Errorf("round %s: %s %s %q and %s %s %q", round, posts[0].Source, posts[0].Reference, posts[0].Title, p.Source, p.Reference, p.Title)
			}
		}
		switch {
		case posts[len(posts)-1].Source == "capital-social-work":
			copies++
		case len(posts[0].Boroughs) == 2:
			pairs++
		}
	}
	if copies < 8 || pairs != 2 {
		t.Errorf("%d posts copied to the regional site, %d posts on two councils' sites", copies, pairs)
	}
}

func TestPostsOutsideLondonAreShownAndBelongToNobody(t *testing.T) {
	l := build(t, london.Options{Seed: 4})
	outside := 0
	for _, p := range truth(t, l, "achieving-for-children", 0) {
		if p.Story == "outside London" {
			outside++
			if len(p.Boroughs) != 0 {
				t.Errorf("%q belongs to %q", p.Title, p.Boroughs)
			}
		} else if len(p.Boroughs) == 0 {
			t.Errorf("%q belongs to nobody", p.Title)
		}
	}
	if outside != 2 {
		t.Errorf("%d posts outside London, want 2", outside)
	}
}

func TestACorrectionOnThePageAloneLeavesTheListAsItWas(t *testing.T) {
	cases := []struct {
		name, source, story string
		day                 int // the day of the correction
		field               func(lifecycle.Sighting) string
	}{
		{"pay", "barnet", "pay corrected on its page", 1, func(s lifecycle.Sighting) string { return s.Advert.Description }},
		{"closing", "hackney", "closing extended on its page", 2, func(s lifecycle.Sighting) string { return s.Advert.Closing }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := build(t, london.Options{Seed: 4})
			r := read(t, l)
			src := l.Sources()[slices.IndexFunc(l.Sources(), func(s sourceRow) bool { return s.ID == c.source })]
			p, _ := told(t, l, c.source, c.story, 0)
			before := sighting(t, r.atDay(t, l, src, c.day-1), p.ID)
			after := sighting(t, r.atDay(t, l, src, c.day), p.ID)
			if before.RowHash != after.RowHash {
				t.Error("the list's row changed")
			}
			if c.field(before) == c.field(after) {
				t.Errorf("the page did not change: %s", c.field(after))
			}
		})
	}
}
