package london

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

// Dialler opens a connection, as net.Dialer.DialContext does.
type Dialler = func(ctx context.Context, network, addr string) (net.Conn, error)

// Start serves London on a loopback port of its own, once in the clear and
// once with a certificate that nobody signed. The dialler it returns leads
// every host of ours there, by port 443 to the second, and refuses all others.
// Stop ends all connections.
func (l *London) Start() (dial Dialler, stop func(), err error) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, fmt.Errorf("opening a loopback port for the local London: %w", err)
	}
	certificate, err := unsigned(l.day0)
	if err != nil {
		plain.Close()
		return nil, nil, err
	}
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		plain.Close()
		return nil, nil, fmt.Errorf("opening a loopback port for the local London: %w", err)
	}
	secure := tls.NewListener(inner, &tls.Config{Certificates: []tls.Certificate{certificate}})
	server := &http.Server{Handler: l, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	var running sync.WaitGroup
	for _, listener := range []net.Listener{plain, secure} {
		running.Go(func() {
			// It ends when the server is closed; there is no other way.
			_ = server.Serve(listener)
		})
	}
	stop = sync.OnceFunc(func() {
		_ = server.Close()
		running.Wait()
	})
	return l.dialler(plain.Addr().String(), inner.Addr().String()), stop, nil
}

// errElsewhere is a host that is not one of ours.
var errElsewhere = errors.New("not a host of the local London")

func (l *London) dialler(plain, secure string) Dialler {
	var d net.Dialer
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		refuse := func(err error) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: network, Err: fmt.Errorf("%s: %w", addr, err)}
		}
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			return refuse(err)
		}
		s := l.siteAt(host)
		if s == nil {
			return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: errElsewhere.Error(), Name: host, IsNotFound: true}}
		}
		_, kind := l.clock(s.id)
		if err := faults[kind].dial; err != nil {
			return refuse(err)
		}
		if port == "443" {
			return d.DialContext(ctx, network, secure)
		}
		return d.DialContext(ctx, network, plain)
	}
}

// unsigned makes a certificate for our hosts that no authority knows.
func unsigned(from time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("making a key for the local London: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "*." + Domain},
		DNSNames:     []string{"*." + Domain},
		NotBefore:    from.AddDate(-1, 0, 0),
		NotAfter:     from.AddDate(10, 0, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("making a certificate for the local London: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
