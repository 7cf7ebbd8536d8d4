package normalize

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vacancies/normalize/text"
)

// The paragraph that this test has every advert carry speaks of pay, hours,
// closing, visas and hybrid working, of children and of adults.
const standingWords = "We safeguard children and adults at risk. We can sponsor a Skilled Worker visa. We offer hybrid working. " +
	"The pay is £30,000 a year for 36 hours a week. The closing date is 30 June 2026."

func TestWhatIsSetAsideChangesNoValue(t *testing.T) {
	var texts []string
	for _, team := range []string{"adoption", "fostering", "assessment", "court work", "leaving care"} {
		texts = append(texts, "You will work for the "+team+" team and hold a caseload of your own.\n"+standingWords)
	}
	b := text.LearnBoilerplate(nil, texts)
	for _, field := range []string{"all fields", "the text alone"} {
		a := sampleAdvert()
		a.Description = "<p>" + standingWords + "</p><p>You will visit families in the north of the borough and write plans with them.</p>"
		if field == "the text alone" {
			a.Salary, a.Closing, a.Hours, a.Contract, a.Location = "", "", "", "", ""
		}
		whole := Read(a)
		aside := whole.SetAside(b)
		if strings.Contains(aside.Excerpt, "visa") || strings.Contains(aside.OwnText(), "visa") || !strings.Contains(aside.Excerpt, "visit families") {
			t.Errorf("%s: excerpt %q, own text %q", field, aside.Excerpt, aside.OwnText())
		}
		if again := aside.SetAside(nil); again.Excerpt != whole.Excerpt || again.Standing != nil {
			t.Errorf("%s: it cannot be taken back: %q", field, again.Excerpt)
		}
		aside.Excerpt, aside.Standing, whole.Excerpt = "", nil, ""
		if d := cmp.Diff(whole, aside); d != "" {
			t.Errorf("%s: a value changed:\n%s", field, d)
		}
		if whole.Facts[VisaSponsorship].Stated != "yes" {
			t.Errorf("%s: what every advert says is said by this one too: %+v", field, whole.Facts[VisaSponsorship])
		}
	}
}
