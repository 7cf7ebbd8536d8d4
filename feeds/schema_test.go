package feeds_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"time"
)

// fits holds a value against the part of JSON Schema that ours uses, and fails
// on any keyword it does not know.
func fits(schema, value any, at string) []string {
	s := schema.(map[string]any)
	var faults []string
	fail := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, rule := range s {
		switch keyword {
		case "$schema", "$id", "title", "description":
		case "const":
			if !reflect.DeepEqual(rule, value) {
				fail("is %v, not %v", value, rule)
			}
		case "enum":
			if !slices.ContainsFunc(rule.([]any), func(v any) bool { return reflect.DeepEqual(v, value) }) {
				fail("%v is none of %v", value, rule)
			}
		case "type":
			if !slices.Contains(typesOf(rule), typeOf(value)) {
				fail("is %s, not %v", typeOf(value), rule)
			}
		case "required":
			for _, name := range rule.([]any) {
				if _, ok := value.(map[string]any)[name.(string)]; !ok {
					fail("lacks %v", name)
				}
			}
		case "properties", "additionalProperties", "items":
			faults = append(faults, fitsInside(s, keyword, value, at)...)
		case "pattern":
			if text, ok := value.(string); ok && !regexp.MustCompile(rule.(string)).MatchString(text) {
				fail("%q does not match", text)
			}
		case "minimum":
			if n, ok := value.(float64); ok && n < rule.(float64) {
				fail("%v is too small", n)
			}
		case "format":
			if text, ok := value.(string); ok && rule == "date-time" {
				if _, err := time.Parse(time.RFC3339, text); err != nil {
					fail("%q is no date", text)
				}
			}
		default:
			fail("the schema uses %s, which this test does not know", keyword)
		}
	}
	return faults
}

func fitsInside(s map[string]any, keyword string, value any, at string) []string {
	var faults []string
	switch v := value.(type) {
	case []any:
		if keyword == "items" {
			for i, item := range v {
				faults = append(faults, fits(s[keyword], item, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	case map[string]any:
		for name, inner := range v {
			rule := s[keyword]
			if keyword == "properties" {
				rule = rule.(map[string]any)[name]
			}
			if rule != nil && keyword != "items" {
				faults = append(faults, fits(rule, inner, at+"."+name)...)
			}
		}
	}
	return faults
}

func typesOf(rule any) []string {
	if one, ok := rule.(string); ok {
		return []string{one}
	}
	var out []string
	for _, t := range rule.([]any) {
		out = append(out, t.(string))
	}
	return out
}

func typeOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "array"
	}
	return "object"
}
