// Vacancies reads the career pages of London's 33 authorities, keeps their
// children's social work vacancies, and publishes them as feeds and a listing
// site. This package is the program's commands and the wiring between the
// rooms of the house; it must never decide anything about adverts itself.
//
// What follows is the operator's page.
//
// # A first live run
//
// Write a contact at which a borough's web manager can reach a person into
// vacancies.yaml. Without one, or with an example address, `run` and `crawl` end
// with code 2 and nothing is fetched:
//
//	contact: vacancies@your-council.gov.uk
//	site:
//	  base_url: https://jobs.your-council.gov.uk
//	  publisher: Your organisation
//
// Then look before you leap:
//
//	vacancies config --config vacancies.yaml      # what would be in force, and where each value was said
//	vacancies check lewisham --config vacancies.yaml
//	vacancies run --config vacancies.yaml --data /var/lib/vacancies
//
// A mistake in the file names file, line and key; all are told at once.
// `check` is a dry run: pages read, the list's own total against what was found,
// the share of adverts with pay, closing date, hours and place, and what would
// be opened, closed or withheld. `run` crawls on schedule and serves; put a web
// server with TLS in front of it and set site.base_url to its public address,
// since every link in every feed is built from that. Until the first round has
// brought a list that was read to its end, feeds, the change log and lists answer
// 503 and `export` refuses: a site that keeps a copy would follow an empty one.
//
// Sources are read every hour (or as `every` says) in working hours, a quarter
// as often at night and at weekends, and around each closing instant. `vacancies
// crawl SOURCE` reads one at once; an advert that a list no longer shows is
// withdrawn when a reading about an interval later does not show it either, however
// often it is read in between.
//
// While `run` (or `serve`, or `demo`) holds the folder, the other commands speak
// to it over DATA/control.sock, which only its own user (and root) can open. They
// find it by --data; from here on it is left out, as if you worked beside the
// default folder, vacancies-data:
//
//	vacancies status --data /var/lib/vacancies
//
// The checkout's .deploy folder has a systemd unit and a container file.
//
// # Unknown boroughs
//
// A source without an address is shown as "address wanted". Find the
// authority's careers page, any single advert or an apply link, and
//
//	vacancies probe https://www.council.gov.uk/jobs --source camden --config vacancies.yaml
//
// prints the systems it recognises with evidence, a count and sample adverts,
// and the row to paste. Rows with `platform: auto` do the same at their first
// crawl. What is found on the authority's own domain is published as assumed;
// what is found on a vendor's host is read and shown on the status page, and
// published once a person has looked at it and typed
//
//	vacancies accept camden --by "Your Name"
//
// Change a row's evidence to verified only when you have seen it answer.
//
// # A day when a source breaks
//
// `vacancies status` lists what needs a person and exits with 1 if anything
// does. A source that fails keeps its last good state; it is tried again for
// ever, less and less often. What the verdicts mean:
//
//	blocked    the site keeps us out (403, a bot check, robots.txt). Ask the borough; never evade.
//	moved      the list is elsewhere or was redesigned. Probe its careers page again.
//	collapsed  half of the adverts vanished at once, or lost a field. Nothing is committed until a
//	           later run confirms it, or you rule: vacancies decide approve|refuse SOURCE --by … --why …
//	partial    the list was not read to its end: nothing is withdrawn.
//	failed     no usable answer.
//
// The kind of fault, its status and headers stand on the status page and the
// borough's mirror. What the site answered is kept for 30 days and shown here
// alone:
//
//	vacancies explain camden    # its runs, usual shape, where it was found, what is left out, the page that went wrong
//
// A source of `platform: auto` that failed three times is looked for anew. What
// is found elsewhere is a proposal: the verdict is moved, what is published
// stays, and `vacancies accept SOURCE` takes the new place, `vacancies decide
// refuse SOURCE` keeps the old.
//
// A reading that is withheld is shown before anything of it is committed: which
// adverts are taken for which vacancies of the board it succeeds, and on what
// evidence, and what approving it would open, revise and withdraw.
//
//	vacancies explain SOURCE
//	vacancies decide approve SOURCE --by … --why …    # or refuse
//
// `enabled: false` in its row pauses a source: its vacancies stay, marked.
// `stopped: {by, on, why}` withdraws them within one cycle and shows the reason,
// and never by whom.
//
// # A new configuration
//
// `run` and `serve` read the file again on SIGHUP, between two rounds and whole or
// not at all: with a mistake in it, the old one stays in force and the mistakes are
// told on standard error. New sources, and those whose address was corrected or
// whose pause ended, are read at once; one that is no longer named is paused and
// keeps its last good state. --addr, --metrics and --data need a restart.
//
//	systemctl reload vacancies      # or: kill -HUP PID
//
// Try a row before that: `vacancies check SOURCE --config FILE` goes by the file as it
// stands, also beside a `run` that has not read it again; so do `probe` and `export`.
// `crawl SOURCE --config FILE` is refused until the row is in force. Whoever holds the
// folder reads FILE, so with the systemd unit it is one that the service may read.
//
// SIGTERM and Ctrl-C end it: a round that is under way is dropped, as if it had
// not been tried, and what was committed stays.
//
// # Being told
//
// `vacancies status` shows all sources and exits with 1 when one needs a person.
// /status.atom tells once when a source turns bad (any run that is not healthy,
// empty, unchanged or skipped), when it recovers, and when it waits for a decision;
// on Mondays it sums up the week. The same goes to a webhook, where the
// configuration names one:
//
//	notify: {url: https://hooks.your-council.gov.uk/vacancies}
//
// It gets a POST with one JSON object, and answers with a status below 300:
//
//	{"id": "bad/camden/2026-11-23T02:08:40Z", "kind": "bad", "at": "2026-11-23T02:08:40Z",
//	 "source": "camden", "verdict": "blocked", "text": "camden: It is blocked: …"}
//
// kind is bad, recovered, waiting or digest; verdict is the source's present one.
// text says all of it in a line, as chat programs expect. The digest comes from
// `run` on Monday from nine in London, or as soon after as it can be told in that
// week, and at the earliest in the second week. It counts the London week before,
// from Monday to Sunday:
//
//	{"id": "digest/2026-W48", "kind": "digest", "at": "…", "text": "…",
//	 "digest": {"from": "2026-11-16", "to": "2026-11-22", "open": 95,
//	 "changes": {"opened": 7, "closed": 4}, "needs": {"camden": "address wanted: …"}}}
//
// What happened before the webhook was named is not told. What it did not take is
// tried again until it does, in order, after five minutes; a slow one holds up
// nothing but itself. The id is the same if something has to be told again because
// the answer was lost.
//
// # Metrics
//
// --metrics 127.0.0.1:9033 serves Prometheus metrics at /metrics, on an address of
// their own; keep it from the public. No reader and no search stands in them.
//
//	vacancies_lag_seconds{source}                        since it was last read well; +Inf: never. None while paused
//	vacancies_last_success_timestamp_seconds{source}
//	vacancies_open{source}                               open, in the default set
//	vacancies_runs_total{source,verdict}
//	vacancies_adverts{source}, vacancies_adverts_in_scope{source}     of its last run
//	vacancies_requests_per_vacancy{source}               of its last run, for each advert in scope
//	vacancies_request_bytes_per_vacancy{source}          the same in bytes: what a borough feels
//	vacancies_requests_total{host,outcome}, vacancies_request_bytes_total{host}
//	vacancies_commit_seconds                             a histogram: committing a harvest
//	vacancies_serve_seconds{status}                      a histogram: answering, by 2xx, 3xx, 4xx, 5xx
//
// The first three come from the ledger, so they stand after a restart too.
// Something is wrong when, outside nights and weekends, this holds:
//
//	vacancies_lag_seconds > 6*3600
//
// # Logs
//
// Standard error has a line of key=value pairs for each run of a source, and for
// what goes wrong. The keys are the same everywhere:
//
//	source                          the source it is about
//	outcome                         its verdict
//	count                           the adverts that were seen
//	opened revised closed withdrawn how many vacancies were
//	took                            how long it took
//	error                           what went wrong; empty when nothing did
//	route document file             which address pattern, feed, page or file of ours it is about
//	platform host url status bytes  an adapter; where a career site was asked, and what it answered
//	panic stack                     a mistake of the program's own: please report it
//
// At a terminal only warnings are shown, and `crawl` and `demo` draw their
// progress instead. Readers' addresses and what they search for are never logged.
//
// # A board of several employers
//
// Where the adverts of a source name several employers, nothing of it is
// published until its row says which are ours, as the board prints them:
//
//	options: {employer: "London Borough of Camden; Camden Council"}   # or "*": all are
//
// The others stand on the borough's mirror as left out. Directorates and a
// council's own schools are no employers of their own.
//
// # Decisions
//
// A person's ruling beats the rules and survives new crawls, replays and
// restores. Each needs --by and --why. It is shown with its reason on the borough's
// mirror page; who made it is kept, and told by `decisions` alone:
//
//	vacancies explain 3f0c…                         # everything known of one advert or vacancy; give ids in full
//	vacancies decide scope 3f0c… out --by … --why …
//	vacancies decide merge 3f0c… 91aa… --by … --why …
//	vacancies decide split 91aa… --by … --why …
//	vacancies decide hide 3f0c… pay --by … --why …
//	vacancies decide erase 3f0c… --by … --why …     # every trace goes; ids and numbers stay
//	vacancies decisions
//
// # Backup and restore
//
// `run` copies the ledger to DATA/backups as often as backup.every says and keeps
// backup.keep of them. `vacancies backup FILE` makes one at any moment; while
// `run` holds the folder it is `run` that writes it, so with the systemd unit or in
// a container FILE is a place in the data folder, such as
// /var/lib/vacancies/backups/before.db.
// `vacancies restore FILE` refuses while `run` or `serve` holds the folder, so end
// that first. It checks the copy, sets the present ledger aside
// (it is never overwritten), begins a new change log, so that readers of
// /changes.json start again, and carries over rulings and erasures made since.
//
// # Upgrading
//
// Take a backup, replace the binary, start it. A ledger of an older form is
// brought forward when it is opened; one of a newer form is refused untouched.
// When the rules that read adverts have changed,
//
//	vacancies replay            # what would be said differently, field by field
//	vacancies replay --commit
//
// reads the stored adverts again; ids and dates of first sight stay.
package main
