package london

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// story is an advert with something special about it, on a site of its own
// whatever the seed. Its role is a plain one, so that only the special thing
// is special.
type story struct {
	name, site    string
	title         string // of the role it is made from, by its beginning
	opens, closes int
	tell          func(d *dealer, a *advert)
}

// storyRows are the special adverts; stories that need two adverts are told in
// pairs and copies.
var storyRows = []story{
	{"noon", "haringey", "Social Worker, Child Protection and Court", -6, 5, func(d *dealer, a *advert) {
		a.first.closing = closingForms["noon"](d.london.date(5))
	}},
	{"no pay", "lewisham", "Social Worker for Looked After Children", -3, 12, func(_ *dealer, a *advert) {
		a.first.pay = Pay{}
	}},
	{"no closing date", "sutton", "Senior Social Worker – Children in Need", -9, 26, func(d *dealer, a *advert) {
		a.first.closing = closingForms["none"](d.london.date(26))
	}},
	{"ongoing", "barking-and-dagenham", "Newly Qualified Social Worker", -40, 0, func(d *dealer, a *advert) {
		a.first.closing = closingForms["ongoing"](d.london.date(0))
	}},
	{"rolling to a date", "enfield", "Social Worker in First Response", -12, 24, func(d *dealer, a *advert) {
		a.first.closing = closingForms["rolling"](d.london.date(24))
	}},
	{"pay corrected on its page", "barnet", "Supervising Social Worker, {area}", -2, 18, func(d *dealer, a *advert) {
		a.first.pay = yearly(39410, 45870, "£39,410 to £45,870 a year")
		a.edits = []edit{{day: 1, pageOnly: true, change: func(c *content) {
			c.pay = yearly(41990, 48450, "£41,990 to £48,450 a year")
		}}}
	}},
	{"closing extended on its page", "hackney", "Social Worker, Disabled Children's Service", -11, 3, func(d *dealer, a *advert) {
		a.first.closing = closingForms["date"](d.london.date(3))
		a.edits = []edit{{day: 2, pageOnly: true, change: func(c *content) {
			c.closing = closingForms["extended"](d.london.date(17))
		}}}
	}},
	{"extended", "camden", "Practice Educator", -10, 4, func(d *dealer, a *advert) {
		a.first.closing = closingForms["plain"](d.london.date(4))
		a.edits = []edit{{day: 3, change: func(c *content) {
			c.closing = closingForms["extended"](d.london.date(15))
		}}}
	}},
	{"reopened", "bexley", "Team Manager, Assessment and Intervention", -14, 3, func(d *dealer, a *advert) {
		a.first.closing = closingForms["date"](d.london.date(3))
		a.edits = []edit{{day: 6, change: func(c *content) {
			c.closing = closingForms["extended"](d.london.date(20))
		}}}
	}},
	{"withdrawn", "ealing", "Independent Reviewing Officer, {area}", -4, 19, func(_ *dealer, a *advert) {
		a.leaves = 3
	}},
	{"missing for a day", "waltham-forest", "Edge of Care Social Worker", -5, 21, func(_ *dealer, a *advert) {
		a.away = []int{3}
	}},
	{"title corrected", "islington", "Social Worker with unaccompanied", -5, 16, func(_ *dealer, a *advert) {
		right := a.first.title
		a.first.title = strings.ReplaceAll(right, "unaccompanied", "unacompanied")
		a.edits = []edit{{day: 2, change: func(c *content) { c.title = right }}}
	}},
	{"closes early", "croydon", "Unit Manager – adolescent safeguarding", -8, 14, func(d *dealer, a *advert) {
		a.first.closing = closingForms["early"](d.london.date(14))
		a.leaves = 7
	}},
	{"no such day", "southwark", "Deputy Team Manager – MASH", -3, 9, func(d *dealer, a *advert) {
		a.first.closing = closingForms["invalid"](d.london.date(9))
	}},
	{"part-time actual pay", "hounslow", "Practice Lead – looked after children", -7, 20, func(_ *dealer, a *advert) {
		a.first.pay = Pay{Text: "£52,300 full time; the actual salary is £31,380 for 21.6 hours", Min: figure(52300), Max: figure(52300), Period: "year",
			ProRata: true, ActualMin: figure(31380), ActualMax: figure(31380)}
		a.first.hours = "Part time, 21.6 hours a week"
	}},
	{"only actual pay", "bromley", "Personal Adviser for care leavers", -7, 13, func(_ *dealer, a *advert) {
		a.first.pay = Pay{Text: "Actual salary £18,240 (pro rata)", Period: "year", ProRata: true, ActualMin: figure(18240), ActualMax: figure(18240)}
		a.first.hours = "Part time, 18 hours a week"
	}},
	{"on-target earnings", "harbourlight-locums", "Recruitment Consultant", -20, 0, func(d *dealer, a *advert) {
		a.first.pay = yearly(29500, 29500, "£29,500 a year, OTE £46,000")
		a.first.pay.Extras = []string{"ote:46000"}
		a.boroughs = nil // a source of many employers, and no authority is named
		a.first.closing = closingForms["ongoing"](d.london.date(0))
	}},
	{"mojibake", "newham", "Children in Care Social Worker", -6, 15, func(_ *dealer, a *advert) {
		a.first.title = damaged("Social Worker for our children in care – the “10 to 15” team’s newest post")
		a.first.pay = yearly(44120, 49870, damaged("£44,120 – £49,870 a year"))
		a.first.body[1].paras[0] = damaged("You’ll be the children’s own worker – and we’ll be yours.")
	}},
	{"emoji and odd blanks", "croydon", "Social Worker in Schools", -4, 17, func(_ *dealer, a *advert) {
		a.first.title = "\u200b\U0001f31f Social\u00a0Worker \t in   Schools\u2003– Purley cluster \U0001f3eb\U0001f31f"
		a.first.body[0].paras[0] = "\U0001f44b\u00a0Hello!\u200b  We are\u2003looking\tfor\r\nYOU\u2028and we mean it \U0001f469\u200d\U0001f467\u200d\U0001f466."
	}},
	{"escaped twice", "redbridge", "Social Worker (Child in Need", -8, 11, func(_ *dealer, a *advert) {
		a.first.title = "Social Worker (Child in Need &amp;amp; Care Planning)"
		a.first.rawHTML = "&amp;lt;p&amp;gt;You will join a team of seven at our Ilford office &amp;amp;amp; hold about fourteen families.&amp;lt;/p&amp;gt;" +
			"&amp;lt;p&amp;gt;Registration with Social Work England is essential.&amp;lt;/p&amp;gt;"
	}},
	{"hostile text", "lambeth", "Social Worker – domestic abuse response", -5, 13, func(_ *dealer, a *advert) {
		a.first.rawHTML = "<p>You will plan safety with mothers and children.\x01\x02\x0b\x1f</p><script>document.location='http://elsewhere.example/'</script>" +
			"<p onclick=\"alert(1)\" style=\"position:fixed\">You must be registered with Social Work England.</p>" +
			"<img src=x onerror=alert(2)><a href=\"javascript:alert(3)\">Apply</a><iframe src=\"http://elsewhere.example/\"></iframe>" +
			"<p>]]> <![CDATA[ --> </textarea></title> {{7*7}} ${7*7} %s &lt;b&gt;</p>\u202eesrever\u202c \ufffd"
	}},
	{"very long text", "havering", "Service Manager, Safeguarding and Care Planning", -9, 22, func(_ *dealer, a *advert) {
		for n := 1; n <= 120; n++ {
			a.first.body[1].bullets = append(a.first.body[1].bullets,
				fmt.Sprintf("duty %d of the job description, which says in many words that you will lead, manage, review and report", n))
		}
	}},
	{"name in the title", "tower-hamlets", "Family Support Worker", -3, 10, func(_ *dealer, a *advert) {
		a.first.title = "Family Support Worker (Bow) - contact Dilys Okonjo 07700 900461"
	}},
}

// stories tells them all.
func stories(d *dealer) {
	for _, st := range storyRows {
		a := d.tell(st)
		st.tell(d, a)
	}
	readvertise(d)
	pair(d, "bi-borough", "westminster", "kensington-and-chelsea", "Head of Service – Corporate Parenting",
		"This is one post in the bi-borough children's service of Westminster and Kensington and Chelsea; it is advertised by both councils.",
		"Westminster and Kensington and Chelsea (bi-borough)")
	pair(d, "joint post", "richmond-upon-thames", "wandsworth", "Principal Social Worker for children",
		"This is one shared post across Richmond upon Thames and Wandsworth, advertised once for both councils.",
		"Richmond upon Thames and Wandsworth")
	sharedService(d)
	agency(d)
	permanent(d)
}

// tell writes a story's advert before anything special happens to it.
func (d *dealer) tell(st story) *advert {
	s := d.london.byID[st.site]
	rng := random(d.seed, s.id+" story "+st.name)
	a := d.post(s, roleNamed(st.title), st.opens, st.closes, rng)
	a.story = st.name
	a.first.closing = closingForms["date"](d.london.date(st.closes))
	return a
}

// readvertise puts up a post that found nobody, and three days after it closed
// the same post under a new reference.
func readvertise(d *dealer) {
	old := d.tell(story{"first round", "brent", "Advanced Practitioner – court", -19, 2, nil})
	again := d.tell(story{"readvertised", "brent", "Advanced Practitioner – court", 5, 22, nil})
	body, pay := old.first.body, old.first.pay
	again.first.title, again.first.body, again.first.pay = "Re-advertised: "+old.first.title, body, pay
	again.first.hours, again.first.contract, again.contract = old.first.hours, old.first.contract, old.contract
	old.ref, again.ref = "BR-77120", "BR-77185"
	old.round, again.round = "brent "+old.ref, "brent "+again.ref
	again.readvertises = old.round
}

// pair puts one post on the sites of two authorities under one reference.
func pair(d *dealer, name, one, other, title, words, location string) {
	a := d.tell(story{name, one, title, -6, 16, nil})
	b := d.tell(story{name, other, title, -6, 16, nil})
	a.first.body[0].paras = append(a.first.body[0].paras, words)
	a.first.location, a.first.postcode = location, ""
	keep := b.first.employer
	b.first = a.first
	b.first.employer = keep
	b.contract = a.contract
	a.ref = "JT-" + strings.ToUpper(one[:3]) + "-0417"
	b.ref = a.ref
	a.round, b.round = a.ref, a.ref
	a.boroughs = codes(one + " " + other)
	b.boroughs = a.boroughs
}

// sharedService gives Achieving for Children a post for both of its London
// boroughs, and posts in Windsor that are no business of ours.
func sharedService(d *dealer) {
	both := d.tell(story{"shared service", "achieving-for-children", "Group Manager", -5, 14, nil})
	both.boroughs = []string{"kingston-upon-thames", "richmond-upon-thames"}
	both.first.location = "Kingston upon Thames and Richmond upon Thames"
	for _, w := range []struct{ title, where string }{
		{"Social Worker in First Response", "Windsor"},
		{"Team Manager – Care Leavers", "Maidenhead"},
	} {
		a := d.tell(story{"outside London", "achieving-for-children", w.title, -4, 18, nil})
		a.boroughs = nil
		a.first.title = strings.ReplaceAll(a.role.title, "{area}", w.where)
		a.first.location = w.where + ", Royal Borough of Windsor and Maidenhead"
		a.first.body[0].paras = []string{"Achieving for Children runs services for three councils. This post serves Windsor and Maidenhead only and is based in " + w.where + "."}
	}
}

// agency fills the agency's site, and fills it again every fortnight; its
// adverts name a borough and run on.
func agency(d *dealer) {
	s := d.london.byID["harbourlight-locums"]
	for from := 0; from < lifetime; from += 14 {
		for i, r := range agencyRoles {
			if r.contract != "agency" {
				continue
			}
			what := fmt.Sprintf("agency %d %s", from, r.title)
			a := d.post(s, r, from-2-2*i, from+12+3*i, random(d.seed, what))
			area := s.areas[i%len(s.areas)]
			a.story, a.boroughs = "agency", []string{strings.ToLower(area)}
			a.first.title = strings.ReplaceAll(r.title, "{area}", area)
			a.first.location, a.first.postcode = area+", London", ""
			a.first.body = compose(s, r, area, random(d.seed, what+" words"))
		}
	}
}

// permanent gives the agency a post that is no booking: a council has it find a
// social worker who is to stay.
func permanent(d *dealer) {
	a := d.tell(story{"permanent through an agency", "harbourlight-locums", "Connected Persons Social Worker", -5, 26, nil})
	a.boroughs, a.contract = []string{"haringey"}, "permanent"
	a.first.contract = "Permanent"
	a.first.location, a.first.postcode = "Haringey, London", ""
	a.first.body = compose(a.site, a.role, "Haringey", random(d.seed, "permanent through an agency words"))
}

// copies puts posts of the councils on the regional site, a day after they
// opened and under the councils' references: two of each council's on day 0,
// and every second later one.
func copies(d *dealer) {
	regional := d.london.byID["capital-social-work"]
	for _, slug := range regional.boroughs {
		s := d.london.byID[slug]
		early, late := 0, 0
		for _, a := range s.adverts {
			if a.role.scope != "in" || a.story != "" {
				continue
			}
			switch {
			case a.opens <= -2:
				early++
			case a.opens >= 1:
				late++
			}
			if a.opens <= -2 && early <= 2 || a.opens >= 1 && late%2 == 0 {
				regional.adverts = append(regional.adverts, a.copyTo(regional))
			}
		}
	}
	regional.number()
}

// copyTo is the same round of the same post as another site shows it.
func (a *advert) copyTo(s *site) *advert {
	c := *a
	c.site, c.opens, c.story = s, a.opens+1, "copy"
	c.first.location = a.site.office.town + ", " + a.site.authority() + ", London"
	return &c
}

// storied reports whether a role is kept for one of the site's stories.
func (s *site) storied(title string) bool {
	for _, st := range storyRows {
		if st.site == s.id && strings.HasPrefix(title, st.title) {
			return true
		}
	}
	return false
}

// roleNamed finds a role by how its title begins; stories name only roles there are.
func roleNamed(begins string) role {
	for _, list := range [][]role{inRoles, relatedRoles, outRoles, agencyRoles} {
		for _, r := range list {
			if strings.HasPrefix(r.title, begins) {
				return r
			}
		}
	}
	panic("london: no role " + begins)
}

// damaged is text that was UTF-8 and has been read as Windows-1252.
func damaged(s string) string {
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return s
	}
	return out
}
