package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"strings"
	"unicode/utf8"

	"vacancies/config"
	"vacancies/feeds"
)

//go:embed templates assets
var files embed.FS

// Options say how the site presents itself.
type Options struct {
	// Config gives the site's own fields, the sources (permissions and notes)
	// and the contact.
	Config config.Config
	// Static is true for an export to plain files: search forms, which need a
	// server, are left out, and pages of a list are paths rather than queries.
	Static bool
}

// Site draws pages. It is safe for use by many readers at once.
type Site struct {
	cfg    config.Config
	static bool
	base   *url.URL
	prefix string // path of the base URL without its last slash
	pages  map[string]*template.Template
	assets map[string]Asset // by path below the prefix
	style  string
	icon   string
}

// Asset is a file of the site's own that never changes under its name.
type Asset struct {
	Path string // below the base URL, with a hash of the body in it
	Type string
	Body []byte
}

// New parses the templates and checks the base URL.
func New(o Options) (*Site, error) {
	base, err := url.Parse(o.Config.Site.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("site: reading base_url: %w", err)
	}
	if base.Scheme == "" || base.Host == "" {
		return nil, fmt.Errorf("site: base_url %q is not an absolute address", o.Config.Site.BaseURL)
	}
	o.Config.Site = feeds.WithDefaults(o.Config.Site)
	s := &Site{cfg: o.Config, static: o.Static, base: base,
		prefix: strings.TrimRight(base.EscapedPath(), "/"),
		pages:  map[string]*template.Template{}, assets: map[string]Asset{}}
	if err := s.parse(); err != nil {
		return nil, err
	}
	s.style = s.asset("assets/site.css", "text/css; charset=utf-8")
	s.icon = s.asset("assets/icon.svg", "image/svg+xml")
	return s, nil
}

// parse makes one template of the layout and each page.
func (s *Site) parse() error {
	layout, err := template.New("layout").ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/drawings.html")
	if err != nil {
		return fmt.Errorf("site: parsing the layout: %w", err)
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return fmt.Errorf("site: listing templates: %w", err)
	}
	for _, name := range names {
		switch base := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html"); base {
		case "layout", "parts", "drawings":
		default:
			t, err := template.Must(layout.Clone()).ParseFS(files, name)
			if err != nil {
				return fmt.Errorf("site: parsing page %s: %w", base, err)
			}
			s.pages[base] = t
		}
	}
	return nil
}

// asset registers an embedded file under a name that changes with its bytes.
func (s *Site) asset(name, kind string) string {
	body, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded: absent only if the source tree is broken
	}
	sum := sha256.Sum256(body)
	stem, ext, _ := strings.Cut(strings.TrimPrefix(name, "assets/"), ".")
	path := "/assets/" + stem + "-" + hex.EncodeToString(sum[:6]) + "." + ext
	s.assets[path] = Asset{Path: path, Type: kind, Body: body}
	return s.Link(path)
}

// Assets gives the site's own files.
func (s *Site) Assets() map[string]Asset { return s.assets }

// Prefix is the path of the base URL without its last slash; empty at a host's root.
func (s *Site) Prefix() string { return s.prefix }

// Icon is the address of the site's icon, from the host's root.
func (s *Site) Icon() string { return s.icon }

// Link is the address of a page within the site, from the host's root.
func (s *Site) Link(path string) string { return s.prefix + path }

// Absolute is the full public address of a page, made from the base URL only.
func (s *Site) Absolute(path string) string {
	return s.base.Scheme + "://" + s.base.Host + s.prefix + path
}

// webcal is the address of a calendar that a calendar program subscribes to.
func (s *Site) webcal(path string) template.URL {
	// The parts are the configured base URL's and our own paths.
	return template.URL("webcal://" + s.base.Host + s.prefix + path)
}

// draw executes a page's template within the layout.
func (s *Site) draw(name string, f frame, body any) ([]byte, error) {
	t, ok := s.pages[name]
	if !ok {
		return nil, fmt.Errorf("site: no page %q", name)
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "layout", struct {
		Frame frame
		Body  any
	}{f, body}); err != nil {
		return nil, fmt.Errorf("site: drawing page %s: %w", name, err)
	}
	return visible(out.Bytes()), nil
}

// visible takes out of a page what no foreign text may bring into it: control
// characters, marks that turn the direction of writing round, broken UTF-8.
// Markup is the templates' to escape; this is for what escaping lets through.
func visible(page []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r < ' ', 0x7F <= r && r <= 0x9F, r == utf8.RuneError,
			0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF, r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, page)
}
