package normalize

import (
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// Version is the normaliser's version, kept with every reading. Raise it when
// a rule changes what adverts mean, so that a replay knows what to read again.
const Version = 4

// Vacancy is what an advert means.
type Vacancy struct {
	// Advert is the advert's id (UUIDv5); see Identify.
	Advert string `json:"advert"`
	// Title is the advert's title cleaned of everything that is not the post
	// (label guide, section 7).
	Title string      `json:"title"`
	Role  role.Role   `json:"role"`
	Hours hours.Hours `json:"hours"`
	Pay   pay.Pay     `json:"pay"`
	// Closing is when applications end.
	Closing closing.Closing `json:"closing"`
	Place   place.Place     `json:"place"`
	// Posted is the London day the source says it was posted, as YYYY-MM-DD; empty when not known.
	Posted string `json:"posted,omitempty"`
	// Facts are what people ask of an advert, by code (see FactCodes).
	Facts map[string]Fact `json:"facts,omitempty"`
	// Text is the advert's description as plain text, people's names removed.
	Text string `json:"text,omitempty"`
	// HTML is the description under the allow-list, people's names removed; only
	// for sources whose republish level is full.
	HTML string `json:"html,omitempty"`
	// Standing are the places in Text of the paragraphs that the advert's source
	// repeats in nearly all of its adverts (see SetAside).
	Standing []text.Span `json:"standing,omitempty"`
	// Excerpt is a short opening of Text without those paragraphs.
	Excerpt string `json:"excerpt,omitempty"`
	// Removed counts the names, addresses and numbers taken out.
	Removed int `json:"removed,omitempty"`
	// Evidence holds the words behind fields that have no home of their own: "title", "posted".
	Evidence map[string]text.Evidence `json:"evidence,omitempty"`
	Problems []Problem                `json:"problems,omitempty"`
	// Normaliser is the Version that read it.
	Normaliser int `json:"normaliser"`
}

// Fact is a three-state answer with its words: stated yes, stated no, or not
// stated, which is never shown as no.
type Fact struct {
	// Stated is "yes", "no" or empty for not stated.
	Stated string `json:"stated,omitempty"`
	// Value is a figure or amount where the fact has one, such as years.
	Value string `json:"value,omitempty"`
	// Words are the advert's own, names removed, as they stand in Field's plain
	// text from Start to End (byte offsets; both 0 where they are not one run).
	Words string `json:"words,omitempty"`
	Field string `json:"field,omitempty"`
	Start int    `json:"start,omitempty"`
	End   int    `json:"end,omitempty"`
	Rule  string `json:"rule,omitempty"`
}

// The facts people ask of an advert.
const (
	RegistrationRequired  = "registration_required"
	NewlyQualifiedWelcome = "newly_qualified_welcome"
	YearsPostQualifying   = "years_post_qualifying"
	HybridWorking         = "hybrid"
	VisaSponsorship       = "visa_sponsorship"
	RetentionPayment      = "retention_payment"
	Relocation            = "relocation"
)

// FactCodes lists the facts in the order they are shown.
var FactCodes = []string{RegistrationRequired, NewlyQualifiedWelcome, YearsPostQualifying,
	HybridWorking, VisaSponsorship, RetentionPayment, Relocation}

// Problem is something in an advert that could not be read or that disagrees
// with itself; the words are kept.
type Problem struct {
	// Field is the advert's field, in its JSON name.
	Field string `json:"field"`
	// Code is stable: "no_pay", "no_closing", "unreadable_closing", "place_disagrees" and so on.
	Code string `json:"code"`
	// Text is the advert's words, names removed.
	Text string `json:"text"`
}
