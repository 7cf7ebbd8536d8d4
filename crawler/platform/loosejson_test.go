package platform

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// plainly writes values the way they are read, for a table: text as it stands,
// a thing as its properties between brackets.
func plainly(values []datum) string {
	var all []string
	for _, d := range values {
		if d.node == nil {
			all = append(all, d.text)
			continue
		}
		parts := []string{strings.Join(d.node.types, "+")}
		for _, p := range d.node.props {
			parts = append(parts, p.name+"="+plainly(p.values))
		}
		all = append(all, "("+strings.Join(parts, ", ")+")")
	}
	return strings.Join(all, " | ")
}

func TestJSONIsReadAsPagesHaveIt(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a thing", `{"@type": "Place", "name": "Town Hall"}`, "(Place, name=Town Hall)"},
		{"several types", `{"@type": ["Place", "Thing"]}`, "(Place+Thing)"},
		{"names lose their vocabulary", `{"@type": "schema:Place", "schema:name": "A", "http://schema.org/url": "B"}`, "(schema:Place, name=A, url=B)"},
		{"a list's values stand for themselves", `{"a": ["x", ["y"], {"b": "z"}]}`, "(, a=x | y | (, b=z))"},
		{"figures stay as they are written", `{"pay": 31000.50, "hours": 36, "big": 12345678901234567890, "e": 1E3}`, "(, pay=31000.50, hours=36, big=12345678901234567890, e=1E3)"},
		{"true, false and null", `{"a": true, "b": false, "c": null}`, "(, a=true, b=false, c=)"},
		{"an @value stands for itself", `{"title": {"@value": "Carer", "@language": "en"}}`, "(, title=Carer)"},
		{"a name given twice", `{"a": "x", "a": "y"}`, "(, a=y)"},
		{"two spellings of a name", `{"name": "x", "schema:name": "y"}`, "(, name=y)"},
		{"two spellings of a name, the first with nothing", `{"schema:name": [], "name": "y"}`, "(, name=y)"},
		{"two spellings of a name, the second with nothing", `{"name": "x", "schema:name": null, "dc:name": " "}`, "(, name=x)"},
		{"a name given twice, the second time with nothing", `{"a": "x", "a": null}`, "(, a=)"},
		{"escapes", `["a\n\t\"\\\/\u00e9\ud83d\ude00"]`, "a\n\t\"\\/é😀"},
		{"half of a pair", `["\ud83d x", "\ud83d\u0041"]`, "\uFFFD x | \uFFFDA"},
		{"a line end inside a string", "[\"a\nb\"]", "a\nb"},
		{"an apostrophe behind a backslash", `["it\'s"]`, "it's"},
		{"a backslash that means nothing", `["\uZZ \x"]`, "uZZ x"},
		{"a comma before a bracket", `{"a": ["x",], }`, "(, a=x)"},
		{"a comma at the end", `{"a": "x"},`, "(, a=x)"},
		{"a bracket too many", `{"a": "x"}}`, "(, a=x)"},
		{"values one after the other", `{"a": "x"} {"b": "y"}`, "(, a=x) | (, b=y)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, lost := readLoose(c.text)
			if got := plainly(values); got != c.want || lost != "" {
				t.Errorf("read %q, lost %q; want %q", got, lost, c.want)
			}
		})
	}
}

func TestWhatIsNotJSONIsNotRead(t *testing.T) {
	for name, text := range map[string]string{
		"words":                 "not JSON",
		"a thing cut short":     `{"a": "x"`,
		"a string cut short":    `{"a": "x`,
		"cut behind an escape":  `{"a": "x\`,
		"a list cut short":      `["x",`,
		"a list cut in a thing": `[{"a": "x"}, {"a": "y`,
		"no comma":              `{"a": "x" "b": "y"}`,
		"two commas":            `["x",,"y"]`,
		"a name without quotes": `{a: "x"}`,
		"single quotes":         `{'a': 'x'}`,
		"half a figure":         `{"a": 1.}`,
		"nested without end":    strings.Repeat("[", 100),
		"nested too deep":       strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		if values, lost := readLoose(text); lost != text || values != nil {
			t.Errorf("%s: read %q, lost %q", name, plainly(values), lost)
		}
	}
}

func TestWhatIsWholeBeforeABreakIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"another cut short": `{"a": "y`,
		"a comment":         `/* the end */`,
		"markup":            `</p>`,
		"a list cut short":  `["x", "y"`,
	} {
		if values, lost := readLoose(`{"a": "x"} ` + text); plainly(values) != "(, a=x)" || lost != text {
			t.Errorf("%s: read %q, lost %q", name, plainly(values), lost)
		}
	}
}

// strictly is what encoding/json makes of a value, in our form; ok is false
// where two names of a thing are the same without their vocabulary.
func strictly(v any) (values []datum, ok bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		return []datum{{text: v}}, true
	case json.Number:
		return []datum{{text: v.String()}}, true
	case bool:
		return []datum{{text: map[bool]string{true: "true", false: "false"}[v]}}, true
	case []any:
		for _, each := range v {
			more, ok := strictly(each)
			if !ok {
				return nil, false
			}
			values = append(values, more...)
		}
		return values, true
	}
	n, seen := &node{}, map[string]bool{}
	for name, each := range v.(map[string]any) {
		values, ok := strictly(each)
		if !ok || seen[termOf(name)] || len(v.(map[string]any)) > maxProperties || name == "type" || strings.HasPrefix(name, "@") {
			return nil, false
		}
		seen[termOf(name)] = true
		n.says(name, values)
	}
	return []datum{{node: n}}, true
}

// asStrictly reports whether a text that is JSON is read as encoding/json reads it.
func asStrictly(t interface{ Errorf(string, ...any) }, text string) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || !json.Valid([]byte(text)) || strings.Count(text, "{")+strings.Count(text, "[") >= maxDepth {
		return
	}
	want, comparable := strictly(v)
	got, lost := readLoose(text)
	switch {
	case comparable && lost != "":
		t.Errorf("%q: %q is lost", text, lost)
	case comparable && !reflect.DeepEqual(sorted(want), sorted(got)):
		t.Errorf("%q is read as %s, want %s", text, plainly(got), plainly(want))
	}
}

// sorted is values with the names of each thing in no order.
func sorted(values []datum) []any {
	var all []any
	for _, d := range values {
		if d.node == nil {
			all = append(all, d.text)
			continue
		}
		props := map[string][]any{}
		for _, p := range d.node.props {
			props[p.name] = sorted(p.values)
		}
		all = append(all, props)
	}
	return all
}

func TestWhatIsJSONIsReadAsTheLibraryReadsIt(t *testing.T) {
	values := rapid.MapOf(rapid.String(), rapid.OneOf(
		rapid.String().AsAny(), rapid.SliceOf(rapid.String()).AsAny(), rapid.Int().AsAny(), rapid.Float64().AsAny(),
		rapid.MapOf(rapid.String(), rapid.Bool()).AsAny(),
	))
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.Marshal(values.Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		asStrictly(t, string(text))
	})
}

func FuzzLooseJSON(f *testing.F) {
	f.Add(`{"a": "b` + "\n" + `c",}`)
	f.Add(`{"a": [1,2,], "@type": "x", "b": {"@value": 1}}`)
	f.Add("{\"a\": \"it\\'s \\ud83d\\ude00 \\u00\"}")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			asStrictly(t, text)
		}
		values, _ := readLoose(text)
		if len(plainly(values)) > 8*len(text)+8 {
			t.Errorf("%d bytes became %d", len(text), len(plainly(values)))
		}
	})
}

func TestAListWithAPostingThatCannotBeReadIsNotTakenForAWholeOne(t *testing.T) {
	const (
		one   = `<script type="application/ld+json">{"@type": "JobPosting", "title": "Social Worker", "url": "/jobs/5501/x"}</script>`
		cut   = `<script type="application/ld+json">[{"@type": "JobPosting", "title": "Social Worker", "url": "/jobs/5502/x"}, {"@type": "JobPosting", "tit</script>`
		other = `<script type="application/ld+json">{"@type": "Organization", "name": </script>`
		ended = `<script type="application/ld+json">{"@type": "JobPosting", "title": "Social Worker", "url": "/jobs/5501/x"} // the end</script>`
		known = `<script type="application/ld+json">{"@type": "JobPosting", "title": "", "url": "/jobs/5501/x"}</script>`
		bare  = `<script type="application/ld+json">{"@type": "JobPosting", "title": " ", "url": "/jobs/5503/x"}</script>`
	)
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"a posting", `<html><body>` + one + `</body></html>`, nil},
		{"beside it a block of something else that breaks off", `<html><body>` + one + other + `</body></html>`, nil},
		{"beside it a block of postings that breaks off", `<html><body>` + one + cut + `</body></html>`, []string{"blocks with a JobPosting that cannot be read: 1"}},
		{"a posting with a comment behind it", `<html><body>` + ended + `</body></html>`, nil},
		{"beside it a posting without a title", `<html><body>` + one + bare + `</body></html>`, []string{"rows without an id or a title: 1"}},
		{"beside it the same once more without a title", `<html><body>` + one + known + `</body></html>`, nil},
		{"a page that breaks off", `<html><body>` + one + `<p>More`, []string{"the page breaks off"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &fetch.Page{URL: usual["jobposting"], Body: []byte(c.page)}
			l, err := jobPosting{}.List(config.Source{URL: p.URL}, p)
			if err != nil || len(l.Rows) != 1 || !slices.Equal(l.Incomplete, c.want) {
				t.Errorf("%d rows, incomplete %q, %v; want one and %q", len(l.Rows), l.Incomplete, err, c.want)
			}
		})
	}
}

func TestAPostingIsNotTheOnlyOneWhereAnotherCannotBeRead(t *testing.T) {
	const (
		related = `<script type="application/ld+json">{"@type": "JobPosting", "title": "Youth Worker", "baseSalary": "£31,000"}</script>`
		broken  = `<script type="application/ld+json">{"@type": "JobPosting", "title": "Social Worker", "description": "a "good" team"}</script>`
		bare    = `<script type="application/ld+json">{"@type": "JobPosting", "url": "/jobs/5503/x"}</script>`
	)
	page := func(body string) *fetch.Page {
		return &fetch.Page{URL: usual["jobposting"], Body: []byte(`<html><body>` + body + `</body></html>`)}
	}
	row := Row{Advert: normalize.Advert{Key: "jobposting:5503", Title: "Social Worker", URL: usual["jobposting"] + "/5503"}}
	if a, _, err := (jobPosting{}).Advert(config.Source{}, row, page(related)); err != nil || a.Salary != "£31,000" {
		t.Errorf("the only posting of an advert's page is not read: %q, %v", a.Salary, err)
	}
	for name, beside := range map[string]string{"broken": broken, "without a title": bare} {
		if a, _, err := (jobPosting{}).Advert(config.Source{}, row, page(related+beside)); err == nil {
			t.Errorf("beside one %s, another advert's posting is taken for this one's: %q, %s", name, a.Title, a.Salary)
		}
		l, err := jobPosting{}.List(config.Source{}, page(related+beside))
		if len(l.Rows) != 0 || err == nil {
			t.Errorf("beside one %s, a posting without an address has the list's: %+v, %v", name, l.Rows, err)
		}
	}
	own := strings.NewReplacer("Youth", "Social", "31", "41").Replace(related)
	if a, _, err := (eploy{}).Advert(config.Source{}, row, page(related+own)); err != nil || a.Salary != "£41,000" {
		t.Errorf("behind another advert's posting, Eploy's own is not read: %q, %v", a.Salary, err)
	}
	if a, _, err := (eploy{}).Advert(config.Source{}, row, page(related+broken)); err == nil {
		t.Errorf("Eploy's page with another advert's posting alone is read: %q", a.Salary)
	}
	if _, err := (jobPosting{}).List(config.Source{}, page(`<p>There are no vacancies</p>`+bare)); err == nil {
		t.Error("a list with a posting is believed to be empty")
	}
}
