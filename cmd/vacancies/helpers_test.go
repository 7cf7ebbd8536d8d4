package main

import (
	"bytes"
	"sync"

	"vacancies/normalize/place"
)

// authorities are the 33 slugs.
func authorities() []string {
	var slugs []string
	for _, a := range place.Authorities() {
		slugs = append(slugs, a.Slug)
	}
	return slugs
}

// syncBuffer may be written and read at the same time.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
