package platform

import (
	"slices"
	"strings"
)

// node is one thing of a page's structured data: its types and properties.
// JSON-LD, microdata and RDFa are all read into it.
type node struct {
	types []string
	props []property
}

// property is what a thing says under one name.
type property struct {
	name   string
	values []datum
	// written is the name as JSON spells it, with its vocabulary.
	written string
}

// datum is a value of a property: a thing, or text where there is none.
type datum struct {
	text string
	node *node
}

// maxProperties bounds how many names a thing says something under; schema.org
// knows about fifty of a JobPosting.
const maxProperties = 200

// termOf is a name without the address or the prefix of its vocabulary.
func termOf(name string) string { return name[strings.LastIndexAny(name, "/#:")+1:] }

// is reports whether the node is of a schema.org type, however its name is written.
func (n *node) is(kind string) bool {
	for _, t := range n.types {
		if strings.EqualFold(termOf(t), kind) {
			return true
		}
	}
	return false
}

// property is the node's property of a name, an empty one where it had none;
// nil where it has too many.
func (n *node) property(name string) *property {
	for i := range n.props {
		if n.props[i].name == name {
			return &n.props[i]
		}
	}
	if len(n.props) >= maxProperties {
		return nil
	}
	n.props = append(n.props, property{name: name})
	return &n.props[len(n.props)-1]
}

// add puts a value beside those that a property has.
func (n *node) add(name string, d datum) {
	if p := n.property(name); p != nil {
		p.values = append(p.values, d)
	}
}

// values are what the node says under a name.
func (n *node) values(name string) []datum {
	if n == nil {
		return nil
	}
	for i := range n.props {
		if n.props[i].name == name {
			return n.props[i].values
		}
	}
	return nil
}

// first is the first value of a property as a node; text becomes a node that
// has it as its name.
func (n *node) first(name string) *node {
	all := n.nodes(name)
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// nodes are the values of a property as nodes.
func (n *node) nodes(name string) []*node {
	var all []*node
	for _, d := range n.values(name) {
		if d.node == nil {
			d.node = &node{props: []property{{name: "name", values: []datum{{text: d.text}}}}}
		}
		all = append(all, d.node)
	}
	return all
}

// texts are the values of a property as words; a node gives its name or value.
func (n *node) texts(names ...string) []string {
	var all []string
	for _, name := range names {
		for _, d := range n.values(name) {
			if s := d.words(); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// text is the first of texts.
func (n *node) text(names ...string) string {
	for _, name := range names {
		for _, d := range n.values(name) {
			if s := d.words(); s != "" {
				return s
			}
		}
	}
	return ""
}

// words are the value's text, or what a node is called; empty where there is
// nothing but blanks.
func (d datum) words() string {
	s := d.text
	if d.node != nil {
		s = d.node.text("name", "value", "@value", "@id")
	}
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// anyWords reports whether one of several values says something.
func anyWords(values []datum) bool {
	return slices.ContainsFunc(values, func(d datum) bool { return d.node != nil || d.words() != "" })
}
