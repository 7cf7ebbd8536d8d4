package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"vacancies/normalize/lifecycle"
)

// judge makes a Page of an answer, or the *Error that says what it is instead.
func (s *Session) judge(r Request, a *answer) (*Page, error) {
	p := &Page{
		Requested: r.URL,
		URL:       a.url.String(),
		Status:    a.status,
		Header:    a.header,
		MediaType: a.said.of(a.body),
		Body:      a.body,
		At:        s.client.o.Now(),
		base:      a.url,
	}
	if a.status == http.StatusNotModified && conditional(r) {
		p.NotModified, p.Body = true, nil
		p.ETag, p.LastModified = r.ETag, r.LastModified
		keepValidators(p)
		return p, nil
	}
	if f, why := fault(r, p, a.url); f != "" {
		e := &Error{Fault: f, URL: r.URL, Status: p.Status, Header: p.Header, Body: sample(p.Body), Err: why}
		e.RetryAfter, _ = retryAfter(p.Header, s.client.o.Now())
		return nil, e
	}
	if !r.Volatile {
		keepValidators(p)
	}
	return p, nil
}

func conditional(r Request) bool {
	return !r.Volatile && r.Method != http.MethodPost && (r.ETag != "" || r.LastModified != "")
}

// keepValidators takes over the answer's validators where it has any.
func keepValidators(p *Page) {
	if v := p.Header.Get("ETag"); v != "" {
		p.ETag = v
	}
	if v := p.Header.Get("Last-Modified"); v != "" {
		p.LastModified = v
	}
}

// fault says what is wrong with an answer. A bot check is one whatever its
// status and whatever was asked for, so it is looked for first.
func fault(r Request, p *Page, final *url.URL) (lifecycle.Fault, error) {
	var sign lifecycle.Fault
	var found []bool
	html := isHTML(p.MediaType)
	if html || p.MediaType == "text/plain" {
		found = marked(p.Body)
		sign = signOf(p.Body, found)
	}
	if challengeHeader(p.Header) || sign == lifecycle.FaultChallenge {
		return lifecycle.FaultChallenge, nil
	}
	if f := faultOfStatus(p.Status); f != "" {
		if sign != "" && (f == lifecycle.FaultServer || f == lifecycle.FaultStatus) {
			return sign, nil
		}
		return f, nil
	}
	if p.Status == http.StatusNotModified {
		return lifecycle.FaultStatus, errUnasked
	}
	switch {
	case sign != "":
		return sign, nil
	case html && isLogin(final.Path, p.Body, found):
		return lifecycle.FaultLogin, nil
	case html && isBlank(p.Body), len(bytes.TrimSpace(p.Body)) == 0:
		return lifecycle.FaultBlank, nil
	case !accepts(r.Accept, p.MediaType):
		return lifecycle.FaultType, fmt.Errorf("%s, wanted %s", p.MediaType, wanted(r.Accept))
	}
	return "", nil
}

// wanted says what was asked for.
func wanted(accept []string) string {
	if len(accept) == 0 {
		return "text"
	}
	return strings.Join(accept, " or ")
}
