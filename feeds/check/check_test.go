package check_test

import (
	"bytes"
	"strings"
	"testing"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
)

// TestWhatIsWrongIsFound takes sound documents, breaks each rule once, and
// wants the fault named.
func TestWhatIsWrongIsFound(t *testing.T) {
	r := feedstest.Record(1)
	id := feeds.EntryID(r.ID)
	e := feeds.NewEdition(feedstest.Snapshot(r, feedstest.Record(2)), feedstest.Site())
	other := feeds.EntryID(feedstest.ID(2))
	for name, c := range map[string]struct {
		format    feeds.Format
		old, new  string
		wantError string
	}{
		"an unclosed element":             {feeds.RSS, "</channel>", "", "not well formed"},
		"a control character":             {feeds.RSS, "Social", "So\x0bcial", "control character U+000B"},
		"bytes that are not UTF-8":        {feeds.RSS, "Social", "So\xffcial", "not UTF-8"},
		"a guid that stands twice":        {feeds.RSS, other, id, "stands twice"},
		"no guid":                         {feeds.RSS, "<guid isPermaLink=\"false\">" + id + "</guid>", "", "has 0 guid"},
		"a guid that claims an address":   {feeds.RSS, "isPermaLink=\"false\"", "isPermaLink=\"true\"", "no address"},
		"a broken pubDate":                {feeds.RSS, "<pubDate>Fri", "<pubDate>Someday", "is not a date"},
		"a relative link":                 {feeds.RSS, "<link>https://vacancies.example/vacancies/", "<link>/vacancies/", "not an absolute address"},
		"no self link":                    {feeds.RSS, "rel=\"self\"", "rel=\"other\"", "no atom:link to itself"},
		"no language":                     {feeds.RSS, "<language>en-GB</language>", "", "has 0 language"},
		"an author element":               {feeds.RSS, "<dc:creator>", "<author>x</author><dc:creator>", "element author"},
		"a style sheet":                   {feeds.RSS, "<rss", "<?xml-stylesheet type=\"text/xsl\" href=\"x\"?><rss", "style sheet"},
		"an Atom feed without updated":    {feeds.Atom, "<updated>", "<was>", "not well formed"},
		"an entry without a title":        {feeds.Atom, "<title>Social", "<title></title><x>Social", "not well formed"},
		"an id that is no IRI":            {feeds.Atom, "<id>" + id, "<id>not an id", "not an IRI"},
		"an Atom date of another century": {feeds.Atom, "<published>2026", "<published>1926", "not in this century"},
		"a complete feed that pages":      {feeds.Atom, "rel=\"current\"", "rel=\"next\"", "complete and has a link next"},
		"no alternate link":               {feeds.Atom, "<link rel=\"alternate\" type=\"text/html\" href=\"https://vacancies.example/vacancies/", "<link rel=\"x\" href=\"https://vacancies.example/vacancies/", "no alternate link"},
		"a category without a term":       {feeds.Atom, "term=\"permanent\"", "term=\"\"", "no term"},
		"a feed without an author":        {feeds.Atom, "<name>The Regional Team</name>", "<name></name>", "no name"},
		"a JSON Feed of another version":  {feeds.JSONFeed, "version/1.1", "version/2", "its version"},
		"a JSON Feed without items":       {feeds.JSONFeed, "\"items\"", "\"things\"", "no items list"},
		"a JSON Feed that has expired":    {feeds.JSONFeed, "\"items\"", "\"expired\":true,\"items\"", "expired"},
		"an item id that is another's":    {feeds.JSONFeed, "{\"id\":\"" + id, "{\"id\":\"" + other, "another version, vacancy or state"},
		"a broken JSON date":              {feeds.JSONFeed, "\"date_published\":\"20", "\"date_published\":\"x20", "is not a date"},
		"JSON that ends early":            {feeds.JSONFeed, "]}\n", "", "not a JSON Feed"},
		"a formula":                       {feeds.CSV, ",\"Social Worker", ",\"=Social Worker", "a formula"},
		"rows of unequal length":          {feeds.CSV, "open," + id, "open,more," + id, "not CSV"},
		"no id column":                    {feeds.CSV, "state,id,", "state,ident,", "no id column"},
		"bare line feeds":                 {feeds.Calendar, "BEGIN:VEVENT\r\n", "BEGIN:VEVENT\n", "not ended by CRLF"},
		"a line too long":                 {feeds.Calendar, "SUMMARY:", "SUMMARY:" + strings.Repeat("x", 80), "longer than 75"},
		"an event without a start":        {feeds.Calendar, "DTSTART:", "DTFIRST:", "DTSTART"},
		"a UID that stands twice":         {feeds.Calendar, "UID:" + feedstest.ID(2), "UID:" + feedstest.ID(1), "stands twice"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := e.Render(c.format, feeds.Query{}, feedstest.Now)
			if err != nil {
				t.Fatal(err)
			}
			if err := check.Check(doc); err != nil {
				t.Fatalf("the sound document fails: %v", err)
			}
			broken := bytes.Replace(doc.Body, []byte(c.old), []byte(c.new), 1)
			if bytes.Equal(broken, doc.Body) {
				t.Fatalf("%q is not in the document:\n%s", c.old, doc.Body)
			}
			doc.Body = broken
			if err := check.Check(doc); err == nil || !strings.Contains(err.Error(), c.wantError) {
				t.Errorf("the check says %v, not %q", err, c.wantError)
			}
		})
	}
}

func TestADocumentWithoutATypeOrTagFails(t *testing.T) {
	for name, doc := range map[string]feeds.Document{
		"no type":         {Body: []byte("{}"), ETag: `"x"`},
		"an unknown type": {Body: []byte("{}"), ETag: `"x"`, Type: "text/html"},
		"no tag":          {Body: []byte("{}"), Type: feeds.TypeJSON},
		"an empty body":   {Type: feeds.TypeAtom, ETag: `"x"`},
	} {
		if check.Check(doc) == nil {
			t.Errorf("%s: the check passes", name)
		}
	}
}

// FuzzCheck wants an answer about anything, in bounded time, without a panic.
func FuzzCheck(f *testing.F) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Record(1)), feedstest.Site())
	for i, format := range feeds.Formats() {
		doc, err := e.Render(format, feeds.Query{}, feedstest.Now)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc.Body, i)
	}
	formats := feeds.Formats()
	f.Fuzz(func(t *testing.T, body []byte, i int) {
		format := formats[((i%len(formats))+len(formats))%len(formats)]
		_ = check.Check(feeds.NewDocument(body, format.Type(), feedstest.Now))
	})
}
