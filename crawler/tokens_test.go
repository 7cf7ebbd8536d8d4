package crawler

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestSessionTokensNeverReachStorage(t *testing.T) {
	w := newWorld()
	token := "/xf-0123456789ab"
	w.pages[listURL] = listPage{Rows: []listRow{
		{Key: "1", Title: "Social Worker", URL: "http://jobs.example" + token + "/advert/1?a=1&SID=secret1&b=2"},
		{Key: "2", Title: "Social Worker", URL: "http://jobs.example/advert/2?USESSION=secret2"},
		{Title: "By its path", URL: "http://jobs.example/x" + token + "/advert/3;jsessionid=secret3?x=1"},
	}}
	w.pages["http://jobs.example"+token+"/advert/1?a=1&SID=secret1&b=2"] = advertPage{Text: `<a href="/vx` + token + `/apply?SID=secret1&amp;x=1">apply</a>`}
	w.faults["http://jobs.example/advert/2?USESSION=secret2"] = &fetch.Error{Fault: lifecycle.FaultServer, Status: 500, URL: "http://jobs.example/advert/2?USESSION=secret2"}
	h := w.run()
	raw, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	readings := ""
	for _, m := range h.Memos {
		readings += string(m.Reading)
	}
	for _, secret := range []string{"xf-0123", "secret1", "secret2", "secret3"} {
		if strings.Contains(string(raw)+readings, secret) {
			t.Errorf("%s is stored:\n%s\n%s", secret, raw, readings)
		}
	}
	if len(h.Adverts) != 3 || h.Adverts[0].Advert.URL != "http://jobs.example/advert/1?a=1&b=2" || h.Adverts[0].Detail != lifecycle.DetailRead {
		t.Errorf("got %+v", h.Adverts)
	}
}

func TestTokensGoAndTheRestStays(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.tal.net/vx/lang-en-GB/xf-3f2a91bc/candidate/opp/12": "https://x.tal.net/vx/lang-en-GB/candidate/opp/12",
		"https://x/a?SID=YWJj":             "https://x/a",
		"https://x/a?SID=YWJj#top":         "https://x/a#top",
		"https://x/a?SID=1&b=2":            "https://x/a?b=2",
		"https://x/a?b=2&SID=1":            "https://x/a?b=2",
		"https://x/a?b=2&SID=1&c=3":        "https://x/a?b=2&c=3",
		"https://x/a?SID=1&USESSION=2":     "https://x/a",
		"https://x/a?b=1&amp;SID=2&amp;c=": "https://x/a?b=1&amp;c=",
		"https://x/a;jsessionid=F00?b=1":   "https://x/a?b=1",
		"https://x/a?PHPSESSID=9":          "https://x/a",
		"https://x/a?resident=1&INSIDE=2":  "https://x/a?resident=1&INSIDE=2",
		"https://x/a?side=1":               "https://x/a?side=1",
		"https://x/xf-a/b":                 "https://x/xf-a/b",
		"no address at all":                "no address at all",
	} {
		if got := withoutTokens(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if got := withoutTokens(withoutTokens(in)); got != want {
			t.Errorf("%s: a second time gives %s", in, got)
		}
	}
}

// What the config says of a source, and what the crawler writes itself, are not read.
var notRead = map[string]bool{"Kind": true, "PageHash": true}

func TestAHashTellsEveryTextThatWasReadAndItsPlace(t *testing.T) {
	var a normalize.Advert
	hashes := map[string]string{contentHash(&a): "nothing"}
	for name, text := range texts(&a) {
		*text = "words"
		hash := contentHash(&a)
		if other, taken := hashes[hash]; taken != notRead[name] {
			t.Errorf("with words for %s the hash is that of %q: %t, want %t", name, other, taken, notRead[name])
		}
		hashes[hash] = name
		*text = ""
	}
	var row platform.Row
	hashes = map[string]string{rowHash(&row): "nothing"}
	for name, text := range texts(&row) {
		*text = "words"
		if other, taken := hashes[rowHash(&row)]; taken {
			t.Errorf("with words for %s a row's hash is that of %q", name, other)
		}
		hashes[rowHash(&row)] = name
		*text = ""
	}
	row.Advert.Title = "words"
	if other := hashes[rowHash(&row)]; other != "" {
		t.Errorf("a title in the row's advert hashes as the row's %s", other)
	}
}

// texts are the fields of a struct that hold text, by name.
func texts(of any) map[string]*string {
	all := map[string]*string{}
	v := reflect.ValueOf(of).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			all[v.Type().Field(i).Name] = f.Addr().Convert(reflect.TypeFor[*string]()).Interface().(*string)
		}
	}
	return all
}
