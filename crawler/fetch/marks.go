package fetch

// marks finds which of many short texts a page holds, in any case of ASCII
// letters, in one pass: looking for them one by one, most pages being none of
// what they are signs of, cost more than fetching a page does. Only at a place
// whose four bytes could begin a mark is anything compared.
type marks struct {
	all []string
	// at holds the marks by a hash of their first four bytes.
	at [1 << 12][]uint8
	// any says at which places of that table there are marks: it is small enough
	// to stay at the processor's hand while a page goes by.
	any [1 << 12 / 64]uint64
}

// newMarks prepares at most 256 marks of four bytes and more, in lower case.
func newMarks(all []string) *marks {
	m := &marks{all: all}
	for i, mark := range all {
		var head uint32
		for _, c := range []byte(mark[:4]) {
			head = head<<8 | uint32(c)
		}
		n := slot(head)
		m.at[n] = append(m.at[n], uint8(i))
		m.any[n/64] |= 1 << (n % 64)
	}
	return m
}

// slot spreads four bytes over the table (Knuth's multiplicative hash).
func slot(head uint32) uint32 { return head * 2654435761 >> 20 }

// in says of each mark whether a text holds it; nil when it holds none.
func (m *marks) in(text []byte) []bool {
	var found []bool
	var head uint32
	for i, c := range text {
		head = head<<8 | uint32(small(c))
		at := slot(head)
		if m.any[at/64]&(1<<(at%64)) == 0 || i < 3 {
			continue
		}
		for _, n := range m.at[at] {
			if !begins(text[i-3:], m.all[n]) {
				continue
			}
			if found == nil {
				found = make([]bool, len(m.all))
			}
			found[n] = true
		}
	}
	return found
}

// begins reports whether a text begins with a mark.
func begins(text []byte, mark string) bool {
	if len(text) < len(mark) {
		return false
	}
	for i := range len(mark) {
		if small(text[i]) != mark[i] {
			return false
		}
	}
	return true
}

// small is an ASCII letter in lower case; other bytes stay.
func small(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
