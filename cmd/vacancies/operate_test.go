package main

import (
	"bytes"
	"io"
	"log/slog"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
)

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
