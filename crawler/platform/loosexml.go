package platform

import (
	"html"
	"strings"
)

// looseXML steps through text that looks like XML and need not be: elements may
// have no name, and nothing has to match. It looks at each character once and
// holds nothing.
type looseXML struct {
	text string
	at   int
}

// next gives the next tag and the text that follows it, up to the tag after. A
// closing tag's name begins with a slash, an empty element's ends with one; an
// element without a name has the empty name. ok is false at the end of the text.
func (s *looseXML) next() (name, content string, ok bool) {
	for {
		open := strings.IndexByte(s.text[s.at:], '<')
		if open < 0 {
			s.at = len(s.text)
			return "", "", false
		}
		s.at += open + 1
		rest := s.text[s.at:]
		switch {
		case strings.HasPrefix(rest, "!--"):
			s.skip("-->")
			continue
		case strings.HasPrefix(rest, "?"), strings.HasPrefix(rest, "!"):
			s.skip(">")
			continue
		}
		end := strings.IndexByte(rest, '>')
		if end < 0 {
			s.at = len(s.text)
			return "", "", false
		}
		name = looseName(clip(rest[:end], 200))
		s.at += end + 1
		return name, s.content(), true
	}
}

// looseName is a tag's name without its attributes, its slash kept.
func looseName(tag string) string {
	closed := strings.HasSuffix(tag, "/") && len(tag) > 1
	name, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(tag), "/"), " ")
	if name == "" && strings.HasPrefix(tag, "/") {
		return "/"
	}
	if closed {
		return name + "/"
	}
	return name
}

// content is the text from here to the next tag: CDATA as it stands, other text
// with its entities undone.
func (s *looseXML) content() string {
	var b strings.Builder
	for s.at < len(s.text) {
		rest := s.text[s.at:]
		if inside, found := strings.CutPrefix(rest, "<![CDATA["); found {
			end := strings.Index(inside, "]]>")
			if end < 0 {
				s.at = len(s.text)
				break
			}
			b.WriteString(inside[:end])
			s.at += len("<![CDATA[") + end + len("]]>")
			continue
		}
		end := strings.IndexByte(rest, '<')
		if end == 0 {
			break
		}
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(html.UnescapeString(rest[:end]))
		s.at += end
	}
	return strings.TrimSpace(b.String())
}

// until adds what stands before a closing tag to content: markup that was
// written without being escaped. It looks no further than limit, so that an
// element that is not closed swallows nothing else.
func (s *looseXML) until(closing, limit, content string) string {
	rest := s.text[s.at:]
	if next := strings.Index(rest, limit); next >= 0 {
		rest = rest[:next]
	}
	end := strings.Index(rest, closing)
	if end <= 0 {
		return content
	}
	s.at += end
	return content + rest[:end]
}

// skip goes past the next occurrence of mark, or to the end.
func (s *looseXML) skip(mark string) {
	if end := strings.Index(s.text[s.at:], mark); end >= 0 {
		s.at += end + len(mark)
		return
	}
	s.at = len(s.text)
}
