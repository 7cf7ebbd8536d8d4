package normalize

import "time"

// Kind says who runs a source, and so how far its word counts: facts and life
// of a vacancy follow the most authoritative advert.
type Kind string

// The kinds of source, most authoritative first.
const (
	Council  Kind = "council"
	Shared   Kind = "shared"
	Regional Kind = "regional"
	Board    Kind = "board"
	Agency   Kind = "agency"
)

// Authority ranks a kind: lower is more authoritative. An unknown kind ranks
// with boards.
func (k Kind) Authority() int {
	switch k {
	case Council:
		return 0
	case Shared:
		return 1
	case Regional:
		return 2
	case Agency:
		return 4
	default:
		return 3
	}
}

// Advert is what a page said, as text and without judgement. An empty field is
// one the page does not have. Its JSON form is what `vacancies normalize` reads.
type Advert struct {
	// Source is the id of the configured source that was read.
	Source string `json:"source"`
	// Kind and Boroughs repeat the source's: who runs it, and the authorities
	// (slugs) its adverts may belong to.
	Kind     Kind     `json:"kind,omitempty"`
	Boroughs []string `json:"boroughs,omitempty"`
	// Key is the adapter's scheme and the recruitment system's own id, such as
	// "oracle:9771". It is never an address.
	Key string `json:"key,omitempty"`
	// Reference is the human reference the advert prints.
	Reference string `json:"reference,omitempty"`
	// URL is the advert's page for people, ApplyURL where an application starts.
	URL      string `json:"url,omitempty"`
	ApplyURL string `json:"apply_url,omitempty"`

	Title      string `json:"title,omitempty"`
	Employer   string `json:"employer,omitempty"`
	Department string `json:"department,omitempty"`
	Salary     string `json:"salary,omitempty"`
	Closing    string `json:"closing,omitempty"`
	Posted     string `json:"posted,omitempty"`
	Hours      string `json:"hours,omitempty"`
	Contract   string `json:"contract,omitempty"`
	Location   string `json:"location,omitempty"`
	// Description is the advert's body, HTML or text.
	Description string `json:"description,omitempty"`

	// FirstFetchedAt is when these closing words were first read, FetchedAt when
	// the advert was last read.
	FirstFetchedAt time.Time `json:"first_fetched_at,omitzero"`
	FetchedAt      time.Time `json:"fetched_at,omitzero"`
	// PageHash is a hash of what was read, to tell a changed page.
	PageHash string `json:"page_hash,omitempty"`
}
