package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const standing = "Our council is home to a quarter of a million people and is proud of them."

// postTexts are n adverts of their own words, under which the first few carry a paragraph.
func postTexts(n, few int, paragraph string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("You will join the team of office number %d and hold a caseload there.", i)
		if i < few {
			out[i] += "\n\n" + paragraph
		}
	}
	return out
}

func TestBoilerplateIsWhatNearlyAllAdvertsRepeat(t *testing.T) {
	known := LearnBoilerplate(nil, postTexts(5, 5, standing))
	if len(known) != 1 {
		t.Fatalf("learned %q from five adverts with one common paragraph", known)
	}
	for _, c := range []struct {
		name  string
		known Boilerplate
		texts []string
		want  bool
	}{
		{"a paragraph of every advert is known", nil, postTexts(5, 5, standing), true},
		{"letter case, spacing and punctuation do not count", nil, append(postTexts(4, 4, standing), "Own words.\n"+strings.ToUpper(standing[:len(standing)-1])+" !"), true},
		{"four adverts are too few to learn from", nil, postTexts(4, 4, standing), false},
		{"four adverts are too few to unlearn from", known, postTexts(4, 0, standing), true},
		{"five copies of one advert are one advert", nil, slices.Repeat(postTexts(1, 1, standing), 5), false},
		{"adverts without a text do not count", nil, append(postTexts(4, 4, standing), "", " "), false},
		{"four of five are enough to learn", nil, postTexts(5, 4, standing), true},
		{"seven of ten are too few to learn", nil, postTexts(10, 7, standing), false},
		{"seven of ten are enough to go on knowing", known, postTexts(10, 7, standing), true},
		{"half are too few to go on knowing", known, postTexts(10, 5, standing), false},
		{"a heading is not a paragraph", nil, postTexts(5, 5, "What we offer in return"), false},
		{"said twice in one advert is said once", nil, append(postTexts(4, 0, ""), "Own.\n"+strings.Repeat(standing+"\n", 4)), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := len(LearnBoilerplate(c.known, c.texts)) > 0; got != c.want {
				t.Errorf("known: %v, want %v", got, c.want)
			}
		})
	}
}

func TestBoilerplateIsFoundWhereItStands(t *testing.T) {
	b := LearnBoilerplate(nil, postTexts(5, 5, standing))
	own := "You will join the team for adoption and hold a caseload there."
	for _, c := range []struct{ name, text, want string }{
		{"at the start", standing + "\n\n" + own, own},
		{"at the end", own + "\n" + standing, own},
		{"in between", own + "\n\n" + standing + "\n\n" + own, own + "\n\n" + own},
		{"an advert of nothing else is not emptied", standing, standing},
		{"an advert of nothing else but headings is not emptied", "About us\n" + standing + "\nApply", "About us\n" + standing + "\nApply"},
		{"a paragraph that goes on is another", standing + " Join us.", standing + " Join us."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Without(c.text, b.Find(c.text)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if places := Boilerplate(nil).Find(c.text); places != nil {
				t.Errorf("knowing nothing it found %v", places)
			}
		})
	}
	if got := Without("short", []Span{{3, 99}}); got != "short" {
		t.Errorf("places that are not the text's gave %q", got)
	}
}

// A board, as paragraphs drawn from a small stock, so that many repeat.
var boards = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
	n := rapid.SliceOfNDistinct(rapid.IntRange(0, 90), 1, 8, rapid.ID[int]).Draw(t, "paragraphs")
	var lines []string
	for _, i := range n {
		if i > 12 {
			i %= 3
		}
		lines = append(lines, fmt.Sprintf("Paragraph number %d is one of those that stand in many adverts.", i))
	}
	return strings.Join(lines, "\n")
}), 0, 12)

func TestBoilerplateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, board := boards.Draw(t, "before"), boards.Draw(t, "board")
		known := LearnBoilerplate(nil, before)
		once := LearnBoilerplate(known, board)
		if mixed := rapid.Permutation(board).Draw(t, "order"); !slices.Equal(LearnBoilerplate(known, mixed), once) {
			t.Fatal("the order of the adverts makes a difference")
		}
		if !slices.Equal(LearnBoilerplate(known, append(slices.Clone(board), board...)), once) {
			t.Fatal("each advert twice is not each once")
		}
		if !slices.Equal(LearnBoilerplate(once, board), once) {
			t.Fatal("learning again from the same adverts changes what is known")
		}
		if len(board) < boilerplateAdverts && !slices.Equal(once, known) {
			t.Fatal("a few adverts taught something")
		}
		if !slices.IsSorted(once) || len(once) > maxBoilerplate {
			t.Fatalf("not sorted, or too much: %v", once)
		}
		for _, s := range board {
			places := once.Find(s)
			own := Without(s, places)
			if own == "" {
				t.Fatalf("%q was emptied", s)
			}
			for _, p := range places {
				if strings.Contains("\n"+own+"\n", "\n"+p.Of(s)+"\n") {
					t.Fatalf("%q still stands in %q", p.Of(s), own)
				}
			}
		}
	})
}

func TestBoilerplateIsTheSameInEveryProcess(t *testing.T) {
	if got := LearnBoilerplate(nil, postTexts(5, 5, standing)); !slices.Equal(got, Boilerplate{"c09dc3e4c43e1836"}) {
		t.Errorf("got %q: what ledgers hold would not be known again", got)
	}
}

func TestBoilerplateIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 3 * maxBoilerplate {
		fmt.Fprintf(&b, "Paragraph number %d of those that stand in every advert of it.\n", i)
	}
	if got := LearnBoilerplate(nil, postTexts(6, 6, b.String())); len(got) != maxBoilerplate {
		t.Errorf("%d paragraphs were kept", len(got))
	}
}
