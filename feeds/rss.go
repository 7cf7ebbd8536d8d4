package feeds

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	gorilla "github.com/gorilla/feeds"
)

// RSS 2.0 by the RSS Advisory Board's profile, on gorilla's structs: outer
// fields shadow the embedded ones of the same element name.

const (
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsDC      = "http://purl.org/dc/elements/1.1/"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
)

// ttl is how long a reader may keep an RSS feed, in minutes.
const ttl = 60

type rssRoot struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Content string   `xml:"xmlns:content,attr,omitempty"`
	History string   `xml:"xmlns:fh,attr,omitempty"`
	Channel *rssChannel
}

// FeedXml makes rssRoot something gorilla can write.
func (r *rssRoot) FeedXml() interface{} { return r }

type rssChannel struct {
	*gorilla.RssFeed
	Title rssText `xml:"title"`
	Self  rssLink `xml:"atom:link"`
	// Complete says that what is not in the feed is not open (RFC 5005, section 2).
	Complete *struct{} `xml:"fh:complete"`
	// Items are the items as XML, in order: each is written once for all feeds.
	Items []byte `xml:",innerxml"`
}

type rssItem struct {
	*gorilla.RssItem
	Title      rssText       `xml:"title"`
	Creators   []string      `xml:"dc:creator"`
	Categories []rssCategory `xml:"category"`
	Via        *rssLink      `xml:"atom:link"`
}

// rssText is plain text with "&" and "<" as hexadecimal references, which the
// profile asks for where readers disagree about markup.
type rssText struct {
	XML string `xml:",innerxml"`
}

type rssLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type rssCategory struct {
	Domain string `xml:"domain,attr"`
	Term   string `xml:",chardata"`
}

var hexadecimal = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;")

func plainRSS(s string) rssText { return rssText{hexadecimal.Replace(s)} }

func writeRSS(f *feed) ([]byte, error) {
	root := &rssRoot{Version: "2.0", Atom: nsAtom, DC: nsDC, Channel: &rssChannel{
		RssFeed: &gorilla.RssFeed{
			Link:          f.page,
			Description:   f.description,
			Language:      "en-GB",
			Copyright:     Rights,
			LastBuildDate: f.updated.Format(time.RFC1123Z),
			Generator:     Generator,
			Docs:          "https://www.rssboard.org/rss-specification",
			Ttl:           ttl,
		},
		Title: plainRSS(f.title),
		Self:  rssLink{Href: f.self, Rel: "self", Type: "application/rss+xml"},
	}}
	if f.complete {
		root.History, root.Channel.Complete = nsHistory, &struct{}{}
	}
	items := make([][]byte, len(f.items))
	for i, it := range f.items {
		if it.Full != "" {
			root.Content = nsContent
		}
		var err error
		if items[i], err = it.rss(); err != nil {
			return nil, err
		}
	}
	root.Channel.Items = bytes.Join(items, nil)
	return writeXML(root)
}

// fragment writes an entry as it stands in a document, indented by depth.
func fragment(entry any, depth int) ([]byte, error) {
	indent := strings.Repeat("  ", depth)
	b, err := xml.MarshalIndent(entry, indent, "  ")
	return slices.Concat([]byte("\n"), b), err
}

func newRSSItem(it *Item) *rssItem {
	out := &rssItem{
		RssItem: &gorilla.RssItem{
			Link:        it.Link,
			Description: it.html,
			Guid:        &gorilla.RssGuid{Id: it.ID, IsPermaLink: "false"},
			PubDate:     it.Published.Format(time.RFC1123Z),
		},
		Title:    plainRSS(it.Title),
		Creators: it.Authors,
	}
	if it.Full != "" {
		out.Content = &gorilla.RssContent{Content: it.Body()}
	}
	for _, c := range it.Categories {
		out.Categories = append(out.Categories, rssCategory{Domain: c.Scheme, Term: c.Label})
	}
	if it.Via != "" {
		out.Via = &rssLink{Href: it.Via, Rel: "via"}
	}
	return out
}

// writeXML writes a root through gorilla, with the prolog on a line of its own.
func writeXML(root gorilla.XmlFeed) ([]byte, error) {
	var b bytes.Buffer
	if err := gorilla.WriteXML(root, &b); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return bytes.Replace(b.Bytes(), []byte("?><"), []byte("?>\n<"), 1), nil
}
