package role_test

import (
	"strings"
	"testing"

	"vacancies/normalize/role"
)

// wholeAdvert is the length of a full council advert.
var wholeAdvert = strings.Repeat("You will join a busy service and plan visits, reviews and court work with families. "+
	"We expect registration with the regulator and offer weekly supervision, a protected caseload and time to learn. ", 30)

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		role.Read(role.Input{Title: "Advanced Practitioner - Kinship Care", Department: "Children's Services", Text: wholeAdvert})
	}
}

func BenchmarkCertainlyOut(b *testing.B) {
	for b.Loop() {
		role.CertainlyOut("Parking Appeals Officer", "Environment")
	}
}
