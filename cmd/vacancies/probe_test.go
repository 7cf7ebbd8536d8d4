package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/platform/probe"
)

// TestAProbesDocumentIsNamedAsOthersAre: small letters and low lines, lists that
// are never null, and the row to paste.
func TestAProbesDocumentIsNamedAsOthersAre(t *testing.T) {
	t.Parallel()
	found := probe.Answer{Start: "https://www.camden.example/jobs", Candidates: []probe.Candidate{{
		Source: config.Source{ID: "camden", Boroughs: []string{"camden"}, Kind: "council", Platform: "oracle", URL: "https://x.example/hcmUI", Evidence: "assumed"},
		Count:  3, Weight: 90, OwnDomain: true, AdapterEvidence: "verified",
	}}}
	for name, c := range map[string]struct {
		answer probe.Answer
		row    string
	}{
		"nothing found": {probe.Answer{Start: found.Start}, ""},
		"one system":    {found, "sources:\n    - id: camden\n      boroughs: [camden]\n      kind: council\n      platform: oracle\n      url: https://x.example/hcmUI\n      evidence: assumed\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			code := call{streams: streams{out: &out, err: &out}}.probedDocument(c.answer)
			var d struct {
				Start, Entry string
				Read, Unread []string
				Candidates   []struct{ Platform string }
			}
			if err := json.Unmarshal(out.Bytes(), &d); err != nil || code != exitOK || d.Start != found.Start || d.Entry != c.row || len(d.Candidates) != len(c.answer.Candidates) {
				t.Fatalf("exit %d, %v: %s", code, err, out.String())
			}
			for _, key := range regexp.MustCompile(`"([^"]*)": `).FindAllStringSubmatch(out.String(), -1) {
				if key[1] != strings.ToLower(key[1]) {
					t.Errorf("the key %q", key[1])
				}
			}
			for _, list := range []string{"read", "unread", "candidates", "hosts", "options", "ours", "evidence", "samples"} {
				if strings.Contains(out.String(), `"`+list+`": null`) {
					t.Errorf("%s is null", list)
				}
			}
		})
	}
}
