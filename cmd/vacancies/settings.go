package main

import (
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"golang.org/x/term"
)

// defaultData is where state is kept unless --data says otherwise.
const defaultData = "vacancies-data"

// settings are the flags that several commands share.
type settings struct {
	data    string
	config  string
	contact string
	addr    string
	metrics string
}

func (s *settings) dataFlag(fs *flag.FlagSet) {
	fs.StringVar(&s.data, "data", defaultData, "the folder that holds the ledger")
}

func (s *settings) configFlags(fs *flag.FlagSet) {
	fs.StringVar(&s.config, "config", "", "a YAML file that overlays the built-in configuration")
	fs.StringVar(&s.contact, "contact", "", "an e-mail or https address for web managers, sent with every request")
}

func (s *settings) serveFlags(fs *flag.FlagSet) {
	fs.StringVar(&s.addr, "addr", "127.0.0.1:8033", "the address to serve on")
	fs.StringVar(&s.metrics, "metrics", "", "an address of its own for Prometheus metrics, such as 127.0.0.1:9033; empty: none")
}

// absolute makes the file names independent of the working folder.
func (s *settings) absolute(c call) {
	for _, name := range []*string{&s.data, &s.config} {
		if *name != "" {
			*name = c.file(*name)
		}
	}
}

// standard are the process's own streams.
func standard() streams {
	return streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, terminal: term.IsTerminal(int(os.Stderr.Fd()))}
}

// newLogger writes structured lines to w. A person who watches a progress
// display is told only of what is wrong.
func newLogger(w io.Writer, terminal bool) *slog.Logger {
	level := slog.LevelInfo
	if terminal {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// workingFolder is where relative file names count from.
func workingFolder() string {
	dir, err := os.Getwd()
	if err != nil {
		return string(filepath.Separator)
	}
	return dir
}
