package fetch

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestAttemptsBackOffAndKeepThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{"a.example/jobs": reply(500, "no")})
		c := onWire(t, w, Options{PerHostDelay: 3 * time.Second, BackoffMin: time.Second, BackoffMax: 8 * time.Second, Retries: 4})
		_, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"})
		wantFault(t, err, lifecycle.FaultServer)
		at := w.times("a.example/jobs")
		if len(at) != 5 {
			t.Fatalf("%d attempts", len(at))
		}
		for i := 1; i < len(at); i++ {
			gap := at[i] - at[i-1]
			if slack := time.Millisecond; gap < 3*time.Second-slack || gap > 8*time.Second+slack {
				t.Errorf("gap %d is %v", i, gap)
			}
		}
	})
}

func TestRetryAfterIsObeyedOrTheRunGivesUp(t *testing.T) {
	for _, tt := range []struct {
		name, header string
		status       int
		attempts     int
		after        time.Duration // between the first two attempts
		told         time.Duration
	}{
		{"a short wait is kept to the letter", "7", 429, 3, 7 * time.Second, 7 * time.Second},
		{"an hour ends the run and is told", "3600", 429, 1, 0, time.Hour},
		{"503 may ask too", "3600", 503, 1, 0, time.Hour},
		{"three thousand years are capped", "99999999999", 429, 1, 0, 24 * time.Hour},
		{"more digits than fit are capped", "99999999999999999999999", 429, 1, 0, 24 * time.Hour},
		{"a date is understood", "Sat, 01 Jan 2000 02:00:00 GMT", 429, 1, 0, 2 * time.Hour},
		{"a date long past asks for nothing more", "Fri, 31 Dec 1999 00:00:00 GMT", 429, 3, 2 * time.Second, 0},
		{"words say nothing", "soon", 429, 3, 0, 0},
		{"below zero says nothing", "-5", 429, 3, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWire(map[string]func(int) *http.Response{"a.example/jobs": reply(tt.status, "no", "Retry-After: "+tt.header)})
				c := onWire(t, w, Options{PerHostDelay: 2 * time.Second})
				fault := lifecycle.FaultThrottled
				if tt.status == 503 {
					fault = lifecycle.FaultServer
				}
				_, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"})
				e := wantFault(t, err, fault)
				at := w.times("a.example/jobs")
				if len(at) != tt.attempts {
					t.Fatalf("attempts at %v, want %d", at, tt.attempts)
				}
				if tt.after > 0 && at[1]-at[0] != tt.after {
					t.Errorf("the second attempt came after %v, want %v", at[1]-at[0], tt.after)
				}
				if d := tt.told - e.RetryAfter; d < 0 || d > 10*time.Second { // robots.txt and pauses took some of a date's time
					t.Errorf("told %v, want %v", e.RetryAfter, tt.told)
				}
			})
		})
	}
}

func TestAHostThatAskedForRestIsLeftAloneByEveryone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{
			"a.example/jobs": reply(429, "no", "Retry-After: 3600"), "a.example/other": reply(200, okPage),
		})
		c := onWire(t, w, Options{})
		get := func(path string) error {
			_, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example" + path})
			return err
		}
		wantFault(t, get("/jobs"), lifecycle.FaultThrottled)
		e := wantFault(t, get("/other"), lifecycle.FaultThrottled)
		if e.RetryAfter < 59*time.Minute || e.RetryAfter > time.Hour {
			t.Errorf("told %v", e.RetryAfter)
		}
		if len(w.times("a.example/other")) != 0 {
			t.Error("the host was asked during its rest")
		}
		time.Sleep(time.Hour)
		if err := get("/other"); err != nil {
			t.Errorf("after its rest: %v", err)
		}
	})
}
