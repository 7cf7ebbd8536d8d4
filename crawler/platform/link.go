package platform

import (
	"net/url"
	"regexp"
	"strings"

	"vacancies/crawler/fetch"
)

// tokenSegments are path segments that carry a session: tal.net's xf-<hex>, the
// servlet ";jsessionid=", the cookieless ASP.NET "(S(...))".
var tokenSegments = regexp.MustCompile(`(?i)/xf-[0-9a-f]+|;jsessionid=[^/?#]*|/\(S\([0-9a-z]+\)\)`)

// tokenQuery are query parameters that carry a session or say only where a visitor came from.
var tokenQuery = map[string]bool{
	"sid": true, "usession": true, "jsessionid": true, "phpsessid": true, "sessionid": true,
	"session_id": true, "cfid": true, "cftoken": true, "fbclid": true, "gclid": true,
}

// withoutTokens takes session tokens and tracking parameters out of an address.
// What is not an address stays as it is.
func withoutTokens(raw string) string {
	raw = strings.TrimSpace(raw)
	if strings.ContainsAny(raw, ";(") || strings.Contains(raw, "/x") || strings.Contains(raw, "/X") {
		raw = tokenSegments.ReplaceAllString(raw, "")
	}
	before, query, found := strings.Cut(raw, "?")
	if !found {
		return raw
	}
	query, anchor, hasAnchor := strings.Cut(query, "#")
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if part == "" || tokenQuery[name] || strings.HasPrefix(name, "utm_") {
			continue
		}
		kept = append(kept, part)
	}
	if len(kept) > 0 {
		before += "?" + strings.Join(kept, "&")
	}
	if hasAnchor {
		before += "#" + anchor
	}
	return before
}

// WithoutTokens is withoutTokens for addresses that are to be kept.
func WithoutTokens(address string) string { return withoutTokens(address) }

// absolute resolves a link found on a page, without session tokens; empty when
// it does not lead to a web page.
func absolute(p *fetch.Page, href string) string {
	u := resolveAt(p.Base(), withoutTokens(href))
	if u == nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return clip(u.String(), maxField)
}

// resolve is href against base, when the outcome is an http or https address with a host.
func resolve(base, href string) *url.URL {
	if isWhole(href) {
		return resolveAt(nil, href)
	}
	b, _ := url.Parse(base)
	return resolveAt(b, href)
}

// isWhole reports whether a link needs no base.
func isWhole(href string) bool {
	href = strings.TrimSpace(href)
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")
}

// resolveAt is resolve against a base that was parsed; nil will do for a link
// that is whole.
func resolveAt(base *url.URL, href string) *url.URL {
	href = strings.TrimSpace(href)
	if href == "" || strings.HasPrefix(href, "#") {
		return nil
	}
	if isWhole(href) {
		base = new(url.URL)
	}
	if base == nil {
		return nil
	}
	u, err := base.Parse(href)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return nil
	}
	return u
}

// onOrigin is the path and query of a link on the page's own scheme and host:
// a pager never leaves its site, even where a page prints another of its names.
func onOrigin(p *fetch.Page, href string) string {
	base := p.Base()
	link := resolveAt(base, withoutTokens(href))
	if link == nil || base == nil {
		return ""
	}
	link.Scheme, link.Host = base.Scheme, base.Host
	link.Fragment, link.RawFragment = "", ""
	return link.String()
}

// samePage reports whether two addresses ask for the same thing: the order of
// parameters, tokens and anchors do not count.
func samePage(a, b string) bool {
	return canonical(a) == canonical(b)
}

func canonical(raw string) string {
	u, err := url.Parse(withoutTokens(raw))
	if err != nil {
		return raw
	}
	u.Fragment, u.RawFragment = "", ""
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	if u.RawQuery != "" {
		u.RawQuery = u.Query().Encode()
	}
	return u.String()
}

// queryValue is the value of a query parameter whatever the case of its name.
func queryValue(raw, name string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	for key, values := range u.Query() {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return strings.TrimSpace(values[0])
		}
	}
	return ""
}

// withQuery sets query parameters of an address, given as name, value pairs; a
// parameter that stands there in another case is replaced.
func withQuery(raw string, pairs ...string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	q := u.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		for key := range q {
			if strings.EqualFold(key, pairs[i]) && key != pairs[i] {
				q.Del(key)
			}
		}
		q.Set(pairs[i], pairs[i+1])
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// get is a plain request for an address. It names no media types: servers send
// these documents under many, so adapters judge an answer by what is in it.
func get(address string) fetch.Request { return fetch.Request{URL: address} }

// opened is the request for the page behind a row: Detail where the row has
// one, the advert's own address otherwise.
func opened(row Row) (fetch.Request, bool) {
	address := row.Detail
	if address == "" {
		address = row.Advert.URL
	}
	if resolve(address, address) == nil {
		return fetch.Request{}, false
	}
	return get(address), true
}
