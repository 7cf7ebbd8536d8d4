package fetch

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// This file reads robots.txt by RFC 9309. Where the RFC leaves room, google's
// published parser decides (it accepts common slips of the pen), except that
// percent-encoded letters are decoded on both sides, as section 2.2.2 demands.

const (
	// maxRobots is how much of a robots.txt is read: section 2.5 asks for at
	// least 500 KiB.
	maxRobots = 512 << 10
	// maxRobotsLine is where a line is cut: eight addresses of the longest kind
	// that browsers take, as google's parser does.
	maxRobotsLine = 8 * 2083
	// maxCrawlDelay caps a Crawl-delay; more than a day means never.
	maxCrawlDelay = 24 * time.Hour
)

// rules are what a robots.txt says to us.
type rules struct {
	list  []rule
	delay time.Duration
}

// rule is one Allow or Disallow line.
type rule struct {
	allow bool
	// parts are the pattern's pieces between its asterisks.
	parts    []string
	anchored bool // the pattern ends in "$"
	length   int  // of the normalised pattern in octets: the longest match decides
}

// parseRobots reads a robots.txt for the crawler with this product token. It
// reads anything: lines it does not understand are passed over.
func parseRobots(body []byte, token string) rules {
	if len(body) > maxRobots {
		body = body[:maxRobots]
	}
	p := robotsParser{token: token}
	for line := range robotsLines(body) {
		if key, value, ok := robotsLine(line); ok {
			p.line(key, value)
		}
	}
	if p.named {
		return p.own
	}
	return p.all
}

// robotsParser gathers the groups that name us and those for everyone.
type robotsParser struct {
	token string
	own   rules
	all   rules
	named bool // some group names us, so those for everyone do not count

	inOwn, inAll bool // the lines being read belong to such groups
	ruled        bool // a rule was read since the last User-agent line
}

// line takes one line of the file. Lines that are neither User-agent nor a rule
// do not end a group (section 2.2.4).
func (p *robotsParser) line(key, value string) {
	switch key {
	case "user-agent", "useragent", "user agent":
		if p.ruled {
			p.inOwn, p.inAll, p.ruled = false, false, false
		}
		if strings.HasPrefix(value, "*") && (len(value) == 1 || value[1] == ' ' || value[1] == '\t') {
			p.inAll = true
		} else if strings.EqualFold(productToken(value), p.token) {
			p.inOwn, p.named = true, true
		}
	case "allow":
		p.rule(value, true)
	case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		p.rule(value, false)
	case "crawl-delay", "crawldelay", "crawl delay":
		p.crawlDelay(value)
	}
}

func (p *robotsParser) rule(pattern string, allow bool) {
	p.ruled = true
	if pattern == "" || (!p.inOwn && !p.inAll) {
		return
	}
	r := newRule(pattern, allow)
	if p.inOwn {
		p.own.list = append(p.own.list, r)
	}
	if p.inAll {
		p.all.list = append(p.all.list, r)
	}
}

// crawlDelay reads seconds, whole or not; the longest of several counts.
func (p *robotsParser) crawlDelay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return
	}
	delay := maxCrawlDelay
	if seconds < maxCrawlDelay.Seconds() {
		delay = time.Duration(seconds * float64(time.Second))
	}
	if p.inOwn {
		p.own.delay = max(p.own.delay, delay)
	}
	if p.inAll {
		p.all.delay = max(p.all.delay, delay)
	}
}

// productToken is the leading run of characters a product token may have.
func productToken(ua string) string {
	end := strings.IndexFunc(ua, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '-')
	})
	if end < 0 {
		return ua
	}
	return ua[:end]
}

// robotsLines gives the lines of a file, whichever way they end, without the
// byte order mark (whole or cut short) that may stand before the first.
func robotsLines(body []byte) func(yield func(string) bool) {
	for _, b := range []byte("\xEF\xBB\xBF") {
		if len(body) == 0 || body[0] != b {
			break
		}
		body = body[1:]
	}
	return func(yield func(string) bool) {
		for len(body) > 0 {
			line := body
			if end := bytes.IndexAny(body, "\r\n"); end >= 0 {
				line, body = body[:end], body[end+1:]
			} else {
				body = nil
			}
			if !yield(string(line[:min(len(line), maxRobotsLine)])) {
				return
			}
		}
	}
}

// robotsLine splits a line into its lower-case key and its value. A line of two
// words without a colon is taken for a key and a value.
func robotsLine(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimSpace(line)
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), true
}

// newRule prepares a pattern: "*" stands for any run of characters, "$" at its
// end for the end of the address (section 2.2.3).
func newRule(pattern string, allow bool) rule {
	r := rule{allow: allow}
	if strings.HasSuffix(pattern, "$") {
		r.anchored = true
		r.length++
		pattern = strings.TrimSuffix(pattern, "$")
	}
	for i, part := range strings.Split(pattern, "*") {
		part = normaliseOctets(part)
		r.length += len(part)
		if i > 0 {
			r.length++
		}
		if part == "" && i > 0 && r.parts[len(r.parts)-1] == "" && len(r.parts) > 1 {
			continue // "**" says no more than "*"
		}
		r.parts = append(r.parts, part)
	}
	return r
}

// matches reports whether the rule's pattern stands at the start of a
// normalised path (with query).
func (r rule) matches(path string) bool {
	first, rest := r.parts[0], r.parts[1:]
	if !strings.HasPrefix(path, first) {
		return false
	}
	path = path[len(first):]
	if len(rest) == 0 {
		return !r.anchored || path == ""
	}
	last := rest[len(rest)-1]
	for _, part := range rest[:len(rest)-1] {
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	if r.anchored {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// allows decides about an address: the longest matching pattern wins, and Allow
// wins a tie (section 2.2.2). robots.txt itself is always allowed.
func (rs rules) allows(u *url.URL) bool {
	path := robotsPath(u)
	if path == "/robots.txt" {
		return true
	}
	allow, length := true, -1
	for _, r := range rs.list {
		if r.length < length || (r.length == length && allow) || !r.matches(path) {
			continue
		}
		allow, length = r.allow, r.length
	}
	return allow
}

// robotsPath is what patterns are matched against: path and query as they are
// sent, in order, normalised.
func robotsPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return normaliseOctets(path)
}

// normaliseOctets brings percent-encoding to one form (section 2.2.2): what
// needs no encoding stands plain, everything outside URI characters encoded, in
// upper-case digits. Reserved characters stay as they were written, except "*"
// and "$": in an address they are ordinary, and a pattern that means them
// writes %2A and %24.
func normaliseOctets(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c, encoded := s[i], false
		if c == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi >= 0 && lo >= 0 {
				c, encoded = byte(hi<<4|lo), true
				i += 2
			}
		}
		plain := unreserved(c)
		if !encoded {
			plain = plain || strings.IndexByte("/?:@!&'()+,;=[]#", c) >= 0
		}
		if plain {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}

// unreserved are the characters that mean the same encoded and plain (RFC 3986, section 2.3).
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
