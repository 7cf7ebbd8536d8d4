package normalize

import (
	"net/url"
	"strings"

	"github.com/google/uuid"

	"vacancies/normalize/text"
)

// namespace is the root of every id we publish. Changing it would make every
// vacancy new to every subscriber, so it never changes.
var namespace = uuid.MustParse("6f1a3c52-0d3e-5b7a-9c44-33a07dc0e133")

// Identity is who an advert is.
type Identity struct {
	// ID is the advert's id, a UUIDv5 of its source and key.
	ID string
	// Key is the key it was made from, with its scheme: the adapter's own,
	// "ref:" for a printed reference, or "path:" for a canonical path.
	Key string
	// Weak is true for a "path:" key, which a site can change without the post changing.
	Weak bool
}

// Identify gives an advert its identity (design, rule 1): the adapter's key;
// failing that the printed reference; failing that the canonical path, marked
// weak. Title, host, wording and dates are not in it. An advert with none of
// the three has no identity: the zero value.
func Identify(a Advert) Identity {
	id := Identity{Key: strings.TrimSpace(a.Key)}
	if id.Key == "" {
		if ref := CanonicalReference(a.Reference); ref != "" {
			id.Key = "ref:" + ref
		}
	}
	if id.Key == "" {
		if path := canonicalPath(a.URL); path != "" {
			id.Key = "path:" + path
		}
	}
	if id.Key == "" {
		return Identity{}
	}
	id.Weak = strings.HasPrefix(id.Key, "path:") // also where an adapter had no better key
	id.ID = AdvertID(a.Source, id.Key)
	return id
}

// AdvertID is the id of the advert a source knows by key.
func AdvertID(source, key string) string {
	return uuid.NewSHA1(namespace, []byte(source+"\x00"+key)).String()
}

// CanonicalReference folds the ways one reference is printed: case and blanks
// do not count.
func CanonicalReference(ref string) string {
	return strings.ToLower(strings.Join(strings.Fields(ref), ""))
}

// PrintedReference is an advert's reference as it may be shown: some systems have
// one field for the number and for whom to ask.
func PrintedReference(ref string) string {
	ref, _ = text.Redact(ref)
	return ref
}

// canonicalPath is the path and sorted query of an address without its host,
// trailing slash and tracking parameters.
func canonicalPath(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return ""
	}
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			q.Del(name)
		}
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	if enc := q.Encode(); enc != "" {
		path += "?" + enc
	}
	return path
}
