package web

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/site"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// Export writes the standing pages and feeds into a folder as plain files, for
// any file host: byte for byte the same for one ledger and one London day
// (status* apart). Files that have not changed are not touched. What plain
// files cannot do (search, redirects, 410) stands on their front page.
func Export(dir string, o Options) error {
	o.LookAgain = nil
	ledger := o.Ledger
	if ledger != nil {
		o.Ledger = byDay(ledger)
	}
	s, err := New(o)
	if err != nil {
		return err
	}
	if s.site, err = site.New(site.Options{Config: o.Config, Static: true}); err != nil {
		return fmt.Errorf("exporting: %w", err)
	}
	x := &export{Server: s, e: s.current(), ledger: ledger, at: s.o.Now()}
	if x.e.Snapshot.Unread() {
		return errors.New("exporting: no source has been read yet, and an empty list would be taken for the truth; crawl first")
	}
	if x.e.feeds == nil {
		return errors.New("exporting: the feeds fail their own check: " + strings.Join(s.Troubles(), " "))
	}
	day := feeds.StartOfDay(x.at, 0)
	s.o.Now = func() time.Time { return day } // the day decides, not the hour
	x.addresses = addresses(s.site)
	if x.files, err = stageFor(dir); err != nil {
		return fmt.Errorf("exporting: %w", err)
	}
	defer x.files.drop()
	for _, step := range []func() error{x.pages, x.lists, x.vacancies, x.boroughs, x.machines, x.status} {
		if err := step(); err != nil {
			return fmt.Errorf("exporting: %w", err)
		}
	}
	if err := x.files.place(); err != nil {
		return fmt.Errorf("exporting: %w", err)
	}
	return nil
}

// export is a site on its way to files.
type export struct {
	*Server
	e     *edition
	files *staged
	// ledger and at are as they are, for the status page and its documents.
	ledger feeds.Ledger
	at     time.Time
	// addresses turns the running service's addresses of standing feeds into
	// those of plain files.
	addresses *strings.Replacer
}

// addresses pairs each standing feed's address here with its own among files.
func addresses(pages *site.Site) *strings.Replacer {
	var pairs [][2]string
	for _, st := range feeds.StandingFeeds() {
		if st.Query.IsDefault() {
			continue
		}
		for _, f := range append(feeds.Formats(), "") {
			ext := ""
			if f != "" {
				ext = "." + string(f)
			}
			pairs = append(pairs, [2]string{pages.Absolute(f.Path(st.Query)), pages.Absolute(pages.SetPath(st.Query, ext))})
		}
	}
	// Longer ones first: one address may begin another.
	slices.SortFunc(pairs, func(a, b [2]string) int {
		return cmp.Or(len(b[0])-len(a[0]), strings.Compare(a[0], b[0]))
	})
	var flat []string
	for _, p := range pairs {
		flat = append(flat, p[0], p[1])
	}
	return strings.NewReplacer(flat...)
}

// page adds an HTML page under its address.
func (x *export) page(path string, body []byte, err error) error {
	if err != nil {
		return fmt.Errorf("drawing %s: %w", path, err)
	}
	return x.files.add(strings.TrimPrefix(path+"/index.html", "/"), body)
}

// document adds a document under its address, with the addresses of plain
// files, and holds it against its format's rules once more.
func (x *export) document(path string, d feeds.Document, err error) error {
	if err != nil {
		return fmt.Errorf("making %s: %w", path, err)
	}
	d = feeds.NewDocument([]byte(x.addresses.Replace(string(d.Body))), d.Type, d.Modified)
	if err := check.Check(d); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return x.files.add(strings.TrimPrefix(path, "/"), d.Body)
}

// pages adds the pages there is one of.
func (x *export) pages() error {
	now := x.o.Now()
	for path, draw := range map[string]func() ([]byte, error){
		"":               func() ([]byte, error) { return x.site.Home(x.e.Edition, now) },
		"/boroughs":      func() ([]byte, error) { return x.site.Boroughs(x.e.Edition, now) },
		"/feeds":         func() ([]byte, error) { return x.site.Feeds(x.e.Edition, now) },
		"/about":         func() ([]byte, error) { return x.site.About(x.e.Edition) },
		"/sources":       func() ([]byte, error) { return x.site.Sources(x.e.Edition) },
		"/crawler":       func() ([]byte, error) { return x.site.Crawler(x.o.Agent) },
		"/accessibility": func() ([]byte, error) { return x.site.Accessibility(x.o.Version) },
		"/privacy":       x.site.Privacy,
		"/developers":    x.site.Developers,
	} {
		body, err := draw()
		if err := x.page(path, body, err); err != nil {
			return err
		}
	}
	missing, err := x.site.Message(site.Message{Heading: "Page not found", Text: []string{"There is nothing at this address."}})
	if err != nil {
		return err
	}
	if err := x.files.add("404.html", missing); err != nil {
		return err
	}
	for path, a := range x.site.Assets() {
		if err := x.files.add(strings.TrimPrefix(path, "/"), a.Body); err != nil {
			return err
		}
	}
	return nil
}

// lists adds every standing set as pages and feeds.
func (x *export) lists() error {
	now := x.o.Now()
	for _, st := range feeds.StandingFeeds() {
		for n := 1; n <= site.Pages(len(x.e.Select(st.Query, now).Records)); n++ {
			q := st.Query
			q.Page = n
			body, err := x.site.Listing(site.Search{Edition: x.e.Edition, Query: q, Now: now})
			if err := x.page(x.site.PagePath(st.Query, n), body, err); err != nil {
				return err
			}
		}
		for _, f := range feeds.Formats() {
			d, err := x.e.Render(f, st.Query, now)
			if err := x.document(x.site.SetPath(st.Query, "."+string(f)), d, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// vacancies adds the page of every vacancy that has one.
func (x *export) vacancies() error {
	add := func(r *lifecycle.Record) error {
		if x.gone(r) || !x.e.shown(r) {
			return nil
		}
		body, err := x.site.Vacancy(site.OneVacancy{Edition: x.e.Edition, Record: r, Now: x.o.Now()})
		return x.page(feeds.Path(r), body, err)
	}
	for _, r := range x.e.Snapshot.Records {
		if err := add(r); err != nil {
			return err
		}
	}
	for _, a := range place.Authorities() {
		closed, err := x.o.Ledger.Closed(a.Slug, mirrorClosed)
		if err != nil {
			return fmt.Errorf("reading closed vacancies of %s: %w", a.Slug, err)
		}
		for i := range closed {
			if err := add(&closed[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// boroughs adds each authority's page and mirror.
func (x *export) boroughs() error {
	for _, a := range place.Authorities() {
		path := "/boroughs/" + a.Slug
		body, err := x.site.Borough(x.e.Edition, a, x.o.Now())
		if err := x.page(path, body, err); err != nil {
			return err
		}
		in, err := x.mirrorOf(x.e, a)
		if err != nil {
			return fmt.Errorf("reading for the mirror of %s: %w", a.Slug, err)
		}
		body, err = x.site.Mirror(in, site.MirrorRequest{})
		if err := x.page(path+"/mirror", body, err); err != nil {
			return err
		}
		body, err = x.site.MirrorJSON(in)
		if err := x.document(path+"/mirror.json", feeds.NewDocument(body, feeds.TypeJSON, x.e.modified), err); err != nil {
			return err
		}
		d, err := x.e.ProblemsAtom(a.Slug)
		if err := x.document(path+"/mirror.atom", d, err); err != nil {
			return err
		}
	}
	return nil
}

// machines adds the documents for machines, apart from the numbered change log,
// which needs a service that can be asked from where to go on.
func (x *export) machines() error {
	now := x.o.Now()
	for path, make := range map[string]func() (feeds.Document, error){
		"/feeds.opml":          x.e.OPML,
		"/sitemap.xml":         x.e.Sitemap,
		"/boroughs.json":       x.e.BoroughsJSON,
		"/codes.json":          feeds.CodesJSON,
		"/schema/vacancy.json": func() (feeds.Document, error) { return feeds.SchemaJSON(x.o.Config.Site) },
		"/changes.atom":        func() (feeds.Document, error) { return feeds.ChangesAtom(x.o.Ledger, x.o.Config.Site, now) },
	} {
		d, err := make()
		if err := x.document(path, d, err); err != nil {
			return err
		}
	}
	return x.files.add("robots.txt", x.robotsText())
}

// status adds what shows the clocks of crawling, as they stand.
func (x *export) status() error {
	snap := x.ledger.Snapshot()
	body, err := x.site.Status(site.Status{Edition: feeds.NewEdition(snap, x.o.Config.Site), Now: x.at})
	if err := x.page("/status", body, err); err != nil {
		return err
	}
	d, err := feeds.StatusJSON(snap)
	if err := x.document("/status.json", d, err); err != nil {
		return err
	}
	d, err = feeds.StatusAtom(x.ledger, x.o.Config.Site, x.at)
	return x.document("/status.atom", d, err)
}
