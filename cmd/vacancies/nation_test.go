package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"vacancies/crawler/london"
	"vacancies/feeds/web"
	"vacancies/store"
)

// BenchmarkNational takes several local Londons of different seeds through the
// whole program: harvest, commit, snapshot, a first answer of the site, and the
// export. It says what each authority more takes, and how long each part took;
// the process's memory includes the local sites.
func BenchmarkNational(b *testing.B) {
	for _, londons := range []int{1, 5, 20} {
		b.Run(fmt.Sprintf("authorities=%d", 33*londons), func(b *testing.B) {
			for b.Loop() {
				nation(b, londons)
			}
		})
	}
}

func nation(b *testing.B, londons int) {
	dir := folder(b)
	day0 := autumn.Add(90 * time.Minute)
	a, err := open(settings{data: dir}, streams{out: io.Discard, err: io.Discard},
		func(demoDays, bool) (demoDays, error) {
			return demoDays{Day0: day0.Format(time.DateOnly), Seed: 1}, nil
		})
	if err != nil {
		b.Fatal(err)
	}
	defer a.close()
	a.now = func() time.Time { return day0 }
	before := liveHeap()
	start := time.Now()
	sources, adverts, requests := 0, 0, 0
	for n := range londons {
		r := oneLondon(b, a, n, day0)
		for _, run := range r.Sources {
			sources, adverts, requests = sources+1, adverts+run.Adverts, requests+run.Requests
		}
	}
	crawled := time.Since(start)
	s, err := web.New(a.webOptions(a.config.Load()))
	if err != nil {
		b.Fatal(err)
	}
	start = time.Now()
	for _, path := range []string{"/vacancies.rss", "/vacancies"} {
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil)); w.Code != http.StatusOK {
			b.Fatalf("%s answered %d: %s", path, w.Code, w.Body)
		}
	}
	served := time.Since(start)
	held := liveHeap() - before
	start = time.Now()
	if err := web.Export(filepath.Join(dir, "export"), a.webOptions(a.config.Load())); err != nil {
		b.Fatal(err)
	}
	exported := time.Since(start)
	info, err := os.Stat(filepath.Join(dir, store.FileName))
	if err != nil {
		b.Fatal(err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(sources), "sources")
	b.ReportMetric(float64(adverts), "adverts")
	b.ReportMetric(float64(requests), "requests")
	b.ReportMetric(float64(len(a.ledger.Snapshot().Records)), "open")
	b.ReportMetric(crawled.Seconds(), "crawl-s")
	b.ReportMetric(served.Seconds(), "first-answers-s")
	b.ReportMetric(exported.Seconds(), "export-s")
	b.ReportMetric(held/(1<<20), "heap-MB")
	b.ReportMetric(float64(m.Sys)/(1<<20), "process-MB")
	b.ReportMetric(float64(info.Size())/(1<<20), "file-MB")
}

// oneLondon reads one local London, under ids of its own, and commits it.
func oneLondon(b *testing.B, a *app, n int, day0 time.Time) report {
	sites, err := london.New(london.Options{Seed: uint64(n + 1), Day0: day0, Now: a.now})
	if err != nil {
		b.Fatal(err)
	}
	a.demo.london = sites
	a.reader.Store(nil)
	if err := a.connect(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		a.reader.Load().client.Close()
		a.demo.stop()
		a.demo.stop = nil
	}()
	sources := sites.Sources()
	for i := range sources {
		sources[i].ID = fmt.Sprintf("%s-%d", sources[i].ID, n)
	}
	r, err := a.round(context.Background(), sources, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, run := range r.Sources {
		if run.Error != "" {
			b.Errorf("%s: %s", run.Source, run.Error)
		}
	}
	return r
}

// liveHeap is what is held in memory.
func liveHeap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
