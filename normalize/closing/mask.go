package closing

// mask marks the bytes of a text that have been read already.
type mask []bool

// newMask marks the dates of a text.
func newMask(s string, dates []dateAt) mask {
	m := make(mask, len(s))
	for _, d := range dates {
		m.take(d.start, d.end)
	}
	return m
}

func (m mask) take(start, end int) {
	for i := start; i < end; i++ {
		m[i] = true
	}
}

// free reports whether a match (its start and end) begins and ends in what has
// not been read.
func (m mask) free(match []int) bool { return !m[match[0]] && !m[match[1]-1] }
