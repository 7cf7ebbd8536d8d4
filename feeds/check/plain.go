package check

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

func checkJSON(body []byte, f *faults) {
	if !json.Valid(body) {
		f.add("it is not JSON")
	}
}

// jsonFeed is what the rules of JSON Feed 1.1 look at.
type jsonFeed struct {
	Version string      `json:"version"`
	Title   string      `json:"title"`
	Home    string      `json:"home_page_url"`
	Self    string      `json:"feed_url"`
	Expired *bool       `json:"expired"`
	Items   *[]jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string          `json:"id"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Text      string          `json:"content_text"`
	HTML      string          `json:"content_html"`
	Published string          `json:"date_published"`
	Modified  string          `json:"date_modified"`
	Vacancy   json.RawMessage `json:"_vacancy"`
}

func checkJSONFeed(body []byte, f *faults) {
	var feed jsonFeed
	if err := json.Unmarshal(body, &feed); err != nil {
		f.add("it is not a JSON Feed: %w", err)
		return
	}
	if feed.Version != "https://jsonfeed.org/version/1.1" {
		f.add("its version is %q", feed.Version)
	}
	f.present("feed", "title", feed.Title)
	f.address("feed", "home_page_url", feed.Home)
	f.address("feed", "feed_url", feed.Self)
	if feed.Expired != nil {
		f.add("feed says whether it has expired, which is not about vacancies")
	}
	if feed.Items == nil {
		f.add("feed has no items list")
		return
	}
	seen := map[string]bool{}
	for i, item := range *feed.Items {
		where := fmt.Sprintf("item %d", i+1)
		f.id(where, item.ID, seen)
		f.present(where, "title", item.Title)
		f.address(where, "url", item.URL)
		f.date(where, "date_published", item.Published, time.RFC3339)
		f.date(where, "date_modified", item.Modified, time.RFC3339)
		f.present(where, "content", item.Text+item.HTML)
		f.vacancy(where, item)
	}
}

// vacancy wants our extension to speak of the same vacancy.
func (f *faults) vacancy(where string, item jsonItem) {
	var v struct {
		Version int    `json:"version"`
		Vacancy string `json:"vacancy"`
		State   string `json:"state"`
	}
	if err := json.Unmarshal(item.Vacancy, &v); err != nil {
		f.add("%s: its _vacancy cannot be read: %w", where, err)
		return
	}
	if v.Version != 1 || "urn:uuid:"+v.Vacancy != item.ID || v.State == "" {
		f.add("%s: its _vacancy is of another version, vacancy or state", where)
	}
}

func checkCSV(body []byte, f *faults) {
	body = bytes.TrimPrefix(body, []byte("\uFEFF"))
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		f.add("it is not CSV: %w", err)
		return
	}
	if len(rows) == 0 {
		f.add("it has no header")
		return
	}
	id := -1
	for i, name := range rows[0] {
		if name == "id" {
			id = i
		}
	}
	if id < 0 {
		f.add("it has no id column")
		return
	}
	seen := map[string]bool{}
	for i, row := range rows[1:] {
		where := fmt.Sprintf("row %d", i+2)
		f.id(where, row[id], seen)
		for _, value := range row {
			if value != "" && strings.ContainsAny(value[:1], "=+-@\t\r") {
				f.add("%s: a spreadsheet may take %q for a formula", where, value)
			}
		}
	}
}

// maxOctets is the longest line of an iCalendar document (RFC 5545, section 3.1).
const maxOctets = 75

func checkCalendar(body []byte, f *faults) {
	text, ok := strings.CutSuffix(string(body), "\r\n")
	if !ok {
		f.add("its last line does not end")
	}
	lines := strings.Split(text, "\r\n")
	for i, l := range lines {
		if len(l) > maxOctets || strings.ContainsAny(l, "\r\n") {
			f.add("line %d is longer than %d octets or not ended by CRLF", i+1, maxOctets)
		}
	}
	unfolded := strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n")
	if unfolded[0] != "BEGIN:VCALENDAR" || unfolded[len(unfolded)-1] != "END:VCALENDAR" {
		f.add("it is not a VCALENDAR")
	}
	var event map[string]string
	seen := map[string]bool{}
	for _, l := range unfolded {
		name, value, found := strings.Cut(l, ":")
		if !found {
			f.add("%q is not a property", l)
			continue
		}
		switch {
		case l == "BEGIN:VEVENT":
			event = map[string]string{}
		case l == "END:VEVENT":
			f.event(event, seen)
			event = nil
		case event != nil:
			event[strings.SplitN(name, ";", 2)[0]] = value
		}
	}
}

func (f *faults) event(event map[string]string, seen map[string]bool) {
	where := "event " + event["UID"]
	if seen[event["UID"]] || event["UID"] == "" {
		f.add("%s: its UID is missing or stands twice", where)
	}
	seen[event["UID"]] = true
	for _, name := range []string{"DTSTAMP", "DTSTART", "DTEND"} {
		f.date(where, name, event[name], "20060102T150405Z")
	}
	f.present(where, "SUMMARY", event["SUMMARY"])
	f.present(where, "SEQUENCE", event["SEQUENCE"])
}
