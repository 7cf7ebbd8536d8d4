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

// Known is one open advert of a source as the ledger had it before a harvest,
// and what the harvest says of it.
type Known struct {
	// Advert and Vacancy are its ids.
	Advert, Vacancy string
	// Closes is its closing instant; zero when not known.
	Closes time.Time
	// Seen is true when the harvest shows it and its own page does not say that
	// applications are over.
	Seen bool
	// Lost are the fields it had and, in this harvest, has no more (see Fields).
	Lost []string
}

// Judgement is a verdict with its reasons.
type Judgement struct {
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
func (j Judgement) doubts() bool {
	switch j.Verdict {
	case Healthy, Empty, Unchanged, Skipped:
		return false
	}
	return true
}

// Judge decides what a harvest is worth (design, rule 2), from its own
// evidence and from what the ledger knew of the source's open adverts.
func Judge(h Harvest, prior SourceState, known []Known, now time.Time) Judgement {
	if h.Skipped != "" {
		return Judgement{Verdict: Skipped, Reasons: []string{h.Skipped}}
	}
	if h.Fault != "" && (len(h.Adverts) == 0 || h.Fault.Verdict() == Skipped) {
		return Judgement{Verdict: h.Fault.Verdict(), Reasons: []string{faultWords(h)}}
	}
	j := judgeWhole(h)
	if j.Verdict == Failed {
		return j
	}
	if w := collapse(j.Verdict, prior.Shape, known, now); w != nil {
		if h.Unclaimed != nil {
			w.Reason += "; " + h.Unclaimed.Reason
		}
		return withhold(h, prior, *w, now, j)
	}
	return j
}

// judgeWhole says how complete a harvest is by its own evidence, the ledger left aside.
func judgeWhole(h Harvest) Judgement {
	var doubts []string
	if h.Fault != "" {
		doubts = append(doubts, "the reading broke off: "+faultWords(h))
	}
	doubts = append(doubts, h.Incomplete...)
	// A total above what was shown may count an advert twice that is listed
	// twice: the crawler, which sees every row, says so in Incomplete. Below it,
	// or beside no advert at all, there is no such excuse.
	if total := h.StatedTotal; total != nil && (*total < len(h.Adverts) || *total > 0 && len(h.Adverts) == 0) {
		doubts = append(doubts, fmt.Sprintf("the list says it holds %d adverts and showed %d", *total, len(h.Adverts)))
	}
	if h.SaysEmpty != "" && len(h.Adverts) > 0 {
		doubts = append(doubts, fmt.Sprintf("the list says %q and showed %d adverts", h.SaysEmpty, len(h.Adverts)))
	}
	if n := repeated(h.Adverts); n > 0 {
		doubts = append(doubts, fmt.Sprintf("%d ids were shown for more than one advert", n))
	}
	if n := nameless(h.Adverts); n > 0 {
		doubts = append(doubts, fmt.Sprintf("%d adverts had neither an id, a reference nor an address", n))
	}
	switch {
	case len(h.Adverts) == 0 && len(doubts) > 0:
		return Judgement{Verdict: Failed, Reasons: doubts}
	case len(doubts) > 0:
		return Judgement{Verdict: Partial, Reasons: doubts}
	case h.Unchanged:
		return Judgement{Verdict: Unchanged}
	case len(h.Adverts) > 0:
		return Judgement{Verdict: Healthy}
	case h.SaysEmpty != "":
		return Judgement{Verdict: Empty, Reasons: []string{"the list says: " + h.SaysEmpty}}
	}
	return Judgement{Verdict: Failed, Reasons: []string{"the list showed no adverts and did not say that there are none"}}
}

// collapse reports what would be lost when it is too much at once: half or
// more, and at least three, of the open adverts gone, those whose closing has
// passed not counted; or half of those seen again without a field they had (or,
// of a field that fewer had, half and at least three of those).
func collapse(v Verdict, usual Shape, known []Known, now time.Time) *Withheld {
	var w Withheld
	open, seen := 0, 0
	lost := map[string]int{}
	for _, k := range known {
		if k.Seen {
			seen++
			for _, f := range k.Lost {
				lost[f]++
			}
		}
		if !k.Closes.IsZero() && !k.Closes.After(now) {
			continue
		}
		open++
		if !k.Seen {
			w.Missing = append(w.Missing, k.Vacancy)
		}
	}
	gone := v != Partial && len(w.Missing) >= collapseLeast && 2*len(w.Missing) >= open
	for f, n := range lost {
		had := usual.Fields[f] * float64(usual.Adverts)
		if 2*n >= seen || n >= collapseLeast && had > 0 && 2*float64(n) >= had {
			w.Lost = append(w.Lost, f)
		}
	}
	slices.Sort(w.Lost)
	slices.Sort(w.Missing)
	var why []string
	if gone {
		why = append(why, fmt.Sprintf("%d of its %d open adverts are gone at once", len(w.Missing), open))
	} else {
		w.Missing = nil
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

// withhold decides between a collapse seen for the first time, one that waits,
// one that was refused, and one that a later run confirms.
func withhold(h Harvest, prior SourceState, w Withheld, now time.Time, j Judgement) Judgement {
	w.At, w.Hash = now, w.hash()
	held := Judgement{Verdict: Collapsed, Reasons: append([]string{w.Reason}, j.Reasons...), Withheld: &w}
	if w.Hash == prior.Refused {
		w.Reason += "; a person refused it"
		return held
	}
	was := prior.Withheld
	if was == nil || len(was.Takeover) > 0 || was.Proposal != nil || !sameLoss(*was, w) {
		return held
	}
	if now.Sub(was.At) >= interval(h.Source) {
		j.Confirmed = true
		j.Reasons = append(j.Reasons, "confirmed by a second reading: "+w.Reason)
		return j
	}
	w.At = was.At
	return held
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

// interval is how far apart two readings must be to count as two.
func interval(s Source) time.Duration {
	if s.Every > 0 {
		return s.Every
	}
	return time.Hour
}

func faultWords(h Harvest) string {
	if h.Error != "" {
		return h.Error
	}
	return string(h.Fault)
}
