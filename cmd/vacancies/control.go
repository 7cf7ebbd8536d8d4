package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// The process that holds the ledger runs other commands on behalf of those who
// type them, over a socket only its own user can open. One JSON document asks,
// one frame a line answers; the last frame carries the exit code.

// socketName is the control socket's name in the data folder.
const socketName = "control.sock"

// maxRequest bounds what the holder reads of one request.
const maxRequest = 1 << 20

// frame is one line of an answer.
type frame struct {
	Out  []byte `json:"out,omitempty"`
	Err  []byte `json:"err,omitempty"`
	Exit *int   `json:"exit,omitempty"`
}

// request asks the holder to run a command.
type request struct {
	Command string   `json:"command"`
	Args    []string `json:"args"`
	// Dir is the folder the command was typed in.
	Dir string `json:"dir"`
}

// control serves the socket until ctx ends, running each request with handle.
// A socket left by a process that died is replaced; the ledger's own lock has
// already shown that nobody else holds the folder.
func control(ctx context.Context, dir string, handle func(ctx context.Context, r request, std streams) int) (wait func(), err error) {
	path := filepath.Join(dir, socketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("replacing the old control socket: %w", err)
	}
	listener, err := net.Listen("unix", path)
	if errors.Is(err, syscall.EINVAL) {
		return nil, fmt.Errorf("opening the control socket: %s has %d bytes, and a socket's name may have about 100: name the folder by a shorter way, such as a symbolic link", path, len(path))
	}
	if err != nil {
		return nil, fmt.Errorf("opening the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		listener.Close()
		return nil, fmt.Errorf("closing the control socket to others: %w", err)
	}
	var running sync.WaitGroup
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	running.Go(func() {
		defer stop()
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { answer(ctx, conn, handle) })
		}
	})
	return running.Wait, nil
}

// answer runs one request and streams what it prints. It ends the command when
// the one who asked goes away.
func answer(ctx context.Context, conn net.Conn, handle func(context.Context, request, streams) int) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// A connection that is closed already needs no deadline.
	context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })

	line, err := bufio.NewReader(io.LimitReader(conn, maxRequest)).ReadBytes('\n')
	if err != nil {
		return
	}
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		return
	}
	go func() {
		io.Copy(io.Discard, conn) // returns when the caller hangs up
		cancel()
	}()
	w := &frames{enc: json.NewEncoder(conn)}
	code := handle(ctx, r, streams{
		in:  eof{},
		out: writer(func(p []byte) error { return w.send(frame{Out: p}) }),
		err: writer(func(p []byte) error { return w.send(frame{Err: p}) }),
	})
	w.send(frame{Exit: &code})
}

// frames sends one frame at a time.
type frames struct {
	mu  sync.Mutex
	enc *json.Encoder
}

func (f *frames) send(v frame) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.enc.Encode(v)
}

// writer makes an io.Writer of a function.
type writer func([]byte) error

func (w writer) Write(p []byte) (int, error) {
	if err := w(p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// eof is an empty standard input.
type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

// errNoHolder means that no process answers on the folder's control socket.
var errNoHolder = errors.New("no process answers on the control socket")

// ask has the process that holds dir run a command, and copies what it prints.
func ask(ctx context.Context, dir string, r request, std streams) (int, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", filepath.Join(dir, socketName))
	if err != nil {
		return exitBad, fmt.Errorf("%w in %s: %w", errNoHolder, dir, err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		return exitBad, fmt.Errorf("asking the process that holds %s: %w", dir, err)
	}
	for dec := json.NewDecoder(conn); ; {
		var f frame
		if err := dec.Decode(&f); err != nil {
			return exitBad, fmt.Errorf("the process that holds %s broke off: %w", dir, err)
		}
		switch {
		case f.Exit != nil:
			return *f.Exit, nil
		case f.Out != nil:
			std.out.Write(f.Out)
		case f.Err != nil:
			std.err.Write(f.Err)
		}
	}
}
