package text

import (
	"strings"
	"testing"
)

func BenchmarkRedact(b *testing.B) {
	s := strings.Repeat("You will join a friendly team in Lewisham and hold a caseload. For a chat please contact Amira Soltani, Team Manager, on 07700 900321 or amira.soltani@council.example. ", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Redact(s)
	}
}

func BenchmarkPlainOfHTML(b *testing.B) {
	s := "<div>" + strings.Repeat("<p>You will hold a <strong>caseload</strong> &amp; more.</p><ul><li>one</li><li>two</li></ul>", 60) + "</div>"
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Plain(s)
	}
}
