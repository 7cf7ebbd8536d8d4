package dedupe

import (
	"slices"
	"sort"
	"time"
)

// maxCandidates bounds how many adverts one is compared with. No real block
// comes near it: it keeps a flood of one title from taking all the time.
const maxCandidates = 400

// lookBack is how long after its end an advert may still matter to a new one:
// as the earlier round of its post.
const lookBack = (roundWithin + 1) * 31 * 24 * time.Hour

// blocks finds the adverts worth comparing with one: those that share its
// reference, those of its borough and title that were open near its time, and
// those of its borough, grade and kind of work.
type blocks struct {
	// members are sorted by when they end, then by id.
	members map[uint64][]*face
}

func newBlocks() *blocks { return &blocks{members: map[uint64][]*face{}} }

// keys are the blocks a face belongs to.
func keys(f *face) []uint64 {
	var out []uint64
	if f.ref != "" {
		out = append(out, hash64("ref", f.ref))
	}
	if len(f.title) == 0 {
		return out
	}
	for _, b := range f.boroughs {
		out = append(out, hash64("borough", b)^f.titleHash)
	}
	if len(f.boroughs) == 0 {
		out = append(out, hash64("place", f.location)^f.titleHash)
	}
	if f.post != 0 {
		for _, b := range f.boroughs {
			out = append(out, hash64("post", b)^f.post)
		}
	}
	if f.onePost {
		out = append(out, hash64("one-post")^f.titleHash)
	}
	return out
}

// before orders a block.
func before(a, b *face) bool {
	if ua, ub := a.until(), b.until(); ua != ub {
		return ua < ub
	}
	return a.id < b.id
}

func (x *blocks) add(f *face) {
	for _, k := range keys(f) {
		list := x.members[k]
		i := sort.Search(len(list), func(i int) bool { return !before(list[i], f) })
		x.members[k] = slices.Insert(list, i, f)
	}
}

func (x *blocks) remove(f *face) {
	for _, k := range keys(f) {
		list := x.members[k]
		if i := slices.Index(list, f); i >= 0 {
			list = slices.Delete(list, i, i+1)
		}
		if len(list) == 0 {
			delete(x.members, k)
		} else {
			x.members[k] = list
		}
	}
}

// candidates are the adverts worth comparing with f, itself left out, in a
// fixed order: the latest to end first.
func (x *blocks) candidates(f *face) []*face {
	seen := map[*face]bool{f: true}
	var out []*face
	oldest := f.start - seconds(lookBack)
	for n, k := range keys(f) {
		list := x.members[k]
		byRef := n == 0 && f.ref != ""
		for i := len(list) - 1; i >= 0 && len(out) < maxCandidates; i-- {
			m := list[i]
			if !byRef && m.until() < oldest {
				break
			}
			if !seen[m] && m.id != f.id {
				seen[m] = true
				out = append(out, m)
			}
		}
	}
	return out
}
