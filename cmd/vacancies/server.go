package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"vacancies/feeds/web"
)

// graceful is how long open requests may go on once we are told to stop.
const graceful = 700 * time.Millisecond

// listen opens an address, or says in one line that it cannot.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("cannot serve on %s: %w", addr, err)
	}
	return l, nil
}

// serveUntil answers on l until ctx ends, then lets open requests finish.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	server := web.HTTPServer(h)
	server.ErrorLog = log.New(io.Discard, "", 0) // it would name readers' addresses
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		short, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
		defer cancel()
		if server.Shutdown(short) != nil {
			server.Close()
		}
	})
	err := server.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
