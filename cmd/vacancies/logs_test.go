package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// levels are the methods of a logger that take a message and pairs of a key and
// a value; With takes pairs alone.
var levels = map[string]int{"Debug": 1, "Info": 1, "Warn": 1, "Error": 1, "With": 0}

// TestEveryLogLineHasTheKeysOfTheOperatorsPage reads the source: a key that the
// page does not name would be missed by whoever watches the log.
func TestEveryLogLineHasTheKeysOfTheOperatorsPage(t *testing.T) {
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	named := strings.FieldsFunc(section(t, string(page), "Logs"), func(r rune) bool { return r < 'a' || r > 'z' })
	used := map[string]bool{}
	err = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, key := range keysOf(call) {
				used[key] = true
				if !slices.Contains(named, key) {
					t.Errorf("%s: the page does not name the key %q", path, key)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"source", "outcome", "count", "took", "error"} {
		if !used[key] {
			t.Errorf("nothing logs %q: the calls are not recognised", key)
		}
	}
}

// keysOf are the keys of a call to a logger; none of any other call. What is no
// plain string in a key's place comes as its kind of expression.
func keysOf(call *ast.CallExpr) (keys []string) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	first, ok := levels[method.Sel.Name]
	of := ""
	switch x := method.X.(type) {
	case *ast.Ident:
		of = x.Name
	case *ast.SelectorExpr:
		of = x.Sel.Name
	case *ast.CallExpr: // r.log().Warn
		if f, ok := x.Fun.(*ast.SelectorExpr); ok {
			of = f.Sel.Name
		}
	}
	if !ok || !strings.HasPrefix(strings.ToLower(of), "log") {
		return nil
	}
	for i := first; i < len(call.Args); i += 2 {
		literal, ok := call.Args[i].(*ast.BasicLit)
		if !ok {
			keys = append(keys, fmt.Sprintf("%T", call.Args[i]))
			continue
		}
		key, err := strconv.Unquote(literal.Value)
		if err != nil {
			key = literal.Value
		}
		keys = append(keys, key)
	}
	return keys
}

// oddRequests hold a word in every place where a reader may put one.
func oddRequests(word string) []string {
	return []string{
		"GET /vacancies?q=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /vacancies.rss?q=" + word + "&borough=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /vacancies.atom?q=" + word + "&%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /vacancies?" + strings.Repeat(word, 1000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /" + word + "/%00/..//" + word + " HTTP/1.1\r\nHost: " + word + "\r\nReferer: " + word + "\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n",
		"GET /changes.json?since=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /changes.json?since=0 HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /changes.atom?" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /status.atom HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /boroughs/hackney/mirror?find=" + word + "&q=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /boroughs/hackney/mirror.json?q=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /vacancies/01234567-89ab-cdef-0123-456789abcdef?" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /boroughs/hackney/mirror HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n\r\nsource=" + word[:9],
		"DELETE /vacancies?q=" + word + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /vacancies HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n" + word,
		word + "\r\n\r\n",
		"GET /vacancies?q=" + word + " HTTP/7.7\r\n\r\n",
		"GET /vacancies HTTP/1.1\r\nHost: x\r\n" + word + "\xff\x00: y\r\n\r\n",
		"GET /" + strings.Repeat(word, 4000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
	}
}

// send writes bytes to an address as they are, and waits for the answer's beginning.
func send(t *testing.T, address, raw string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = conn.Write([]byte(raw))       // the other end may have refused and gone
	_ = conn.(*net.TCPConn).CloseWrite() // no body is waited for
	_, _ = conn.Read(make([]byte, 64))
}

// TestTheLogNamesNoReaderAndNoSearch asks in every odd way, also of a ledger that
// cannot be read any more, so that what goes wrong is logged.
func TestTheLogNamesNoReaderAndNoSearch(t *testing.T) {
	const secret = "Xylophonist"
	w := enter(t, folder(t), autumn, autumn, 1)
	w.round("hackney")
	var log syncBuffer
	w.logger = newLogger(&log, false)
	if err := w.setSite(); err != nil {
		t.Fatal(err)
	}
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- serveUntil(ctx, l, w.metrics.timed(http.HandlerFunc(w.serveSite))) }()
	odd := func() {
		for _, raw := range oddRequests(secret) {
			send(t, l.Addr().String(), raw)
		}
	}
	odd()
	if said := log.String(); said != "" {
		t.Errorf("odd requests are logged: %s", said)
	}
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	odd()
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	said := log.String()
	if !strings.Contains(said, "level=ERROR") {
		t.Errorf("a ledger that cannot be read is not logged: %s", said)
	}
	for _, word := range []string{secret, secret[:9], "127.0.0.1", "192.0.2.7", strconv.Itoa(l.Addr().(*net.TCPAddr).Port)} {
		if strings.Contains(said, word) {
			t.Errorf("the log holds %q: %s", word, said)
		}
	}
}
