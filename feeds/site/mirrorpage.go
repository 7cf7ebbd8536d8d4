package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// MirrorRequest is what was asked of a mirror's page.
type MirrorRequest struct {
	// Find is an advert's address, reference or title to look up; Found are the
	// records the ledger knows it by.
	Find  string
	Found []lifecycle.Record
	// Group and Page ask for one group alone, a page at a time.
	Group string
	Page  int
	// LookAgain offers a re-read of each source. Looked names a source for which
	// one was asked, at LookedAt; zero where that is not known any more.
	LookAgain bool
	Looked    string
	LookedAt  time.Time
}

type mirrorPage struct {
	Name, Action, Find, Flash string
	Answer                    *answer
	Counts                    []countLink
	Sources                   []mirrorSource
	Groups                    []mirrorGroup
	Correct                   []string
	Feeds                     []feedLink
	Links                     []Link
}

type mirrorSource struct {
	ID, Name, Tone, Verdict, Meaning string
	Facts                            []linkedFact
	Look                             *look
	Runs                             *runs
}

type linkedFact struct{ Name, Value, URL, Note string }

type look struct{ Action, Source, Text string }

type runs struct {
	Chart   chartDrawing
	Caption string
	Rows    []runRow
}

type runRow struct {
	When, Verdict, Total, Remark string
	Found, In                    int
}

type mirrorGroup struct {
	ID, Title, Explain string
	Count              int
	Adverts            []mirrorRow
	More               *moreLink
}

type moreLink struct{ Text, URL, Link string }

type mirrorRow struct {
	URL, Title, Reason, Seen string
	Tags                     []tag
	Advert                   *Link
	Problems                 []string
	Values                   []MirrorValue
	Decisions                []string
	Wrong                    *mailLink
}

// MirrorJSON is the mirror for machines.
func (s *Site) MirrorJSON(in Mirror) ([]byte, error) {
	out, err := json.MarshalIndent(s.MirrorDocument(in), "", " ")
	if err != nil {
		return nil, fmt.Errorf("site: writing the mirror of %s: %w", in.Borough.Slug, err)
	}
	return append(out, '\n'), nil
}

// Mirror draws how a borough's adverts are shown, or why they are not.
func (s *Site) Mirror(in Mirror, ask MirrorRequest) ([]byte, error) {
	path := "/boroughs/" + in.Borough.Slug + "/mirror"
	f := s.frame(in.Borough.Name+": how your adverts are shown", path, "/boroughs")
	f.NoIndex = true
	f.Crumbs = []Link{{s.Link("/boroughs"), "Boroughs"}, {s.Link("/boroughs/" + in.Borough.Slug), in.Borough.Name}}
	f.Alternates = []feedLink{{URL: s.Link(path + ".atom"), Type: typeAttribute(feeds.Atom), Title: "What is missing or unclear in the adverts of " + in.Borough.Name}}
	d := s.MirrorDocument(in)
	p := mirrorPage{Name: in.Borough.Name, Action: s.Link(path), Find: clip(ask.Find, 500), Correct: s.corrections(),
		Feeds: []feedLink{{ID: "atom", Text: "What is missing or unclear", Address: s.Absolute(path + ".atom")}},
		Links: s.links(path+".json", "This page as JSON, for programs", "/crawler", "How to slow us or stop us", "/sources#"+in.Borough.Slug, "Source and licence")}
	if s.static {
		p.Action = ""
	}
	if ask.Find != "" {
		p.Answer = s.answer(in, d, ask)
	}
	for _, src := range d.Sources {
		if src.Source == ask.Looked {
			p.Flash = s.lookedWords(src, ask.LookedAt)
		}
		p.Sources = append(p.Sources, s.mirrorSource(src, ask.LookAgain, path, in.Now))
	}
	for _, g := range d.Groups {
		p.Counts = append(p.Counts, countLink{Link{s.Link(path) + "#" + g.Group, g.Title}, strconv.Itoa(len(g.Adverts))})
		p.Groups = append(p.Groups, s.mirrorGroup(g, ask, path, in.Now))
	}
	return s.draw("mirror", f, p)
}

// lookTakes is how long a reading that was asked for may take, other readings
// and their pauses before it.
const lookTakes = 10 * time.Minute

// lookedWords say what became of a request to look again: done, or when the
// result will show.
func (s *Site) lookedWords(src MirrorPlace, asked time.Time) string {
	name := s.sourceName(src.Source)
	switch last := src.state.LastAttempt; {
	case asked.IsZero():
		return ""
	case last.After(asked):
		return "Done: we looked again at " + name + " on " + clock(last) + ". Outcome: " + lowerFirst(src.Verdict) + "."
	}
	return "Queued: " + name + " will be read once more. The result will show on this page by " + timeOfDay(asked.Add(lookTakes)) + "; load the page again then."
}

// corrections say how to have something put right.
func (s *Site) corrections() []string {
	out := []string{"Correct the advert on your own page. In working hours we read it again within about an hour, and the change shows here."}
	if s.contact() == "" {
		return append(out, "If we read it wrongly, tell whoever runs this site: no address to write to is configured yet.")
	}
	return append(out,
		"If we read it wrongly, use “Tell us it is wrong” beside the advert. A person decides; the decision is kept with its reason and holds at every later reading.",
		"To have everything of yours left out, or whole adverts shown, write to us. A stop takes effect at the next reading.")
}

// mirrorSource words one source's state.
func (s *Site) mirrorSource(src MirrorPlace, lookAgain bool, path string, now time.Time) mirrorSource {
	st := src.state
	_, _, tone := verdictWords(st.Verdict)
	out := mirrorSource{ID: src.Source, Name: s.sourceName(src.Source), Tone: tone, Verdict: src.Verdict + ".", Meaning: src.Meaning}
	out.Meaning += prefix(" ", sentences(src.Trouble))
	add := func(name, value, url, note string) { out.Facts = append(out.Facts, linkedFact{name, value, url, note}) }
	add("Address", cmp.Or(src.URL, "wanted: tell us where your vacancy list is"), src.URL, strings.Join(append([]string{evidenceWords(st.Source.Evidence)}, readingNotes(st)...), " "))
	add("Last tried", clock(st.LastAttempt), "", "")
	add("Last read well", clock(st.LastSuccess), "", "")
	add("Last brought something new", clock(st.LastChange), "", "")
	if st.Paused() == "" && !st.NextAttempt.IsZero() {
		add("Next try", "after "+clock(st.NextAttempt), "", "")
	}
	if st.StatedTotal != nil {
		add("The page’s own total", strconv.Itoa(*st.StatedTotal), "", "")
	}
	add("What may be shown", republishWords(st.Source.Republish), "", "")
	if st.Withheld != nil {
		add("Withheld since", clock(st.Withheld.At), "", "")
	}
	for _, words := range src.Withheld {
		add("What waits", words, "", "")
	}
	if words := feeds.AnswerWords(st); words != "" {
		out.Meaning += " It " + words + "."
	}
	if lookAgain && src.URL != "" && st.Paused() == "" {
		out.Look = &look{s.Link(path), src.Source, "At most once in 15 minutes. The result shows here within 10 minutes."}
	}
	if len(src.Runs) > 0 {
		out.Runs = runsOf(src.Runs, now)
	}
	return out
}

func runsOf(all []lifecycle.Run, now time.Time) *runs {
	out := &runs{Chart: runChart(all), Caption: "Each bar is how many adverts one reading found, the oldest first. The dashed line is how many the page itself said it had. An empty frame with a cross is a reading that failed."}
	for _, r := range slices.Backward(lastRuns(all)) {
		name, _, _ := verdictWords(r.Verdict)
		row := runRow{When: shortClock(r.At, now), Verdict: name, Found: r.Adverts, In: r.In, Total: "not given"}
		if r.StatedTotal != nil {
			row.Total = strconv.Itoa(*r.StatedTotal)
		}
		if !readWell(r.Verdict) && r.Fault != "" {
			row.Remark = capital(faultWords(r.Fault))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// How many adverts of a group a mirror's page shows: a few of each on the
// overview, more where one group was asked for.
var mirrorShown = map[string]int{groupPublished: 3, groupRelated: 2, groupLeftOut: 8, groupMerged: 4, groupWithheld: 1, groupClosed: 4}

const mirrorAlone = 6

// mirrorGroup words one group, as much of it as was asked for.
func (s *Site) mirrorGroup(g MirrorGroup, ask MirrorRequest, path string, now time.Time) mirrorGroup {
	out := mirrorGroup{ID: g.Group, Title: g.Title, Explain: g.Explain, Count: len(g.Adverts)}
	shown, from := mirrorShown[g.Group], 0
	switch ask.Group {
	case "":
	case g.Group:
		shown = mirrorAlone
		from = min(max(ask.Page-1, 0)*mirrorAlone, max(len(g.Adverts)-1, 0)/mirrorAlone*mirrorAlone)
	default:
		shown = 0
	}
	if s.static && shown > 0 {
		shown = min(shown, mirrorShown[g.Group])
	}
	end := min(len(g.Adverts), from+shown)
	for _, a := range g.Adverts[min(from, end):end] {
		out.Adverts = append(out.Adverts, s.mirrorRow(a, now))
	}
	if end < len(g.Adverts) {
		next := 1
		if ask.Group == g.Group {
			next = from/mirrorAlone + 2
		}
		out.More = &moreLink{strconv.Itoa(len(g.Adverts)-end) + " more.", s.Link(path + "?group=" + g.Group + "&page=" + strconv.Itoa(next) + "#" + g.Group), "Show them"}
		if s.static {
			out.More.URL, out.More.Link = s.Link(path+".json"), "All of them as JSON"
		}
	}
	return out
}

func (s *Site) mirrorRow(a MirrorAdvert, now time.Time) mirrorRow {
	row := mirrorRow{URL: a.Page, Title: a.Title, Reason: a.Reason, Problems: a.Problems, Values: a.Values, Decisions: a.Decisions}
	if a.FirstSeen != nil && a.LastSeen != nil {
		row.Seen = "First seen " + day(*a.FirstSeen) + ", last seen " + s.lastSeen(*a.LastSeen, now) + "."
	}
	if a.Removed > 0 {
		row.Seen += fmt.Sprintf(" Names, addresses and numbers of people taken out: %d.", a.Removed)
	}
	if a.Reference != "" {
		row.Seen += " Reference " + clip(a.Reference, 80) + "."
	}
	if a.Advert != "" {
		row.Advert = &Link{a.Advert, "Your advert"}
	}
	if a.record != nil {
		if row.Advert != nil && !feeds.OwnAdvert(a.record) {
			row.Advert.Text = "The advert, on " + typographic(feeds.WhoseSite(a.record))
		}
		row.Wrong = s.wrong(a.record, a.Reason)
		if a.record.State == lifecycle.Open && a.record.Unconfirmed {
			row.Tags = append(row.Tags, tag{"Not confirmed since " + day(a.record.Confirmed), "warn"})
		}
	}
	for i := range row.Values {
		row.Values[i].Value = cmp.Or(row.Values[i].Value, "not stated")
	}
	return row
}
