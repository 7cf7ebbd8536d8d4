package platform

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestLooseTextIsAnyPlainValue(t *testing.T) {
	for value, want := range map[string]looseText{
		`"Children's social worker"`: "Children's social worker",
		`""`:                         "",
		`"\u003cp\u003e \"a\" \\"`:   `<p> "a" \`,
		`"\""`:                       `"`,
		`9771`:                       "9771",
		`1.50`:                       "1.50",
		`true`:                       "true",
		`null`:                       "",
		`{"a":"b"}`:                  "",
		`["a"]`:                      "",
	} {
		got := looseText("before")
		if err := json.Unmarshal([]byte(value), &got); err != nil || got != want {
			t.Errorf("%s is %q, %v, not %q", value, got, err, want)
		}
	}
}

func TestLaw_LooseTextIsTheStringThatJSONMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := []byte(`"` + rapid.StringMatching(`([a-z "é]|\\"|\\n|\\u00e9|\\ud83d)*`).Draw(t, "raw") + `"`)
		var want string
		if json.Unmarshal(raw, &want) != nil {
			return
		}
		var got looseText
		if err := json.Unmarshal(raw, &got); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v, not %q", raw, got, err, want)
		}
	})
}
