package london

import (
	"net/http"
	"strings"
)

// oleeoPages writes an Oleeo board whose feed is switched off.
type oleeoPages struct{ oleeo }

func (oleeoPages) address(*site) (string, map[string]string) {
	return "/vx/lang-en-GB" + oleeoBoard + "/candidate/jobboard/vacancy/3/adv/", nil
}

func (o oleeoPages) sign(b *board) string {
	path, _ := o.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">See all opportunities</a></p>`
}

func (o oleeoPages) serve(b *board, r *http.Request) (answer, bool) {
	if strings.HasSuffix(r.URL.Path, "/feed") {
		return answer{}, false
	}
	if rest, short := strings.CutPrefix(r.URL.Path, "/candidate/"); short {
		r = r.Clone(r.Context())
		r.URL.Path = "/vx/candidate/" + rest // the short form of the same addresses
	}
	return o.oleeo.serve(b, r)
}
