package role

import (
	"embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed cues/*.tsv
var cueFiles embed.FS

// cue is one phrase that says something of a post. Cues are data, in the
// tables beside this file, each with the paragraph of the label guide it serves.
type cue struct {
	code   string // what it stands for: a class, a stage, a specialism, a group
	weight int    // how far it counts beside others of its table, which says how
	client string // the client group it is of or needs: "child", "adult" or "any"
	where  string // "any", or "name" for title and department only
	source string // the paragraph of the label guide it serves
	phrase string
	words  []string // folded; "_" stands for up to maxGap words
}

// maxGap is how many words a "_" in a phrase may stand for.
const maxGap = 3

// gapped reports whether the phrase leaves room for other words.
func (c *cue) gapped() bool { return strings.Contains(c.phrase, "_") }

// table is a set of cues, by the first word of their phrases.
type table map[string][]*cue

// tables are all cue tables, read once.
type tables struct{ group, role, service, registration, stage, specialism table }

// columns are those of every table: code, weight, client, where, source, phrases.
const columns = 6

var loaded = sync.OnceValue(func() *tables {
	return &tables{
		group:        mustTable("group"),
		role:         mustTable("role"),
		service:      mustTable("service"),
		registration: mustTable("registration"),
		stage:        mustTable("stage"),
		specialism:   mustTable("specialism"),
	}
})

// mustTable reads an embedded table. A fault in one is a fault in the build:
// the tests read them all.
func mustTable(name string) table {
	data, err := cueFiles.ReadFile("cues/" + name + ".tsv")
	if err != nil {
		panic("role: reading the built-in cues " + name + ": " + err.Error())
	}
	t, err := parseTable(string(data))
	if err != nil {
		panic("role: reading the built-in cues " + name + ": " + err.Error())
	}
	return t
}

// parseTable reads a table of cues.
func parseTable(data string) (table, error) {
	t := table{}
	for i, line := range strings.Split(data, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != columns {
			return nil, fmt.Errorf("line %d: %d columns, want %d", i+1, len(cols), columns)
		}
		weight, err := strconv.Atoi(cols[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: weight %q is no number", i+1, cols[1])
		}
		base := cue{code: cols[0], weight: weight, client: cols[2], where: cols[3], source: cols[4]}
		for _, phrase := range strings.Split(cols[columns-1], ";") {
			if err := t.add(base, strings.TrimSpace(phrase)); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			// Boards lose an "&": "Children Families" is "Children & Families".
			if bare := strings.ReplaceAll(phrase, " and ", " "); bare != phrase {
				if err := t.add(base, strings.TrimSpace(bare)); err != nil {
					return nil, fmt.Errorf("line %d: %w", i+1, err)
				}
			}
		}
	}
	for _, cues := range t {
		sort.SliceStable(cues, func(i, j int) bool { return len(cues[i].words) > len(cues[j].words) })
	}
	return t, nil
}

func (t table) add(base cue, phrase string) error {
	c := base
	c.phrase = phrase
	for _, part := range strings.Fields(phrase) {
		if part == "_" {
			c.words = append(c.words, "_")
			continue
		}
		for _, w := range fold(part) {
			c.words = append(c.words, w.text)
		}
	}
	if len(c.words) == 0 || c.words[0] == "_" || c.words[len(c.words)-1] == "_" {
		return fmt.Errorf("phrase %q is empty or begins or ends with a gap", phrase)
	}
	t[c.words[0]] = append(t[c.words[0]], &c)
	return nil
}

// find gives every cue of the table that stands in a field, overlaps included.
func (t table) find(f *field) []hit {
	var hits []hit
	for i := range f.words {
		for _, c := range t[f.words[i].text] {
			if to, ok := c.matchAt(f.words, i); ok {
				hits = append(hits, hit{cue: c, field: f, from: i, to: to})
			}
		}
	}
	return hits
}

// matchAt reports whether the phrase stands at words[i:], and where it ends. A
// phrase does not run over a separator or a slash: "Social Worker - Assistant
// Manager" names no assistant of a social worker.
func (c *cue) matchAt(words []word, i int) (int, bool) {
	at := i
	for n, want := range c.words {
		if want != "_" {
			if at >= len(words) || words[at].text != want || !together(words[i], words[at]) {
				return 0, false
			}
			at++
			continue
		}
		next, ok := c.bridge(words, i, at, c.words[n+1])
		if !ok {
			return 0, false
		}
		at = next
	}
	return at, true
}

// together reports whether no separator stands between two words.
func together(a, b word) bool { return a.seg == b.seg && a.alt == b.alt }

// bridge finds the word that ends a gap: one to maxGap words on, with no
// separator between.
func (c *cue) bridge(words []word, first, at int, want string) (int, bool) {
	for skip := 0; skip <= maxGap && at+skip < len(words); skip++ {
		w := words[at+skip]
		if !together(words[first], w) {
			return 0, false
		}
		if w.text == want && skip > 0 {
			return at + skip, true
		}
	}
	return 0, false
}

// longest keeps, of hits that overlap, the longest; then the more exact; then
// the first. The result is in the order of the text.
func longest(hits []hit) []hit {
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if la, lb := a.to-a.from, b.to-b.from; la != lb {
			return la > lb
		}
		if ga, gb := a.cue.gapped(), b.cue.gapped(); ga != gb {
			return gb
		}
		return a.from < b.from
	})
	var kept []hit
	taken := map[int]bool{}
next:
	for _, h := range hits {
		for i := h.from; i < h.to; i++ {
			if taken[i] {
				continue next
			}
		}
		for i := h.from; i < h.to; i++ {
			taken[i] = true
		}
		kept = append(kept, h)
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].from < kept[j].from })
	return kept
}
