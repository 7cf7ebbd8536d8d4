package store

import (
	"bytes"
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

// Find looks vacancies up by id, advert id, address (also of their own page),
// reference or words of the title, at most 50: those for which first holds
// before the others, where it is given, and open ones before those that are over.
func (s *Store) Find(text string, first func(*lifecycle.Record) bool) (out []lifecycle.Record, err error) {
	asked, ok := normalize.NewSought(text)
	if !ok {
		return nil, nil
	}
	err = s.view(func(tx *bolt.Tx) error {
		ids := []string{resolve(nil, tx, asked.ID)}
		if ids[0] == "" {
			ids = append(openSought(s.Snapshot(), asked, first), pastSought(tx, asked)...)
		}
		for _, id := range ids {
			r, ok, err := recordIn(tx, id)
			if err != nil {
				return err
			}
			if ok && r.State != lifecycle.Erased {
				out = append(out, r)
			}
		}
		return nil
	})
	if first != nil {
		slices.SortStableFunc(out, func(a, b lifecycle.Record) int { return firstly(first(&a), first(&b)) })
	}
	return out[:min(len(out), findLimit)], err
}

// firstly orders what comes first before what does not.
func firstly(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// FindLeftOut looks among the rows that are not ours, by address, reference or
// words of the title.
func (s *Store) FindLeftOut(text string) (out []lifecycle.Sighting, err error) {
	asked, ok := normalize.NewSought(text)
	if !ok {
		return nil, nil
	}
	err = s.view(func(tx *bolt.Tx) error {
		return each(tx.Bucket(bucketLeftOut), func(_ []byte, rows []lifecycle.Sighting) {
			for _, row := range rows {
				if a := row.Advert; len(out) < findLimit && asked.Is(a.URL, a.Reference, a.Title) {
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
	if a := normalize.FoldAddress(address); a != "" {
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

// isSought reports whether a name is what was asked for.
func isSought(q normalize.Sought, name string) bool {
	switch {
	case strings.HasPrefix(name, byAddress):
		return q.IsAddress(name[len(byAddress):])
	case strings.HasPrefix(name, byReference):
		return q.IsReference(name[len(byReference):])
	}
	return q.IsTitle(name[len(byTitle):])
}

// openSought are the ids of the open and held vacancies that were asked for, at
// most as many as are given, those that come first before the others.
func openSought(snap *lifecycle.Snapshot, q normalize.Sought, first func(*lifecycle.Record) bool) []string {
	var fore, rest []string
	for _, r := range snap.Records {
		switch {
		case !slices.ContainsFunc(namesOf(r), func(name string) bool { return isSought(q, name) }):
		case first != nil && first(r):
			fore = append(fore, r.ID)
		default:
			rest = append(rest, r.ID)
		}
	}
	ids := append(fore, rest...)
	return ids[:min(len(ids), findLimit)]
}

// pastLimit bounds how many that are over are looked at for those that come first.
const pastLimit = 4 * findLimit

// pastSought are the ids of the vacancies that are over and were asked for.
func pastSought(tx *bolt.Tx, q normalize.Sought) []string {
	var out []string
	scan := func(prefix string) {
		c := tx.Bucket(bucketNames).Cursor()
		for k, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)) && len(out) < pastLimit; k, _ = c.Next() {
			name, id, ok := splitName(k)
			if ok && isSought(q, name) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	scan(byReference + q.Reference + "\x00")
	for _, a := range q.Addresses {
		scan(byAddress + a + "\x00")
	}
	if len(q.Addresses) == 0 {
		scan(byTitle)
	}
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
