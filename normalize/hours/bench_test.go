package hours_test

import (
	"strings"
	"testing"

	"vacancies/normalize/hours"
)

func BenchmarkRead(b *testing.B) {
	body := strings.Repeat("You will work across the borough with families, and we offer flexible hours and time to learn from others. ", 60)
	for b.Loop() {
		hours.Read(hours.Input{Contract: "Permanent", Title: "Kinship Practitioner", Text: body})
	}
}
