package closing

import (
	"strings"
	"testing"
	"time"
)

// when is a reading in one line: "2025-10-12T23:59+01:00 date [flags]".
func when(c Closing) string {
	at := "none"
	if !c.At.IsZero() {
		at = c.At.Format("2006-01-02T15:04Z07:00")
	}
	return strings.TrimSpace(at + " " + string(c.Kind) + " " + strings.Join(c.Flags, " "))
}

var reference = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, words, want string }{
		// Forms of a day.
		{"day, month and year", "22 March 2026", "2026-03-22T23:59Z date"},
		{"an ordinal", "22nd March 2026", "2026-03-22T23:59Z date"},
		{"an ordinal with of", "the 22nd of March 2026", "2026-03-22T23:59Z date"},
		{"a short month", "22 Mar 26", "2026-03-22T23:59Z date"},
		{"nothing between", "22Mar2026", "2026-03-22T23:59Z date"},
		{"dashes round the month", "22-Mar-2026", "2026-03-22T23:59Z date"},
		{"slashes", "22/03/2026", "2026-03-22T23:59Z date"},
		{"slashes and two digits", "22/3/26", "2026-03-22T23:59Z date"},
		{"dots", "22.03.2026", "2026-03-22T23:59Z date"},
		{"dashes", "22-03-26", "2026-03-22T23:59Z date"},
		{"the day before the month, always", "05/04/2026", "2026-04-05T23:59+01:00 date"},
		{"a machine's day", "2026-03-22", "2026-03-22T23:59Z date"},
		{"a machine's day without dashes", "20260322", "2026-03-22T23:59Z date"},
		{"the month first", "March 22, 2026", "2026-03-22T23:59Z date"},
		{"the month first with its ordinal", "Sunday March 22nd 2026", "2026-03-22T23:59Z date"},
		{"a weekday", "Sunday 22 March 2026", "2026-03-22T23:59Z date"},
		{"a wrong weekday", "Friday 22 March 2026", "2026-03-22T23:59Z date weekday_mismatch"},
		{"capitals", "CLOSING DATE: 22ND MARCH 2026", "2026-03-22T23:59Z date"},
		{"words around it", "Please get your application to us by 22 March 2026 at the latest", "2026-03-22T23:59Z date"},
		{"the end of a month", "end of April", "2026-04-30T23:59+01:00 date"},
		{"the end of a month without of", "End March 2026", "2026-03-31T23:59+01:00 date"},
		{"the end of a month with its year", "Closes end of February 2028", "2028-02-29T23:59Z date"},

		// No year.
		{"no year, this spring", "22 April", "2026-04-22T23:59+01:00 date"},
		{"no year, just past", "Closed 10 January", "2026-01-10T23:59Z date"},
		{"no year, long past means ahead", "20 December", "2026-12-20T23:59Z date"},
		{"no year and a time", "22 March 23:59", "2026-03-22T23:59Z datetime"},
		{"no year and a short time", "22 March 5pm", "2026-03-22T17:00Z datetime"},
		{"no year and noon", "22 March 12 noon", "2026-03-22T12:00Z noon"},
		{"day and month in figures", "Closes 22/3", "2026-03-22T23:59Z date"},
		{"a leap day that no year of the window has", "29 February", "none invalid"},

		// Times.
		{"five in the afternoon", "22 March 2026 at 5pm", "2026-03-22T17:00Z datetime"},
		{"five with dots", "5.30 p.m. on 22 March 2026", "2026-03-22T17:30Z datetime"},
		{"a time in front", "17:00, Sunday 22 March 2026", "2026-03-22T17:00Z datetime"},
		{"a time in brackets", "22 March 2026 (5pm)", "2026-03-22T17:00Z datetime"},
		{"a time with hours", "1700 hrs on 22 March 2026", "2026-03-22T17:00Z datetime"},
		{"five o'clock", "5 o'clock on 22 March 2026", "2026-03-22T17:00Z datetime"},
		{"nine in the morning", "22/03/2026 09:00", "2026-03-22T09:00Z datetime"},
		{"seconds", "22/03/2026 23:59:59", "2026-03-22T23:59Z datetime"},
		{"the time apart from the date", "Closing date: 22 March 2026, applications must be received by 5pm", "2026-03-22T17:00Z datetime"},
		{"a closing time with its label", "Closing date: 22/03/2026 Closing time: 12:00", "2026-03-22T12:00Z noon"},
		{"noon", "Noon on 22 March 2026", "2026-03-22T12:00Z noon"},
		{"twelve noon", "22 March 2026 at 12.00 noon", "2026-03-22T12:00Z noon"},
		{"midday", "midday, 22 March 2026", "2026-03-22T12:00Z noon"},
		{"12pm", "12pm on 22 March", "2026-03-22T12:00Z noon"},
		{"midnight", "Midnight, 22 March 2026", "2026-03-22T23:59Z midnight"},
		{"twelve midnight", "22 March 2026 12 midnight", "2026-03-22T23:59Z midnight"},
		{"12am", "22 March 2026 12am", "2026-03-22T23:59Z midnight"},
		{"00:00", "22 March 2026 00:00", "2026-03-22T23:59Z midnight"},
		{"24:00", "24:00 on 22 March 2026", "2026-03-22T23:59Z midnight"},
		{"one past midnight", "22 March 2026 00:01", "2026-03-22T00:01Z datetime"},
		{"one minute to midnight in words", "22 March 2026, one minute to midnight", "2026-03-22T23:59Z datetime"},
		{"a minute past midnight in words", "one minute past midnight on 22 March 2026", "2026-03-22T00:01Z datetime"},
		{"a bare hour", "22 March 2026 at 5", "2026-03-22T17:00Z datetime"},
		{"a bare twelve", "22 March 2026 at 12", "2026-03-22T12:00Z noon"},
		{"four figures", "22 March 2026 1630", "2026-03-22T16:30Z datetime"},
		{"a time in UTC", "22 June 2026 16:00 UTC", "2026-06-22T17:00+01:00 datetime"},
		{"GMT in summer is London's time", "22 June 2026 17:00 GMT", "2026-06-22T17:00+01:00 datetime"},
		{"a minute to midnight", "11.59pm 22nd March 2026", "2026-03-22T23:59Z datetime"},

		// Both clock changes, and offsets.
		{"the day the clocks go forward", "29 March 2026", "2026-03-29T23:59+01:00 date"},
		{"noon that day", "noon 29 March 2026", "2026-03-29T12:00+01:00 noon"},
		{"the day before", "28 March 2026", "2026-03-28T23:59Z date"},
		{"the day the clocks go back", "25 October 2026", "2026-10-25T23:59Z date"},
		{"just past midnight that day", "00:30 on 25 October 2026", "2026-10-25T00:30+01:00 datetime"},
		{"Z in winter", "2026-03-22T17:00:00Z", "2026-03-22T17:00Z datetime"},
		{"Z in summer", "2026-06-22T16:00:00Z", "2026-06-22T17:00+01:00 datetime"},
		{"an offset", "2026-06-22T18:00:00+02:00", "2026-06-22T17:00+01:00 datetime"},
		{"an offset without colon", "2026-06-22T17:00:00+0100", "2026-06-22T17:00+01:00 datetime"},
		{"an offset west of Greenwich", "2026-06-22T11:00:00-05:00", "2026-06-22T17:00+01:00 datetime"},
		{"an offset that no place has", "2026-06-22T17:00:00+19:00", "2026-06-22T17:00+01:00 datetime"},
		{"a feed's UTC midnight in summer", "2026-06-22T00:00:00Z", "2026-06-22T23:59+01:00 midnight"},
		{"a UTC midnight with a written offset", "2026-06-22T00:00:00.000+0000", "2026-06-22T23:59+01:00 midnight"},
		{"London's midnight written in UTC", "2026-06-21T23:00:00Z", "2026-06-22T23:59+01:00 midnight"},
		{"a machine's local time", "2026-06-22T17:00:00", "2026-06-22T17:00+01:00 datetime"},
		{"a machine's local midnight", "2026-06-22 00:00:00", "2026-06-22T23:59+01:00 midnight"},
		{"seconds since 1970", "1774198800", "2026-03-22T17:00Z datetime"},
		{"milliseconds since 1970", "1774198800000", "2026-03-22T17:00Z datetime"},
		{"a script's date", "/Date(1774198800000)/", "2026-03-22T17:00Z datetime"},
		{"a mail date", "Mon, 22 Jun 2026 16:00:00 GMT", "2026-06-22T17:00+01:00 datetime"},
		{"a script's long date", "Mon Jun 22 2026 17:00:00 GMT+0100 (British Summer Time)", "2026-06-22T17:00+01:00 datetime"},

		// What is not the deadline.
		{"an interview behind", "22 March 2026. Interviews: 30 March 2026", "2026-03-22T23:59Z date"},
		{"an interview in front", "Interviews w/c 30 March 2026. Closing date 22 March 2026", "2026-03-22T23:59Z date"},
		{"an interview alone", "Interviews will be held on 30 March 2026", "none none"},
		{"a start date", "Start date: 1 June 2026 Closing date: 22 March 2026", "2026-03-22T23:59Z date"},
		{"a posting date", "Posted: 1 March 2026", "none none"},
		{"posted and closing", "Posted 1 March 2026, closes 22 March 2026", "2026-03-22T23:59Z date"},
		{"posted days ago", "Posted 4 days ago", "none none"},
		{"an assessment day in brackets", "22 March 2026 (assessment day 30 March 2026)", "2026-03-22T23:59Z date"},
		{"an interview named behind its day", "22 March 2026, 30 March 2026 (interviews)", "2026-03-22T23:59Z date"},
		{"may in small letters is a verb", "Up to 12 may apply", "none none"},
		{"a contract's end", "Fixed term until 31 March 2027. Closing date: 22 March 2026", "2026-03-22T23:59Z date"},
		{"the date first, its name behind", "22 March 2026 is the closing date, interviews on 30 March 2026", "2026-03-22T23:59Z date"},

		// Ranges and extensions.
		{"a range of days", "2 March 2026 - 22 March 2026", "2026-03-22T23:59Z date"},
		{"a range over two months", "27 February - 12 March 2026", "2026-03-12T23:59Z date"},
		{"a range without the first month", "2 - 22 March 2026", "2026-03-22T23:59Z date"},
		{"a range in words", "from 2 March to 22 March 2026", "2026-03-22T23:59Z date"},
		{"an advert's range", "Advertised 02/03/2026 to 22/03/2026", "2026-03-22T23:59Z date"},
		{"opens and closes", "Opens 2 March 2026, closes 22 March 2026 at noon", "2026-03-22T12:00Z noon"},
		{"from and to as labels", "From: 02/03/2026 To: 22/03/2026", "2026-03-22T23:59Z date"},
		{"reviewed until an end", "Applications reviewed weekly until 22 March 2026", "2026-03-22T23:59Z rolling"},
		{"a day by which to call", "For a chat call 020 7946 0000 before 22 March", "none none"},
		{"a day by which to hear", "If you have not heard by 31 March 2026 you were not shortlisted. Closing date: 22 March 2026", "2026-03-22T23:59Z date"},
		{"a day by which to be registered", "You must be registered by 1 September 2026", "none none"},
		{"a date in a reference", "Ref 22/03/26", "none none"},
		{"a reference with slashes", "SW/22/03/26", "none none"},
		{"an extension", "Closing date extended to 22 March 2026", "2026-03-22T23:59Z date extended"},
		{"an extension with the old date", "Closing date: 8 March 2026 - EXTENDED to 22 March 2026", "2026-03-22T23:59Z date extended"},
		{"an extension from and to", "Extended from 8 March 2026 to 22 March 2026", "2026-03-22T23:59Z date extended"},
		{"a new date before the old", "New closing date 22 March 2026 (was 8 March 2026)", "2026-03-22T23:59Z date extended"},

		// Flags.
		{"may close early", "22 March 2026. We may close this advert early.", "2026-03-22T23:59Z date may_close_early"},
		{"may close before the date", "22 March 2026 (may close before this date if we get enough applications)", "2026-03-22T23:59Z date may_close_early"},
		{"or when filled", "22 March 2026 or sooner if filled", "2026-03-22T23:59Z date may_close_early"},

		// Relative.
		{"today", "Closing today", "2026-03-02T23:59Z relative"},
		{"tonight at midnight", "Closes tonight at midnight", "2026-03-02T23:59Z relative"},
		{"an invitation", "Apply today", "none none"},
		{"posted yesterday, closing in days", "Posted yesterday, closes in 3 days", "2026-03-05T23:59Z relative"},
		{"tomorrow at five", "closes tomorrow at 5pm", "2026-03-03T17:00Z relative"},
		{"in some days", "Closes in 5 days", "2026-03-07T23:59Z relative"},
		{"days left", "3 days left to apply", "2026-03-05T23:59Z relative"},
		{"in two weeks", "closing in two weeks", "2026-03-16T23:59Z relative"},
		{"within a fortnight", "apply within a fortnight", "2026-03-16T23:59Z relative"},
		{"the end of the month", "closes at the end of this month", "2026-03-31T23:59+01:00 relative"},
		{"yesterday", "closed yesterday", "2026-03-01T23:59Z relative"},
		{"opening times and closing today", "Applications close soon after the office closes today", "2026-03-02T23:59Z relative"},
		{"this Friday", "Closes this Friday at noon", "2026-03-06T12:00Z relative"},
		{"next week tells no day", "Closes next week", "none relative"},

		// No end.
		{"ongoing", "On-going", "none ongoing"},
		{"no closing date", "No closing date", "none ongoing"},
		{"always open", "This is an always open advert", "none ongoing"},
		{"continuous", "Continuous recruitment", "none ongoing"},
		{"open with no end told", "This post stays open until further notice", "none ongoing"},
		{"sifted every few weeks", "We sift every three weeks", "none rolling"},
		{"until filled", "Until filled", "none until_filled"},
		{"until we fill it", "Open until we fill the post", "none until_filled"},
		{"until someone is appointed", "Open until a suitable candidate is appointed", "none until_filled"},
		{"rolling", "Rolling advert", "none rolling"},
		{"rolling with an end", "Rolling recruitment until 30 June 2026", "2026-06-30T23:59+01:00 rolling"},
		{"reviewed at intervals", "Applications are reviewed every two weeks", "none rolling"},
		{"an ongoing advert with an end", "Ongoing until 30 June 2026", "2026-06-30T23:59+01:00 date"},

		// Nothing to read, or no such day.
		{"31 September", "31 September 2026", "none invalid"},
		{"30 February in figures", "30/02/2026", "none invalid"},
		{"month thirteen", "05/13/2026", "none invalid"},
		{"to be confirmed", "To be confirmed", "none none"},
		{"not specified", "Not specified", "none none"},
		{"a dash", "-", "none none"},
		{"a code", "REF 22031", "none none"},
		{"a system's first day", "0001-01-01T00:00:00", "none none"},
		{"a system's last day", "31/12/9999 23:59", "none none"},
		{"a zero date", "0000-00-00", "none none"},
		{"zero since 1970", "0", "none none"},
		{"hours a week", "24/7 service", "none none"},
		{"weekly hours", "36 hours per week", "none none"},
		{"hours left tell no day", "Closing in 6 hours", "none relative"},
		{"a day that was, and one that is now", "Was 8 March 2026, now 22 March 2026", "2026-03-22T23:59Z date extended"},
		{"open till we find somebody", "Open until we find somebody", "none until_filled"},
		{"extended from an earlier day", "22 March 2026 (extended from 8 March 2026)", "2026-03-22T23:59Z date extended"},
		{"extended from one day to another", "Extended from 8 March to 22 March 2026", "2026-03-22T23:59Z date extended"},
		{"read at intervals in words", "The panel meets every six weeks", "none rolling"},
		{"a few hours tell no day", "Ends in a few hours", "none relative"},
		{"a weekday with its number", "9am on Tuesday 10th", "2026-03-10T09:00Z relative"},
		{"a weekday with a number it does not have", "Closes on Tuesday 11th", "none none"},
		{"what comes later is too late", "Applications that arrive after 9am on 22 March 2026 won't be read", "2026-03-22T09:00Z datetime"},
		{"what comes later is read later", "Applications after 22 March 2026 wait for the next panel", "none none"},
		{"soon tells no day", "Closing shortly", "none relative"},

		// Days that nothing says are the advert's end.
		{"a document's version", "Version 22.3.26", "none none"},
		{"a year of leave", "Leave year 22 March - 30 April", "none none"},
		{"a day to call on", "Ring Bea on 22 March", "none none"},
		{"a day to qualify by", "You should qualify by 22 March 2026", "none none"},
		{"a day to be told by", "Outcomes shared by 22 March 2026", "none none"},
		{"applications answered by a day", "Applications will be acknowledged by 22 March 2026", "none none"},
		{"a thing that ends", "Probation ends 22 March 2026", "none none"},
		{"a thing that lasts until", "The project runs until 22 March 2026", "none none"},
		{"a thing that expires", "Licence expires 22 March 2026", "none none"},
		{"a page reviewed", "Page reviewed 22 March 2026", "none none"},
		{"a survey's end", "The survey closes on 22 March 2026", "none none"},
		{"a service's end", "Our helpline service closes 22 March 2026", "none none"},
		{"a case that closes in weeks", "A case closes within 6 weeks", "none none"},
		{"the last day to apply", "The last day to apply is 22 March 2026", "2026-03-22T23:59Z date"},
		{"a renewal's deadline", "Deadline to renew registration: 22 March 2026", "none none"},
		{"none after a day", "No applications taken after 22 March 2026", "2026-03-22T23:59Z date"},
		{"an office's hours today", "Reception closes today at 5pm", "none none"},
		{"a weekday to call on", "Ring us on Tuesday", "none none"},
		{"days to answer in", "We aim to answer in 3 days", "none none"},
		{"a contract's end named behind it", "Until 22 March 2027, fixed term", "none none"},
		{"open until we appoint", "Stays open until we appoint", "none until_filled"},
		{"an unknown word beside the deadline's", "Tranche B applications 22 March 2026", "2026-03-22T23:59Z date"},
		{"an interview's time is not the deadline's", "Interviews: 30 March 2026 at 10am; closing 22 March 2026", "2026-03-22T23:59Z date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := when(Read(c.words, "", reference)); got != c.want {
				t.Errorf("Read(%q)\n got %s\nwant %s", c.words, got, c.want)
			}
		})
	}
}

func TestReadFromProse(t *testing.T) {
	for _, c := range []struct{ name, prose, want string }{
		{"a sentence with the deadline", "Join us.\n\nClosing date: 22 March 2026 at noon.\n\nWe are kind.", "2026-03-22T12:00Z noon"},
		{"a label and its value on the next line", "Closing date\n22 March 2026\nInterviews\n30 March 2026", "2026-03-22T23:59Z date"},
		{"applications by", "Please submit your application by 22 March 2026.", "2026-03-22T23:59Z date"},
		{"a date that is nobody's deadline", "Our new hub opened on 22 March 2026 and serves families.", "none none"},
		{"interviews only", "Interviews will take place on 30 March 2026.", "none none"},
		{"a contract's end", "This is a fixed term contract until 31 March 2027.", "none none"},
		{"a court's deadline", "You will meet deadlines and write reports by hand.", "none none"},
		{"an inspection", "We were rated Good by Ofsted in March 2024.", "none none"},
		{"a list of days with the closing one", "Dates: closing 22 March 2026; interviews 30 March 2026.", "2026-03-22T23:59Z date"},
		{"how long the advert runs", "Our advert runs until 22 March 2026.", "2026-03-22T23:59Z date"},
		{"a form to complete by a day", "Complete our short form by 22 March 2026.", "2026-03-22T23:59Z date"},
		{"a job's own end", "Job end date: 22 March 2028", "none none"},
		{"a job that closes with its contract", "A job for two years, closing on 22 March 2028.", "none none"},
		{"an earlier advert that closed", "It was previously advertised, closing 22 February 2026.", "none none"},
		{"an office's holiday", "Our reception is closed from 24 March to 26 March 2026.", "none none"},
		{"applications for something else", "Applications for the students' hardship fund close on 22 March 2026.", "none none"},
		{"a consultation", "A consultation on the library closes on 22 March 2026.", "none none"},
		{"a consultation's closing date", "The consultation's closing date is 22 March 2026.", "none none"},
		{"a place at school", "Parents: the deadline for school places is 22 March 2026.", "none none"},
		{"a prize", "Entries for our photo prize close on 22 March 2026.", "none none"},
		{"papers to hand in", "Your proof of address must be received by 22 March 2026.", "none none"},
		{"a permit to apply for", "Residents may apply for permits until 22 March 2026.", "none none"},
		{"an earlier round", "The last round of this advert closed on 1 February 2026.", "none none"},
		{"the advert beside something else", "Our consultation on the library is over and this post closes on 22 March 2026.", "2026-03-22T23:59Z date"},
		{"until a day to apply", "You have until noon on 22 March 2026 to apply.", "2026-03-22T12:00Z noon"},
		{"what is sent by a day", "Expressions of interest should arrive by 22 March 2026.", "2026-03-22T23:59Z date"},
		{"what is taken up to a day", "We take applications up to 22 March 2026.", "2026-03-22T23:59Z date"},
		{"an advert's end date", "Advert end date: 22/03/2026", "2026-03-22T23:59Z date"},
		{"what is too late", "Late applications, after 5pm on 22 March 2026, cannot be read.", "2026-03-22T17:00Z datetime"},
		{"stays open until filled", "The vacancy stays open until we have filled it.", "none until_filled"},
		{"closes today is as old as the page", "Closes today!", "none none"},
		{"nothing", "", "none none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := when(Read("", c.prose, reference)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestProseIsNotReadBesideClosingWords(t *testing.T) {
	if got := when(Read("TBC", "Closing date: 22 March 2026", reference)); got != "none none" {
		t.Errorf("got %s", got)
	}
}

func TestDatesWithoutReferenceAreNotGuessed(t *testing.T) {
	if got := when(Read("22 March", "", time.Time{})); got != "none none" {
		t.Errorf("got %s", got)
	}
}

func TestReadPosted(t *testing.T) {
	for _, c := range []struct{ name, words, want string }{
		{"a day", "1 March 2026", "2026-03-01"},
		{"a feed's UTC midnight in summer", "2025-07-14T00:00:00Z", "2025-07-14"},
		{"an evening across midnight in summer", "2025-07-14T23:30:00Z", "2025-07-15"},
		{"no year is the past", "20 December", "2025-12-20"},
		{"days ago", "Posted 6 days ago", "2026-02-24"},
		{"weeks ago", "Posted two weeks ago", "2026-02-16"},
		{"a week ago", "Posted a week ago", "2026-02-23"},
		{"hours ago are today", "Posted 3 hours ago", "2026-03-02"},
		{"today", "Posted today", "2026-03-02"},
		{"30+ days ago tells no day", "Posted 30+ days ago", ""},
		{"nothing", "recently", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			day, _, ok := ReadPosted(c.words, reference)
			got := ""
			if ok {
				got = day.Format(time.DateOnly)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Closing date: 31 September", "5pm on 22/03/26", "1774198800", "99/99/99 99:99", "extended to to to 1 May", "\u202e22 March", "end of end of May 2026", strings.Repeat("1/2/26 ", 200)} {
		f.Add(s, "Closing date: "+s)
	}
	f.Fuzz(func(t *testing.T, words, prose string) {
		c := Read(words, prose, reference)
		if c.Kind == "" {
			t.Fatal("no kind")
		}
		if !c.At.IsZero() && (c.Kind == None || c.Kind == Invalid || c.Kind == Ongoing || c.Kind == UntilFilled) {
			t.Fatalf("an instant of kind %s", c.Kind)
		}
	})
}
