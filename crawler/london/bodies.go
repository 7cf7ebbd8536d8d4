package london

import (
	"html"
	"slices"
	"strings"
)

// html is the advert's text as HTML: its parts, and how it closes. It is for
// systems that show pay, hours and contract in fields of their own.
func (c content) html() string {
	var b strings.Builder
	c.writeText(&b)
	return b.String()
}

// htmlWithFacts is html for systems without such fields: they stand at the top
// of the prose.
func (c content) htmlWithFacts() string {
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			b.WriteString("<p><strong>" + label + ":</strong> " + html.EscapeString(value) + "</p>")
		}
	}
	line("Salary", c.pay.Text)
	line("Contract", c.contract)
	line("Hours", c.hours)
	line("Location", c.location)
	c.writeText(&b)
	return b.String()
}

func (c content) writeText(b *strings.Builder) {
	if c.rawHTML != "" {
		b.WriteString(c.rawHTML)
	} else {
		for _, s := range c.body {
			s.write(b)
		}
	}
	if c.closing.Text != "" {
		b.WriteString("<p>" + html.EscapeString(c.closing.Text) + ".</p>")
	}
}

func (s section) write(b *strings.Builder) {
	if s.heading != "" {
		b.WriteString("<h3>" + html.EscapeString(s.heading) + "</h3>")
	}
	for _, p := range s.paras {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>")
	}
	if len(s.bullets) > 0 {
		b.WriteString("<ul>")
		for _, item := range s.bullets {
			b.WriteString("<li>" + html.EscapeString(item) + "</li>")
		}
		b.WriteString("</ul>")
	}
}

// summary is the first words of the text, as lists show them.
func (c content) summary() string {
	i := slices.IndexFunc(c.body, func(s section) bool { return len(s.paras) > 0 })
	if i < 0 {
		return ""
	}
	p := c.body[i].paras[0]
	if len(p) <= 160 {
		return p
	}
	return p[:strings.LastIndexByte(p[:160], ' ')] + "…"
}
