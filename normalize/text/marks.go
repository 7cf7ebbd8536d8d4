package text

import "encoding/binary"

// Marks finds which of many short texts a text holds, in any case of ASCII
// letters, in one pass: looking for them one by one, where nearly no text holds
// any, costs several times as much. Four bytes are looked at in steps: of a mark
// that stands anywhere, four stand at one of these places. Only where they could
// be a mark's is anything compared.
type Marks struct {
	all []string
	// step is as long as the shortest mark allows.
	step int
	// at holds where marks have four bytes, by a hash of these.
	at [1 << 12][]markPart
	// any says at which places of that table there are marks: it is small enough
	// to stay at the processor's hand while a page goes by.
	any [1 << 12 / 64]uint64
}

// markPart is a place in a mark.
type markPart struct{ mark, from uint8 }

// NewMarks prepares at most 256 marks of five bytes and more, in lower case.
func NewMarks(all []string) *Marks {
	m := &Marks{all: all, step: 4}
	for _, mark := range all {
		m.step = min(m.step, len(mark)-3)
	}
	for i, mark := range all {
		for from := range m.step {
			n := slot([]byte(mark[from : from+4]))
			m.at[n] = append(m.at[n], markPart{uint8(i), uint8(from)})
			m.any[n/64] |= 1 << (n % 64)
		}
	}
	return m
}

// slot spreads four bytes over the table (Knuth's multiplicative hash), capital
// letters as small ones.
func slot(four []byte) uint32 {
	return (binary.LittleEndian.Uint32(four) | 0x20202020) * 2654435761 >> 20
}

// In says of each mark, in the order they were given in, whether a text holds
// it; nil when it holds none.
func (m *Marks) In(text []byte) []bool {
	var found []bool
	for i := 0; i+4 <= len(text); i += m.step {
		at := slot(text[i : i+4])
		if m.any[at/64]&(1<<(at%64)) == 0 {
			continue
		}
		for _, part := range m.at[at] {
			if from := i - int(part.from); from < 0 || !begins(text[from:], m.all[part.mark]) {
				continue
			}
			if found == nil {
				found = make([]bool, len(m.all))
			}
			found[part.mark] = true
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
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != mark[i] {
			return false
		}
	}
	return true
}
