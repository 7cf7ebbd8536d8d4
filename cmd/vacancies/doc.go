// Vacancies reads the career pages of London's 33 authorities, keeps their
// children's social work vacancies, and publishes them as feeds and a listing
// site. This package is the program's commands and the wiring between the
// rooms of the house; it decides nothing about adverts itself.
//
// # The operator's page
//
// # A first live run
//
// Give a contact at which a borough's web manager can reach a person. Without
// one, nothing outside this machine is fetched:
//
//	vacancies config --config vacancies.yaml      # what would be in force, and where each value was said
//	vacancies check lewisham --config vacancies.yaml
//	vacancies run --config vacancies.yaml --data /var/lib/vacancies
//
// `check` is a dry run: pages read, the list's own total against what was found,
// the share of adverts with pay, closing date, hours and place, and what would
// be opened, closed or withheld. `run` crawls on schedule and serves; put a web
// server with TLS in front of it and set site.base_url to its public address,
// since every link in every feed is built from that.
//
// While `run` (or `serve`, or `demo`) holds the folder, the other commands speak
// to it over DATA/control.sock; only its own user can open that.
//
// # Unknown boroughs
//
// A source without an address is shown as "address wanted". Find the
// authority's careers page, any single advert or an apply link, and
//
//	vacancies probe https://www.council.gov.uk/jobs --source camden
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
// `enabled: false` in its row pauses a source: its vacancies stay, marked.
// `stopped: {by, on, why}` withdraws them within one cycle and shows the reason.
// The program reads its configuration again on SIGHUP, whole or not at all.
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
// restores. Each needs --by and --why, and is shown on the borough's mirror page:
//
//	vacancies explain 3f0c…                         # everything known of one advert or vacancy
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
// backup.keep of them. `vacancies backup FILE` makes one at any moment.
// `vacancies restore FILE` checks the copy first, sets the present ledger aside
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
