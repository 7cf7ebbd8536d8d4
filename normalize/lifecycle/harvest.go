package lifecycle

import (
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/text"
)

// Source is what the ledger must know of a configured source.
type Source struct {
	ID       string         `json:"id"`
	Kind     normalize.Kind `json:"kind"`
	Boroughs []string       `json:"boroughs"`
	Platform string         `json:"platform"`
	// URL is the vacancy list as a person would open it; empty: "address wanted".
	URL string `json:"url,omitempty"`
	// Evidence is how sure we are of the address: verified, assumed or unknown.
	Evidence string `json:"evidence"`
	// AdapterEvidence is "verified" where the adapter was built from captures, else "assumed".
	AdapterEvidence string `json:"adapter_evidence,omitempty"`
	// Republish is facts, excerpt or full.
	Republish string        `json:"republish"`
	Every     time.Duration `json:"every"`
	Enabled   bool          `json:"enabled"`
	Stopped   *Stopped      `json:"stopped,omitempty"`
	Succeeds  string        `json:"succeeds,omitempty"`
}

// Stopped says who had a source stopped, when and why.
type Stopped struct {
	By  string `json:"by"`
	On  string `json:"on"` // YYYY-MM-DD
	Why string `json:"why"`
}

// Harvest is what one run of one source brought: adverts, and the evidence of
// how complete they are. It is judged before anything is committed.
type Harvest struct {
	Source  Source    `json:"source"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`

	// Adverts are all adverts the list showed, each once, whole: a row whose
	// advert page was not opened this time carries the stored advert on.
	Adverts []Sighting `json:"adverts,omitempty"`

	Pages       int   `json:"pages"` // list pages read
	Requests    int   `json:"requests"`
	NotModified int   `json:"not_modified"`
	Bytes       int64 `json:"bytes"`
	// StatedTotal is the list's own count; nil when it gives none.
	StatedTotal *int `json:"stated_total,omitempty"`
	// SaysEmpty is the list's own words for "no vacancies", empty when it did not say so.
	SaysEmpty string `json:"says_empty,omitempty"`
	// Unchanged is true when every list page was the same as last time and no
	// advert page brought anything new.
	Unchanged bool `json:"unchanged,omitempty"`
	// Incomplete are the reasons why the list is not known to be whole.
	Incomplete []string `json:"incomplete,omitempty"`

	// Fault is what ended the run early; empty when nothing did. A fault on one
	// advert's page stands in its Sighting, not here.
	Fault  Fault  `json:"fault,omitempty"`
	Error  string `json:"error,omitempty"` // one line: what was being done to which address
	Status int    `json:"status,omitempty"`
	// RetryAfter is how long the host asked us to stay away, already capped.
	RetryAfter time.Duration `json:"retry_after,omitempty"`
	// Skipped says why a source was not read at all ("address wanted", "paused", ...).
	Skipped string `json:"skipped,omitempty"`

	// Ours is true when so many hosts failed together that the fault is taken to
	// be on our side (see Blame): no counter moves.
	Ours bool `json:"ours,omitempty"`

	// Memos are the list pages' validators and readings, to be kept with the commit.
	Memos []Memo `json:"memos,omitempty"`
	// Sample is a bounded piece of the page that went wrong, with its status and
	// headers; of a list that was read, its last page, which is kept only where
	// the harvest is doubted.
	Sample *Sample `json:"sample,omitempty"`
	// Unclaimed is why nothing of the list can be taken for the source's own; its
	// adverts are all left out then. Nil when some can, or there are none.
	Unclaimed *Unclaimed `json:"unclaimed,omitempty"`
	// Resolution is what `platform: auto` found, to be kept with the commit.
	Resolution *Resolution `json:"resolution,omitempty"`
}

// Sighting is one advert as the list and its own page showed it.
type Sighting struct {
	Advert normalize.Advert `json:"advert"`
	// RowHash is a hash of the advert's row on the list, to tell a changed row.
	RowHash string `json:"row_hash,omitempty"`
	// DetailAt is when the advert's own page was last read; zero when never.
	DetailAt time.Time `json:"detail_at,omitzero"`
	// Detail says what became of the advert's own page in this run.
	Detail Detail `json:"detail,omitempty"`
	// ETag and LastModified are the advert page's validators.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// LeftOut says in plain words why the row is not ours (another employer on a
	// shared board, a post outside London); empty when it is.
	LeftOut string `json:"left_out,omitempty"`
	// Error is why the advert's own page could not be read this time.
	Error string `json:"error,omitempty"`
}

// Detail says what became of an advert's own page in a run.
type Detail string

// What can become of an advert's own page.
const (
	DetailNone     Detail = ""         // the list holds all there is
	DetailRead     Detail = "read"     // opened and read
	DetailKept     Detail = "kept"     // not due, or not modified: the stored advert stands
	DetailUnwanted Detail = "unwanted" // certainly out by its row; not opened
	DetailFailed   Detail = "failed"   // could not be read; the stored advert, if any, stands
	DetailClosed   Detail = "closed"   // its page says applications are no longer possible
)

// Memo remembers one list page: its validators, and what was read from it, so
// that "not modified" can be answered with the same reading.
type Memo struct {
	URL          string `json:"url"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	BodyHash     string `json:"body_hash,omitempty"`
	// Reading is the adapter's reading of the page, as JSON; the ledger does not look inside.
	Reading []byte `json:"reading,omitempty"`
}

// Sample is a bounded piece of a page that went wrong.
type Sample struct {
	URL    string              `json:"url"`
	Status int                 `json:"status"`
	Header map[string][]string `json:"header,omitempty"`
	Body   []byte              `json:"body,omitempty"`
	At     time.Time           `json:"at"`
}

// Unclaimed is a board of several employers whose source does not say which are
// its own: nothing of it is published.
type Unclaimed struct {
	// Reason says so in plain words, with the employers it names.
	Reason string `json:"reason"`
	// At is when its adverts were looked at, Maker under which config.
	At    time.Time `json:"at"`
	Maker string    `json:"maker,omitempty"`
}

// tellingHeaders are the headers by which an answer that went wrong is
// understood: who answered, in which language, and when to come back. Where it
// led is left out: an address may hold an advert's title.
var tellingHeaders = []string{"Content-Type", "Content-Language", "Server", "Via", "Retry-After", "Www-Authenticate", "Cf-Mitigated", "X-Cache", "Last-Modified"}

// telling are a sample's headers that may be shown to everyone, one a line.
func (s *Sample) telling() []string {
	if s == nil {
		return nil
	}
	var out []string
	for _, name := range tellingHeaders {
		for _, value := range s.Header[name] {
			if value = strings.Join(strings.Fields(text.Clean(text.Cut(value, 120))), " "); value != "" && len(out) < 12 {
				out = append(out, name+": "+value)
			}
		}
	}
	return out
}

// Resolution is what `platform: auto` found for a source.
type Resolution struct {
	Platform string            `json:"platform"`
	URL      string            `json:"url"`
	Hosts    []string          `json:"hosts,omitempty"`
	Options  map[string]string `json:"options,omitempty"`
	// Evidence are the signs it was recognised by, one a line.
	Evidence []string  `json:"evidence"`
	At       time.Time `json:"at"`
	// AdapterEvidence is that of the adapter it is read by (see Source).
	AdapterEvidence string `json:"adapter_evidence,omitempty"`
	// OwnDomain is true when the list stands on the authority's own domain: it is
	// published as assumed; otherwise it waits for a person to accept it.
	OwnDomain bool `json:"own_domain"`
	// Inferred is true when no system was recognised and the selectors to read it
	// by were worked out from its structure: it waits for a person wherever it is.
	Inferred bool `json:"inferred,omitempty"`
	// AcceptedBy names who accepted it; empty when nobody did.
	AcceptedBy string    `json:"accepted_by,omitempty"`
	AcceptedAt time.Time `json:"accepted_at,omitzero"`
}
