package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

func TestTheMetricsTellHowFarEachSourceLags(t *testing.T) {
	now := time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)
	read := lifecycle.Source{ID: "camden", URL: "https://camden.gov.uk/jobs", Enabled: true}
	never, paused := read, read
	never.ID, paused.ID, paused.Enabled = "barnet", "bexley", false
	snap := &lifecycle.Snapshot{Sources: []lifecycle.SourceState{
		{Source: never}, {Source: paused, LastSuccess: now}, {Source: read, LastSuccess: now.Add(-90 * time.Minute), Open: 4}}}
	m := newMetrics()
	m.registry.MustRegister(standing{func() *lifecycle.Snapshot { return snap }, func() time.Time { return now }})
	m.ran(lifecycle.Run{Source: "camden", Verdict: lifecycle.Healthy, Requests: 6, Bytes: 9000, In: 4})
	scrape := func() string {
		w := httptest.NewRecorder()
		m.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		return w.Body.String()
	}
	got := scrape()
	for _, want := range []string{
		`vacancies_lag_seconds{source="camden"} 5400`,
		`vacancies_lag_seconds{source="barnet"} +Inf`,
		`vacancies_last_success_timestamp_seconds{source="camden"} 1.7951706e+09`,
		`vacancies_open{source="camden"} 4`,
		`vacancies_requests_per_vacancy{source="camden"} 1.5`,
		`vacancies_request_bytes_per_vacancy{source="camden"} 2250`,
		`vacancies_runs_total{source="camden",verdict="healthy"} 1`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
	if strings.Contains(got, `vacancies_lag_seconds{source="bexley"}`) {
		t.Error("a paused source lags behind nothing")
	}
	m.ran(lifecycle.Run{Source: "camden", Verdict: lifecycle.Empty, Requests: 2})
	if got := scrape(); strings.Contains(got, `_per_vacancy{source="camden"}`) {
		t.Error("a run without vacancies has no cost for each")
	}
}

// TestTheMetricsAreThoseOfTheOperatorsPage takes every kind of thing that is
// counted, and holds what is served against Prometheus's own rules and the page.
func TestTheMetricsAreThoseOfTheOperatorsPage(t *testing.T) {
	m := newMetrics()
	m.registry.MustRegister(standing{func() *lifecycle.Snapshot {
		return &lifecycle.Snapshot{Sources: []lifecycle.SourceState{{Source: lifecycle.Source{ID: "camden", URL: "https://camden.gov.uk/jobs", Enabled: true}, LastSuccess: time.Now()}}}
	}, time.Now})
	m.observe(fetch.Observation{Host: "camden.gov.uk", Outcome: "ok", Bytes: 100})
	m.ran(lifecycle.Run{Source: "camden", Verdict: lifecycle.Healthy, Requests: 6, Bytes: 9000, In: 4})
	m.commit.Observe(0.01)
	m.timed(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/nowhere", nil))

	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	problems, err := promlint.New(bytes.NewReader(w.Body.Bytes())).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	list, _, _ := strings.Cut(section(t, string(page), "Metrics"), "Something is wrong") // a rule follows
	var listed, served []string
	for _, named := range regexp.MustCompile(`(?m)(?:^//\t|, )(vacancies_[a-z_]+(?:\{[a-z,]+\})?)`).FindAllStringSubmatch(list, -1) {
		listed = append(listed, named[1])
	}
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), "vacancies_") {
			continue
		}
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		name := f.GetName()
		if len(labels) > 0 {
			name += "{" + strings.Join(labels, ",") + "}"
		}
		served = append(served, name)
		if f.GetHelp() == "" {
			t.Errorf("%s has no help", name)
		}
	}
	slices.Sort(listed)
	slices.Sort(served)
	if !slices.Equal(listed, served) {
		t.Errorf("the page lists\n%s\nand served are\n%s", strings.Join(listed, "\n"), strings.Join(served, "\n"))
	}
}

// section is a section of the operator's page.
func section(t *testing.T, page, heading string) string {
	t.Helper()
	_, after, found := strings.Cut(page, "// # "+heading+"\n")
	if !found {
		t.Fatalf("the page has no section %q", heading)
	}
	body, _, _ := strings.Cut(after, "\n// # ")
	return body
}

func TestHostsThatPagesLeadToStayFewAndReadable(t *testing.T) {
	m := newMetrics()
	m.observe(fetch.Observation{Host: "\xff\xfe.vendor.example", Outcome: "down"}) // Prometheus would panic
	for n := range 2 * maxHosts {
		m.observe(fetch.Observation{Host: fmt.Sprintf("board-%d.vendor.example", n), Outcome: "ok", Bytes: 1})
	}
	m.observe(fetch.Observation{Host: "board-1.vendor.example", Outcome: "ok", Bytes: 1})
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() != "vacancies_request_bytes_total" {
			continue
		}
		counts := map[string]float64{}
		for _, one := range f.GetMetric() {
			counts[one.GetLabel()[0].GetValue()] = one.GetCounter().GetValue()
		}
		if len(counts) != maxHosts+1 || counts["other"] != maxHosts+1 || counts["board-1.vendor.example"] != 2 {
			t.Errorf("%d hosts, others have %v bytes, one of the first has %v", len(counts), counts["other"], counts["board-1.vendor.example"])
		}
	}
}
