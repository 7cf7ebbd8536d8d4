package lifecycle

import (
	"errors"
	"strings"
	"testing"
)

func TestARulingOnASourceThatIsNotKnownSaysSo(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 4)...), monday)
	for _, kind := range []DecisionKind{RuleApprove, RuleRefuse} {
		for target, want := range map[string]string{"a": `nothing of source "a" is withheld`, "b": `no source is called "b"`} {
			_, err := Decide(m, Decision{Kind: kind, Target: target, By: "A. Manager", Why: "seen"}, monday)
			if !errors.Is(err, ErrRuling) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s %s: %v", kind, target, err)
			}
		}
	}
}
