package web

import (
	"container/list"
	"sync"
	"time"
)

// cache keeps rendered documents, the least recently used going first when
// their bytes exceed the bound.
type cache struct {
	mu    sync.Mutex
	bound int
	bytes int
	byKey map[string]*list.Element
	order *list.List // most recently used first
}

type cached struct {
	key   string
	rep   *representation
	until time.Time
}

func newCache(bound int) *cache {
	return &cache{bound: bound, byKey: map[string]*list.Element{}, order: list.New()}
}

// get finds a document that is still true at an instant.
func (c *cache) get(key string, now time.Time) *representation {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.byKey[key]
	if !ok {
		return nil
	}
	entry := el.Value.(*cached)
	if !entry.until.IsZero() && !now.Before(entry.until) {
		c.drop(el)
		return nil
	}
	c.order.MoveToFront(el)
	return entry.rep
}

// put keeps a document until an instant; zero is as long as there is room. One
// that would take half of the cache is not kept.
func (c *cache) put(key string, rep *representation, until time.Time) {
	size := rep.size() + len(key)
	if size > c.bound/2 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.byKey[key]; ok {
		c.drop(el)
	}
	c.byKey[key] = c.order.PushFront(&cached{key, rep, until})
	c.bytes += size
	for c.bytes > c.bound {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(el *list.Element) {
	entry := c.order.Remove(el).(*cached)
	delete(c.byKey, entry.key)
	c.bytes -= entry.rep.size() + len(entry.key)
}
