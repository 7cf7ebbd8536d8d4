package site

import (
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
)

// tag is a status in words; its tone only repeats what they say.
type tag struct {
	Text string
	Tone string // "", "warn", "over" or "plain"
}

// card is one vacancy in a list.
type card struct {
	URL, Title, Where, Pay, Terms string
	Tags                          []tag
	WhenLabel, When, WhenMore     string
}

// newFor is how long a vacancy is called new, in London days, the first included.
const newFor = 3

// closesSoon is within how many London days a closing is called soon.
const closesSoon = 3

// tags are a vacancy's states in words.
func tags(r *lifecycle.Record, now time.Time) []tag {
	var out []tag
	switch r.State {
	case lifecycle.Closed:
		return []tag{{"Closed", "over"}}
	case lifecycle.Withdrawn:
		return []tag{{"Withdrawn", "over"}}
	case lifecycle.Merged:
		return []tag{{"Merged", "plain"}}
	case lifecycle.Held:
		return []tag{{"Held back", "warn"}}
	}
	if !r.FirstSight && days(feeds.Published(r), now) < newFor {
		out = append(out, tag{"New", ""})
	}
	if at := r.Vacancy.Closing.At; !at.IsZero() && at.After(now) {
		switch n := days(now, at); {
		case n == 0:
			out = append(out, tag{"Closes today", "over"})
		case n == 1:
			out = append(out, tag{"Closes tomorrow", "warn"})
		case n <= closesSoon:
			out = append(out, tag{"Closing soon", "warn"})
		}
	}
	if r.Vacancy.Role.Scope == "related" {
		out = append(out, tag{"Related post", "plain"})
	}
	if r.Kind == normalize.Agency {
		out = append(out, tag{"Through an agency", "plain"})
	}
	if r.Unconfirmed {
		out = append(out, tag{"Not confirmed since " + day(r.Confirmed), "warn"})
	}
	return out
}

func (s *Site) card(r *lifecycle.Record, now time.Time) card {
	c := card{
		URL: s.Link(feeds.Path(r)), Title: title(r), Where: list(names(r.Boroughs)),
		Pay: cardPay(r.Vacancy.Pay), Terms: termWords(r.Vacancy), Tags: tags(r, now),
	}
	if c.Where == "" {
		c.Where = "Borough not clear"
	}
	closing := r.Vacancy.Closing
	switch {
	case r.State != lifecycle.Open:
		c.WhenLabel, c.When = "Ended", day(r.Ended)
	case closing.At.IsZero():
		c.WhenLabel, c.When = "Closing date", undated(closing)
	default:
		at := closing.At.In(london)
		c.WhenLabel, c.When, c.WhenMore = "Closes", at.Format("Mon 2 January"), untilWords(closing, now)
		if !(at.Hour() == 23 && at.Minute() == 59) {
			c.WhenMore += ", at " + timeOfDay(at)
		}
	}
	return c
}

// cardPay is pay as a list shows it, where no heading says that it is pay.
func cardPay(p pay.Pay) string {
	words := feeds.PayText(p)
	if words == notStated {
		return "Pay not stated"
	}
	if !strings.Contains(words, "£") {
		return "Pay: " + lowerFirst(words)
	}
	return words
}

func (s *Site) cards(records []*lifecycle.Record, now time.Time) []card {
	out := make([]card, 0, len(records))
	for _, r := range records {
		out = append(out, s.card(r, now))
	}
	return out
}

// maxTitle bounds a title, in letters.
const maxTitle = 200

func title(r *lifecycle.Record) string {
	if t := clip(r.Vacancy.Title, maxTitle); t != "" {
		return t
	}
	return "Title not stated"
}
