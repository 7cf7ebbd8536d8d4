package lifecycle

import (
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // London's rules, wherever the program runs

	"vacancies/normalize/closing"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
)

var londonZone = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("lifecycle: no rules for Europe/London: " + err.Error())
	}
	return zone
}()

// London gives an instant as the clocks in London show it.
func London(t time.Time) time.Time { return t.In(londonZone) }

// The names of the material fields: what they say is worth telling those who
// have already read it.
const (
	FieldTitle    = "title"
	FieldPay      = "pay"
	FieldClosing  = "closing"
	FieldHours    = "hours"
	FieldContract = "contract"
	FieldBoroughs = "boroughs"
	FieldStage    = "stage"
)

// maxHistory bounds the lines kept of one vacancy's history; the first is kept.
const maxHistory = 200

// material gives the material fields of a vacancy in words for people.
func (r *Record) material() []Field {
	v := &r.Vacancy
	return []Field{
		{Name: FieldTitle, New: v.Title},
		{Name: FieldPay, New: payWords(v.Pay)},
		{Name: FieldClosing, New: closingWords(v.Closing)},
		{Name: FieldHours, New: hoursWords(v.Hours.Min, v.Hours.Max, v.Hours.Pattern)},
		{Name: FieldContract, New: strings.Join(v.Hours.Contract, ", ")},
		{Name: FieldBoroughs, New: strings.Join(r.Boroughs, ", ")},
		{Name: FieldStage, New: strings.Join(append([]string{v.Role.Stage}, v.Role.StageAlso...), ", ")},
	}
}

// revisions are the material fields in which two states of a vacancy differ.
func revisions(was, is *Record) []Field {
	old, now := was.material(), is.material()
	var out []Field
	for i := range now {
		if old[i].New != now[i].New {
			out = append(out, Field{Name: now[i].Name, Old: old[i].New, New: now[i].New})
		}
	}
	return out
}

// change is the entry for the change log that leads from one state of a
// vacancy to the next in the default set; false when there is none.
func (w *work) change(was, is *Record) (Change, bool) {
	c := Change{At: w.now, ID: is.ID}
	n := w.notes[is.ID]
	before := was != nil && was.InDefault
	switch {
	case !before && !is.InDefault:
		return Change{}, false
	case !before && n.kind == SplitFrom:
		c.Kind, c.Into, c.Reason = SplitFrom, n.into, n.reason
	case !before && (was == nil || was.Published.IsZero()):
		c.Kind, c.Backlog = Opened, is.FirstSight
	case !before:
		c.Kind, c.Reason = Reopened, returned(was, is)
	case !is.InDefault:
		c.Kind, c.Reason = leaving(is)
		c.Into = is.Into
		if n.reason != "" {
			c.Reason = n.reason
		}
	default:
		c.Kind = Revised
		for _, f := range revisions(was, is) {
			c.Fields = append(c.Fields, f.Name)
		}
		if c.Fields == nil {
			c.Fields = details(was, is)
		}
		return c, len(c.Fields) > 0
	}
	return c, true
}

// leaving says how a vacancy left the default set.
func leaving(r *Record) (ChangeKind, string) {
	switch r.State {
	case Closed:
		return ClosedIt, r.Reason
	case Merged:
		return MergedInto, r.Reason
	case Open:
		if r.Outside() != "" {
			return WithdrawnIt, "now read as outside London's 33 authorities"
		}
		if slices.Contains(r.Vacancy.Hours.Contract, "agency") {
			return WithdrawnIt, "now read as agency work"
		}
		return WithdrawnIt, scopeWords(r)
	case Erased:
		return WithdrawnIt, "erased on request"
	}
	return WithdrawnIt, r.Reason
}

// returned says how a vacancy came back to the default set.
func returned(was, is *Record) string {
	switch {
	case was.State == Closed && is.Vacancy.Closing.At.IsZero():
		return "it states no closing time any more"
	case was.State == Closed:
		return "its closing time was moved"
	case was.State == Withdrawn:
		return "it is listed again"
	case was.State != Open:
		return ""
	case was.Outside() != "":
		return "now read as within London's 33 authorities"
	case slices.Contains(was.Vacancy.Hours.Contract, "agency"):
		return "no longer read as agency work"
	case is.Vacancy.Role.Why.Rule == ruledScope:
		return "a person decided that it is children's social work"
	}
	return "now read as children's social work"
}

// scopeWords say why a vacancy's scope keeps it out of the default set.
func scopeWords(r *Record) string {
	what := "not children's social work"
	if r.Vacancy.Role.Scope == role.Related {
		what = "a related post"
	}
	if r.Vacancy.Role.Why.Rule == ruledScope {
		return "a person decided that it is " + what
	}
	return "now read as " + what
}

// chronicle adds to a vacancy's history what has just happened to it, and
// dates its last material change. What a person had hidden stays hidden there.
func (w *work) chronicle(was, r *Record) {
	switch {
	case r.State == Erased:
		return
	case was == nil:
		r.Changed = w.now
		w.note(r, Event{Kind: string(Opened)})
		if r.Readvertises != "" {
			w.note(r, Event{Kind: "readvertised"})
		}
	default:
		w.chronicleRevision(was, r)
		w.chronicleState(was, r)
	}
	for _, d := range w.inForce(r) {
		if d.Kind == RuleHide {
			hideHistory(r, d.Field)
		}
	}
}

func (w *work) chronicleRevision(was, r *Record) {
	fields := revisions(was, r)
	if len(fields) == 0 || r.Pruned {
		return
	}
	r.Changed = w.now
	kind := string(Revised)
	if closesLater(was.Vacancy.Closing, r.Vacancy.Closing) {
		kind = "extended"
	}
	w.note(r, Event{Kind: kind, Fields: fields})
}

func (w *work) chronicleState(was, r *Record) {
	if was.State == r.State {
		return
	}
	switch r.State {
	case Open:
		n := w.notes[r.ID]
		if n.kind != SplitFrom {
			n = note{kind: Reopened, reason: returned(was, r)}
		}
		w.note(r, Event{Kind: string(n.kind), Reason: n.reason})
	case Closed:
		w.note(r, Event{Kind: string(ClosedIt), Reason: r.Reason})
	case Merged:
		w.note(r, Event{Kind: string(MergedInto), Reason: w.notes[r.ID].reason})
	default:
		w.note(r, Event{Kind: string(WithdrawnIt), Reason: r.Reason})
	}
}

func (w *work) note(r *Record, e Event) {
	e.At = w.now
	if len(r.History) >= maxHistory {
		r.History = slices.Delete(r.History, 1, 2)
	}
	r.History = append(r.History, e)
}

// payWords says pay in plain words: the figures where there are some, else the
// grade, else the advert's own wording.
func payWords(p pay.Pay) string {
	var b strings.Builder
	b.WriteString(amountWords(p.Min, p.Max))
	switch {
	case b.Len() > 0:
	case p.Grade != "":
		return p.Grade
	default:
		return p.Text
	}
	if p.Period != "" {
		b.WriteString(" a " + string(p.Period))
	}
	if p.ProRata {
		b.WriteString(" pro rata")
	}
	if actual := amountWords(p.ActualMin, p.ActualMax); actual != "" {
		b.WriteString(", " + actual + " for the hours worked")
	}
	for _, x := range p.Extras {
		b.WriteString(", " + x)
	}
	return b.String()
}

// amountWords says a range of pay; empty where no figure is known.
func amountWords(low, high *float64) string {
	switch {
	case low != nil && high != nil && *low != *high:
		return "£" + pounds(*low) + " to £" + pounds(*high)
	case low != nil:
		return "£" + pounds(*low)
	case high != nil:
		return "up to £" + pounds(*high)
	}
	return ""
}

// pounds writes an amount with thousands separated, and pence only where there are some.
func pounds(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	whole, pence, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if pence == "00" {
		return whole
	}
	return whole + "." + pence
}

func closingWords(c closing.Closing) string {
	if c.At.IsZero() {
		if c.Kind == closing.None {
			return ""
		}
		return strings.ReplaceAll(string(c.Kind), "_", " ")
	}
	return London(c.At).Format("2 January 2006, 15:04")
}

func hoursWords(low, high *float64, pattern []string) string {
	var parts []string
	f := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch {
	case low != nil && high != nil && *low != *high:
		parts = append(parts, f(*low)+" to "+f(*high)+" hours a week")
	case low != nil:
		parts = append(parts, f(*low)+" hours a week")
	case high != nil:
		parts = append(parts, "up to "+f(*high)+" hours a week")
	}
	for _, p := range pattern {
		parts = append(parts, strings.ReplaceAll(p, "_", " "))
	}
	return strings.Join(parts, ", ")
}
