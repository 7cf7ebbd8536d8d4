package lifecycle

// Fault is the one table of ways a run of a source can go wrong. Errors of
// fetching and of reading pages wrap one of these, and verdicts follow from it.
type Fault string

// The faults, by what an operator would do about them.
const (
	// The host could not be reached or broke off.
	FaultDown        Fault = "down"        // no such host, no route, no answer
	FaultRefused     Fault = "refused"     // connection refused
	FaultReset       Fault = "reset"       // connection broke off mid-answer
	FaultTimeout     Fault = "timeout"     // too slow, or a drip
	FaultCertificate Fault = "certificate" // TLS failed
	FaultAddress     Fault = "address"     // an address or port we do not go to

	// The host answered, and not with what was asked for.
	FaultServer      Fault = "server_error" // 5xx
	FaultThrottled   Fault = "throttled"    // 429
	FaultForbidden   Fault = "forbidden"    // 401, 403
	FaultNotFound    Fault = "not_found"    // 404
	FaultGone        Fault = "gone"         // 410
	FaultStatus      Fault = "status"       // any other status that is not success
	FaultMoved       Fault = "moved"        // redirected to a host the source may not read
	FaultRedirects   Fault = "redirect_loop"
	FaultRobots      Fault = "robots"             // robots.txt disallows it
	FaultRobotsDown  Fault = "robots_unreachable" // robots.txt answered 5xx or not at all: keep out
	FaultChallenge   Fault = "challenge"          // a bot check, whatever its status
	FaultLogin       Fault = "login"              // a page that wants us to sign in
	FaultMaintenance Fault = "maintenance"

	// The answer came, and cannot be trusted.
	FaultTooLarge  Fault = "too_large"
	FaultTruncated Fault = "truncated"
	FaultType      Fault = "wrong_type" // not the media type the adapter reads
	FaultGarbled   Fault = "garbled"    // not text in any encoding we can establish
	FaultBlank     Fault = "blank"      // a page with nothing on it
	FaultRedesign  Fault = "redesign"   // the marks of a healthy page are missing
	FaultMalformed Fault = "malformed"  // the right page, broken inside

	// The fault is ours or the operator's.
	FaultConfig    Fault = "config"
	FaultCancelled Fault = "cancelled"
)

// Verdict is what a run of a source is worth, decided before anything is
// committed (design, rule 2).
type Verdict string

// The verdicts.
const (
	Healthy   Verdict = "healthy"   // open, revise, withdraw after repeated absence
	Empty     Verdict = "empty"     // the page itself says there are none: as healthy
	Unchanged Verdict = "unchanged" // nothing was modified: confirm
	Partial   Verdict = "partial"   // not the whole list: open and revise only
	Collapsed Verdict = "collapsed" // too much gone at once: withheld whole
	Blocked   Verdict = "blocked"
	Moved     Verdict = "moved"
	Failed    Verdict = "failed"
	Skipped   Verdict = "skipped"
)

// Verdict is what a fault on a source's list makes of the whole run: blocked
// where the site keeps us out, moved where it is elsewhere now, failed
// otherwise.
func (f Fault) Verdict() Verdict {
	switch f {
	case FaultForbidden, FaultChallenge, FaultLogin, FaultRobots, FaultThrottled:
		return Blocked
	case FaultMoved, FaultGone, FaultNotFound, FaultRedesign:
		return Moved
	case FaultCancelled:
		return Skipped
	default:
		return Failed
	}
}

// Retryable reports whether the same request may be sent again within a run.
func (f Fault) Retryable() bool {
	switch f {
	case FaultDown, FaultRefused, FaultReset, FaultTimeout, FaultServer, FaultThrottled, FaultTruncated:
		return true
	}
	return false
}
