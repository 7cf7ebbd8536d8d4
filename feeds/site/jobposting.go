package site

import (
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// jobPosting is schema.org's JobPosting of an open vacancy whose source permits
// full text: only what is known, and only what stands on the page. Figures and
// dates that the advert does not give are absent, never guessed.
func jobPosting(r *lifecycle.Record, item *feeds.Item) map[string]any {
	v := r.Vacancy
	out := map[string]any{
		"@context": "https://schema.org", "@type": "JobPosting",
		"title": v.Title, "description": item.Full, "datePosted": feeds.Published(r).In(london).Format(time.DateOnly),
		"directApply": false, "url": item.Link,
		"identifier": map[string]any{"@type": "PropertyValue", "name": "vacancy", "value": r.ID},
	}
	if v.Posted != "" {
		out["datePosted"] = v.Posted
	}
	var employers, places []any
	for _, slug := range r.Boroughs {
		a, ok := place.BySlug(slug)
		if !ok {
			continue
		}
		employers = append(employers, map[string]any{"@type": "Organization", "name": a.Official})
		address := map[string]any{"@type": "PostalAddress", "addressCountry": "GB", "addressRegion": "London", "addressLocality": a.Name}
		if v.Place.Postcode != "" && len(r.Boroughs) == 1 {
			address["postalCode"] = v.Place.Postcode
		}
		places = append(places, map[string]any{"@type": "Place", "address": address})
	}
	out["hiringOrganization"], out["jobLocation"] = one(employers), one(places)
	if !v.Closing.At.IsZero() {
		out["validThrough"] = v.Closing.At.In(london).Format(time.RFC3339)
	}
	if p := v.Pay; p.Min != nil || p.Max != nil {
		value := map[string]any{"@type": "QuantitativeValue", "unitText": units[string(p.Period)]}
		if p.Min != nil {
			value["minValue"] = *p.Min
		}
		if p.Max != nil {
			value["maxValue"] = *p.Max
		}
		if value["unitText"] != "" {
			out["baseSalary"] = map[string]any{"@type": "MonetaryAmount", "currency": "GBP", "value": value}
		}
	}
	if types := employmentTypes(r); len(types) > 0 {
		out["employmentType"] = types
	}
	return out
}

// units are schema.org's words for pay periods.
var units = map[string]string{"year": "YEAR", "month": "MONTH", "week": "WEEK", "day": "DAY", "hour": "HOUR"}

func employmentTypes(r *lifecycle.Record) []string {
	var out []string
	for _, p := range r.Vacancy.Hours.Pattern {
		switch p {
		case "full_time":
			out = append(out, "FULL_TIME")
		case "part_time":
			out = append(out, "PART_TIME")
		}
	}
	for _, c := range r.Vacancy.Hours.Contract {
		switch c {
		case "temporary", "fixed_term", "maternity_cover":
			return append(out, "TEMPORARY")
		}
	}
	return out
}

func one(list []any) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}
