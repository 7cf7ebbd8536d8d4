package london

import (
	"strings"
	"time"
	"unicode"
)

// halfGone takes the older half of the board away, and says so in its count.
func halfGone(b *board) {
	kept := len(b.rows) / 2
	b.ended = append(b.ended, b.rows[kept:]...)
	b.rows, b.total = b.rows[:kept], kept
}

// withoutFields takes pay and closing out of an advert, as when a template lost them.
func withoutFields(c *content) {
	c.pay = Pay{}
	c.closing = Closing{hidden: c.closing.lastsUntil()}
}

// garbled makes rubbish of an advert's fields.
func garbled(c *content) {
	rubbish := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return '¿'
			}
			return r
		}, s)
	}
	c.title, c.team, c.location = rubbish(c.title), rubbish(c.team), rubbish(c.location)
	c.pay = Pay{Text: rubbish(c.pay.Text)}
	c.contract, c.hours, c.postcode = rubbish(c.contract), rubbish(c.hours), ""
	c.closing = Closing{Text: rubbish(c.closing.Text), shown: "¿¿/¿¿/¿¿¿¿", hidden: c.closing.lastsUntil()}
	c.body = []section{{paras: []string{"¿¿¿¿ ¿¿¿ ¿¿¿¿¿¿¿"}}}
	c.rawHTML = ""
}

// keyChanged gives every advert a new id, as after a move to a new database.
func keyChanged(b *board) {
	for i := range b.rows {
		b.rows[i].key = "9" + b.rows[i].key
	}
}

// duplicatedIDs gives every second advert the id of the one before it.
func duplicatedIDs(b *board) {
	for i := 1; i < len(b.rows); i += 2 {
		b.rows[i].key = b.rows[i-1].key
	}
}

// wrongTenant is another employer's board at the same address.
func wrongTenant(b *board) {
	b.employer = "Northmoor District Council"
	b.rows, b.ended = nil, nil
	for i, title := range []string{"Grounds Maintenance Operative", "Social Worker, Family Teams (Northmoor)", "Revenues Officer",
		"Democratic Services Manager", "Senior Social Worker, Northmoor Children's Teams", "Harbour Master"} {
		c := content{title: title, employer: b.employer, team: "Northmoor", contract: "Permanent", hours: "37 hours a week",
			location: "Moor Street, Northmoor", pay: yearly(31000+i*1200, 34000+i*1300, pounds(31000+i*1200)+" to "+pounds(34000+i*1300)+" a year"),
			posted:  b.site.london.date(-4 - i),
			closing: closingForms["date"](b.site.london.date(30 + i)),
			body:    []section{{paras: []string{"Northmoor District Council is looking for you."}}}}
		key := "77" + strings.Repeat("0", 3) + string(rune('1'+i))
		b.rows = append(b.rows, showing{key: key, ref: "NDC" + key, row: c, page: c})
	}
	b.total = len(b.rows)
}

// stamp is when the board last changed.
func (b *board) stamp() time.Time {
	l := b.site.london
	var latest time.Time
	changed := func(t time.Time) {
		if !t.After(b.now) && t.After(latest) {
			latest = t
		}
	}
	for _, a := range b.site.adverts {
		changed(l.date(a.opens))
		for _, e := range a.edits {
			changed(l.date(e.day))
		}
		if a.leaves != 0 {
			changed(l.date(a.leaves))
		}
		for _, d := range a.away {
			changed(l.date(d))
			changed(l.date(d + 1))
		}
		_, page := a.on(l.dayOf(b.now))
		if until := page.closing.lastsUntil(); !until.IsZero() {
			changed(until)
		}
	}
	return latest
}
