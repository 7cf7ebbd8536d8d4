package platform

import (
	"errors"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// checkSelector says what is wrong with a selector, which may end in @attribute.
func checkSelector(v string) error {
	css, attr, hasAttr := cutAttr(v)
	if _, err := cascadia.ParseGroup(css); err != nil && !(css == "" && hasAttr) || hasAttr && attr == "" {
		return errors.New("must be a CSS selector, with @attribute after it or not")
	}
	return nil
}

func checkPattern(v string) error {
	if re, err := regexp.Compile(v); err != nil || re.NumSubexp() < 1 {
		return errors.New("must be a regular expression with a group in brackets")
	}
	return nil
}

var attrAtEnd = regexp.MustCompile(`@([A-Za-z_][\w:.-]*)$`)

// cutAttr parts a selector from the attribute it ends in.
func cutAttr(v string) (css, attr string, hasAttr bool) {
	v = strings.TrimSpace(v)
	if m := attrAtEnd.FindStringSubmatchIndex(v); m != nil {
		return strings.TrimSpace(v[:m[0]]), v[m[2]:m[3]], true
	}
	return v, "", strings.HasSuffix(v, "@")
}

// finder reads a page by a source's selectors.
type finder struct {
	p       *fetch.Page
	options map[string]string
}

// in is what an option's selector finds in a region; the region itself for an
// attribute alone.
func (f finder) in(region *goquery.Selection, option string) *goquery.Selection {
	css, _, _ := cutAttr(f.options[option])
	if css == "" {
		if f.options[option] == "" {
			return region.Slice(0, 0)
		}
		return region
	}
	return region.Find(css)
}

// words is what an option's selector finds, as words; several are joined.
func (f finder) words(region *goquery.Selection, option string) string {
	_, attr, hasAttr := cutAttr(f.options[option])
	var all []string
	f.in(region, option).EachWithBreak(func(i int, s *goquery.Selection) bool {
		text := words(s)
		moment := s.Filter("time[datetime]").AddSelection(s.Find("time[datetime]"))
		if hasAttr {
			text = tidy(s.AttrOr(attr, ""))
		} else if moment.Length() == 1 && words(moment) == text {
			text = tidy(moment.AttrOr("datetime", ""))
		}
		all = append(all, text)
		return i < 50
	})
	return joined(", ", all...)
}

// fields fills an advert with what the fields' selectors find.
func (f finder) fields(a *normalize.Advert, region *goquery.Selection, before string) {
	for _, one := range selectorFields {
		fill(a, one.field, unlabelled(f.words(region, before+one.name)))
	}
}

// unlabelled is a value without the label that stands before it in its own
// element: "Closing date: 3 July" is "3 July".
func unlabelled(s string) string {
	label, value, found := strings.Cut(s, ":")
	if found && fieldOf(label) != noField && strings.TrimSpace(value) != "" {
		return strings.TrimSpace(value)
	}
	return s
}

// selectorKey is a row's key: the words that the option id finds, what
// id_pattern takes out of them or of the link, else the number in the link.
func selectorKey(src config.Source, id, address, reference string) string {
	if pattern := src.Options["id_pattern"]; pattern != "" {
		re, err := regexp.Compile(pattern)
		if err != nil {
			return ""
		}
		if src.Options["id"] == "" {
			id = address
		}
		id = submatch(re, id)
		if id == "" {
			return ""
		}
	}
	switch {
	case id != "":
		return "selectors:" + clip(id, 200)
	case src.Options["id"] != "":
		return ""
	}
	key := postingKey(address, reference)
	if number, found := strings.CutPrefix(key, "jobposting:"); found {
		return "selectors:" + number
	}
	return key
}
