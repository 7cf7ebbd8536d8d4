package normalize

import "vacancies/normalize/text"

// SetAside gives the reading with its source's boilerplate marked as such: the
// excerpt leaves it out, and so does OwnText, by which adverts are compared.
//
// No value is read otherwise for it. What an advert says, it says, whichever
// others say it too: a sentence on visas that stands under every advert is as
// true of this one, and its reader finds it there. And pay, closing, hours and
// scope must follow from the advert alone, or they would change with what else
// stands on the board. What a standing paragraph must not be taken for, such as
// safeguarding for child protection, the rules know without it.
func (v Vacancy) SetAside(b text.Boilerplate) Vacancy {
	v.Standing = b.Find(v.Text)
	v.Excerpt = text.Excerpt(v.OwnText(), excerptLength)
	return v
}

// OwnText is the advert's text without the paragraphs that its source repeats in
// nearly all of its adverts.
func (v Vacancy) OwnText() string { return text.Without(v.Text, v.Standing) }
