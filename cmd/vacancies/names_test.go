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

// plant is what somebody types into a field about a person, and the marks by which
// that person would be found again, in small letters.
type plant struct {
	words string
	marks []string
}

// named are people nobody is called, one for each field that somebody may type
// them into, in the ways they do.
var named = map[string]plant{
	"title":       {" - contact Perpetua Quillfeather on 07700 900401 or perpetua.quillfeather@council.example", []string{"quillfeather", "900401"}},
	"employer":    {" (Barnaby Thistlewood, barnaby.thistlewood@council.example, 07700 900402)", []string{"thistlewood", "900402"}},
	"department":  {" (team manager: Ottoline Marchbanks, 07700 900403, ottoline.marchbanks@council.example)", []string{"marchbanks", "900403"}},
	"salary":      {", talk to Cosmo Wigglesworth about it on 07700 900404 or at cosmo.wigglesworth@council.example", []string{"wigglesworth", "900404"}},
	"contract":    {" (ask Araminta Snodgrass, 07700 900405, araminta.snodgrass@council.example)", []string{"snodgrass", "900405"}},
	"hours":       {", to be agreed with Leopold Frobisher (07700 900406, leopold.frobisher@council.example)", []string{"frobisher", "900406"}},
	"location":    {" (ask for Clementine Hawksworth, 07700 900407, clementine.hawksworth@council.example)", []string{"hawksworth", "900407"}},
	"closing":     {", late ones to Ignatius Bellweather on 07700 900408 or ignatius.bellweather@council.example", []string{"bellweather", "900408"}},
	"reference":   {" Fenella Crabtree 07700 900409", []string{"crabtree", "900409"}},
	"description": {"For an informal talk ring Montague Drinkwater on 07700 900410 or write to montague.drinkwater@council.example.", []string{"drinkwater", "900410"}},
}

// hidden are named and reached in ways that hide them: names that are days, places
// and qualities, addresses and numbers spelt out, profiles and chats.
var hidden = map[string]plant{
	"title":       {" - hiring manager: Sunday Larkspurling, 0 7 7 0 0 9 0 0 4 2 1", []string{"larkspurling", "0 0 4 2 1"}},
	"employer":    {" (sunday dot hartlebury at council dot example, wa.me/447700900422)", []string{"hartlebury", "900422"}},
	"department":  {" - contact Precious Dunnockshaw-Bello on +44 (0) 7700-900423", []string{"dunnockshaw", "bello", "900423"}},
	"salary":      {", ask grace pipistrelle (grace underscore pipistrelle at council dot example) or 07700.900424", []string{"pipistrelle", "900424"}},
	"contract":    {" - hiring manager Blessing Wagtailor, WhatsApp https://wa.me/447700900425", []string{"wagtailor", "900425"}},
	"hours":       {", says Brent Fieldfareham, Team Manager, linkedin.com/in/brent-fieldfareham, 0044 7700 900426", []string{"fieldfareham", "900426"}},
	"location":    {", please call (0)7700 900427 or Zsuzsanna O’Dotterelly, zsuzsanna.odotterelly (at) council (dot) example", []string{"dotterelly", "900427"}},
	"closing":     {", queries: Amara \"Mimi\" Whinchattle, amara [dot] whinchattle [at] council [dot] example, (+44) 7700 900428", []string{"whinchattle", "mimi", "900428"}},
	"reference":   {" c/o Chelsea Siskinworth 44 7700 900429", []string{"siskinworth", "900429"}},
	"description": {"“I never looked back.” – Temperance Redstarton, ASYE. For a chat message Will Redstarton on O7700 900430 or @temi_redstarton; follow https://uk.linkedin.com/in/will-redstarton. Our team: Kwabena, Lourdes and Wrynecka.", []string{"redstarton", "900430", "kwabena", "lourdes", "wrynecka"}},
}

// foreign is an address on a council's site, as the documents write it. A system
// may have made it of the title; another one would lead nowhere.
var foreign = regexp.MustCompile(`http:\\?/\\?/[a-z-]+\.demo\.example[^\s"'<>]*(\r\n [^\s"'<>]*)*`)

// leaked are the planted people found in a document.
func leaked(planted map[string]plant, body string) (out []string) {
	low := strings.ToLower(foreign.ReplaceAllString(body, "(address)"))
	for _, p := range planted {
		for _, m := range p.marks {
			if i := strings.Index(low, m); i >= 0 {
				out = append(out, strings.ReplaceAll(low[max(0, i-90):min(len(low), i+40)], "\n", " "))
			}
		}
	}
	return out
}

// Nobody who is named in an advert is named by us, whatever field the name was
// typed into and whatever is asked of the site.
func TestPeopleNamedInAnyFieldReachNoPublicSurface(t *testing.T) {
	t.Run("named as people are", func(t *testing.T) { lookForPeople(t, named) })
	t.Run("named in ways that hide them", func(t *testing.T) { lookForPeople(t, hidden) })
}

func lookForPeople(t *testing.T, planted map[string]plant) {
	t.Parallel()
	w := enterTyped(t, folder(t), autumn, autumn, 3, func(field, words string) string { return words + planted[field].words })
	w.round()

	seen := map[string]bool{}
	look := func(where, body string) {
		for _, found := range leaked(planted, body) {
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
	for _, name := range []string{planted["title"].marks[0], planted["description"].marks[0], planted["reference"].marks[0], planted["description"].marks[1]} {
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
