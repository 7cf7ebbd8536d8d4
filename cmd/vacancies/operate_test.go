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

// TestAMistakeInTheConfigurationIsToldBeforeAnythingIsMade: a folder with an empty
// ledger would be taken for one in which all is well.
func TestAMistakeInTheConfigurationIsToldBeforeAnythingIsMade(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "vacancies.yaml")
	if err := os.WriteFile(file, []byte("contact: team@resourcing.gov.uk\ncontcat: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "data")
	for _, name := range []string{"run", "crawl", "serve", "demo --once", "check"} {
		code, out, errs := typed(t, append(strings.Fields(name), "--config", file, "--data", folder)...)
		if code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, file+":2: contcat") {
			t.Errorf("%s: exit %d, %q, %q", name, code, out, errs)
		}
		if _, err := os.Stat(folder); err == nil {
			t.Fatalf("%s made the folder", name)
		}
	}
	// Without a contact one line says how to give it, and nothing else is said.
	if code, out, errs := typed(t, "run", "--data", folder); code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "give --contact") {
		t.Errorf("run without a contact: exit %d, %q, %q", code, out, errs)
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
