package platform

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"

	"vacancies/normalize"
)

// pair is a label and the words that stand beside it.
type pair struct{ label, value string }

// fillPairs puts labelled values into an advert. A title among them is a
// title only where the advert has none yet.
func fillPairs(a *normalize.Advert, pairs []pair) {
	for _, p := range pairs {
		fill(a, fieldOf(p.label), p.value)
	}
}

// The selectors of labelled and closedNotice, prepared once: every page of
// every adapter is read by them.
var (
	terms      = css("dt")
	tableRows  = css("tr")
	cells      = css("th, td")
	labelMarks = css("strong, b, h4, h5, h6, label, " + labelClasses)
	labelOnly  = css("label, " + labelClasses)
	// inputs are what a form's labels stand beside: no value of an advert.
	inputs = css("input, select, textarea, button")
)

// labelClasses are how systems mark a label: Oleeo's forms have the last.
const labelClasses = "span.label, div.label, .field-label, .field__label, .hform_lbl_text"

// labelled finds the labels and values of a region in the forms pages use:
// definition lists, two-cell table rows, a label element beside a content
// element, "Label:" in bold before its value, and lines "Label: value".
func labelled(s *goquery.Selection) []pair {
	var pairs []pair
	add := func(label, value string) {
		label = strings.TrimRight(tidy(label), ": ")
		if label != "" && len(label) <= 60 && value != "" && len(pairs) < 500 {
			pairs = append(pairs, pair{label, tidy(value)})
		}
	}
	s.FindMatcher(terms).Each(func(_ int, dt *goquery.Selection) {
		add(words(dt), words(dt.NextFiltered("dd")))
	})
	s.FindMatcher(tableRows).Each(func(_ int, tr *goquery.Selection) {
		if two := tr.ChildrenMatcher(cells); two.Length() == 2 {
			add(words(two.First()), words(two.Last()))
		}
	})
	s.FindMatcher(labelMarks).Each(func(_ int, l *goquery.Selection) {
		label := words(l)
		if label == "" || len(label) > 60 {
			return
		}
		text := following(l)
		if !strings.HasSuffix(label, ":") && !strings.HasPrefix(text, ":") && !l.IsMatcher(labelOnly) {
			return
		}
		next := l.Next()
		switch {
		case next.IsMatcher(inputs) || next.FindMatcher(inputs).Length() > 0:
		case text != "":
			add(label, strings.TrimLeft(text, ": "))
		case next.Length() == 0:
			// <div><strong>Label:</strong></div><div>value</div>
			add(label, words(l.Parent().Next()))
		default:
			add(label, words(next))
		}
	})
	return pairs
}

// following is the text that comes right after an element inside its parent,
// up to the next line break, bold run or block.
func following(s *goquery.Selection) string {
	if len(s.Nodes) == 0 {
		return ""
	}
	l := line{limit: maxField}
	for n := s.Nodes[0].NextSibling; n != nil; n = n.NextSibling {
		if n.Type != nethtml.TextNode && (!inline(n) || n.Data == "strong" || n.Data == "b") {
			break
		}
		l.tree(n, nil)
	}
	return l.String()
}

// lines reads "Label: value" lines. Only labels that are known start a new
// pair: a value may have a colon of its own.
func lines(text string) []pair {
	var pairs []pair
	for line := range strings.SplitSeq(text, "\n") {
		line = tidy(line)
		label, value, found := strings.Cut(line, ":")
		if found && fieldOf(label) != noField && len(pairs) < 500 {
			pairs = append(pairs, pair{tidy(label), tidy(value)})
		}
	}
	return pairs
}
