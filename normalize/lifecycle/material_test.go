package lifecycle

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// materialPaths are the fields of a record that make what is published new,
// with the name under which a change of them is told. Kind and wording of the
// closing count only without an instant, wording and grade of pay only without
// figures (see the record below, which has both).
var materialPaths = map[string]string{
	"Vacancy.Title":   FieldTitle,
	"Vacancy.Pay.Min": FieldPay, "Vacancy.Pay.Max": FieldPay, "Vacancy.Pay.Period": FieldPay, "Vacancy.Pay.ProRata": FieldPay,
	"Vacancy.Pay.ActualMin": FieldPay, "Vacancy.Pay.ActualMax": FieldPay, "Vacancy.Pay.Extras": FieldPay,
	"Vacancy.Closing.At": FieldClosing,
	"Vacancy.Hours.Min":  FieldHours, "Vacancy.Hours.Max": FieldHours, "Vacancy.Hours.Pattern": FieldHours,
	"Vacancy.Hours.Contract": FieldContract,
	"Boroughs":               FieldBoroughs,
	"Vacancy.Role.Stage":     FieldStage, "Vacancy.Role.StageAlso": FieldStage,
}

func wholeRecord() Record {
	f := func(x float64) *float64 { return &x }
	return Record{ID: "a", State: Open, Boroughs: []string{"hackney"}, Reference: "R1", Vacancy: normalize.Vacancy{
		Title:   "Social Worker",
		Role:    role.Role{Scope: role.In, Stage: "senior", StageAlso: []string{"advanced"}, Specialisms: []string{"cla"}},
		Hours:   hours.Hours{Min: f(18), Max: f(36), Pattern: []string{"full_time"}, Contract: []string{"permanent"}, Arrangement: "hybrid"},
		Pay:     pay.Pay{Text: "words", Min: f(40_000), Max: f(45_000), Period: pay.Year, ActualMin: f(20_000), ActualMax: f(22_500), Grade: "PO4", Extras: []string{"pension"}},
		Closing: closing.Closing{At: monday, Kind: closing.DateTime, Text: "words"},
		Facts:   map[string]normalize.Fact{normalize.VisaSponsorship: {Stated: "yes"}},
	}}
}

// paths are the fields of a record by their way from it, structs apart from
// times taken apart.
func paths(v reflect.Value, at string) []string {
	var out []string
	for i := range v.NumField() {
		name := strings.TrimPrefix(at+"."+v.Type().Field(i).Name, ".")
		if inner := v.Field(i); inner.Kind() == reflect.Struct && inner.Type() != reflect.TypeFor[time.Time]() && inner.Type() != reflect.TypeFor[text.Evidence]() {
			out = append(out, paths(inner, name)...)
		} else {
			out = append(out, name)
		}
	}
	return out
}

// alter gives a field another value.
func alter(t *testing.T, r *Record, path string) {
	t.Helper()
	v := reflect.ValueOf(r).Elem()
	for name := range strings.SplitSeq(path, ".") {
		v = v.FieldByName(name)
	}
	switch was := v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(was.Add(time.Hour)))
		return
	case *float64:
		x := *was + 1
		v.Set(reflect.ValueOf(&x))
		return
	case text.Evidence:
		was.Words += "more"
		v.Set(reflect.ValueOf(was))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
	case reflect.Map:
		more := reflect.MakeMap(v.Type())
		more.SetMapIndex(reflect.ValueOf("another"), reflect.Zero(v.Type().Elem()))
		v.Set(more)
	default:
		t.Fatalf("%s is a %s, which this test cannot alter", path, v.Kind())
	}
}

func TestOnlyMaterialFieldsMakeAVacancyNew(t *testing.T) {
	all := paths(reflect.ValueOf(Record{}), "")
	var others []string
	for _, path := range all {
		name, material := materialPaths[path]
		if !material {
			others = append(others, path)
			continue
		}
		was, is := wholeRecord(), wholeRecord()
		alter(t, &is, path)
		if got := revisions(&was, &is); len(got) != 1 || got[0].Name != name {
			t.Errorf("%s changed, and is told as %+v", path, got)
		}
	}
	if len(all)-len(others) != len(materialPaths) {
		t.Errorf("a material field is no field of a record: %v", slices.Sorted(func(yield func(string) bool) {
			for path := range materialPaths {
				if !slices.Contains(all, path) && !yield(path) {
					return
				}
			}
		}))
	}
	rapid.Check(t, func(rt *rapid.T) {
		was, is := wholeRecord(), wholeRecord()
		for _, path := range rapid.SliceOfNDistinct(rapid.SampledFrom(others), 1, len(others), rapid.ID[string]).Draw(rt, "fields") {
			alter(t, &is, path)
		}
		changed := is.Changed
		newWork(nil, monday.Add(time.Hour), nil).chronicleRevision(&was, &is)
		if got := revisions(&was, &is); len(got) > 0 || !is.Changed.Equal(changed) {
			rt.Fatalf("told as %+v, changed at %v", got, is.Changed)
		}
	})
}
