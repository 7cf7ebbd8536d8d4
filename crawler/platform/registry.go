package platform

import "vacancies/config"

// Adapters returns one of each adapter, in the order in which they are shown.
// A new recruitment system is added by a file with its adapter and a line here.
func Adapters() []Adapter {
	return []Adapter{
		oracle{},
		tribepad{},
		talentlink{},
		eploy{},
		oleeoFeed{},
		oleeoBoardPages{},
		successfactors{},
		jobtrain{},
		itrent{},
		wordpress{},
		localgovDrupal{},
		jobPosting{},
		workday{},
		hireserve{},
		feed{},
		selectors{},
	}
}

// ByName returns the adapter that a source's platform names.
func ByName(name string) (Adapter, bool) {
	a, known := adapterOf[name]
	return a, known
}

// adapterOf are the adapters by what they call themselves.
var adapterOf = func() map[string]Adapter {
	m := make(map[string]Adapter)
	for _, a := range Adapters() {
		m[a.About().Name] = a
	}
	return m
}()

// Names lists the adapters' names as the config writes them.
func Names() []string {
	adapters := Adapters()
	names := make([]string, len(adapters))
	for i, a := range adapters {
		names[i] = a.About().Name
	}
	return names
}

// Options says what loading the config must know of every platform: the keys
// its sources' options may have, and the check of each.
func Options() map[string]config.Platform {
	known := map[string]config.Platform{}
	for _, a := range Adapters() {
		about := a.About()
		var p config.Platform
		for _, o := range about.Options {
			p.Options = append(p.Options, config.Option{Name: o.Name, Required: o.Required, Check: o.Check})
		}
		known[about.Name] = p
	}
	return known
}
