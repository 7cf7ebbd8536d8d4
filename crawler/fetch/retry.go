package fetch

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// newRetrier puts retryablehttp between the gate and the attempts. Redirects are
// handed up untouched, so that each hop passes the gate and colly's check.
func newRetrier(o Options, attempts http.RoundTripper) http.RoundTripper {
	c := &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport: attempts,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
		RetryWaitMin: o.BackoffMin,
		RetryWaitMax: o.BackoffMax,
		RetryMax:     o.Retries,
		CheckRetry:   checkRetry(o),
		Backoff:      backoff(o),
		ErrorHandler: passThrough,
		// A second attempt is a request like any other: it waits its turn.
		PrepareRetry: func(req *http.Request) error {
			if h := tripOf(req.Context()).host; h != nil {
				return h.pace.Wait(req.Context())
			}
			return nil
		},
	}
	return &retryablehttp.RoundTripper{Client: c}
}

// passThrough gives back the last answer or error as it is, never both.
func passThrough(res *http.Response, err error, tries int) (*http.Response, error) {
	if err != nil && res != nil {
		res.Body.Close()
		res = nil
	}
	return retryablehttp.PassthroughErrorHandler(res, err, tries)
}

// checkRetry says whether to send a request again: after a fault that may pass,
// unless the host asked for a longer rest than a run can wait. Every request
// that gets this far changes nothing: a session sends only GET, and POST marked
// safe.
func checkRetry(o Options) retryablehttp.CheckRetry {
	return func(ctx context.Context, res *http.Response, err error) (bool, error) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			return faultOf(err).Retryable(), nil
		}
		if !faultOfStatus(res.StatusCode).Retryable() || res.StatusCode == http.StatusNotImplemented {
			return false, nil
		}
		wait, asked := retryAfter(res.Header, o.Now())
		return !asked || wait <= o.BackoffMax, nil
	}
}

// backoff doubles from the least wait to the greatest, with up to a half taken
// off at random so that clients do not march in step; a Retry-After within the
// greatest wait is obeyed to the letter.
func backoff(o Options) retryablehttp.Backoff {
	return func(least, most time.Duration, attempt int, res *http.Response) time.Duration {
		if res != nil {
			if wait, asked := retryAfter(res.Header, o.Now()); asked {
				return min(wait, most)
			}
		}
		wait := least
		for range attempt {
			if wait *= 2; wait >= most {
				wait = most
				break
			}
		}
		return wait - rand.N(wait/2+1)
	}
}

// retryAfter reads a Retry-After header (RFC 9110, section 10.2.3): seconds or a
// date. What cannot be read counts as not given; the value is capped.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if digits := strings.TrimLeft(value, "0123456789"); digits == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(maxRetryAfter/time.Second) {
			return maxRetryAfter, true // more digits than fit are a long time too
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), maxRetryAfter), true
}
