package feeds

import (
	"bytes"
	"encoding/xml"
	"time"

	gorilla "github.com/gorilla/feeds"
)

// Atom 1.0 (RFC 4287) on gorilla's structs, with what they lack.

const (
	nsHistory    = "http://purl.org/syndication/history/1.0" // RFC 5005
	nsTombstones = "http://purl.org/atompub/tombstones/1.0"  // RFC 6721
)

type atomFeed struct {
	*gorilla.AtomFeed
	Lang      string     `xml:"xml:lang,attr"`
	History   string     `xml:"xmlns:fh,attr,omitempty"`
	Tombs     string     `xml:"xmlns:at,attr,omitempty"`
	Generator string     `xml:"generator"`
	Complete  *struct{}  `xml:"fh:complete"`
	Link      *struct{}  `xml:"-"`
	Links     []atomLink `xml:"link"`
	Deleted   []deleted  `xml:"at:deleted-entry"`
	// Entries are the entries as XML, in order: those of vacancies are written
	// once for all feeds.
	Entries []byte `xml:",innerxml"`
}

// FeedXml makes atomFeed something gorilla can write.
func (f *atomFeed) FeedXml() interface{} { return f }

type atomEntry struct {
	*gorilla.AtomEntry
	Links      []atomLink           `xml:"link"`
	Categories []atomCategory       `xml:"category"`
	Authors    []gorilla.AtomPerson `xml:"author"`
	Summary    *atomText            `xml:"summary"`
	Content    *atomText            `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr"`
	Label  string `xml:"label,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// deleted is a tombstone: ref is the entry's id, when it went.
type deleted struct {
	XMLName xml.Name `xml:"at:deleted-entry"`
	Ref     string   `xml:"ref,attr"`
	When    string   `xml:"when,attr"`
	Comment string   `xml:"at:comment,omitempty"`
}

func writeAtom(f *feed) ([]byte, error) {
	root := newAtomFeed(f)
	if f.complete {
		root.History, root.Complete = nsHistory, &struct{}{}
		root.Links = append(root.Links, atomLink{Rel: "current", Type: "application/atom+xml", Href: f.self})
	}
	entries := make([][]byte, len(f.items))
	for i, it := range f.items {
		var err error
		if entries[i], err = it.atom(); err != nil {
			return nil, err
		}
	}
	root.Entries = bytes.Join(entries, nil)
	return writeXML(root)
}

// writeEntries writes a feed of entries that are not vacancies' own.
func writeEntries(root *atomFeed, entries []*atomEntry) ([]byte, error) {
	for _, e := range entries {
		entry, err := fragment(e, 1)
		if err != nil {
			return nil, err
		}
		root.Entries = append(root.Entries, entry...)
	}
	return writeXML(root)
}

// newAtomFeed is the head of any of our Atom documents.
func newAtomFeed(f *feed) *atomFeed {
	return &atomFeed{
		AtomFeed: &gorilla.AtomFeed{
			Xmlns:    nsAtom,
			Title:    f.title,
			Id:       f.id,
			Updated:  rfc3339(f.updated),
			Rights:   Rights,
			Subtitle: f.description,
			Author:   &gorilla.AtomAuthor{AtomPerson: gorilla.AtomPerson{Name: line(f.site.Publisher), Uri: f.site.BaseURL + "/"}},
		},
		Lang:      "en-GB",
		Generator: Generator,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.self},
			{Rel: "alternate", Type: "text/html", Href: f.page},
		},
	}
}

func newAtomEntry(it *Item) *atomEntry {
	out := &atomEntry{
		AtomEntry: &gorilla.AtomEntry{
			Title:     it.Title,
			Id:        it.ID,
			Updated:   rfc3339(it.Updated),
			Published: rfc3339(it.Published),
		},
		Links:   []atomLink{{Rel: "alternate", Type: "text/html", Href: it.Link}},
		Summary: &atomText{Type: "text", Text: it.Text()},
		Content: &atomText{Type: "html", Text: it.Body()},
	}
	if it.Via != "" {
		out.Links = append(out.Links, atomLink{Rel: "via", Href: it.Via})
	}
	for _, c := range it.Categories {
		out.Categories = append(out.Categories, atomCategory{Term: c.Term, Scheme: c.Scheme, Label: c.Label})
	}
	for _, name := range it.Authors {
		out.Authors = append(out.Authors, gorilla.AtomPerson{Name: name})
	}
	return out
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
