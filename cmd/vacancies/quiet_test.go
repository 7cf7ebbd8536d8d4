package main

import (
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// A round in which nothing changed and no page is due is what a borough sees
// most of the time: it must cost next to nothing, and leave nothing behind but
// the note that it took place.
func TestARoundThatFindsNothingNewCostsNextToNothing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	first, _ := demoOnce(t, data)
	before := written(t, data)
	second, _ := demoOnce(t, data)

	pages := map[string]int{}
	validators, bytesFirst, bytesSecond := 0, 0, 0
	for _, r := range second.Sources {
		pages[r.Source] = r.Pages
		if robots := 1; r.Requests > r.Pages+robots {
			t.Errorf("%s: %d requests for %d list pages and one robots file", r.Source, r.Requests, r.Pages)
		}
		if r.NotModified == r.Pages && r.Pages > 0 {
			validators++
			bytesSecond += int(r.Bytes)
			i := slices.IndexFunc(first.Sources, func(x lifecycle.Run) bool { return x.Source == r.Source })
			bytesFirst += int(first.Sources[i].Bytes)
		}
	}
	if validators < 5 {
		t.Fatalf("only %d sites of the demo answered with validators alone", validators)
	}
	if 100*bytesSecond > 3*bytesFirst {
		t.Errorf("sites that send validators sent %d bytes again of %d", bytesSecond, bytesFirst)
	}
	for bucket := range differing(before, written(t, data)) {
		if !slices.Contains([]string{"runs", "sources"}, bucket) {
			t.Errorf("the second round wrote into %q", bucket)
		}
	}
}

// written is everything in a ledger's file, by bucket and key.
func written(t *testing.T, data string) map[[2]string]string {
	t.Helper()
	db, err := bolt.Open(filepath.Join(data, "ledger.db"), 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[[2]string]string{}
	var walk func(top, path string, b *bolt.Bucket) error
	walk = func(top, path string, b *bolt.Bucket) error {
		return b.ForEach(func(k, v []byte) error {
			if v == nil {
				return walk(top, path+"/"+string(k), b.Bucket(k))
			}
			all[[2]string{top, path + "/" + string(k)}] = string(v)
			return nil
		})
	}
	err = db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error { return walk(string(name), "", b) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// differing are the buckets in which two states of a ledger differ.
func differing(before, after map[[2]string]string) map[string]bool {
	out := map[string]bool{}
	for k, v := range after {
		if before[k] != v {
			out[k[0]] = true
		}
	}
	for k := range before {
		if _, still := after[k]; !still {
			out[k[0]] = true
		}
	}
	return out
}
