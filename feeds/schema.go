package feeds

import (
	"slices"
	"time"

	"vacancies/config"
)

// SchemaJSON is the JSON Schema (draft 2020-12) of `_vacancy`, made from the
// same vocabularies that the feeds use. It lets fields be added, as version 1 does.
func SchemaJSON(site config.Site) (Document, error) {
	body, err := writeJSON(vacancySchema(WithDefaults(site).BaseURL))
	return NewDocument(body, TypeSchema, time.Time{}), err
}

// schema is a JSON Schema; its keys come out sorted.
type schema map[string]any

func vacancySchema(base string) schema {
	s := object(schema{
		"version":  schema{"const": 1},
		"advert":   uuidSchema("The most authoritative advert's id."),
		"vacancy":  uuidSchema("The vacancy's id; the item's id is urn:uuid: and this."),
		"scope":    codeSchema("scope"),
		"title":    textSchema(),
		"stage":    schema{"enum": append(codeList("stage"), "", "n/a")},
		"contract": codesSchema("contract"),
		"pattern":  codesSchema("pattern"),
		"hours_min": schema{"type": []string{"number", "null"}, "minimum": 0,
			"description": "Hours a week."},
		"hours_max":   schema{"type": []string{"number", "null"}, "minimum": 0},
		"arrangement": schema{"enum": append(codeList("arrangement"), nil)},
		"boroughs":    arrayOf(schema{"enum": boroughSlugs()}),
		"postcode":    nullable("string"),
		"scope_why":   schema{"type": "string"},
		"stage_also":  codesSchema("stage"),
		"specialisms": codesSchema("specialism"),
		"pay":         paySchema(),
		"closing":     closingSchema(),
		"facts":       factsSchema(),
		"problems":    arrayOf(object(schema{"field": textSchema(), "code": textSchema(), "text": textSchema()})),
		"evidence":    schema{"type": "object", "additionalProperties": object(schema{"words": textSchema(), "rule": textSchema()})},
		"state":       codeSchema("state"),
		"first_seen":  dateTime(),
		"changed":     dateTime(),
		"aliases":     arrayOf(uuidSchema("")),
		"seen_at":     arrayOf(object(schema{"source": textSchema(), "url": schema{"type": "string", "format": "uri"}})),
	})
	properties := s["properties"].(schema)
	properties["readvertises"] = uuidSchema("The vacancy of which this one is a new round; absent when it is none.")
	properties["reference"] = textSchema()
	properties["unconfirmed"] = schema{"type": "boolean"}
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = base + "/schema/vacancy.json"
	s["title"] = "One vacancy: the _vacancy object of a JSON Feed item, version 1"
	s["description"] = "Within version 1 fields and codes are only ever added: read codes you do not know as unknown."
	return s
}

func paySchema() schema {
	amount := schema{"type": []string{"number", "null"}, "minimum": 0}
	return object(schema{
		"text": textSchema(), "min": amount, "max": amount, "actual_min": amount, "actual_max": amount,
		"period":   schema{"enum": append(codeList("period"), nil)},
		"pro_rata": schema{"type": "boolean"}, "grade": nullable("string"), "extras": arrayOf(textSchema()),
	})
}

func closingSchema() schema {
	return object(schema{
		"text": textSchema(), "kind": codeSchema("closing_kind"), "flags": arrayOf(textSchema()),
		"at": schema{"type": []string{"string", "null"}, "format": "date-time"},
	})
}

func factsSchema() schema {
	fact := object(schema{"stated": schema{"enum": []any{"yes", "no", nil}}, "words": textSchema()})
	fact["properties"].(schema)["value"] = textSchema()
	return schema{"type": "object", "additionalProperties": fact}
}

// object is an object that must have all of these properties and may have more.
func object(properties schema) schema {
	var required []string
	for name := range properties {
		required = append(required, name)
	}
	slices.Sort(required)
	return schema{"type": "object", "properties": properties, "required": required}
}

func textSchema() schema             { return schema{"type": "string"} }
func dateTime() schema               { return schema{"type": "string", "format": "date-time"} }
func nullable(kind string) schema    { return schema{"type": []string{kind, "null"}} }
func arrayOf(items schema) schema    { return schema{"type": "array", "items": items} }
func codeSchema(name string) schema  { return schema{"enum": codeList(name)} }
func codesSchema(name string) schema { return arrayOf(codeSchema(name)) }

func uuidSchema(description string) schema {
	s := schema{"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
	if description != "" {
		s["description"] = description
	}
	return s
}

func codeList(name string) []any {
	var out []any
	for _, c := range Codes(name) {
		out = append(out, c.Code)
	}
	return out
}

func boroughSlugs() []any {
	var out []any
	for _, a := range authoritiesByName() {
		out = append(out, a.Slug)
	}
	return out
}
