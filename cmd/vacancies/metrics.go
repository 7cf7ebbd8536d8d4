package main

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// metrics are what an operator may watch. They name sources and hosts, never
// readers or what they search for.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	bytes    *prometheus.CounterVec
	runs     *prometheus.CounterVec
	adverts  *prometheus.GaugeVec
	inScope  *prometheus.GaugeVec
	success  *prometheus.GaugeVec
	commit   prometheus.Histogram
	serve    *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_requests_total", Help: "Requests sent to career sites, by host and outcome."}, []string{"host", "outcome"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_request_bytes_total", Help: "Bytes of answers after decompression, by host."}, []string{"host"}),
		runs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_runs_total", Help: "Runs of a source, by verdict."}, []string{"source", "verdict"}),
		adverts: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_adverts", Help: "Adverts a source's last run saw."}, []string{"source"}),
		inScope: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_adverts_in_scope", Help: "Those of them in scope: requests and bytes over these are what a vacancy costs a site."}, []string{"source"}),
		success: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_last_success_timestamp_seconds", Help: "When a source was last read well; its age is the source's lag."}, []string{"source"}),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "vacancies_commit_seconds", Help: "How long a commit took.", Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}),
		serve: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "vacancies_serve_seconds", Help: "How long an answer took, by status class.", Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}, []string{"status"}),
	}
	m.registry.MustRegister(m.requests, m.bytes, m.runs, m.adverts, m.inScope, m.success, m.commit, m.serve,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts one request to a career site.
func (m *metrics) observe(o fetch.Observation) {
	m.requests.WithLabelValues(o.Host, o.Outcome).Inc()
	m.bytes.WithLabelValues(o.Host).Add(float64(o.Bytes))
}

// ran counts one run of a source.
func (m *metrics) ran(r lifecycle.Run, lastSuccess time.Time) {
	m.runs.WithLabelValues(r.Source, string(r.Verdict)).Inc()
	m.adverts.WithLabelValues(r.Source).Set(float64(r.Adverts))
	m.inScope.WithLabelValues(r.Source).Set(float64(r.In))
	if !lastSuccess.IsZero() {
		m.success.WithLabelValues(r.Source).Set(float64(lastSuccess.Unix()))
	}
}

// handler serves the metrics in Prometheus's text form.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// timed measures how long h takes to answer.
func (m *metrics) timed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(s, r)
		m.serve.WithLabelValues(string(rune('0'+s.status/100)) + "xx").Observe(time.Since(start).Seconds())
	})
}

// statusWriter remembers the status that was sent.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status and sends it.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
