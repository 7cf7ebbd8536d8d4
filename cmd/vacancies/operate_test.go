package main

import (
	"bytes"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

func TestTheReportSaysWhatAVacancyCosts(t *testing.T) {
	got := totalsOf([]lifecycle.Run{{Requests: 3, Bytes: 1000, In: 2, NotModified: 1}, {Requests: 4, Bytes: 500, In: 1}})
	if got.Requests != 7 || got.Bytes != 1500 || got.NotModified != 1 || got.In != 3 {
		t.Errorf("the sums are %+v", got)
	}
	if math.Abs(*got.RequestsPerVacancy-2.33) > 0.001 || *got.BytesPerVacancy != 500 {
		t.Errorf("for each vacancy %v requests, %v bytes", *got.RequestsPerVacancy, *got.BytesPerVacancy)
	}
	if none := totalsOf([]lifecycle.Run{{Requests: 3}}); none.RequestsPerVacancy != nil || none.BytesPerVacancy != nil {
		t.Errorf("nothing in scope, but a quotient: %+v", none)
	}
}

func TestAFolderWithoutALedgerIsNeverTakenForAnEmptyOne(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mistyped")
	for _, args := range []string{"status", "status --json", "explain camden", "accept camden", "decide refuse camden --by A --why B",
		"decisions", "replay", "replay --commit", "export out", "backup copy"} {
		var out, errs bytes.Buffer
		code := run(t.Context(), append(strings.Fields(args), "--data", folder), streams{in: eof{}, out: &out, err: &errs})
		if code != exitUsage || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 || !strings.Contains(errs.String(), folder) {
			t.Errorf("%s: exit %d, %q, %q", args, code, out.String(), errs.String())
		}
	}
	run(t.Context(), []string{"check", "nobody", "--contact", "team@resourcing.gov.uk", "--data", folder}, streams{in: eof{}, out: io.Discard, err: io.Discard})
	if _, err := os.Stat(folder); err == nil {
		t.Error("a command that only looks made a folder")
	}
}

func TestAServersOwnComplaintsNameNoReader(t *testing.T) {
	var log syncBuffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil))) // where package log writes too
	defer slog.SetDefault(was)
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	go serveUntil(ctx, l, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("it broke") }))
	if answer, err := http.Get("http://" + l.Addr().String() + "/"); err == nil {
		answer.Body.Close()
	}
	if log.String() != "" {
		t.Errorf("logged: %s", log.String())
	}
}
