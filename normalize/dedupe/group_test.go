package dedupe_test

import (
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// advert is a hand-written advert; only what a case needs is set.
type advert struct {
	source, borough, ref, url, title, salary, closing, posted, place, contract, hours, text string
	kind                                                                                    normalize.Kind
	boroughs                                                                                []string
}

func (a advert) entry() dedupe.Entry {
	if a.borough == "" {
		a.borough = "exbridge"
	}
	if a.kind == "" {
		a.kind = normalize.Council
	}
	if a.source == "" {
		a.source = string(a.kind) + "-site"
		if a.kind == normalize.Council {
			a.source = a.borough
		}
	}
	if a.posted == "" {
		a.posted = "2025-09-01"
	}
	if a.url == "" {
		a.url = "https://" + a.source + ".example/" + slug(a.title+a.ref+a.place+a.posted+a.borough+a.hours)
	}
	boroughs := a.boroughs
	if boroughs == nil {
		boroughs = []string{a.borough}
	}
	at, err := time.Parse(time.DateOnly, a.posted)
	if err != nil {
		panic(err)
	}
	x := normalize.Advert{Source: a.source, Kind: a.kind, Boroughs: boroughs, Reference: a.ref, URL: a.url, Title: a.title,
		Salary: a.salary, Closing: a.closing, Posted: a.posted, Location: a.place, Contract: a.contract, Hours: a.hours,
		Description: a.text, FetchedAt: at}
	return dedupe.Entry{Advert: x, Vacancy: normalize.Read(x), Identity: normalize.Identify(x), FirstSeen: at, LastSeen: at}
}

const (
	money   = "£44,100 - £49,300"
	autumn  = "28 September 2025"
	winter  = "14 December 2025"
	reviews = "You will plan visits and statutory reviews for children and write clear care plans with their families."
)

// Each case is a paragraph of the label guide, section 8, or of the rules that
// serve it.
func TestTwoAdvertsAreOneVacancyOrTwo(t *testing.T) {
	council := advert{ref: "EXB-410", title: "Social Worker - Kinship Care", salary: money, closing: autumn, contract: "Permanent", text: reviews}
	with := func(change func(*advert)) advert {
		a := council
		change(&a)
		return a
	}
	regional := advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: autumn, posted: "2025-09-03", contract: "Permanent"}
	again := advert{ref: "EXB-455", title: "Social Worker - Kinship Care", salary: money, closing: winter, posted: "2025-11-20", contract: "Permanent"}
	cases := []struct {
		name string
		a, b advert
		want string
	}{
		{"a board that does not say which of its boroughs copies no council's post", council,
			with(func(a *advert) {
				a.kind, a.ref, a.text, a.boroughs = normalize.Board, "", "", []string{"exbridge", "wyebridge"}
			}), "different"},
		{"equal references within one employer make one vacancy", council,
			with(func(a *advert) { a.kind, a.ref, a.title = normalize.Board, "Ref: EXB410", "Social Worker" }), "same"},
		{"a deadline that moved under one reference makes no new vacancy", council, with(func(a *advert) { a.closing = "5 October 2025" }), "same"},
		{"a rolling campaign re-dated under one reference stays one", with(func(a *advert) { a.closing = "Ongoing" }),
			with(func(a *advert) { a.closing, a.posted = winter, "2025-11-20" }), "same"},
		{"two references open at one time make two vacancies", council, with(func(a *advert) { a.ref = "EXB-411" }), "different"},
		{"a regional copy in other words with the same closing and pay is the council's post", council, regional, "same"},
		{"a copy without closing or reference is known by its pay and text", council,
			advert{kind: normalize.Board, title: "Social Worker - Kinship Care", salary: money, text: reviews, posted: "2025-09-04"}, "same"},
		{"a copy that agrees in the title alone is not taken for the post", council,
			advert{kind: normalize.Board, title: "Social Worker - Kinship Care", posted: "2025-09-04"}, "different"},
		{"a text cut short still shows that it is a copy", council,
			advert{kind: normalize.Board, title: "Social Worker - Kinship Care", text: "You will plan visits and statutory reviews for children and wri…", posted: "2025-09-04"}, "same"},
		{"another grade is another vacancy", council, advert{kind: normalize.Regional, title: "Senior SW - Kinship Care", salary: money, closing: autumn}, "different"},
		{"another team is another vacancy", council, advert{kind: normalize.Regional, title: "Social Worker - Permanence Team", salary: money, closing: autumn}, "different"},
		{"two like teams are two vacancies", with(func(a *advert) { a.title = "Social Worker - Kinship Care Team A" }),
			advert{kind: normalize.Regional, title: "Social Worker - Kinship Care Team C", salary: money, closing: autumn}, "different"},
		{"two like teams told apart in the text are two vacancies", with(func(a *advert) { a.text = "Kinship Care Team 1: " + reviews }),
			advert{kind: normalize.Regional, title: "Social Worker - Kinship Care", salary: money, closing: autumn, text: "Kinship Care Team 4: " + reviews}, "different"},
		{"a word more that may be a team's is another vacancy", council,
			advert{kind: normalize.Regional, title: "Kinship Care Social Worker (Long Term)", salary: money, closing: autumn}, "different"},
		{"a general title and a named team on one day at one pay are two vacancies",
			advert{ref: "EXB-418", title: "Children's Social Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Children's Social Worker - Kinship Care", salary: money, closing: autumn}, "different"},
		{"a team named by the text alone does not make two titles one",
			advert{ref: "EXB-419", title: "Children's Social Worker", salary: money, closing: autumn, text: "You will join our kinship team."},
			advert{kind: normalize.Regional, title: "Children's Social Worker - Kinship Team", salary: money, closing: autumn}, "different"},
		{"a field that a post has by its name adds nothing",
			advert{ref: "EXB-417", title: "Personal Adviser", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Leaving Care Personal Adviser", salary: money, closing: autumn}, "same"},
		{"the same grade in other nouns on another day is not one post",
			advert{ref: "EXB-416", title: "Viability Assessment Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Viability Assessment Practitioner", salary: money, closing: "5 October 2025"}, "different"},
		{"the same grade in other nouns for other pay is not one post",
			advert{ref: "EXB-415", title: "Viability Assessment Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Viability Assessment Practitioner", salary: "£41,000 - £43,000", closing: autumn}, "different"},
		{"a worker and a practitioner of one grade, day and pay are one post",
			advert{ref: "EXB-420", title: "Viability Assessment Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Viability Assessment Practitioner", salary: money, closing: autumn}, "same"},
		{"support of carers is another post than their social worker's",
			advert{ref: "EXB-421", title: "Adoption and Permanence Social Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Adoption Support Social Worker", salary: money, closing: autumn}, "different"},
		{"a senior among related posts is another post",
			advert{ref: "EXB-422", title: "Personal Adviser - Care Leavers", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Care Leavers - Senior Personal Adviser", salary: money, closing: autumn}, "different"},
		{"a later round may have a word more in its title", council,
			advert{kind: normalize.Regional, title: "Kinship Care Social Worker (Long Term)", salary: money, closing: winter, posted: "2025-11-20"}, "readvertised"},
		{"two parts of a borough are two teams, also later", with(func(a *advert) { a.title += " (North)" }),
			with(func(a *advert) {
				a.title, a.ref, a.posted, a.closing = a.title+" (South)", "EXB-460", "2025-11-20", winter
			}), "different"},
		{"a maternity cover is not the permanent post", council,
			advert{kind: normalize.Regional, title: "Social Worker - Kinship Care", salary: money, closing: autumn, contract: "Maternity cover"}, "different"},
		{"part time is not full time", with(func(a *advert) { a.hours = "36 hours" }),
			advert{kind: normalize.Regional, title: "Social Worker - Kinship Care", salary: money, closing: autumn, hours: "18 hours"}, "different"},
		{"one title in two boroughs is two vacancies", council, with(func(a *advert) { a.borough, a.ref = "wyeham", "WYE-9" }), "different"},
		{"one reference used by two councils is a coincidence", with(func(a *advert) { a.place = "Exbridge Town Hall" }),
			with(func(a *advert) { a.borough, a.place = "wyeham", "Wyeham House" }), "different"},
		{"a shared service's one post under one reference is one vacancy",
			with(func(a *advert) { a.text = "One post that works across both boroughs." }),
			with(func(a *advert) { a.borough, a.text = "wyeham", "One post that works across both boroughs." }), "same"},
		{"a shared service's twin posts are two vacancies",
			with(func(a *advert) { a.text = "We are a shared service of two boroughs." }),
			with(func(a *advert) {
				a.borough, a.ref, a.text = "wyeham", "EXB-412", "We are a shared service of two boroughs."
			}), "different"},
		{"an agency's assignment is never the council's own post", council,
			advert{kind: normalize.Agency, title: "Locum Social Worker - Kinship Care", salary: money, closing: autumn, contract: "Locum", text: reviews}, "different"},
		{"an agency's advert and its copy are one",
			advert{kind: normalize.Agency, title: "Locum Social Worker - Kinship Care", salary: "£38 per hour", contract: "Locum", text: reviews},
			advert{kind: normalize.Board, title: "Locum Social Worker - Kinship Care - London", salary: "£38.00 per hour", contract: "Temporary", text: reviews}, "same"},
		{"a rolling campaign is not a named vacancy", with(func(a *advert) { a.closing = "Ongoing" }),
			advert{kind: normalize.Regional, title: "Social Worker - Kinship Care", salary: money, closing: autumn}, "different"},
		{"the same post after it closed, with a new reference, is a new round", council, again, "readvertised"},
		{"the same post after it closed, without a reference, is a new round",
			advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: autumn},
			advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: winter, posted: "2025-11-20"}, "readvertised"},
		{"a new round may appear on another site", council,
			advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: winter, posted: "2025-11-20"}, "readvertised"},
		{"a round after more than six months is another vacancy", council,
			with(func(a *advert) { a.ref, a.posted, a.closing = "EXB-600", "2026-06-01", "28 June 2026" }), "different"},
		{"the same title two years on is another vacancy", council,
			with(func(a *advert) { a.ref, a.posted, a.closing = "EXB-900", "2027-10-01", "28 October 2027" }), "different"},
		{"a later post on another contract is no round of it", council,
			with(func(a *advert) {
				a.ref, a.posted, a.closing, a.contract = "EXB-456", "2025-11-20", winter, "Maternity cover"
			}), "different"},
		{"the borough written for short is the same borough", with(func(a *advert) { a.borough = "kensington-and-chelsea" }),
			advert{kind: normalize.Regional, borough: "rbkc", title: "Kinship Care Social Worker", salary: money, closing: autumn}, "same"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, b := c.a.entry(), c.b.entry()
			if got := outcome(a, b); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got := outcome(b, a); got != c.want {
				t.Errorf("the other way round: got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAnAdvertWithoutAnIdentityIsLeftOut(t *testing.T) {
	e := advert{title: "Social Worker, Kinship"}.entry()
	e.Identity = normalize.Identity{}
	if got := dedupe.Group([]dedupe.Entry{e}); len(got) != 0 {
		t.Errorf("it is grouped: %+v", got)
	}
	x := dedupe.NewIndex()
	x.Add(e, "v")
	if x.Len() != 0 {
		t.Error("it is held")
	}
}

func TestEveryMergeKeepsItsEvidence(t *testing.T) {
	a := advert{ref: "EXB-410", title: "Social Worker - Kinship Care", salary: money, closing: autumn}.entry()
	b := advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: autumn, posted: "2025-09-03"}.entry()
	c := advert{kind: normalize.Board, ref: "EXB410", title: "Social Worker - Kinship Care - Exbridge Council", salary: money, posted: "2025-09-05"}.entry()
	clusters := dedupe.Group([]dedupe.Entry{c, b, a})
	if len(clusters) != 1 {
		t.Fatalf("got %d vacancies, want 1", len(clusters))
	}
	k := clusters[0]
	if k.Founder != a.Identity.ID {
		t.Errorf("the founder is %s, want the council's advert, seen first", k.Founder)
	}
	if len(k.Evidence) != 2 {
		t.Fatalf("got %d merges, want 2: %+v", len(k.Evidence), k.Evidence)
	}
	for _, m := range k.Evidence {
		if m.Rule == "" || m.Words == "" || m.Advert == "" || m.Member == k.Founder {
			t.Errorf("a merge without evidence: %+v", m)
		}
	}
}

func TestACopyThatFitsTwoPostsEquallyWellIsTakenForNeither(t *testing.T) {
	one := advert{ref: "EXB-410", title: "Social Worker - Kinship Care", salary: money, closing: autumn}
	two := one
	two.ref = "EXB-411"
	copied := advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: autumn}
	if got := len(dedupe.Group([]dedupe.Entry{one.entry(), two.entry(), copied.entry()})); got != 3 {
		t.Errorf("got %d vacancies, want 3", got)
	}
	x := dedupe.NewIndex()
	x.Add(one.entry(), "v1")
	x.Add(two.entry(), "v2")
	if v, _, ok := x.Match(copied.entry()); ok {
		t.Errorf("the index takes it for %s", v)
	}
}

func TestTheIndexMatchesAsGroupDoes(t *testing.T) {
	council := advert{ref: "EXB-410", title: "Social Worker - Kinship Care", salary: money, closing: autumn}.entry()
	regional := advert{kind: normalize.Regional, title: "Kinship Care Social Worker", salary: money, closing: autumn, posted: "2025-09-03"}.entry()
	later := advert{ref: "EXB-455", title: "Social Worker - Kinship Care", salary: money, closing: winter, posted: "2025-11-20"}.entry()
	x := dedupe.NewIndex()
	x.Add(council, council.Identity.ID)

	v, why, ok := x.Match(regional)
	if !ok || v != council.Identity.ID || why.Rule == "" || why.Advert != council.Identity.ID {
		t.Errorf("the regional copy: got %q %+v %t", v, why, ok)
	}
	if _, _, ok := x.Match(later); ok {
		t.Error("a later round is taken for the same vacancy")
	}
	if v, ok := x.Round(later); !ok || v != council.Identity.ID {
		t.Errorf("the later round: got %q %t", v, ok)
	}
	if _, ok := x.Round(regional); ok {
		t.Error("a copy is taken for a new round")
	}
	if _, _, ok := x.Match(council); ok {
		t.Error("an advert is matched with itself")
	}
	x.Remove(council.Identity.ID)
	if _, _, ok := x.Match(regional); ok || x.Len() != 0 {
		t.Error("a removed advert still matches")
	}
}
