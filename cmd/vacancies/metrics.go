package main

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
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
	// perVacancy is what the last run cost a site for each vacancy in scope.
	perVacancyRequests *prometheus.GaugeVec
	perVacancyBytes    *prometheus.GaugeVec
	commit             prometheus.Histogram
	serve              *prometheus.HistogramVec

	mu    sync.Mutex
	hosts map[string]bool // those with counts of their own
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(), hosts: map[string]bool{},
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_requests_total", Help: "Requests sent to career sites, by host and outcome."}, []string{"host", "outcome"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_request_bytes_total", Help: "Bytes of answers after decompression, by host."}, []string{"host"}),
		runs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vacancies_runs_total", Help: "Runs of a source, by verdict."}, []string{"source", "verdict"}),
		adverts: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_adverts", Help: "Adverts a source's last run saw."}, []string{"source"}),
		inScope: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_adverts_in_scope", Help: "Adverts in scope that a source's last run saw."}, []string{"source"}),
		perVacancyRequests: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_requests_per_vacancy", Help: "Requests of a source's last run for each of its adverts in scope."}, []string{"source"}),
		perVacancyBytes: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "vacancies_request_bytes_per_vacancy", Help: "Bytes of a source's last run for each of its adverts in scope."}, []string{"source"}),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "vacancies_commit_seconds", Help: "How long it took to commit a harvest.", Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}),
		serve: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "vacancies_serve_seconds", Help: "How long an answer took, by status class.", Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}, []string{"status"}),
	}
	m.registry.MustRegister(m.requests, m.bytes, m.runs, m.adverts, m.inScope, m.perVacancyRequests, m.perVacancyBytes, m.commit, m.serve,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts one request to a career site.
func (m *metrics) observe(o fetch.Observation) {
	host := m.host(o.Host)
	m.requests.WithLabelValues(host, o.Outcome).Inc()
	m.bytes.WithLabelValues(host).Add(float64(o.Bytes))
}

// maxHosts bounds how many hosts have counts of their own: several times what
// the configuration of a nation names. A page that a source may read could lead
// to another host of its vendor's every hour.
const maxHosts = 1000

// host is the label of a host: its name, and "other" for those that come when
// there are too many.
func (m *metrics) host(name string) string {
	name = strings.ToValidUTF8(name, "?") // what a page linked to; Prometheus takes nothing else
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.hosts[name] {
		if len(m.hosts) >= maxHosts {
			return "other"
		}
		m.hosts[name] = true
	}
	return name
}

// ran counts one run of a source.
func (m *metrics) ran(r lifecycle.Run) {
	m.runs.WithLabelValues(r.Source, string(r.Verdict)).Inc()
	m.adverts.WithLabelValues(r.Source).Set(float64(r.Adverts))
	m.inScope.WithLabelValues(r.Source).Set(float64(r.In))
	if r.In == 0 {
		m.perVacancyRequests.DeleteLabelValues(r.Source)
		m.perVacancyBytes.DeleteLabelValues(r.Source)
		return
	}
	m.perVacancyRequests.WithLabelValues(r.Source).Set(float64(r.Requests) / float64(r.In))
	m.perVacancyBytes.WithLabelValues(r.Source).Set(float64(r.Bytes) / float64(r.In))
}

var (
	successDesc = prometheus.NewDesc("vacancies_last_success_timestamp_seconds", "When a source was last read well.", []string{"source"}, nil)
	lagDesc     = prometheus.NewDesc("vacancies_lag_seconds",
		"How long ago a source that is to be read was last read well; +Inf when it never was.", []string{"source"}, nil)
	openDesc = prometheus.NewDesc("vacancies_open", "Vacancies of a source that are open and in the default set.", []string{"source"}, nil)
)

// standing tells, at each scrape, how the ledger's sources stand: also after a
// restart, and while nothing is read.
type standing struct {
	snapshot func() *lifecycle.Snapshot
	now      func() time.Time
}

// Describe names what is told.
func (standing) Describe(to chan<- *prometheus.Desc) {
	to <- successDesc
	to <- lagDesc
	to <- openDesc
}

// Collect tells it. A source that is paused or stopped, or has no address, lags
// behind nothing.
func (s standing) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, source string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, source)
	}
	now := s.now()
	for _, state := range s.snapshot().Sources {
		id := state.Source.ID
		gauge(openDesc, float64(state.Open), id)
		lag := math.Inf(1)
		if !state.LastSuccess.IsZero() {
			gauge(successDesc, float64(state.LastSuccess.Unix()), id)
			lag = max(0, now.Sub(state.LastSuccess).Seconds())
		}
		if state.Paused() == "" {
			gauge(lagDesc, lag, id)
		}
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
	var classes [6]prometheus.Observer // by the first digit of the status
	for digit := 1; digit < len(classes); digit++ {
		classes[digit] = m.serve.WithLabelValues(strconv.Itoa(digit) + "xx")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(s, r)
		classes[s.status/100].Observe(time.Since(start).Seconds())
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
