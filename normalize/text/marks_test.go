package text

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLaw_OnePassFindsTheMarksThatAreThere(t *testing.T) {
	all := []string{"cf-chl-", "w4s-40", "closed", "bounded", "ended", "losed", "_cf_chl_opt", "<title>just a moment", `type="password"`}
	for _, shortest := range []int{5, 6, 7} {
		long := slices.DeleteFunc(slices.Clone(all), func(mark string) bool { return len(mark) < shortest })
		t.Run(fmt.Sprint("of ", shortest, " bytes and more"), func(t *testing.T) { checkMarks(t, long) })
	}
}

func checkMarks(t *testing.T, all []string) {
	marks := NewMarks(all)
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
		found := marks.In(text)
		for i, mark := range all {
			want := bytes.Contains(asciiLower(text), []byte(mark))
			if got := found != nil && found[i]; got != want {
				t.Fatalf("%q in %q: %v, want %v", mark, text, got, want)
			}
		}
	})
}

func asciiLower(text []byte) []byte {
	out := bytes.Clone(text)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}
