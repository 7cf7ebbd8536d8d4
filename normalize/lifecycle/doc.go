// Package lifecycle holds the rules of the ledger: what a harvest is worth (its
// Verdict), what it does to the records (Step), what the clock does to them
// (Tick, Prune), and what a person does (Decide, Accept, Configure, Replay). It
// is pure: a view of the ledger and an instant go in, new records and changes
// come out. It must never fetch, store or read a clock.
//
// Every rule works the same way. It changes facts of a record: which adverts it
// has, which of them are gone, what the leading one means. The state (open,
// closed, withdrawn, held) then follows from the facts alone, in one place (see
// settle). And the change log follows from comparing each record's place in the
// default published set before and after (see change), so that no rule can
// forget to announce what it did, or announce it twice.
//
// A loss is believed when a later reading confirms it (design, rule 2): one that
// comes about an interval of the source after the first, for absence is a matter
// of time and not of looks. There is one exception: a board that was exchanged for
// another, whole, reads the same however often it is read. So what only a wrong
// address, a wrong tenant or a new system explains waits for a person
// (Withheld.ByPerson; approve or refuse): none of three or more open adverts is
// left and others stand in their place, or half of them have quite other titles,
// or, at first sight, none names the source's authority or a place in it. (Whose an
// advert is by the employer it names is the crawler's to say, and nobody's here.)
// Adverts found under new keys by reference, words, or title with closing and pay
// are no exchange. Adverts whose titles are garbled are none: they are a fault.
//
// A new advert whose own page cannot be read is kept and held for a day, and then
// published by what its list states (pageWait): nothing half known is announced,
// and a page that stays shut does not hide a post for good.
package lifecycle
