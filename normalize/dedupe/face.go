package dedupe

import (
	"cmp"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"
	"unique"

	"vacancies/normalize"
)

// face is what matching needs to know of an advert, kept small: the ledger
// holds one for every advert it ever saw.
type face struct {
	id, vacancy string
	source      string
	host        string
	kind        normalize.Kind
	boroughs    []string
	location    string
	ref         string
	title       []uint32 // hashes of the title's tokens, sorted
	titleHash   uint64
	post        uint64 // grade and kind of work: scope, stages, rank, specialisms; 0 when not read
	generic     bool   // no kind of work is named
	contract    []string
	pattern     []string
	hours       float32 // the most a week; 0 not known
	payMin      float32 // 0 not known
	payMax      float32
	period      string
	start, end  instant // when it was open; end zero when it is not known
	lastSeen    instant
	firstSeen   instant
	closing     instant
	closingDay  string // the London day, as YYYY-MM-DD
	rolling     bool   // open with no end, until filled, or reviewed at intervals
	onePost     bool   // the text says it is one post of several boroughs
	team        string
	path        string // the part of the address that names the advert
	text        sketch
}

// faceOf reads an entry.
func faceOf(e Entry) *face {
	v := e.Vacancy
	boroughs := v.Place.Boroughs
	// A board's many boroughs say where a post may be, not whose it is.
	if len(boroughs) == 0 && (len(e.Advert.Boroughs) == 1 || e.Advert.Kind.Authority() <= normalize.Shared.Authority()) {
		boroughs = e.Advert.Boroughs
	}
	name := cmp.Or(v.Title, e.Advert.Title)
	tokens := titleTokens(name)
	f := &face{
		id: e.Identity.ID, source: e.Advert.Source, kind: e.Advert.Kind,
		boroughs: canonicalBoroughs(boroughs), location: shared(strings.Join(split(e.Advert.Location), " ")),
		ref: reference(normalize.PrintedReference(e.Advert.Reference)), title: hashes(tokens),
		contract: v.Hours.Contract, pattern: v.Hours.Pattern, period: string(v.Pay.Period),
		closing: instantOf(v.Closing.At), firstSeen: instantOf(e.FirstSeen), lastSeen: instantOf(e.LastSeen),
		onePost: saysOnePost(v.Text), team: teamOf(name, v.Text), text: sketchOf(v.OwnText()),
	}
	f.titleHash = hash64(tokens...)
	if f.closing != 0 {
		f.closingDay = shared(v.Closing.At.Format(time.DateOnly))
	}
	f.post, f.generic = postOf(v, tokens)
	f.host, f.path = address(e.Advert.URL)
	f.host, f.path = shared(f.host), strings.Clone(f.path)
	if v.Hours.Max != nil {
		f.hours = float32(*v.Hours.Max)
	}
	if v.Pay.Min != nil {
		f.payMin = float32(*v.Pay.Min)
	}
	if v.Pay.Max != nil {
		f.payMax = float32(*v.Pay.Max)
	}
	switch string(v.Closing.Kind) { // codes of the label guide, section 6
	case "ongoing", "until_filled":
		f.rolling = f.closing == 0
	case "rolling":
		f.rolling = true
	}
	f.setPeriod(e)
	return f
}

// postOf stands for a post's grade and kind of work, for two hands that write
// one title in different words; 0 when they are not read. Words of rank count
// beside the stage: all related posts below a manager have one stage (label
// guide, section 2).
func postOf(v normalize.Vacancy, tokens []string) (post uint64, generic bool) {
	r := v.Role
	if r.Scope == "" || r.Scope == "out" {
		return 0, false
	}
	parts := append([]string{string(r.Scope), r.Stage}, r.StageAlso...)
	parts = append(parts, r.Specialisms...)
	for _, t := range tokens {
		if ranks[t] {
			parts = append(parts, t)
		}
	}
	return hash64(parts...), slices.Contains(r.Specialisms, "generic")
}

// ranks are words that make another post of the same work.
var ranks = map[string]bool{"senior": true, "deputy": true, "assistant": true, "trainee": true, "apprentice": true,
	"support": true, "recruitment": true, "assessing": true, "pa": true, "swa": true, "fsw": true}

// shared gives one copy of a string that many adverts hold, so that none keeps
// a whole page alive for its sake.
func shared(s string) string { return unique.Make(s).Value() }

// setPeriod says when the advert was open: from the stated posting day, else
// from when it was first seen, to its closing, or when it went, if earlier.
func (f *face) setPeriod(e Entry) {
	f.start = f.firstSeen
	if posted, err := time.Parse(time.DateOnly, e.Vacancy.Posted); err == nil && (f.start == 0 || instantOf(posted) < f.start) {
		f.start = instantOf(posted)
	}
	f.end = f.closing
	if ended := instantOf(e.Ended); ended != 0 && (f.end == 0 || ended < f.end) {
		f.end = ended
	}
}

// instant is a time in seconds since 1970, 0 when it is not known: a third of
// the size of a time.Time.
type instant int64

func instantOf(t time.Time) instant {
	if t.IsZero() {
		return 0
	}
	return instant(t.Unix())
}

func (i instant) time() time.Time { return time.Unix(int64(i), 0).UTC() }

// seconds is a span between instants.
func seconds(d time.Duration) instant { return instant(d / time.Second) }

// openFor is how long an advert without an end is taken to stay open after it
// was last seen: long enough for a copy, too short for a new round.
const openFor = 60 * 24 * time.Hour

// until is the end of the time it was open, as well as it is known.
func (f *face) until() instant {
	if f.end != 0 {
		return f.end
	}
	return max(f.start, f.lastSeen) + seconds(openFor)
}

// address gives an address's host and the segment of it that tells adverts apart.
func address(raw string) (host, id string) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", ""
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	for _, q := range []string{"jobId", "jobid", "id", "vacancyId", "vacancy", "ref"} {
		if v := u.Query().Get(q); len(v) > 3 {
			parts = append(parts, v)
		}
	}
	if len(parts) > 0 && strings.Contains(parts[len(parts)-1], "-") {
		id = parts[len(parts)-1] // a title as an address
	}
	sort.SliceStable(parts, func(i, j int) bool { return figures(parts[i]) > figures(parts[j]) })
	if len(parts) > 0 && figures(parts[0]) >= 4 {
		id = parts[0]
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), id
}

func figures(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// agencyish reports an agency's assignment, whoever lists it.
func (f *face) agencyish() bool {
	return f.kind == normalize.Agency || slices.Contains(f.contract, "agency")
}

// own reports a council's own listing.
func (f *face) own() bool {
	return f.kind == normalize.Council || f.kind == normalize.Shared || f.kind == normalize.Regional
}

// meets reports whether two lists have anything in common.
func meets[T comparable](a, b []T) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}
