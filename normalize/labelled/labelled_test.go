package labelled

import (
	"slices"
	"testing"
)

func TestOnlyRowsThatAreScoredAreRead(t *testing.T) {
	type row struct{ ID string }
	for _, c := range []struct {
		name, content string
		want          []row
		wrong         bool
	}{
		{"a row a line", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", []row{{"a"}, {"b"}}, false},
		{"an arguable row is left out", "{\"id\":\"a\",\"arguable\":true}\n{\"id\":\"b\"}", []row{{"b"}}, false},
		{"a broken line is an error", "{\"id\":\"a\"}\n{\"id\":", nil, true},
		{"a value of another type is an error", "{\"id\":7}", nil, true},
		{"an empty set is an error", "", nil, true},
		{"a set of arguable rows only is an error", "{\"id\":\"a\",\"arguable\":true}", nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := decode[row]([]byte(c.content))
			if (err != nil) != c.wrong || !slices.Equal(got, c.want) {
				t.Errorf("read %v, %v", got, err)
			}
		})
	}
}
