package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vacancies/feeds/web"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// planted are people nobody is called, one for each field that somebody may type
// them into, in the ways they do.
var planted = map[string]string{
	"title":       " - contact Perpetua Quillfeather on 07700 900401 or perpetua.quillfeather@council.example",
	"employer":    " (Barnaby Thistlewood, barnaby.thistlewood@council.example, 07700 900402)",
	"department":  " (team manager: Ottoline Marchbanks, 07700 900403, ottoline.marchbanks@council.example)",
	"salary":      ", talk to Cosmo Wigglesworth about it on 07700 900404 or at cosmo.wigglesworth@council.example",
	"contract":    " (ask Araminta Snodgrass, 07700 900405, araminta.snodgrass@council.example)",
	"hours":       ", to be agreed with Leopold Frobisher (07700 900406, leopold.frobisher@council.example)",
	"location":    " (ask for Clementine Hawksworth, 07700 900407, clementine.hawksworth@council.example)",
	"closing":     ", late ones to Ignatius Bellweather on 07700 900408 or ignatius.bellweather@council.example",
	"reference":   " Fenella Crabtree 07700 900409",
	"description": "For an informal talk ring Montague Drinkwater on 07700 900410 or write to montague.drinkwater@council.example.",
}

// marks are the words by which a planted person is found again: the surname and
// the end of the number.
var marks = func() (out []string) {
	surname, number := regexp.MustCompile(`[A-Z]\w+ ([A-Z]\w+)`), regexp.MustCompile(`9004\d\d`)
	for _, words := range planted {
		out = append(out, strings.ToLower(surname.FindStringSubmatch(words)[1]), number.FindString(words))
	}
	return out
}()

// foreign is an address on a council's site, as the documents write it. A system
// may have made it of the title; another one would lead nowhere.
var foreign = regexp.MustCompile(`http:\\?/\\?/[a-z-]+\.demo\.example[^\s"'<>]*(\r\n [^\s"'<>]*)*`)

// leaked are the planted people found in a document.
func leaked(body string) (out []string) {
	low := strings.ToLower(foreign.ReplaceAllString(body, "(address)"))
	for _, m := range marks {
		if i := strings.Index(low, m); i >= 0 {
			out = append(out, strings.ReplaceAll(low[max(0, i-90):min(len(low), i+40)], "\n", " "))
		}
	}
	return out
}

// Nobody who is named in an advert is named by us, whatever field the name was
// typed into and whatever is asked of the site.
func TestPeopleNamedInAnyFieldReachNoPublicSurface(t *testing.T) {
	w := enterTyped(t, folder(t), autumn, autumn, 3, func(field, words string) string { return words + planted[field] })
	w.round()

	seen := map[string]bool{}
	look := func(where, body string) {
		for _, found := range leaked(body) {
			kind := regexp.MustCompile(`[0-9a-f-]{36}|\d+`).ReplaceAllString(where, "*")
			if !seen[kind] {
				seen[kind] = true
				t.Errorf("%s: %q", where, found)
			}
		}
	}
	for _, path := range publicPaths(w) {
		_, body := w.get(path)
		look(path, body)
	}
	out := t.TempDir()
	if err := web.Export(out, w.webOptions(w.config.Load())); err != nil {
		t.Fatal(err)
	}
	if err := filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		look("export"+strings.TrimPrefix(path, out), string(b))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Quillfeather", "Drinkwater", "Crabtree", "900410"} {
		if status, body := w.get("/vacancies.json?q=" + name); status != http.StatusOK || strings.Contains(body, "_vacancy") {
			t.Errorf("%d: a search for %q finds somebody", status, name)
		}
		typed := regexp.MustCompile("(?i)" + name) // what readers typed is their own
		for _, path := range []string{"/vacancies?q=", "/boroughs/hackney/mirror?find=", "/", "/vacancies/"} {
			_, body := w.get(path + name)
			look(path+name, typed.ReplaceAllString(body, ""))
			if strings.Contains(body, "Found: ") {
				t.Errorf("%s finds an advert by whom it names", path+name)
			}
		}
	}
	removed := 0
	for _, r := range w.ledger.Snapshot().Records {
		removed += r.Vacancy.Removed
	}
	if removed < 1000 {
		t.Errorf("only %d removals were counted", removed)
	}
}

// publicPaths are the site's pages and documents that hold adverts.
func publicPaths(w *world) []string {
	out := []string{"/", "/vacancies", "/status", "/status.json", "/status.atom", "/changes.json?since=0", "/changes.atom", "/boroughs", "/boroughs.json", "/feeds", "/sitemap.xml"}
	for _, form := range []string{"", ".rss", ".atom", ".json", ".csv", ".ics"} {
		for _, query := range []string{"", "?scope=related", "?contract=agency", "?scope=in&scope=related&contract=agency"} {
			out = append(out, "/vacancies"+form+query)
		}
	}
	for _, a := range place.Authorities() {
		out = append(out, "/boroughs/"+a.Slug, "/boroughs/"+a.Slug+"/mirror", "/boroughs/"+a.Slug+"/mirror.json", "/boroughs/"+a.Slug+"/mirror.atom")
	}
	for _, r := range w.ledger.Snapshot().Records {
		if r.State == lifecycle.Open {
			out = append(out, "/vacancies/"+r.ID)
		}
	}
	return out
}
