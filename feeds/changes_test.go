package feeds_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
)

// ledgerWithALife is a ledger in which one vacancy was extended, one closed,
// one withdrawn, one merged, and one reopened.
func ledgerWithALife() *feedstest.Ledger {
	l := feedstest.NewLedger(feedstest.Records(8)...)
	at := feedstest.Now.Add(-90 * time.Minute)
	end := func(n int, kind lifecycle.ChangeKind, state lifecycle.State, reason string) {
		at = at.Add(time.Minute)
		r := feedstest.Record(n)
		r.State, r.InDefault, r.Ended, r.Reason = state, false, at, reason
		l.Ended = append(l.Ended, r)
		l.Snap.Records = slices.DeleteFunc(l.Snap.Records, func(have *lifecycle.Record) bool { return have.ID == r.ID })
		l.Change(lifecycle.Change{At: at, Kind: kind, ID: r.ID, Reason: reason})
	}
	end(1, lifecycle.ClosedIt, lifecycle.Closed, "its closing time has come")
	end(2, lifecycle.WithdrawnIt, lifecycle.Withdrawn, "no longer shown")
	end(3, lifecycle.MergedInto, lifecycle.Merged, "the same post as another")
	l.Log[len(l.Log)-1].Into = feedstest.ID(4)
	at = at.Add(time.Minute)
	for _, r := range l.Snap.Records {
		if r.ID == feedstest.ID(5) {
			r.Changed = at
			r.History = append(r.History, lifecycle.Event{At: at, Kind: "extended", Fields: []lifecycle.Field{
				{Name: "closing", Old: "4 December 2026, 23:59", New: "6 December 2026, 23:59"}}})
		}
	}
	l.Change(lifecycle.Change{At: at, Kind: lifecycle.Revised, ID: feedstest.ID(5), Fields: []string{"closing"}})
	l.Change(lifecycle.Change{At: at, Kind: lifecycle.WithdrawnIt, ID: feedstest.ID(6), Reason: "no longer shown"})
	l.Change(lifecycle.Change{At: at.Add(time.Minute), Kind: lifecycle.Reopened, ID: feedstest.ID(6)})
	return l
}

// changesPage is what a reader sees of /changes.json.
type changesPage struct {
	Log      string
	From, To uint64
	More     bool
	Changes  []struct {
		Seq          uint64
		Kind, ID     string
		Into, Reason string
		Fields       []string
		URL          string
		Vacancy      *struct{ Title, State string }
	}
}

func readChanges(t require, l *feedstest.Ledger, since feeds.Since) changesPage {
	t.Helper()
	d, err := feeds.ChangesJSON(l, since, feedstest.Site())
	if err != nil {
		t.Fatalf("changes since %d: %v", since.Seq, err)
	}
	var page changesPage
	if err := json.Unmarshal(d.Body, &page); err != nil {
		t.Fatalf("%v", err)
	}
	return page
}

// replay is the reader that the developers' page describes.
func replay(t require, l *feedstest.Ledger) []string {
	t.Helper()
	live := map[string]bool{}
	for since := (feeds.Since{}); ; {
		page := readChanges(t, l, since)
		for _, c := range page.Changes {
			switch c.Kind {
			case "closed", "withdrawn", "merged":
				delete(live, c.ID)
			default:
				live[c.ID] = true
			}
		}
		since = feeds.Since{Seq: page.To, Log: page.Log}
		if !page.More {
			break
		}
	}
	ids := make([]string, 0, len(live))
	for id := range live {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func openIDs(t require, l *feedstest.Ledger) []string {
	t.Helper()
	e := feeds.NewEdition(l.Snap, feedstest.Site())
	ids := []string{}
	for _, it := range read(t, feeds.JSONFeed, render(t, e, feeds.JSONFeed, feeds.Query{}).Body) {
		ids = append(ids, it.id)
	}
	slices.Sort(ids)
	return ids
}

func TestAReaderOfTheChangesEndsWithTheCompleteList(t *testing.T) {
	if got, want := replay(t, ledgerWithALife()), openIDs(t, ledgerWithALife()); !slices.Equal(got, want) {
		t.Errorf("replaying gives\n%v, the list holds\n%v", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := feedstest.NewLedger(feedstest.Records(rapid.IntRange(1, 4).Draw(t, "at first"))...)
		all := slices.Clone(l.Snap.Records)
		for range rapid.IntRange(0, 700).Draw(t, "changes") { // more than one page
			r := rapid.SampledFrom(all).Draw(t, "vacancy")
			c := lifecycle.Change{At: feedstest.Now, ID: r.ID}
			if r.InDefault = !r.InDefault; r.InDefault {
				c.Kind, r.State = lifecycle.Reopened, lifecycle.Open
				l.Snap.Records = append(l.Snap.Records, r)
			} else {
				c.Kind, r.State = lifecycle.WithdrawnIt, lifecycle.Withdrawn
				l.Snap.Records = slices.DeleteFunc(slices.Clone(l.Snap.Records), func(have *lifecycle.Record) bool { return have == r })
			}
			l.Change(c)
		}
		if got, want := replay(t, l), openIDs(t, l); !slices.Equal(got, want) {
			t.Fatalf("replaying gives\n%v, the list holds\n%v", got, want)
		}
	})
}

func TestChangesJSONFollowsTheContract(t *testing.T) {
	l := ledgerWithALife()
	l.Log = append(l.Log, lifecycle.Change{Seq: l.Snap.Sequence + 1, Kind: lifecycle.ClosedIt, ID: feedstest.ID(7)}) // after the snapshot
	page := readChanges(t, l, feeds.Since{Seq: 8})
	if page.From != 8 || page.To != l.Snap.Sequence || page.More || len(page.Changes) != int(l.Snap.Sequence)-8 {
		t.Fatalf("from %d to %d, more %v, %d changes", page.From, page.To, page.More, len(page.Changes))
	}
	merged, revised := page.Changes[2], page.Changes[3]
	if merged.Kind != "merged" || merged.Into != feeds.EntryID(feedstest.ID(4)) || merged.Vacancy != nil {
		t.Errorf("the merge reads %+v", merged)
	}
	if revised.Kind != "revised" || !slices.Equal(revised.Fields, []string{"closing"}) || revised.Vacancy == nil || revised.Vacancy.State != "open" {
		t.Errorf("the revision reads %+v", revised)
	}
	if again := readChanges(t, l, feeds.Since{Seq: page.To, Log: page.Log}); len(again.Changes) != 0 || again.To != page.To {
		t.Errorf("a reader that has everything gets %+v", again)
	}
	for name, since := range map[string]feeds.Since{
		"another log": {Log: "d4735e3a-265e-46ee-a03f-59718b9b5d03"}, "a number above the last": {Seq: l.Snap.Sequence + 1},
	} {
		if _, err := feeds.ChangesJSON(l, since, feedstest.Site()); !errors.Is(err, feeds.ErrGone) {
			t.Errorf("%s: %v, not gone", name, err)
		}
	}
}

func TestErasedVacanciesAreNotTold(t *testing.T) {
	l := feedstest.NewLedger(feedstest.Records(2)...)
	for _, r := range l.Snap.Records {
		r.State, r.InDefault = lifecycle.Erased, false
		l.Change(lifecycle.Change{At: feedstest.Now, Kind: lifecycle.WithdrawnIt, ID: r.ID, Reason: "erased on request"})
	}
	atom, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	page, err := feeds.ChangesJSON(l, feeds.Since{}, feedstest.Site())
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(atom.Body, []byte("Social Worker")) || bytes.Contains(page.Body, []byte("Social Worker")) {
		t.Error("an erased vacancy's title is told")
	}
	if n := bytes.Count(atom.Body, []byte("<at:deleted-entry")); n != 2 {
		t.Errorf("there are %d tombstones, not 2", n)
	}
}

// TestOfWhatIsLeftOutOnlyTitleLinkAndReasonAreTold: a post that was announced and
// is now known not to be social work, or not in London, has no page any more, and
// its facts and words are not handed on by the log of changes either.
func TestOfWhatIsLeftOutOnlyTitleLinkAndReasonAreTold(t *testing.T) {
	for name, leave := range map[string]func(*lifecycle.Record){
		"not social work":     func(r *lifecycle.Record) { r.Vacancy.Role.Scope = role.Out },
		"outside London":      func(r *lifecycle.Record) { r.Vacancy.Place = place.Place{Outside: "Kent"} },
		"closed and left out": func(r *lifecycle.Record) { r.State, r.Vacancy.Role.Scope = lifecycle.Closed, role.Out },
	} {
		t.Run(name, func(t *testing.T) {
			l := feedstest.NewLedger(feedstest.Records(1)...)
			r := l.Snap.Records[0]
			r.InDefault = false
			leave(r)
			l.Change(lifecycle.Change{At: feedstest.Now, Kind: lifecycle.WithdrawnIt, ID: r.ID, Reason: "now read otherwise"})
			page := readChanges(t, l, feeds.Since{})
			if c := page.Changes[0]; c.Kind != "opened" || c.Vacancy != nil || c.URL != "" {
				t.Errorf("its opening reads %+v", c)
			}
			d, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now)
			if err != nil {
				t.Fatal(err)
			}
			if err := check.Check(d); err != nil {
				t.Fatal(err)
			}
			for _, said := range []string{"Withdrawn: " + feeds.Title(r), `href="` + r.URL, "now read otherwise"} {
				if !strings.Contains(string(d.Body), said) {
					t.Errorf("the feed does not say %q", said)
				}
			}
			for _, unsaid := range []string{r.Vacancy.Excerpt, feeds.PayText(r.Vacancy.Pay), feeds.Path(r), "Full time"} {
				if strings.Contains(string(d.Body), unsaid) {
					t.Errorf("the feed says %q", unsaid)
				}
			}
		})
	}
}

func TestChangesAtomAnnouncesAndBuries(t *testing.T) {
	l := ledgerWithALife()
	l.Log[0].Backlog = true
	d, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Check(d); err != nil {
		t.Fatalf("%v\n%s", err, d.Body)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(d.Body))
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	for _, it := range feed.Items {
		titles[it.Title] = it.GUID
		if strings.HasPrefix(it.Title, "Changed:") && !strings.Contains(it.Description, "Closing was 4 December 2026, 23:59, now 6 December 2026, 23:59.") {
			t.Errorf("the extension reads %q", it.Description)
		}
	}
	title := func(n int) string { return feeds.Title(feedstest.Record(n)) }
	if titles["Changed: "+title(5)] == "" || titles["Changed: "+title(5)] == feeds.EntryID(feedstest.ID(5)) {
		t.Error("the extension has no entry of its own")
	}
	if titles[title(5)] != feeds.EntryID(feedstest.ID(5)) || titles[title(6)] != feeds.EntryID(feedstest.ID(6)) {
		t.Error("what was opened or reopened does not stand under its own id")
	}
	if titles["Closed: "+title(1)] == "" || titles[title(1)] != "" {
		t.Error("a closing has no entry, or the closed vacancy still has one")
	}
	if titles["Withdrawn: "+title(2)] == "" || titles["Merged: "+title(3)] == "" {
		t.Error("a vacancy that left otherwise than by closing is not told as what it is")
	}
	for n, want := range map[int]int{1: 1, 2: 1, 3: 1, 5: 0, 6: 0} {
		if got := strings.Count(string(d.Body), `<at:deleted-entry ref="`+feeds.EntryID(feedstest.ID(n))); got != want {
			t.Errorf("vacancy %d has %d tombstones, not %d", n, got, want)
		}
	}
	first := l.Log[0].ID
	if first != feedstest.ID(5) && first != feedstest.ID(6) && strings.Contains(string(d.Body), "<id>"+feeds.EntryID(first)) {
		t.Error("a first-read source's backlog is announced")
	}
}

// TestARevisionOfDetailsIsForThoseWhoKeepACopyAlone: it is in the log, and no
// feed reader hears of it.
func TestARevisionOfDetailsIsForThoseWhoKeepACopyAlone(t *testing.T) {
	l := feedstest.NewLedger(feedstest.Records(3)...)
	before, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	r := l.Snap.Records[1]
	l.Change(lifecycle.Change{At: feedstest.Now, Kind: lifecycle.Revised, ID: r.ID, Fields: []string{lifecycle.FieldSeenAt, lifecycle.FieldAliases}})
	after, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before.Body, after.Body) {
		t.Errorf("the feed of changes went from\n%s\nto\n%s", before.Body, after.Body)
	}
	page := readChanges(t, l, feeds.Since{Seq: l.Snap.Sequence - 1})
	if len(page.Changes) != 1 || page.Changes[0].Kind != "revised" || page.Changes[0].Vacancy == nil || !slices.Equal(page.Changes[0].Fields, []string{"seen_at", "aliases"}) {
		t.Errorf("a reader of the log gets %+v", page.Changes)
	}
}

func TestTombstonesStayNinetyDaysAndGo(t *testing.T) {
	l := ledgerWithALife()
	count := func(days int) int {
		d, err := feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now.AddDate(0, 0, days))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(d.Body, []byte("<at:deleted-entry"))
	}
	if got := [3]int{count(0), count(89), count(92)}; got != [3]int{3, 3, 0} {
		t.Errorf("after 0, 89 and 92 days there are %v tombstones", got)
	}
}

func TestParseSinceRefusesWhatIsNoPlace(t *testing.T) {
	for query, wrong := range map[string]int{"": 0, "since=12&log=x": 0, "since=": 0, "since=-1": 1, "since=abc": 1, "since=1&what=2": 1, "utm_source=x": 0,
		"since=1&since=1": 0, "since=1&since=2": 1, "log=a&log=b": 1, "page=2&borough=hackney": 2} {
		values, _ := url.ParseQuery(query)
		if _, errs := feeds.ParseSince(values); len(errs) != wrong {
			t.Errorf("%q: %v", query, errs)
		}
	}
}
