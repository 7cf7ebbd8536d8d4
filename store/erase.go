package store

import (
	"slices"
	"strings"

	"vacancies/normalize/lifecycle"
)

// erasures blanks every trace in place: numbers and ids stay.
func (w *writer) erasures(r *lifecycle.Result) error {
	for _, e := range r.Erasures {
		ids := append([]string{e.Vacancy}, e.Adverts...)
		if err := w.blankChanges(ids); err != nil {
			return err
		}
		for _, source := range e.Sources {
			if err := w.eraseAt(source, e); err != nil {
				return err
			}
		}
		for _, trace := range e.Traces {
			if err := w.bucket(bucketErased).Put(keyedHash(w.s.secret, trace), w.s.secret); err != nil {
				return err
			}
		}
		if err := w.bucket(bucketMeta).Put(keyCompact, []byte{1}); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) blankChanges(ids []string) error {
	b := w.bucket(bucketChanges)
	blank := map[string]lifecycle.Change{}
	err := each(b, func(k []byte, c lifecycle.Change) {
		if slices.Contains(ids, c.ID) && (c.Reason != "" || len(c.Fields) > 0) {
			c.Reason, c.Fields = "", nil
			blank[string(k)] = c
		}
	})
	if err != nil {
		return err
	}
	for k, c := range blank {
		if err := putIn(b, []byte(k), c); err != nil {
			return err
		}
	}
	return nil
}

// eraseAt forgets what a source's pages, samples and run errors say of an erased advert.
func (w *writer) eraseAt(source string, e lifecycle.Erasure) error {
	if memos := w.bucket(bucketMemos); memos.Bucket([]byte(source)) != nil {
		if err := memos.DeleteBucket([]byte(source)); err != nil {
			return err
		}
	}
	if err := w.bucket(bucketSamples).Delete([]byte(source)); err != nil {
		return err
	}
	runs := w.bucket(bucketRuns).Bucket([]byte(source))
	if runs == nil {
		return nil
	}
	blank := map[string]lifecycle.Run{}
	err := each(runs, func(k []byte, run lifecycle.Run) {
		if slices.ContainsFunc(e.Words, func(word string) bool { return strings.Contains(run.Error, word) }) {
			run.Error = "erased"
			blank[string(k)] = run
		}
	})
	if err != nil {
		return err
	}
	for k, run := range blank {
		if err := putIn(runs, []byte(k), run); err != nil {
			return err
		}
	}
	return nil
}
