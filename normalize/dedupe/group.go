package dedupe

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Group sorts adverts into vacancies, by founder. The order of entries does
// not matter, an entry given twice counts once, and an unrelated one changes
// nothing. Entries without an identity are left out.
func Group(entries []Entry) []Cluster {
	faces := facesOf(entries)
	all := newBlocks()
	for _, f := range faces {
		all.add(f)
	}
	g := &grouping{of: map[string]*cluster{}}
	for _, f := range faces {
		g.of[f.id] = &cluster{faces: []*face{f}}
	}
	edges, rounds := pairs(faces, all)
	for _, e := range unambiguous(edges) {
		g.join(e)
	}
	return g.result(faces, rounds)
}

// facesOf reads the entries, each advert once, in the order of their ids. Of
// two readings of one advert the later counts.
func facesOf(entries []Entry) []*face {
	latest := map[string]int{}
	for i, e := range entries {
		id := e.Identity.ID
		if id == "" {
			continue
		}
		if j, ok := latest[id]; !ok || supersedes(e, entries[j]) {
			latest[id] = i
		}
	}
	faces := make([]*face, 0, len(latest))
	first := map[string]time.Time{}
	for _, e := range entries {
		at, ok := first[e.Identity.ID]
		if seen := e.FirstSeen; !seen.IsZero() && (!ok || seen.Before(at)) {
			first[e.Identity.ID] = seen
		}
	}
	for id, i := range latest {
		f := faceOf(entries[i])
		if at := instantOf(first[id]); at != 0 && at < f.firstSeen {
			f.firstSeen = at
		}
		faces = append(faces, f)
	}
	slices.SortFunc(faces, func(a, b *face) int { return strings.Compare(a.id, b.id) })
	return faces
}

// supersedes reports whether a is the later reading of one advert; between two
// of one time the words decide, so that order does not.
func supersedes(a, b Entry) bool {
	if !a.LastSeen.Equal(b.LastSeen) {
		return a.LastSeen.After(b.LastSeen)
	}
	return wording(a) > wording(b)
}

func wording(e Entry) string {
	a := e.Advert
	return strings.Join([]string{a.Title, a.Reference, a.URL, a.Salary, a.Closing, a.Contract, a.Hours, a.Location, a.Description}, "\x00")
}

// edge is two adverts found to be one.
type edge struct {
	a, b *face
	finding
}

// pairs compares every advert with its candidates: what is one, and what is a
// new round of what.
func pairs(faces []*face, all *blocks) (edges []edge, rounds map[*face][]*face) {
	rounds = map[*face][]*face{}
	for _, f := range faces {
		for _, c := range all.candidates(f) {
			switch found := compare(f, c); found.verdict {
			case same:
				a, b := f, c
				if b.id < a.id {
					a, b = b, a
				}
				edges = append(edges, edge{a, b, found})
			case round:
				first, second := inOrder(f, c)
				rounds[second] = append(rounds[second], first)
			}
		}
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(y.strength-x.strength, strings.Compare(x.a.id, y.a.id), strings.Compare(x.b.id, y.b.id))
	})
	return edges, rounds
}

// unambiguous drops repeats, and the edges of an advert that fits two adverts
// equally well which are themselves apart: which of the two it is, nobody knows.
func unambiguous(edges []edge) []edge {
	best := map[*face][]*face{}
	strength := map[*face]int{}
	for _, e := range edges { // strongest first
		for _, side := range [][2]*face{{e.a, e.b}, {e.b, e.a}} {
			f, other := side[0], side[1]
			if _, ok := strength[f]; !ok {
				strength[f] = e.strength
			}
			if strength[f] == e.strength {
				best[f] = append(best[f], other)
			}
		}
	}
	torn := func(f *face) bool {
		for i, a := range best[f] {
			for _, b := range best[f][i+1:] {
				if a != b && compare(a, b).verdict == apart {
					return true
				}
			}
		}
		return false
	}
	var kept []edge
	seen := map[[2]string]bool{}
	for _, e := range edges {
		pair := [2]string{e.a.id, e.b.id}
		if seen[pair] {
			continue
		}
		seen[pair] = true
		if e.strength < 70 && (torn(e.a) || torn(e.b)) {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// cluster is a vacancy in the making.
type cluster struct {
	faces  []*face
	merges []edge
}

type grouping struct{ of map[string]*cluster }

// join makes one of the clusters of an edge, unless members of theirs are apart.
func (g *grouping) join(e edge) {
	a, b := g.of[e.a.id], g.of[e.b.id]
	if a == b {
		return
	}
	for _, x := range a.faces {
		for _, y := range b.faces {
			if compare(x, y).verdict == apart {
				return
			}
		}
	}
	if len(b.faces) > len(a.faces) {
		a, b = b, a
	}
	a.faces = append(a.faces, b.faces...)
	a.merges = append(append(a.merges, b.merges...), e)
	for _, f := range b.faces {
		g.of[f.id] = a
	}
}

// founds reports whether a founds a vacancy rather than b: first seen, then
// the more authoritative source, then the id.
func founds(a, b *face) bool {
	if a.firstSeen != b.firstSeen {
		return a.firstSeen < b.firstSeen
	}
	if x, y := a.kind.Authority(), b.kind.Authority(); x != y {
		return x < y
	}
	return a.id < b.id
}

// result gives the clusters for the outside, sorted by founder.
func (g *grouping) result(faces []*face, rounds map[*face][]*face) []Cluster {
	founder := map[*cluster]*face{}
	var order []*cluster
	for _, f := range faces {
		c := g.of[f.id]
		if founder[c] == nil {
			order = append(order, c)
		}
		if founder[c] == nil || founds(f, founder[c]) {
			founder[c] = f
		}
	}
	out := make([]Cluster, 0, len(order))
	for _, c := range order {
		k := Cluster{Founder: founder[c].id, Evidence: mergesOf(c, founder[c])}
		for _, f := range c.faces {
			k.Members = append(k.Members, f.id)
		}
		slices.Sort(k.Members)
		if first := latestRound(c, rounds); first != nil && g.of[first.id] != c {
			k.Readvertises = founder[g.of[first.id]].id
		}
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b Cluster) int { return strings.Compare(a.Founder, b.Founder) })
	return out
}

// latestRound is the advert of an earlier round that ended last.
func latestRound(c *cluster, rounds map[*face][]*face) *face {
	var best *face
	for _, f := range c.faces {
		for _, r := range rounds[f] {
			if best == nil || before(best, r) {
				best = r
			}
		}
	}
	return best
}

// mergesOf tells for each member but the founder what joined it: the merges
// form a tree, walked from the founder.
func mergesOf(c *cluster, founder *face) []Merge {
	next := map[string][]edge{}
	for _, e := range c.merges {
		next[e.a.id] = append(next[e.a.id], e)
		next[e.b.id] = append(next[e.b.id], e)
	}
	var out []Merge
	reached := map[string]bool{founder.id: true}
	for queue := []string{founder.id}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, e := range next[at] {
			to := e.a.id
			if to == at {
				to = e.b.id
			}
			if reached[to] {
				continue
			}
			reached[to] = true
			out = append(out, Merge{Member: to, Evidence: Evidence{Advert: at, Rule: e.rule, Words: e.words}})
			queue = append(queue, to)
		}
	}
	slices.SortFunc(out, func(a, b Merge) int { return strings.Compare(a.Member, b.Member) })
	return out
}
