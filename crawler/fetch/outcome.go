package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"

	"code.dny.dev/ssrf"

	"vacancies/normalize/lifecycle"
)

// The errors of our own rules about where a request may go.
var (
	errOffHost    = errors.New("not a host this source may read")
	errLoop       = errors.New("redirected in a circle")
	errScheme     = errors.New("not an address that is read")
	errUnsafe     = errors.New("only GET, and POST marked safe, are ever sent")
	errUnasked    = errors.New("not modified, although nothing was sent to compare with")
	errDenied     = errors.New("robots.txt disallows it")
	errRobotsDown = errors.New("robots.txt could not be read, so everything is kept out")
	errThrottled  = errors.New("the host asked us to stay away")
)

// faults are the errors that each mean one fault, in the order they are looked for.
var faults = []struct {
	err   error
	fault lifecycle.Fault
}{
	{errTooLarge, lifecycle.FaultTooLarge},
	{errTruncated, lifecycle.FaultTruncated},
	{errEncoding, lifecycle.FaultGarbled},
	{errOffHost, lifecycle.FaultAddress},
	{errLoop, lifecycle.FaultRedirects},
	{errScheme, lifecycle.FaultAddress},
	{errUnsafe, lifecycle.FaultConfig},
	{errDenied, lifecycle.FaultRobots},
	{errThrottled, lifecycle.FaultThrottled},
	{ssrf.ErrProhibitedIP, lifecycle.FaultAddress},
	{ssrf.ErrProhibitedPort, lifecycle.FaultAddress},
	{ssrf.ErrProhibitedNetwork, lifecycle.FaultAddress},
	{ssrf.ErrInvalidHostPort, lifecycle.FaultAddress},
	{http.ErrSchemeMismatch, lifecycle.FaultCertificate},
	{context.Canceled, lifecycle.FaultCancelled},
	{context.DeadlineExceeded, lifecycle.FaultTimeout},
	{os.ErrDeadlineExceeded, lifecycle.FaultTimeout},
	{syscall.ECONNREFUSED, lifecycle.FaultRefused},
	{syscall.ECONNRESET, lifecycle.FaultReset},
	{syscall.ECONNABORTED, lifecycle.FaultReset},
	{syscall.EPIPE, lifecycle.FaultReset},
	{syscall.ETIMEDOUT, lifecycle.FaultTimeout},
}

// faultOf gives an error of the stack its one fault.
func faultOf(err error) lifecycle.Fault {
	var typed *Error
	if errors.As(err, &typed) {
		return typed.Fault
	}
	for _, f := range faults {
		if errors.Is(err, f.err) {
			return f.fault
		}
	}
	if isCertificate(err) {
		return lifecycle.FaultCertificate
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return lifecycle.FaultDown
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return lifecycle.FaultTimeout
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return lifecycle.FaultReset
	}
	return lifecycle.FaultDown
}

// isCertificate reports whether TLS itself failed: an untrusted or wrong
// certificate, or a handshake that was refused.
func isCertificate(err error) bool {
	var (
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		alert     tls.AlertError
	)
	return errors.As(err, &verify) || errors.As(err, &authority) || errors.As(err, &name) ||
		errors.As(err, &invalid) || errors.As(err, &record) || errors.As(err, &alert)
}

// faultOfStatus is the fault of a status; empty for success and "not modified".
func faultOfStatus(status int) lifecycle.Fault {
	switch {
	case status >= 200 && status < 300 || status == http.StatusNotModified:
		return ""
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return lifecycle.FaultForbidden
	case status == http.StatusNotFound:
		return lifecycle.FaultNotFound
	case status == http.StatusGone:
		return lifecycle.FaultGone
	case status == http.StatusTooManyRequests:
		return lifecycle.FaultThrottled
	case status >= 500 && status < 600:
		return lifecycle.FaultServer
	}
	return lifecycle.FaultStatus
}
