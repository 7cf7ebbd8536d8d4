package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
)

// follower is a reader of the change log: it knows of the vacancies only what
// /changes.json has told it.
type follower struct {
	seq  uint64
	log  string
	held map[string]json.RawMessage
}

// follow applies what is new since the last time.
func (f *follower) follow(t *testing.T, w *world) {
	t.Helper()
	if f.held == nil {
		f.held = map[string]json.RawMessage{}
	}
	for {
		status, body := w.get(fmt.Sprintf("/changes.json?since=%d&log=%s", f.seq, f.log))
		var doc struct {
			Log     string
			To      uint64
			More    bool
			Changes []struct {
				Seq      uint64
				Kind, ID string
				Vacancy  json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(body), &doc); err != nil || status != 200 {
			t.Fatalf("the changes since %d: %d, %v", f.seq, status, err)
		}
		for _, c := range doc.Changes {
			if c.Seq != f.seq+1 {
				t.Fatalf("after change %d comes %d", f.seq, c.Seq)
			}
			f.seq = c.Seq
			switch lifecycle.ChangeKind(c.Kind) {
			case lifecycle.ClosedIt, lifecycle.WithdrawnIt, lifecycle.MergedInto:
				delete(f.held, c.ID)
			default:
				f.held[c.ID] = c.Vacancy
			}
		}
		f.log = doc.Log
		if !doc.More {
			return
		}
	}
}

// listed are the items of /vacancies.json: id -> _vacancy.
func listed(t *testing.T, w *world) map[string]json.RawMessage {
	t.Helper()
	out, next := map[string]json.RawMessage{}, "/vacancies.json"
	for next != "" {
		status, body := w.get(next)
		var doc struct {
			NextURL string `json:"next_url"`
			Items   []struct {
				ID      string
				Vacancy json.RawMessage `json:"_vacancy"`
			}
		}
		if err := json.Unmarshal([]byte(body), &doc); err != nil || status != 200 {
			t.Fatalf("%s: %d, %v", next, status, err)
		}
		for _, item := range doc.Items {
			out[item.ID] = item.Vacancy
		}
		if i := strings.Index(doc.NextURL, "/vacancies"); i >= 0 {
			next = doc.NextURL[i:]
		} else {
			next = ""
		}
	}
	return out
}

// agree has the reader catch up, and compares what it holds with the list.
func agree(t *testing.T, w *world, reader *follower) {
	t.Helper()
	reader.follow(t, w)
	list := listed(t, w)
	if got, want := slices.Sorted(maps.Keys(reader.held)), slices.Sorted(maps.Keys(list)); !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("%s: the reader of changes holds %d vacancies, the list has %d", w.clock.now(), len(got), len(want))
	}
	for id, v := range list {
		if d := differs(t, reader.held[id], v); d != "" {
			t.Errorf("%s: %s is told otherwise by the changes:\n%s", w.clock.now(), id, d)
		}
	}
}

// differs names the fields in which two JSON objects differ, with both values.
func differs(t *testing.T, a, b json.RawMessage) string {
	t.Helper()
	var x, y map[string]any
	if err := errors.Join(json.Unmarshal(a, &x), json.Unmarshal(b, &y)); err != nil {
		return err.Error()
	}
	var out strings.Builder
	for name := range x {
		if _, ok := y[name]; !ok {
			fmt.Fprintf(&out, "%s: gone\n", name)
		}
	}
	for name := range y {
		if !reflect.DeepEqual(x[name], y[name]) {
			fmt.Fprintf(&out, "%s: %v, not %v\n", name, x[name], y[name])
		}
	}
	return out.String()
}
