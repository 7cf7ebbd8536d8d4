package title_test

import (
	"testing"

	"vacancies/normalize/title"
)

func BenchmarkClean(b *testing.B) {
	for b.Loop() {
		title.Clean("Locum Advanced Practitioner – Kinship Care (3 posts) - £39.50 per hour - Exbridge Council")
	}
}
