package london

import (
	"net/http"
	"time"

	"vacancies/config"
	"vacancies/normalize/place"
)

// site is one career site: its row in the table, its adverts and its renderer.
type site struct {
	siteRow
	london  *London
	render  renderer
	adverts []*advert // every advert it ever shows, in the order they open
}

// siteRow is what the table says of a site.
type siteRow struct {
	id       string
	employer string // as the adverts print it
	platform string
	skin     string // which of the system's appearances; the renderer's own word
	kind     string // council when empty
	boroughs []string
	size     int    // adverts on day 0 besides its stories
	firstID  int    // the system's first own id
	ref      string // how references are printed; %d is a running number
	areas    []string
	office   office
	// charset is what its pages are written in, UTF-8 when empty.
	charset string
	// validators says which of ETag and Last-Modified its pages carry.
	validators validators
	// robots is its robots.txt; a dash means that it has none (404).
	robots    string
	republish string
}

// office is where its posts are based.
type office struct{ building, town, postcode string }

// validators are the conditional-request headers that a site's pages carry.
type validators int

const (
	noValidators validators = iota
	etagOnly
	modifiedOnly
	bothValidators
)

// host is the site's name on our London's network.
func (s *site) host() string { return s.id + "." + Domain }

// url is an address on the site.
func (s *site) url(path string) string { return "http://" + s.host() + path }

// source is the site's row of the demo config.
func (s *site) source() config.Source {
	path, options := s.render.address(s)
	c := config.Source{
		ID:        s.id,
		Boroughs:  s.serves(),
		Kind:      s.kind,
		Platform:  s.platform,
		URL:       s.url(path),
		Evidence:  "verified",
		Republish: s.republish,
		Every:     time.Hour,
		Options:   options,
	}
	if c.Kind == "" {
		c.Kind = "council"
	}
	if c.Republish == "" {
		c.Republish = "excerpt"
	}
	if c.Republish == "full" {
		c.Permission = &config.Permission{
			From:     s.employer,
			On:       s.london.date(-30).Format(time.DateOnly),
			Evidence: "letter of the recruitment manager, kept with the demo",
		}
	}
	return c
}

// serves are the authorities whose posts the site carries.
func (s *site) serves() []string {
	if len(s.boroughs) > 0 {
		return append([]string(nil), s.boroughs...)
	}
	return []string{s.id}
}

// authority is the usual name of the authority behind the site; where there are
// several, they are London.
func (s *site) authority() string {
	serves := s.serves()
	if len(serves) > 1 {
		return "London"
	}
	a, _ := place.BySlug(serves[0])
	return a.Name
}

// renderer writes the pages of one recruitment system. It knows nothing of
// faults: what a broken site shows is decided in the board, or on the wire.
type renderer interface {
	// address gives the vacancy list as a person would open it, and the options
	// the config row needs.
	address(s *site) (path string, options map[string]string)
	// serve answers a request for one of the system's pages; false when there is
	// no such page.
	serve(b *board, r *http.Request) (answer, bool)
	// sign is the system's mark on the site's careers page: links, widgets,
	// scripts, by which it can be recognised.
	sign(b *board) string
}

// renderers are the recruitment systems by their name in the config.
var renderers = map[string]renderer{
	"oracle":     oracle{},
	"tribepad":   tribepad{},
	"talentlink": talentlink{},
	"eploy":      eploy{},
	"oleeo-feed": oleeo{},
	"jobposting": jobposting{},

	"oleeo-board":     oleeoPages{},
	"successfactors":  successfactors{},
	"jobtrain":        jobtrain{},
	"itrent":          itrent{},
	"wordpress":       wordpress{},
	"localgov-drupal": localgovDrupal{},

	"workday":   workday{},
	"hireserve": hireserve{},
	"feed":      engage{},
	"selectors": ownPages{},
}
