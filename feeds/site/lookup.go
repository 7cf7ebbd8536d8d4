package site

import (
	"cmp"
	"strconv"
	"strings"

	"vacancies/feeds"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// answer is what became of the advert somebody looks for.
type answer struct {
	Title string
	Text  []string
	Links []Link
	// more says that others fit as well.
	more bool
}

// maxAnswers is how many adverts one look-up answers for.
const maxAnswers = 5

// answer says what became of the advert looked for: published, left out by
// which rule, withheld, merged, closed, or never seen.
func (s *Site) answer(in Mirror, d MirrorDocument, ask MirrorRequest) *answer {
	out, snap := &answer{}, in.Edition.Snapshot
	s.recordAnswers(out, snap, in.Borough.Slug, ask.Found, true)
	if len(out.Text) == 0 {
		leftOutAnswer(out, d, ask.Find)
	}
	if len(out.Text) == 0 {
		s.recordAnswers(out, snap, in.Borough.Slug, ask.Found, false)
	}
	if len(out.Text) == 0 {
		s.neverSeen(out, d)
		if ask.LookAgain {
			out.Text = append(out.Text, "To have us read it now, use “Look again now” below.")
		}
	} else if len(out.Text) > 1 {
		out.Title = "Found: " + count(len(out.Text), "advert")
	}
	if out.more {
		out.Title += " and more"
		out.Text = append(out.Text, "More fit these words. Give the advert’s reference or address to find one.")
	}
	return out
}

// recordAnswers answers for the records found that are the borough's own, or
// for those of others, which say whose they are.
func (s *Site) recordAnswers(out *answer, snap *lifecycle.Snapshot, slug string, found []lifecycle.Record, own bool) {
	for i := range found {
		r := &found[i]
		if r.State == lifecycle.Erased || Serves(snap, r, slug) != own {
			continue
		}
		if len(out.Text) >= maxAnswers {
			out.more = true
			return
		}
		where := ""
		if !own {
			where = " It belongs to " + cmp.Or(list(names(r.Boroughs)), "another borough") + "."
		}
		group, reason := fate(r)
		out.Text = append(out.Text, fateWords(snap, r, group, reason)+where)
		if group != groupLeftOut && group != groupWithheld && !r.Pruned {
			out.Links = append(out.Links, Link{s.Link(feeds.Path(r)), "Its page: " + title(r)})
		}
		if wrong := s.wrong(r, reason); wrong != nil && group != groupPublished && len(found) == 1 {
			out.Links = append(out.Links, Link{string(wrong.URL), "Tell us it is wrong: " + title(r)})
		}
		if out.Title == "" {
			out.Title = fateTitles[group]
		}
	}
}

var fateTitles = map[string]string{
	groupPublished: "It is published", groupRelated: "It is published, as a related post", groupLeftOut: "It is left out, by a rule",
	groupMerged: "It is merged into another", groupWithheld: "It is withheld", groupClosed: "It is closed",
}

func fateWords(snap *lifecycle.Snapshot, r *lifecycle.Record, group, reason string) string {
	words := "“" + title(r) + "”"
	if r.Reference != "" {
		words += " (" + clip(r.Reference, 60) + ")"
	}
	switch group {
	case groupPublished, groupRelated:
		words += " is published since " + day(feeds.Published(r)) + "."
	case groupLeftOut:
		words += " is left out by this rule."
	case groupWithheld:
		words += " is withheld."
	case groupMerged:
		words += " is shown under another advert."
	case groupClosed:
		words += " has left the list."
	}
	if reason != "" {
		words += " " + reason
	}
	return words + " Last seen " + clock(snap.LastConfirmed(r)) + "."
}

// leftOutAnswer looks among the rows that are not the borough's own.
func leftOutAnswer(out *answer, d MirrorDocument, find string) {
	sought, _ := normalize.NewSought(find)
	for _, g := range d.Groups {
		for _, a := range g.Adverts {
			if a.record == nil && len(out.Text) < maxAnswers && sought.Is(a.Advert, a.Reference, a.Title) {
				out.Title = fateTitles[g.Group]
				out.Text = append(out.Text, "“"+a.Title+"”: "+strings.TrimSuffix(a.Reason, ".")+".")
			}
		}
	}
}

// neverSeen says what was read instead, and when.
func (s *Site) neverSeen(out *answer, d MirrorDocument) {
	out.Title = "Never seen"
	for _, src := range d.Sources {
		out.Text = append(out.Text, s.readInstead(src)...)
	}
	if len(d.Sources) == 0 {
		out.Text = append(out.Text, "We know of no address where "+d.Name+" publishes its vacancies. Tell us, and it will be read.")
		return
	}
	out.Text = append(out.Text, "If you added it after that, the next reading will see it. If it is on another page, tell us where.")
}

// readInstead says of one source what its last telling run read, and why a new
// advert may stand there all the same.
func (s *Site) readInstead(src MirrorPlace) []string {
	where := cmp.Or(src.URL, s.sourceName(src.Source))
	runs := lastRuns(src.Runs)
	i := len(runs) - 1
	for i >= 0 && !told(runs[i]) {
		i--
	}
	if i < 0 {
		return []string{"We have not been able to read " + where + " yet." + prefix(" ", sentences(src.Trouble))}
	}
	r := runs[i]
	text := "We read " + count(r.Adverts, "advert") + " at " + where + " at " + timeOfDay(r.At) + " on " + day(r.At) + "; yours was not among them."
	if r.StatedTotal != nil && *r.StatedTotal != r.Adverts {
		text += " The page says that it has " + strconv.Itoa(*r.StatedTotal) + "."
	}
	if r.Verdict == lifecycle.Partial {
		text += " That was not the whole list."
	}
	out := []string{text}
	if w := src.state.Withheld; w != nil {
		out = append(out, "What was read since "+clock(w.At)+" is withheld ("+lowerFirst(withheldWords(w))+"). An advert that is new in it shows once a second reading, or a person, confirms it.")
	}
	if i < len(runs)-1 {
		out = append(out, "Later tries failed: "+cmp.Or(faultWords(runs[len(runs)-1].Fault), "the list could not be read")+". An advert added since then cannot have been seen.")
	}
	return out
}
