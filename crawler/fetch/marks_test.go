package fetch

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestLaw_OnePassFindsTheMarksThatAreThere(t *testing.T) {
	all := pageMarks.all
	rapid.Check(t, func(t *rapid.T) {
		var text []byte
		for range rapid.IntRange(0, 6).Draw(t, "pieces") {
			mark := rapid.SampledFrom(all).Draw(t, "mark")
			from := rapid.IntRange(0, len(mark)).Draw(t, "from")
			to := rapid.IntRange(from, len(mark)).Draw(t, "to")
			piece := []byte(mark[from:to])
			if rapid.Bool().Draw(t, "capitals") {
				piece = bytes.ToUpper(piece)
			}
			text = append(text, rapid.StringMatching(`[ a-zé]{0,3}`).Draw(t, "between")...)
			text = append(text, piece...)
		}
		found := pageMarks.in(text)
		for i, mark := range all {
			want := bytes.Contains(lower(text), []byte(mark))
			if got := found != nil && found[i]; got != want {
				t.Fatalf("%q in %q: %v, want %v", mark, text, got, want)
			}
		}
	})
}
