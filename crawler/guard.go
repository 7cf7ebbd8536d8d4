package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize/lifecycle"
)

// guarded calls an adapter and turns a panic into an error about the page: one
// page that breaks an adapter must not take the others with it.
func guarded[T any](r *run, address string, call func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log().Error("adapter panicked", "platform", r.src.Platform, "url", withoutTokens(address), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &platform.Error{Platform: r.src.Platform, URL: address, Fault: lifecycle.FaultMalformed, Detail: "the adapter could not cope with it"}
		}
	}()
	return call()
}

// faultOf is the one fault of an error of fetching or of reading a page.
func faultOf(err error) lifecycle.Fault {
	var unfetched *fetch.Error
	var unread *platform.Error
	switch {
	case errors.As(err, &unread) && unread.Fault != "":
		return unread.Fault
	case errors.As(err, &unfetched) && unfetched.Fault != "":
		return unfetched.Fault
	}
	return lifecycle.FaultMalformed
}

// asFetchError finds the fetching's error in an error.
func asFetchError(err error) (*fetch.Error, bool) {
	var e *fetch.Error
	ok := errors.As(err, &e)
	return e, ok
}

const (
	// maxSample bounds the piece of a page that is kept when it went wrong.
	maxSample = 64 << 10
	// maxLine bounds an error or a reason.
	maxLine = 400
	// maxReasons bounds how many reasons for incompleteness a harvest carries.
	maxReasons = 10
)

// newSample keeps a bounded piece of a page, without the cookies it set.
func newSample(address string, status int, header http.Header, body []byte, at time.Time) *lifecycle.Sample {
	header = header.Clone()
	header.Del("Set-Cookie")
	if len(body) > maxSample {
		body = bytes.Clone(body[:maxSample]) // or all of it would be kept in memory
	}
	return &lifecycle.Sample{
		URL:    withoutTokens(address),
		Status: status,
		Header: header,
		Body:   body,
		At:     at,
	}
}

// oneLine makes an error fit to be kept and shown: one bounded line of valid
// text without session tokens.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(withoutTokens(strings.ToValidUTF8(s, "\uFFFD"))), " ")
	if len(s) <= maxLine {
		return s
	}
	cut := maxLine
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
