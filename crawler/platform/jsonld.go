package platform

import (
	"encoding/json"
	"html"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// node is one thing of a page's structured data: its types and properties, a
// property's values being strings, nodes, or both. JSON-LD, microdata and RDFa
// are all read into it.
type node struct {
	types []string
	props map[string][]any
}

// is reports whether the node is of a schema.org type, however its name is written.
func (n *node) is(kind string) bool {
	for _, t := range n.types {
		if t = t[strings.LastIndexAny(t, "/#:")+1:]; strings.EqualFold(t, kind) {
			return true
		}
	}
	return false
}

// first is the first value of a property as a node; a string becomes a node
// that has it as its name.
func (n *node) first(name string) *node {
	all := n.nodes(name)
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// nodes are the values of a property as nodes.
func (n *node) nodes(name string) []*node {
	if n == nil {
		return nil
	}
	var all []*node
	for _, v := range n.props[name] {
		switch v := v.(type) {
		case *node:
			all = append(all, v)
		case string:
			all = append(all, &node{props: map[string][]any{"name": {v}}})
		}
	}
	return all
}

// texts are the values of a property as words; a node gives its name or value.
func (n *node) texts(names ...string) []string {
	if n == nil {
		return nil
	}
	var all []string
	for _, name := range names {
		for _, v := range n.props[name] {
			s := ""
			switch v := v.(type) {
			case string:
				s = v
			case *node:
				s = firstOf(v.text("name"), v.text("value"), v.text("@value"), v.text("@id"))
			}
			if strings.TrimSpace(s) != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// text is the first of texts.
func (n *node) text(names ...string) string {
	if all := n.texts(names...); len(all) > 0 {
		return all[0]
	}
	return ""
}

var (
	typedScripts = css("script[type]")
	// structured are the elements that hold or begin structured data.
	structured = css("script[type], [itemtype*=JobPosting], [typeof*=JobPosting]")
)

// linkedData reads the JSON-LD blocks among a page's structured elements, in
// order, mended where they are not quite JSON. A block beyond mending is left out.
func linkedData(structured *goquery.Selection) []*node {
	var found []*node
	for _, e := range structured.Nodes {
		kind, _, _ := strings.Cut(strings.ToLower(attrOf(e, "type")), ";")
		if !typedScripts.Match(e) || strings.TrimSpace(kind) != "application/ld+json" || len(found) >= maxRows {
			continue
		}
		if text := e.FirstChild; text != nil { // a script holds nothing else
			for _, v := range jsonValues(text.Data) {
				collect(v, 0, &found)
			}
		}
	}
	return found
}

// collect walks JSON for things with a type, wherever they hang: at the top, in
// a list, in @graph, in an ItemList. A node's own properties are its values.
func collect(v any, depth int, found *[]*node) {
	if depth > maxDepth || len(*found) >= maxRows {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collect(e, depth+1, found)
		}
	case map[string]any:
		n := toNode(v, depth)
		if n.is("JobPosting") {
			*found = append(*found, n)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about", "@list", "@set"} {
			if child, ok := v[key]; ok {
				collect(child, depth+1, found)
			}
		}
	}
}

// toNode makes a node of a JSON object.
func toNode(object map[string]any, depth int) *node {
	n := &node{props: map[string][]any{}}
	for key, v := range object {
		if key == "@type" || key == "type" {
			for _, t := range toValues(v, depth+1) {
				if s, ok := t.(string); ok {
					n.types = append(n.types, s)
				}
			}
			continue
		}
		name := key[strings.LastIndexAny(key, "/#:")+1:]
		if strings.HasPrefix(key, "@") {
			name = key
		}
		n.props[name] = append(n.props[name], toValues(v, depth+1)...)
	}
	return n
}

// toValues makes strings and nodes of a JSON value.
func toValues(v any, depth int) []any {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []any{v}
	case json.Number:
		return []any{v.String()}
	case bool:
		if v {
			return []any{"true"}
		}
		return []any{"false"}
	case []any:
		var all []any
		for _, e := range v {
			all = append(all, toValues(e, depth+1)...)
		}
		return all
	case map[string]any:
		if inner, ok := v["@value"]; ok {
			return toValues(inner, depth+1)
		}
		return []any{toNode(v, depth)}
	}
	return nil
}

// jsonValues reads the JSON values of a script, one after the other. Where the
// text is not JSON it is mended and tried again, then with its entities undone.
func jsonValues(script string) []any {
	script = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(script), "\uFEFF"))
	for _, wrapper := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		script = strings.TrimSpace(strings.TrimPrefix(script, wrapper))
	}
	for _, wrapper := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, wrapper))
	}
	if values, ok := decodeAll(script); ok {
		return values
	}
	mended := mendJSON(script)
	if values, ok := decodeAll(mended); ok {
		return values
	}
	values, _ := decodeAll(mendJSON(html.UnescapeString(script)))
	return values
}

// decodeAll reads values until the text ends; ok is false when it is not JSON to the end.
func decodeAll(text string) (values []any, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			return values, false
		}
		values = append(values, v)
	}
	return values, len(values) > 0
}

// mendJSON repairs what pages get wrong in JSON: raw line ends and control
// characters inside strings, escapes that JSON does not have, and commas before
// a closing bracket. It works in one pass and keeps everything else.
func mendJSON(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	inString := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case !inString:
			if c == ',' && closesNext(text[i+1:]) {
				continue
			}
			inString = c == '"'
			b.WriteByte(c)
		case c == '\\':
			if i+1 < len(text) && strings.IndexByte(`"\/bfnrtu`, text[i+1]) >= 0 {
				b.WriteByte(c)
				i++
				b.WriteByte(text[i])
			}
			// A backslash before anything else was not meant as one.
		case c == '"':
			inString = false
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < 0x20:
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// closesNext reports whether the next thing after blanks closes an object or a list.
func closesNext(text string) bool {
	text = strings.TrimLeft(clip(text, 256), " \t\r\n")
	return text == "" || text[0] == '}' || text[0] == ']'
}
