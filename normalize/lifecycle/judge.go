package lifecycle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// collapseLeast is how many adverts must be gone, or have lost a field that
// few had, before a loss can be a collapse: below it a share says nothing.
const collapseLeast = 3

// knownAdvert is one advert that a source was last seen to list, as the ledger had it
// before a harvest, and what the harvest says of it.
type knownAdvert struct {
	// Advert and Vacancy are its ids.
	Advert, Vacancy string
	// Closes is its closing instant; zero when not known.
	Closes time.Time
	// Seen is true when the harvest shows it, or another advert of its vacancy, and
	// its own page does not say that applications are over.
	Seen bool
	// Listed is true when the harvest shows it, whatever its own page says.
	Listed bool
	// Over is true when the vacancy is no longer open, though its advert was not
	// seen to go: it says whose board this is, and cannot be lost.
	Over bool
	// Again is true when it is not seen and its words stand under another key.
	Again bool
	// Retitled is true when it is seen, under a title without a word of its old one.
	Retitled bool
	// Lost are the fields it had and, in this harvest, has no more (see Fields).
	Lost []string
}

// judgement is a verdict with its reasons.
type judgement struct {
	Verdict Verdict
	// Reasons say in plain words why; empty for a healthy reading.
	Reasons []string
	// Withheld is what is held back, when the verdict is Collapsed.
	Withheld *Withheld
	// Confirmed is true when a collapse seen before was found again, so that it
	// is believed now.
	Confirmed bool
}

// doubts reports whether a reading was not all well.
func (j judgement) doubts() bool {
	switch j.Verdict {
	case Healthy, Empty, Unchanged, Skipped:
		return false
	}
	return true
}

// judge decides what a harvest is worth (design, rule 2), from its own
// evidence and from what the ledger knew of the source's open adverts.
func judge(h Harvest, prior SourceState, known []knownAdvert, now time.Time) judgement {
	if h.Skipped != "" {
		return judgement{Verdict: Skipped, Reasons: []string{h.Skipped}}
	}
	if h.Fault != "" && (len(h.Adverts) == 0 || h.Fault.Verdict() == Skipped) {
		return judgement{Verdict: h.Fault.Verdict(), Reasons: []string{faultWords(h)}}
	}
	j := judgeWhole(h)
	if j.Verdict == Failed {
		return j
	}
	if w := collapse(h, j.Verdict, prior, known, now); w != nil {
		if h.Unclaimed != nil {
			w.Reason += "; " + h.Unclaimed.Reason
		}
		return withhold(h, prior, *w, now, j)
	}
	return j
}

// judgeWhole says how complete a harvest is by its own evidence, the ledger left aside.
func judgeWhole(h Harvest) judgement {
	doubts := doubtsOf(h)
	none := len(h.Adverts) == 0 || unreadable(h.Adverts) == len(h.Adverts)
	switch {
	case none && len(doubts) > 0:
		return judgement{Verdict: Failed, Reasons: doubts}
	case len(doubts) > 0:
		return judgement{Verdict: Partial, Reasons: doubts}
	case h.Unchanged:
		return judgement{Verdict: Unchanged}
	case len(h.Adverts) > 0:
		return judgement{Verdict: Healthy}
	case h.SaysEmpty != "":
		return judgement{Verdict: Empty, Reasons: []string{"the list says: " + h.SaysEmpty}}
	}
	return judgement{Verdict: Failed, Reasons: []string{"the list showed no adverts and did not say that there are none"}}
}

// doubtsOf are the signs that a harvest is not the whole list, in plain words.
func doubtsOf(h Harvest) (doubts []string) {
	doubt := func(format string, args ...any) { doubts = append(doubts, fmt.Sprintf(format, args...)) }
	shown := len(h.Adverts)
	if h.Fault != "" {
		doubt("the reading broke off: %s", faultWords(h))
	}
	for _, reason := range h.Incomplete {
		if h.Fault == "" || reason != "the run ended early: "+string(h.Fault) { // the crawler's words for the same
			doubts = append(doubts, reason)
		}
	}
	// A total above what was shown may count an advert twice that is listed
	// twice: the crawler, which sees every row, says so in Incomplete. Below it,
	// or beside no advert at all, there is no such excuse; it is not said twice.
	if total := h.StatedTotal; total != nil && len(h.Incomplete) == 0 && (*total < shown || *total > 0 && shown == 0) {
		doubt("the list says it holds %d adverts and showed %d", *total, shown)
	}
	if h.SaysEmpty != "" && shown > 0 {
		doubt("the list says %q and showed %d adverts", h.SaysEmpty, shown)
	}
	if n := repeated(h.Adverts); n > 0 {
		doubt("%d ids were shown for more than one advert", n)
	}
	if n := unreadable(h.Adverts); n > 0 {
		doubt("%d of %d adverts have no readable title", n, shown)
		if n == shown {
			return doubts // nor can anything else of them be told
		}
	}
	if n := nameless(h.Adverts); n > 0 {
		doubt("%d adverts had neither an id, a reference nor an address", n)
	}
	return doubts
}

// collapse reports what would be lost when it is too much at once: half or
// more, and at least three, of the open adverts gone, those whose closing has
// passed not counted; or half of those seen again without a field they had (or,
// of a field that fewer had, half and at least three of those). A board that was
// exchanged for another is for a person alone to believe.
func collapse(h Harvest, v Verdict, prior SourceState, known []knownAdvert, now time.Time) *Withheld {
	var missing []string
	open := 0
	for _, k := range known {
		if k.Over || !k.Closes.IsZero() && !k.Closes.After(now) {
			continue
		}
		open++
		if !k.Seen {
			missing = append(missing, k.Vacancy)
		}
	}
	slices.Sort(missing)
	w := Withheld{Lost: lostFields(prior.Shape, known)}
	var why []string
	if other := exchanged(h, prior, known, open); other != "" {
		w.ByPerson, w.Missing = true, missing
		why = append(why, other+"; waits for a person")
	} else if v != Partial && len(missing) >= collapseLeast && 2*len(missing) >= open {
		w.Missing = missing
		why = append(why, fmt.Sprintf("%d of its %d open adverts are gone at once", len(missing), open))
	}
	if len(w.Lost) > 0 {
		why = append(why, fmt.Sprintf("half or more of its adverts have lost: %s", strings.Join(w.Lost, ", ")))
	}
	if len(why) == 0 {
		return nil
	}
	w.Reason = strings.Join(why, "; ")
	return &w
}

// lostFields are the fields that too many of the adverts seen again have lost.
func lostFields(usual Shape, known []knownAdvert) (out []string) {
	seen := 0
	lost := map[string]int{}
	for _, k := range known {
		if k.Over || !k.Seen {
			continue
		}
		seen++
		for _, f := range k.Lost {
			lost[f]++
		}
	}
	for f, n := range lost {
		had := usual.Fields[f] * float64(usual.Adverts)
		if 2*n >= seen || n >= collapseLeast && had > 0 && 2*float64(n) >= had {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// withhold decides between a collapse seen for the first time, one that waits,
// one that was refused, and one that a later run confirms.
func withhold(h Harvest, prior SourceState, w Withheld, now time.Time, j judgement) judgement {
	w.At, w.Hash = now, w.hash()
	held := judgement{Verdict: Collapsed, Reasons: append([]string{w.Reason}, j.Reasons...), Withheld: &w}
	was := prior.Withheld
	if prior.Refused != "" && (w.Hash == prior.Refused || was != nil && was.Hash == prior.Refused && was.covers(w)) {
		w.At, w.Refused = now, true
		w.Reason += refusedWords
		return held
	}
	if !was.waitsAs(w) {
		return held
	}
	if !w.ByPerson && now.Sub(was.At) >= interval(h.Source) {
		j.Confirmed = true
		j.Reasons = append(j.Reasons, "confirmed by a second reading: "+w.Reason)
		return j
	}
	w.At = was.At
	return held
}

// waitsAs reports whether a later reading shows the loss that waits already; nothing
// may.
func (w *Withheld) waitsAs(is Withheld) bool {
	if w == nil || w.Refused || len(w.Takeover) > 0 || w.Proposal != nil || w.ByPerson != is.ByPerson {
		return false
	}
	return w.ByPerson || sameLoss(*w, is)
}

// sameLoss reports whether a later collapse shows what the earlier one showed:
// every advert missing then is missing still, every field lost then still lost.
func sameLoss(was, is Withheld) bool {
	if (len(was.Missing) > 0) != (len(is.Missing) > 0) || (len(was.Lost) > 0) != (len(is.Lost) > 0) {
		return false
	}
	still := 0
	for _, id := range was.Missing {
		if slices.Contains(is.Missing, id) {
			still++
		}
	}
	for _, f := range is.Lost {
		if !slices.Contains(was.Lost, f) {
			return false
		}
	}
	return len(was.Missing) == 0 || still >= collapseLeast && 2*still >= len(is.Missing)
}

// Believable reports whether a later reading can confirm it: it is a loss, and
// not for a person alone.
func (w *Withheld) Believable() bool {
	return w.loss() && !w.ByPerson && !w.Refused && w.Proposal == nil && len(w.Takeover) == 0
}

// covers reports whether a later loss is no more than an earlier one: adverts
// that have closed since cannot be lost any more.
func (w *Withheld) covers(is Withheld) bool {
	within := func(is, was []string) bool {
		return !slices.ContainsFunc(is, func(x string) bool { return !slices.Contains(was, x) })
	}
	return w.ByPerson == is.ByPerson && within(is.Missing, w.Missing) && within(is.Lost, w.Lost)
}

// hash names a loss by what would go, so that the same one is known again.
func (w Withheld) hash() string {
	h := sha256.New()
	for _, id := range w.Missing {
		h.Write([]byte("missing " + id + "\n"))
	}
	for _, f := range w.Lost {
		h.Write([]byte("lost " + f + "\n"))
	}
	if w.Proposal != nil {
		h.Write([]byte("proposal " + w.Proposal.Platform + " " + w.Proposal.URL + "\n"))
	}
	for _, t := range w.Takeover {
		h.Write([]byte("takeover " + t.Advert + " " + t.Vacancy + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// interval is how far apart two readings must be to count as two: the source's
// own, less a tenth, for a reading that keeps its turn comes some seconds or
// minutes sooner or later. One that a person asked for in between counts for
// what it shows, and not as another absence.
func interval(s Source) time.Duration {
	every := s.Every
	if every <= 0 {
		every = time.Hour
	}
	return every - every/10
}

// faultWords are the words for what broke a reading off.
func faultWords(h Harvest) string {
	if h.Error != "" {
		return h.Error
	}
	return string(h.Fault)
}
