package normalize

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sought is an advert as somebody asks for it: by its id, its address, its
// reference or words of its title.
type Sought struct {
	// ID is what it would be called if an id was given, also within the address
	// of the vacancy's own page.
	ID string
	// Addresses are what its address would fold to, empty where none was given;
	// Reference what its reference would.
	Addresses []string
	Reference string
	words     []string
}

// maxSought bounds what is taken for somebody's question, in bytes.
const maxSought = 2000

// ownPage finds the id in the address of a vacancy's own page.
var ownPage = regexp.MustCompile(`/vacancies/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)`)

// NewSought reads what somebody typed or pasted; false where it asks for nothing.
func NewSought(asked string) (Sought, bool) {
	asked = strings.TrimSpace(asked)
	if asked == "" || len(asked) > maxSought {
		return Sought{}, false
	}
	lower := strings.ToLower(asked)
	s := Sought{ID: strings.TrimPrefix(lower, "urn:uuid:"), Reference: CanonicalReference(asked), words: wordsSought(asked)}
	if strings.ContainsAny(asked, " \t") {
		return s, true
	}
	if own := ownPage.FindStringSubmatch(lower); own != nil {
		s.ID = own[1]
	}
	folded := FoldAddress(asked)
	if host, _, ok := strings.Cut(folded, "/"); ok && strings.Contains(host, ".") {
		s.Addresses = addressesSought(folded)
	}
	return s, true
}

// Is reports whether an advert with this address, reference and title is the one.
func (s Sought) Is(address, reference, title string) bool {
	return s.IsAddress(FoldAddress(address)) || s.IsReference(CanonicalReference(reference)) || s.IsTitle(title)
}

// IsAddress reports whether a folded address was asked for.
func (s Sought) IsAddress(folded string) bool { return slices.Contains(s.Addresses, folded) }

// IsReference reports whether a canonical reference was asked for.
func (s Sought) IsReference(canonical string) bool {
	return canonical != "" && canonical == s.Reference
}

// IsTitle reports whether all words asked for occur in a title. Case,
// apostrophes and dashes do not count: a telephone curls what is typed.
func (s Sought) IsTitle(title string) bool {
	if len(s.Addresses) > 0 || len(s.words) == 0 {
		return false
	}
	if strings.ContainsFunc(title, func(r rune) bool { return r == '\'' || r == '`' || r >= utf8.RuneSelf }) {
		title = apostrophes.Replace(title)
	}
	title = strings.ToLower(title) // words asked for hold letters and digits alone
	return !slices.ContainsFunc(s.words, func(w string) bool { return !strings.Contains(title, w) })
}

// apostrophes are left out of words: "Children’s" is found by "childrens".
var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "`", "")

func wordsSought(s string) []string {
	return strings.FieldsFunc(strings.ToLower(apostrophes.Replace(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// FoldAddress leaves out of an address what does not tell pages apart: its
// scheme, the case of its host, what follows "#", a stroke at the end.
func FoldAddress(raw string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return ""
	}
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	out := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	return out
}

// addressesSought are the folded addresses that one copied from an e-mail, a
// search engine or a browser may stand for: without what such places add to its
// query, and with "www." or without.
func addressesSought(folded string) []string {
	path, query, _ := strings.Cut(folded, "?")
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(part, "="); part != "" && !addedOnTheWay(strings.ToLower(name)) {
			kept = append(kept, part)
		}
	}
	clean := strings.TrimRight(path, "/")
	out := []string{folded, clean}
	if len(kept) > 0 {
		out = append(out, clean+"?"+strings.Join(kept, "&"))
	}
	for _, a := range slices.Clone(out) {
		if bare, ok := strings.CutPrefix(a, "www."); ok {
			out = append(out, bare)
		} else {
			out = append(out, "www."+a)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// addedOnTheWay reports whether a parameter says how a reader came to a page.
func addedOnTheWay(name string) bool {
	return strings.HasPrefix(name, "utm_") || strings.HasSuffix(name, "clid")
}
