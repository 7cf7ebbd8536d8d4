package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExcerptsKeepPeopleOutByThemselves shows the sets' sentences to Excerpt as
// they are, nothing redacted: what Redact may miss, the second lock must hold.
// It must not hold by showing nothing.
func TestExcerptsKeepPeopleOutByThemselves(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sets: %v", err)
	}
	var people, leaked, others, shown int
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			line = strings.ReplaceAll(line, `\n`, "\n")
			plain := Clean(strings.NewReplacer("{", "", "}", "", "<", "", ">", "").Replace(line))
			got := Excerpt(plain, 1000)
			for _, m := range person.FindAllStringSubmatch(line, -1) {
				people++
				if leak(got, m[1], plain) != "" {
					leaked++
					t.Logf("leaked %q: %s", m[1], got)
				}
			}
			if !strings.Contains(line, "{") && isProse(plain) {
				others++
				if got != "" {
					shown++
				}
			}
		}
	}
	t.Logf("leaked %d of %d people; shown %d of %d sentences without one", leaked, people, shown, others)
	if float64(leaked) > 0.01*float64(people) {
		t.Errorf("%d of %d leaked: more than 1%%", leaked, people)
	}
	if float64(shown) < 0.4*float64(others) {
		t.Errorf("%d of %d sentences without a person shown: fewer than 40%%, and these are all look-alikes", shown, others)
	}
}

func TestImpersonal(t *testing.T) {
	for _, c := range []struct {
		name, sentence string
		want           bool
	}{
		{"ordinary words", "You will hold a small caseload and be supervised every week.", true},
		{"a borough and its places", "Our teams work from Catford and Deptford in Lewisham.", true},
		{"an acronym", "You will chair UASC reviews with CAMHS.", true},
		{"words made of known ones", "We'll offer family-led and trauma-informed practice.", true},
		{"a name nobody has heard of", "Ojutalayomi runs the front door with care.", false},
		{"the same in small letters", "Sit beside ojutalayomi and learn the ropes.", false},
		{"a name that is a word, at the start", "Grace runs the front door with care.", false},
		{"the word itself", "We give families a period of grace and room to breathe.", true},
		{"a name that is a word, asked for", "Come to reception and ask for grace on the day.", false},
		{"a surname that is a word", "The team under Potter has a settled feel.", false},
		{"somebody called Will", "Will runs the duty desk every other day.", false},
		{"a question", "Will you help us to do better?", true},
		{"a form of address", "The desk is run by Ms Family and colleagues.", false},
		{"initials", "Our lead, B. Care, keeps the rota.", false},
		{"a number", "The desk answers on 020 7946 0000 all day.", false},
		{"a number in disguise", "The desk answers on 0207_946_0000 all day.", false},
		{"a count of posts", "We have 2 X posts and 3 x trainees to fill.", true},
		{"a rate, and two letters joined", "You will work with A&E and be paid p/h for it.", true},
		{"pay", "You will earn £44,000 to £48,500 a year with us.", true},
		{"an address spelt out", "The desk reads duty at council dot example all day.", false},
		{"whom to ask", "Please contact the manager for more.", false},
		{"a building called after somebody", "You will work at Rosa Weatherby House two days a week.", true},
		{"the same without its last word", "You will work at Rosa Weatherby two days a week.", false},
		{"somebody before a building's word", "You will work with Rosa House two days a week.", false},
		{"a form by its letter", "You will write Form F assessments and visit A&E.", true},
		{"an initial", "The desk is run by Grace F these days.", false},
		{"words made of one that is a name too", "We offer long-term work.", true},
		{"a month that is a name, after a role", "The rota is kept by manager May and a clerk.", false},
		{"a month that is a name, speaking", "May loves the work and the people.", false},
		{"the month", "Interviews begin in May at the hub.", true},
		{"a month in small letters, to be messaged", "Write a message to june about it.", false},
		{"children who are spoken to", "We stay in touch with young people for years.", true},
		{"what was taken out", "The team of [name removed] has a settled feel.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := impersonal(c.sentence); got != c.want {
				t.Errorf("impersonal(%q) = %t", c.sentence, got)
			}
		})
	}
}

func TestImpersonalStretch(t *testing.T) {
	for _, c := range []struct{ name, sentence, around, want string }{
		{"a sentence without a person is whole", "We offer visa sponsorship to the right person.", "visa sponsorship", "We offer visa sponsorship to the right person."},
		{"what stands before a name's end goes", "Ask Ojutalayomi, who says that we offer visa sponsorship.", "visa sponsorship", "who says that we offer visa sponsorship."},
		{"what stands behind a name's start goes", "We offer visa sponsorship, so Ojutalayomi will tell you.", "visa sponsorship", "We offer visa sponsorship, so"},
		{"a possessive goes with its name", "In Ojutalayomi's team hybrid working is usual.", "hybrid working", "team hybrid working is usual."},
		{"the words themselves stay", "Ojutalayomi hybrid Ojutalayomi", "hybrid", "hybrid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(c.sentence, c.around)
			from, to := Impersonal(c.sentence, at, at+len(c.around))
			if got := c.sentence[from:to]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzImpersonal: whatever the sentence, the stretch lies in it around its words.
func FuzzImpersonal(f *testing.F) {
	f.Add("Ask Ojutalayomi’s team, where hybrid working is usual.", uint16(30), uint16(36))
	f.Add("’s İstanbul –", uint16(0), uint16(2))
	f.Fuzz(func(t *testing.T, s string, a, b uint16) {
		s = Clean(s)
		from, to := int(a)%(len(s)+1), int(b)%(len(s)+1)
		from, to = min(from, to), max(from, to)
		start, end := Impersonal(s, from, to)
		if start < 0 || start > from || end < to || end > len(s) {
			t.Errorf("%q around [%d:%d]: [%d:%d]", s, from, to, start, end)
		}
	})
}
