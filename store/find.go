package store

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// findLimit bounds what the look-ups give.
const findLimit = 50

// Closed are a borough's vacancies that are no longer open, the latest ended
// first, at most limit; of all boroughs together when it is empty.
func (s *Store) Closed(borough string, limit int) (out []lifecycle.Record, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		prefix := boroughPrefix(borough)
		c := tx.Bucket(bucketByBorough).Cursor()
		k, _ := c.Seek(append(bytes.Clone(prefix), bytes.Repeat([]byte{0xff}, 9)...))
		if k == nil {
			k, _ = c.Last()
		} else {
			k, _ = c.Prev()
		}
		for ; bytes.HasPrefix(k, prefix) && len(out) < limit; k, _ = c.Prev() {
			r, ok, err := recordIn(tx, string(k[len(prefix)+8:]))
			if err != nil {
				return err
			}
			if ok {
				out = append(out, r)
			}
		}
		return nil
	})
	return out, err
}

// Find looks vacancies up by id, advert id, address, reference or words of the
// title (all of them must occur), open ones first, at most 50.
func (s *Store) Find(text string) (out []lifecycle.Record, err error) {
	asked, ok := newQuestion(text)
	if !ok {
		return nil, nil
	}
	err = s.view(func(tx *bolt.Tx) error {
		ids := []string{resolve(nil, tx, asked.id)}
		if ids[0] == "" {
			ids = asked.open(s.Snapshot())
			ids = append(ids, asked.past(tx, findLimit-len(ids))...)
		}
		for _, id := range ids {
			r, ok, err := recordIn(tx, id)
			if err != nil {
				return err
			}
			if ok && r.State != lifecycle.Erased && len(out) < findLimit {
				out = append(out, r)
			}
		}
		return nil
	})
	return out, err
}

// FindLeftOut looks among the rows that are not ours, by address, reference or
// words of the title.
func (s *Store) FindLeftOut(text string) (out []lifecycle.Sighting, err error) {
	asked, ok := newQuestion(text)
	if !ok {
		return nil, nil
	}
	err = s.view(func(tx *bolt.Tx) error {
		return each(tx.Bucket(bucketLeftOut), func(_ []byte, rows []lifecycle.Sighting) {
			for _, row := range rows {
				if a := row.Advert; len(out) < findLimit && slices.ContainsFunc(names(a.URL, a.Reference, a.Title), asked.is) {
					out = append(out, row)
				}
			}
		})
	})
	return out, err
}

// The kinds of name an advert goes by.
const (
	byAddress   = "a:"
	byReference = "r:"
	byTitle     = "t:"
)

// names are what an advert can be asked for by, each with its kind before it.
func names(address, reference, title string) []string {
	var out []string
	if a := foldAddress(address); a != "" {
		out = append(out, byAddress+a)
	}
	if r := normalize.CanonicalReference(reference); r != "" {
		out = append(out, byReference+r)
	}
	if t := strings.ToLower(strings.TrimSpace(title)); t != "" {
		out = append(out, byTitle+t)
	}
	return out
}

// namesOf are the names of all a vacancy's adverts.
func namesOf(r *lifecycle.Record) []string {
	out := names("", "", r.Vacancy.Title)
	for _, a := range r.Adverts {
		out = append(out, names(a.URL, a.Ref, a.Title)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// foldAddress leaves out of an address what does not tell pages apart.
func foldAddress(raw string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return ""
	}
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	out := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	return out
}

// question is what somebody looks for.
type question struct {
	id        string
	address   string
	reference string
	words     []string
}

func newQuestion(text string) (question, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 2000 {
		return question{}, false
	}
	q := question{id: strings.ToLower(text), reference: byReference + normalize.CanonicalReference(text),
		words: strings.Fields(strings.ToLower(text))}
	if host, _, path := strings.Cut(foldAddress(text), "/"); path && strings.Contains(host, ".") && !strings.ContainsAny(text, " \t") {
		q.address = byAddress + foldAddress(text)
	}
	return q, true
}

// is reports whether a name is what was asked for.
func (q question) is(name string) bool {
	switch {
	case q.address != "":
		return name == q.address || name == q.reference
	case strings.HasPrefix(name, byTitle):
		return !slices.ContainsFunc(q.words, func(w string) bool { return !strings.Contains(name[len(byTitle):], w) })
	}
	return name == q.reference
}

// open are the ids of the open and held vacancies that were asked for.
func (q question) open(snap *lifecycle.Snapshot) []string {
	var out []string
	for _, r := range snap.Records {
		if slices.ContainsFunc(namesOf(r), q.is) {
			out = append(out, r.ID)
		}
	}
	return out
}

// past are the ids of the vacancies that are over and were asked for, at most limit.
func (q question) past(tx *bolt.Tx, limit int) []string {
	var out []string
	scan := func(prefix string) {
		c := tx.Bucket(bucketNames).Cursor()
		for k, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)) && len(out) < limit; k, _ = c.Next() {
			name, id, ok := splitName(k)
			if ok && q.is(name) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	scan(q.reference + "\x00")
	if q.address != "" {
		scan(q.address + "\x00")
		return out
	}
	scan(byTitle)
	return out
}

// maxName bounds a name within a key: bbolt's keys end at 32 kB.
const maxName = 2000

// nameKeys are a vacancy's entries among the names of what is over.
func nameKeys(r *lifecycle.Record) [][]byte {
	if endedKey(r) == nil {
		return nil
	}
	var out [][]byte
	for _, name := range namesOf(r) {
		if len(name) <= maxName {
			out = append(out, []byte(name+"\x00"+r.ID))
		}
	}
	return out
}

func splitName(key []byte) (name, id string, ok bool) {
	i := bytes.LastIndexByte(key, 0)
	if i < 0 {
		return "", "", false
	}
	return string(key[:i]), string(key[i+1:]), true
}

// boroughKeys are a vacancy's entries among what is over, one a borough and
// one for all.
func boroughKeys(r *lifecycle.Record) [][]byte {
	if endedKey(r) == nil {
		return nil
	}
	var out [][]byte
	for _, b := range append([]string{""}, r.Boroughs...) {
		out = append(out, append(append(boroughPrefix(b), instant(r.Ended)...), r.ID...))
	}
	return out
}

func boroughPrefix(borough string) []byte { return append([]byte(borough), 0) }
