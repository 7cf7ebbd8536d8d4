// Package example is a whole reader of the change log: it holds exactly the
// open vacancies, by id. It is shown on the developers' page as it stands here,
// and a test runs it against the service.
package example

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// Reader keeps the open vacancies by id. Store its fields between runs.
type Reader struct {
	Base string // such as "https://vacancies.example.org"
	Log  string
	Seq  uint64
	Open map[string]json.RawMessage
}

type page struct {
	Log     string `json:"log"`
	To      uint64 `json:"to"`
	More    bool   `json:"more"`
	Changes []struct {
		Kind    string          `json:"kind"`
		ID      string          `json:"id"`
		Into    string          `json:"into"`
		Vacancy json.RawMessage `json:"vacancy"`
	} `json:"changes"`
}

// Sync applies what has changed since the last call. On an error keep what you
// have and try again later.
func (r *Reader) Sync() error {
	for {
		query := url.Values{"since": {strconv.FormatUint(r.Seq, 10)}}
		if r.Log != "" {
			query.Set("log", r.Log)
		}
		resp, err := http.Get(r.Base + "/changes.json?" + query.Encode())
		if err != nil {
			return fmt.Errorf("asking for changes: %w", err)
		}
		var p page
		err = json.NewDecoder(resp.Body).Decode(&p)
		resp.Body.Close()
		switch {
		case resp.StatusCode == http.StatusGone: // a new log: start again
			r.Log, r.Seq, r.Open = "", 0, nil
			continue
		case resp.StatusCode != http.StatusOK:
			return fmt.Errorf("asking for changes: %s", resp.Status)
		case err != nil:
			return fmt.Errorf("reading changes: %w", err)
		}
		r.apply(p)
		if !p.More {
			return nil
		}
	}
}

func (r *Reader) apply(p page) {
	if r.Open == nil {
		r.Open = map[string]json.RawMessage{}
	}
	for _, c := range p.Changes {
		switch c.Kind {
		case "opened", "revised", "reopened", "split":
			r.Open[c.ID] = c.Vacancy
		default: // closed, withdrawn, merged
			delete(r.Open, c.ID)
		}
	}
	r.Log, r.Seq = p.Log, p.To
}
