package lifecycle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/role"
)

// leaveOut keeps the rows that are not ours: title, link and reason, and what
// the crawler knows them again by.
func (s *harvestStep) leaveOut() {
	rows := []Sighting{}
	for _, x := range s.h.Adverts {
		if x.LeftOut == "" || s.isErased(x.Advert) {
			continue
		}
		rows = append(rows, Sighting{LeftOut: x.LeftOut, RowHash: x.RowHash, DetailAt: x.DetailAt, Advert: normalize.Advert{Source: s.h.Source.ID,
			Key: x.Advert.Key, Reference: x.Advert.Reference, Title: x.Advert.Title, URL: x.Advert.URL,
			Employer: x.Advert.Employer, PageHash: x.Advert.PageHash}})
	}
	s.keepLeftOut(s.state, rows)
}

// keepLeftOut replaces what is kept of a source's rows that are not ours, where
// it differs.
func (w *work) keepLeftOut(st *SourceState, rows []Sighting) {
	hash := ""
	if len(rows) > 0 {
		b, err := json.Marshal(rows)
		if err != nil {
			b = fmt.Appendf(nil, "%d rows", len(rows))
		}
		sum := sha256.Sum256(b)
		hash = hex.EncodeToString(sum[:12])
	}
	if hash != st.LeftOutHash {
		st.LeftOut, st.LeftOutHash = len(rows), hash
		w.result.LeftOut = append(w.result.LeftOut, LeftOut{Source: st.Source.ID, Rows: rows})
	}
}

// isErased reports whether an advert is one that was erased.
func (w *work) isErased(a normalize.Advert) bool {
	return w.Erased(normalize.Identify(a).ID) || a.URL != "" && w.Erased(addressTrace(a.URL))
}

// keepPages keeps the list pages' validators and readings with the commit. A
// reading names every row, and so is not kept while one of them was erased.
func (s *harvestStep) keepPages() {
	switch {
	case len(s.h.Memos) == 0:
	case s.showsErased():
		s.result.Memos = append(s.result.Memos, SourceMemos{Source: s.h.Source.ID, Forget: true})
	default:
		s.result.Memos = append(s.result.Memos, SourceMemos{Source: s.h.Source.ID, Memos: s.h.Memos})
	}
}

// shape remembers what a healthy harvest of this source looks like.
func (s *harvestStep) shape() {
	shape := Shape{Adverts: len(s.seen), Runs: s.prior.Shape.Runs + 1}
	if len(s.seen) > 0 {
		shape.Fields = map[string]float64{}
	}
	for _, p := range s.seen {
		for _, f := range Fields(p.Advert, normalize.Vacancy{}) {
			shape.Fields[f]++
		}
	}
	for f := range shape.Fields {
		shape.Fields[f] = math.Round(1000*shape.Fields[f]/float64(len(s.seen))) / 1000
	}
	s.state.Shape = shape
}

// withhold keeps a harvest back until it is confirmed, approved or refused.
func (s *harvestStep) withhold(w *Withheld) {
	s.state.Withheld = w
	kept := s.h
	if s.showsErased() {
		kept.Memos, kept.Sample = nil, nil
		kept.Adverts = slices.DeleteFunc(slices.Clone(kept.Adverts), func(x Sighting) bool { return s.isErased(x.Advert) })
	}
	s.keepWithheld(&kept)
}

// showsErased reports whether a row of the harvest, ours or not, was erased.
func (s *harvestStep) showsErased() bool {
	return slices.ContainsFunc(s.h.Adverts, func(x Sighting) bool { return s.isErased(x.Advert) })
}

func (s *harvestStep) keepWithheld(h *Harvest) {
	s.result.Withheld = map[string]*Harvest{s.h.Source.ID: h}
}

// finish adds the run record and counts what came of it.
func (s *harvestStep) finish(j judgement) Result {
	if s.h.Sample != nil && j.doubts() && !s.showsErased() {
		s.state.SampleAt = s.now
		s.result.Samples = append(s.result.Samples, SourceSample{Source: s.h.Source.ID, Sample: s.h.Sample})
	}
	s.asks()
	result := s.done()
	run := Run{Source: s.h.Source.ID, Verdict: j.Verdict, At: s.now, Pages: s.h.Pages, Requests: s.h.Requests,
		Bytes: s.h.Bytes, NotModified: s.h.NotModified, Adverts: len(s.h.Adverts), StatedTotal: s.h.StatedTotal,
		Fault: s.h.Fault, Status: s.h.Status, TookMS: s.h.Ended.Sub(s.h.Started).Milliseconds()}
	if j.Verdict != Healthy && j.Verdict != Empty && j.Verdict != Unchanged {
		run.Error = strings.Join(j.Reasons, "; ")
	}
	if j.Withheld != nil {
		run.Withheld = max(1, len(j.Withheld.Missing), len(j.Withheld.Takeover))
	}
	s.countScopes(&run)
	run.count(result.Changes)
	if len(result.Records) > 0 {
		for i := range result.Sources {
			if result.Sources[i].Source.ID == s.h.Source.ID && run.news() {
				result.Sources[i].LastChange = s.now
			}
		}
	}
	result.Runs = []Run{run}
	return result
}

// asks notes since when the source waits for a decision.
func (s *harvestStep) asks() {
	switch {
	case s.state.Asks() == "":
		s.state.AskedSince = time.Time{}
	case s.prior.Asks() == "" || s.state.AskedSince.IsZero():
		s.state.AskedSince = s.now
	}
}

// countScopes counts the harvest's adverts by what they were read as.
func (s *harvestStep) countScopes(run *Run) {
	for _, p := range s.seen {
		scope := role.Out
		if v, ok := s.readings[p.identity.ID]; ok {
			scope = v.Role.Scope
		}
		if r := s.work.record(s.resolve(p.identity.ID)); r != nil && r.Vacancy.Role.Scope != "" {
			scope = r.Vacancy.Role.Scope
		}
		switch scope {
		case role.In:
			run.In++
		case role.Related:
			run.Related++
		default:
			run.Out++
		}
	}
	run.Out += len(s.h.Adverts) - len(s.seen)
}

// count tells the changes of a run apart.
func (r *Run) count(changes []Change) {
	for _, c := range changes {
		switch c.Kind {
		case Opened, SplitFrom:
			r.Opened++
		case Revised:
			if c.Announced() {
				r.Revised++
			}
		case ClosedIt:
			r.Closed++
		case WithdrawnIt, MergedInto:
			r.Withdrawn++
		case Reopened:
			r.Reopened++
		}
	}
}

func (r *Run) news() bool {
	return r.Opened+r.Revised+r.Closed+r.Withdrawn+r.Reopened > 0
}
