package london

// strangers are tenants of other employers whose names are like an authority's.
// Careers pages lead to them by mistake; nothing of them may be published. They
// are no sources of ours.
var strangers = []struct {
	siteRow
	// linked is the site whose careers page leads here.
	linked string
}{
	{siteRow{id: "kingston-ontario", employer: "City of Kingston, Ontario", platform: "workday"}, "kingston-upon-thames"},
}

// addStrangers builds the strangers, with adverts like those of the site that
// leads to them.
func addStrangers(l *London) {
	for _, row := range strangers {
		s := &site{siteRow: row.siteRow, london: l, render: renderers[row.platform]}
		for _, like := range l.byID[row.linked].adverts {
			a := *like
			a.site, a.first.employer, a.edits = s, s.employer, nil
			s.adverts = append(s.adverts, &a)
		}
		l.byID[s.id] = s
	}
}

// strayLinks is what of other employers stands on a site's careers page.
func (b *board) strayLinks() string {
	links := ""
	for _, row := range strangers {
		if row.linked == b.site.id {
			s := b.site.london.byID[row.id]
			links += s.render.sign(&board{site: s, now: b.now, employer: s.employer})
		}
	}
	return links
}
