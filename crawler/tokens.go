package crawler

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"vacancies/crawler/platform"
	"vacancies/normalize"
)

// Session tokens that recruitment systems write into addresses: Oleeo's xf-
// segment, the SID of its older skin, iTrent's USESSION, and the common ones of
// Java and PHP servers. They are new in every answer, so an address with one is
// neither comparable nor of use to anyone later.
var (
	tokenSegment = regexp.MustCompile(`/xf-[0-9A-Fa-f]{4,}`)
	tokenSuffix  = regexp.MustCompile(`(?i);jsessionid=[^?#&"'<>\s]*`)
	tokenParam   = regexp.MustCompile(`([?&]|&amp;)(?:SID|USESSION|PHPSESSID|(?i:jsessionid))=[^&#"'<>\s]*`)
)

// withoutTokens takes session tokens out of an address, or out of all addresses
// in a text. Adapters do so themselves; this is the last safety net before storage.
func withoutTokens(s string) string {
	if !strings.Contains(s, "/xf-") && !namesToken(s) {
		return s
	}
	s = tokenSegment.ReplaceAllString(s, "")
	s = tokenSuffix.ReplaceAllString(s, "")
	s = tokenParam.ReplaceAllString(s, "$1\x00") // a blank parameter, tidied away below
	for _, tidy := range [][2]string{{"?\x00&amp;", "?"}, {"?\x00&", "?"}, {"?\x00", ""}, {"&amp;\x00", ""}, {"&\x00", ""}, {"\x00", ""}} {
		s = strings.ReplaceAll(s, tidy[0], tidy[1])
	}
	return s
}

// namesToken reports whether a text may hold a token of the form name=value.
func namesToken(s string) bool {
	for {
		name, rest, found := strings.Cut(s, "=")
		if !found {
			return false
		}
		tail := name[max(0, len(name)-len("jsessionid")):]
		if strings.HasSuffix(tail, "SID") || strings.HasSuffix(tail, "SESSION") || strings.HasSuffix(tail, "SESSID") || strings.EqualFold(tail, "jsessionid") {
			return true
		}
		s = rest
	}
}

// cleanAdvert takes session tokens out of an advert's addresses and text.
func cleanAdvert(a normalize.Advert) normalize.Advert {
	a.Key = withoutTokens(a.Key)
	a.URL = withoutTokens(a.URL)
	a.ApplyURL = withoutTokens(a.ApplyURL)
	a.Description = withoutTokens(a.Description)
	return a
}

// cleanRow is a row as it may be kept.
func cleanRow(row platform.Row) platform.Row {
	row.Advert = cleanAdvert(row.Advert)
	row.Detail = withoutTokens(row.Detail)
	return row
}

// cleanRows are rows as they may be kept.
func cleanRows(rows []platform.Row) []platform.Row {
	kept := make([]platform.Row, len(rows))
	for i, row := range rows {
		kept[i] = cleanRow(row)
	}
	return kept
}

// rowHash tells a changed row, given as it may be kept.
func rowHash(kept *platform.Row) string {
	texts := read(&kept.Advert)
	return hashTexts(texts[:], kept.Detail, kept.LeftOut, kept.Modified)
}

// contentHash tells a changed advert: everything that was read, without when
// and without what the config says of its source.
func contentHash(a *normalize.Advert) string {
	texts := read(a)
	return hashTexts(texts[:])
}

// read is everything that was read of an advert, each text in its place.
func read(a *normalize.Advert) [15]string {
	return [...]string{
		a.Source, a.Key, a.Reference, a.URL, a.ApplyURL, a.Title, a.Employer, a.Department,
		a.Salary, a.Closing, a.Posted, a.Hours, a.Contract, a.Location, a.Description,
	}
}

// hashed are where what is hashed is written out; it is as long as an advert.
var hashed = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// hashTexts is hashBytes of a list of texts, each behind its length, so that no
// two lists are the same bytes. Every advert of every round is hashed twice; as
// JSON that took three in a hundred of a round.
func hashTexts(texts []string, more ...string) string {
	b := hashed.Get().(*bytes.Buffer)
	defer hashed.Put(b)
	b.Reset()
	for _, list := range [][]string{texts, more} {
		for _, t := range list {
			b.Write(binary.AppendUvarint(b.AvailableBuffer(), uint64(len(t))))
			b.WriteString(t)
		}
	}
	return hashBytes(b.Bytes())
}

// hashJSON is hashBytes of a value's JSON.
func hashJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		// Only strings, numbers and lists of them are ever hashed.
		panic("crawler: hashing: " + err.Error())
	}
	return hashBytes(b)
}

// hashBytes is the first 128 bits of SHA-256, in hex: enough to tell pages apart.
func hashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
