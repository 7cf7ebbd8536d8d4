package crawler

import (
	"encoding/json"
	"net/http"

	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize/lifecycle"
)

// reading is what a Memo keeps of a list page: the adapter's listing, and who
// made it, since another build or other options might read the page differently.
type reading struct {
	Maker   string           `json:"maker"`
	Listing platform.Listing `json:"listing"`
}

// maker names who reads: the build, the adapter and the source's options.
func (r *run) maker() string {
	return hashJSON([]any{r.Build, r.src.Platform, r.src.URL, r.src.Options})
}

// memoKey names a list page for as long as its address stands.
func memoKey(req fetch.Request) string { return pageKey(withoutTokens(req.URL), req) }

// pageKey names a list page by an address. A POST with another body is another page.
func pageKey(address string, req fetch.Request) string {
	if req.Method == http.MethodPost {
		return address + " " + hashBytes(req.Body)
	}
	return address
}

// remembered finds what is known of a list page. The memo itself counts only
// when its reading can be used again.
func (w *walk) remembered(req fetch.Request) (lifecycle.Memo, platform.Listing, bool) {
	if req.Volatile {
		return lifecycle.Memo{}, platform.Listing{}, false
	}
	memo, ok := w.r.Known.Memo(w.r.src.ID, memoKey(req))
	if !ok {
		return lifecycle.Memo{}, platform.Listing{}, false
	}
	var kept reading
	if err := json.Unmarshal(memo.Reading, &kept); err != nil || kept.Maker != w.maker {
		w.r.rebuilt = true
		return lifecycle.Memo{}, platform.Listing{}, false
	}
	return memo, kept.Listing, true
}

// remember keeps a list page's validators and reading for the commit, if
// anything of them is new. A page whose continuation holds a session token
// cannot be read from memory.
func (w *walk) remember(req fetch.Request, page *fetch.Page, listing platform.Listing, kept []platform.Row, old lifecycle.Memo) (same bool) {
	if req.Volatile || leadsToVolatile(listing) {
		return false
	}
	memo := lifecycle.Memo{
		URL:          memoKey(req),
		ETag:         page.ETag,
		LastModified: page.LastModified,
		BodyHash:     old.BodyHash,
		Reading:      w.encode(listing, kept),
	}
	if !page.NotModified {
		memo.BodyHash = hashBytes(page.Body)
	}
	same = old.URL != "" && string(old.Reading) == string(memo.Reading)
	if same && old.ETag == memo.ETag && old.LastModified == memo.LastModified {
		// Some pages differ in every answer (a form's token, a clock) and say the
		// same: that alone is not worth a write.
		return true
	}
	w.memos = append(w.memos, memo)
	return same
}

// encode is a listing as it may be kept: without session tokens.
func (w *walk) encode(l platform.Listing, kept []platform.Row) []byte {
	l.Rows = kept
	b, err := json.Marshal(reading{Maker: w.maker, Listing: l})
	if err != nil {
		panic("crawler: keeping a listing: " + err.Error()) // plain data always encodes
	}
	return b
}

func leadsToVolatile(l platform.Listing) bool {
	for _, next := range l.Next {
		if next.Volatile {
			return true
		}
	}
	return false
}
