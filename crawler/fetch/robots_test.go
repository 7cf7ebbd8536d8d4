package fetch

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// robotsCase is one question to a robots.txt. Most cases follow the published
// test suite of google/robotstxt (its groups are named), in files of our own.
type robotsCase struct {
	name  string
	file  string
	agent string // FooBot when empty
	path  string
	allow bool
}

func (c robotsCase) run(t *testing.T) {
	t.Helper()
	agent := c.agent
	if agent == "" {
		agent = "FooBot"
	}
	u, err := url.Parse("http://jobs.example" + c.path)
	if err != nil {
		t.Fatal(err)
	}
	if got := parseRobots([]byte(c.file), agent).allows(u); got != c.allow {
		t.Errorf("%s may read %q: got %v, want %v\n%s", agent, c.path, got, c.allow, c.file)
	}
}

// TestRobotsLines follows the groups LineSyntax, LineNamesCaseInsensitive,
// LinesNumbersAreCountedCorrectly, UTF8ByteOrderMarkIsSkipped and
// NonStandardLineExample.
func TestRobotsLines(t *testing.T) {
	for _, c := range []robotsCase{
		{"an empty file allows all", "", "", "/x", true},
		{"a plain file is understood", "user-agent: FooBot\ndisallow: /\n", "", "/x/y", false},
		{"unknown keys say nothing", "foo: FooBot\nbar: /\n", "", "/x/y", true},
		{"a missing colon is forgiven", "user-agent FooBot\ndisallow /\n", "", "/x/y", false},
		{"three words without a colon are no rule", "user-agent: FooBot\ndisallow / x\n", "", "/x/y", true},
		{"keys may be capitals", "USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", "", "/x/y", true},
		{"keys may be mixed", "uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n", "", "/a/b", false},
		{"frequent slips are understood", "user agent: FooBot\ndissalow: /a\n", "", "/a/b", false},
		{"comments are cut off", "user-agent: FooBot # us\ndisallow: /a # not /b\n", "", "/b", true},
		{"a whole line of comment is nothing", "# disallow: /\nuser-agent: FooBot\n#disallow: /a\n", "", "/a", true},
		{"blanks around everything do not count", "  user-agent :  FooBot  \n\tdisallow\t:\t/a\t\n", "", "/a", false},
		{"lines may end in CR alone", "user-agent: FooBot\rdisallow: /a\rallow: /\r", "", "/a", false},
		{"lines may end in CR LF", "user-agent: FooBot\r\ndisallow: /a\r\n", "", "/a", false},
		{"the last line needs no end", "user-agent: FooBot\ndisallow: /a", "", "/a", false},
		{"a byte order mark is skipped", "\xEF\xBB\xBFuser-agent: FooBot\ndisallow: /\n", "", "/a", false},
		{"half a byte order mark is skipped", "\xEF\xBBuser-agent: FooBot\ndisallow: /\n", "", "/a", false},
		{"a broken byte order mark spoils its line", "\xEF\x11\xBFuser-agent: FooBot\ndisallow: /\n", "", "/a", true},
		{"a byte order mark later on spoils its line", "user-agent: FooBot\n\xEF\xBB\xBFdisallow: /\n", "", "/a", true},
		{"a sitemap says nothing of rules", "sitemap: http://jobs.example/s.xml\nuser-agent: FooBot\ndisallow: /\n", "", "/a", false},
		{"an HTML page has no rules", "<!doctype html><html><body>Disallow: / is what we say</body></html>", "", "/a", true},
		{"a disallow without a path says nothing", "user-agent: FooBot\ndisallow:\n", "", "/a", true},
		{"an allow without a path says nothing", "user-agent: FooBot\ndisallow: /\nallow:\n", "", "/a", false},
		{"a line too long is cut", "user-agent: FooBot\ndisallow: /" + strings.Repeat("a", 2*maxRobotsLine) + "/b\n", "", "/" + strings.Repeat("a", maxRobotsLine+5), false},
	} {
		t.Run(c.name, c.run)
	}
}

// TestRobotsGroups follows the groups LineSyntax_Groups, UserAgentValueCaseInsensitive,
// AcceptUserAgentUpToFirstSpace, GlobalGroups and VerifyValidUserAgentsToObey.
func TestRobotsGroups(t *testing.T) {
	groups := "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: /y/\n\n\n" +
		"allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n"
	global := "user-agent: *\ndisallow: /all\nuser-agent: FooBot\ndisallow: /foo\n"
	sitemap := "user-agent: BarBot\nsitemap: http://jobs.example/s.xml\nuser-agent: *\ndisallow: /\n"
	delay := "user-agent: BarBot\ncrawl-delay: 10\nuser-agent: *\ndisallow: /\n"
	for _, c := range []robotsCase{
		{"a rule of our group holds", groups, "FooBot", "/x/b", true},
		{"a rule of our second group holds too", groups, "FooBot", "/z/d", true},
		{"a rule of another group does not", groups, "FooBot", "/y/c", false},
		{"the other has its own", groups, "BarBot", "/y/c", true},
		{"rules after an empty line go on in the group", groups, "BarBot", "/w/a", true},
		{"and are not ours", groups, "FooBot", "/w/a", false},
		{"a group that follows without rules shares the next one's", groups, "BazBot", "/z/d", true},
		{"rules before any group are nobody's", groups, "FooBot", "/foo/bar/", false},
		{"the name's case does not count", "user-agent: foobot\ndisallow: /\n", "FooBot", "/a", false},
		{"nor does it in capitals", "user-agent: FOOBOT\ndisallow: /\n", "foobot", "/a", false},
		{"a name ends at the first blank", "user-agent: FooBot Extra\ndisallow: /\n", "FooBot", "/a", false},
		{"a name ends at its version", "user-agent: FooBot/2.1\ndisallow: /\n", "FooBot", "/a", false},
		{"a name is matched whole", "user-agent: Foo\ndisallow: /\n", "FooBot", "/a", true},
		{"nor is a longer one ours", "user-agent: FooBotNews\ndisallow: /\n", "FooBot", "/a", true},
		{"a group that names us beats the one for all", global, "FooBot", "/all", true},
		{"its own rules hold", global, "FooBot", "/foo", false},
		{"the group for all is for the others", global, "BarBot", "/all", false},
		{"without a group for us there are no rules", "user-agent: BarBot\ndisallow: /\n", "FooBot", "/a", true},
		{"a group that names us without rules allows all", "user-agent: FooBot\n\nuser-agent: BarBot\ndisallow: /x\nuser-agent: *\ndisallow: /\n", "FooBot", "/a", true},
		{"an asterisk with more behind it is for all", "user-agent: * baz\ndisallow: /\n", "FooBot", "/a", false},
		{"an asterisk within a name is not", "user-agent: *Bot\ndisallow: /\n", "FooBot", "/a", true},
		{"two groups for all are one", "user-agent: *\ndisallow: /a\nuser-agent: BarBot\ndisallow: /b\nuser-agent: *\ndisallow: /c\n", "FooBot", "/c", false},
		{"a sitemap does not end a group", sitemap, "BarBot", "/a", false},
		{"a crawl delay does not end one either", delay, "BarBot", "/a", false},
	} {
		t.Run(c.name, c.run)
	}
}

// TestRobotsPaths follows the groups LongestMatch, Encoding, SpecialCharacters,
// AllowDisallow_Value_CaseSensitive and DocumentationChecks.
func TestRobotsPaths(t *testing.T) {
	rules := func(lines ...string) string { return "user-agent: FooBot\n" + strings.Join(lines, "\n") + "\n" }
	for _, c := range []robotsCase{
		{"the case of a path counts", rules("disallow: /X/"), "", "/x/y", true},
		{"the longer rule wins: disallow", rules("disallow: /x/page.html", "allow: /x/"), "", "/x/page.html", false},
		{"the longer rule wins: allow", rules("allow: /x/page.html", "disallow: /x/"), "", "/x/page.html", true},
		{"the order does not count", rules("disallow: /x/", "allow: /x/page.html"), "", "/x/page.html", true},
		{"the shorter rule holds elsewhere", rules("disallow: /x/", "allow: /x/page.html"), "", "/x/", false},
		{"allow wins a tie", rules("disallow: /p", "allow: /p"), "", "/page", true},
		{"allow wins a tie in either order", rules("allow: /p", "disallow: /p"), "", "/page", true},
		{"an asterisk counts for length", rules("disallow: /x/page*", "allow: /x/page"), "", "/x/page.html", false},
		{"a literal may be longer than an asterisk's", rules("disallow: /*.html", "allow: /x/page"), "", "/x/page.html", true},
		{"a rule without an opening slash never matches", rules("disallow: fish/"), "", "/fish/salmon", true},

		{"/fish is a beginning", rules("disallow: /", "allow: /fish"), "", "/fishheads/yummy.html", true},
		{"/fish is a beginning of queries too", rules("disallow: /", "allow: /fish"), "", "/fish?id=anything", true},
		{"/fish does not match in other letters", rules("disallow: /", "allow: /fish"), "", "/Fish.asp", false},
		{"/fish does not match within", rules("disallow: /", "allow: /fish"), "", "/catfish", false},
		{"/fish* is the same as /fish", rules("disallow: /", "allow: /fish*"), "", "/fishheads", true},
		{"/fish/ needs its slash", rules("disallow: /", "allow: /fish/"), "", "/fish", false},
		{"/fish/ covers what is below", rules("disallow: /", "allow: /fish/"), "", "/fish/salmon.htm", true},
		{"/*.php matches anywhere", rules("disallow: /", "allow: /*.php"), "", "/folder/any.php.file.html", true},
		{"/*.php matches before a query", rules("disallow: /", "allow: /*.php"), "", "/filename.php?parameters", true},
		{"/*.php does not match other letters", rules("disallow: /", "allow: /*.php"), "", "/windows.PHP", false},
		{"/*.php$ matches at the end", rules("disallow: /", "allow: /*.php$"), "", "/folder/filename.php", true},
		{"/*.php$ does not match before a query", rules("disallow: /", "allow: /*.php$"), "", "/filename.php?parameters", false},
		{"/*.php$ does not match before a slash", rules("disallow: /", "allow: /*.php$"), "", "/filename.php/", false},
		{"/fish*.php matches between", rules("disallow: /", "allow: /fish*.php"), "", "/fishheads/catfish.php?parameters", true},
		{"/$ is the root alone", rules("disallow: /", "allow: /$"), "", "/", true},
		{"/$ is nothing else", rules("disallow: /", "allow: /$"), "", "/page.htm", false},
		{"a dollar in the middle is a dollar", rules("disallow: /foo/bar$x"), "", "/foo/bar$x", false},
		{"a dollar in the middle is not an end", rules("disallow: /foo/bar$x"), "", "/foo/bar", true},
		{"asterisks in a row are one", rules("disallow: /a***b"), "", "/a/x/b/c", false},
		{"an asterisk at the end may match nothing", rules("disallow: /a*"), "", "/a", false},
		{"an asterisk and the end match all ends", rules("disallow: /a*$"), "", "/a/b", false},
		{"the end must come after what went before", rules("disallow: /ab*b$"), "", "/ab", true},
		{"the end is the last of several", rules("disallow: /a*b$"), "", "/abxb", false},
		{"a pattern is anchored at the start", rules("disallow: /jobs*apply"), "", "/x/jobs/1/apply", true},
		{"escaped length does not count, written length does", rules("allow: /x.y.z", "disallow: /*y.z"), "", "/x.y.z", true},

		{"queries are compared in the order they stand", rules("disallow: /s?z=1&a=2"), "", "/s?z=1&a=2", false},
		{"a query with an address in it", rules("disallow: /", "allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par"), "", "/foo/bar?qux=taz&baz=http://foo.bar?tar&par", true},
		{"letters beyond ASCII match encoded", rules("disallow: /", "allow: /foo/bar/ツ"), "", "/foo/bar/%E3%83%84", true},
		{"encoded letters match plain", rules("disallow: /", "allow: /foo/bar/%E3%83%84"), "", "/foo/bar/ツ", true},
		{"digits of an encoding may be small", rules("disallow: /SanJos%c3%a9"), "", "/SanJos%C3%A9Sellers", false},
		{"an encoded plain letter is the letter (RFC 9309, unlike google)", rules("disallow: /foo/bar/%62%61%7A"), "", "/foo/bar/baz", false},
		{"an encoded hyphen is a hyphen", rules("disallow: /a%2Db"), "", "/a-b", false},
		{"an encoded hyphen in the address is one too", rules("disallow: /a-b"), "", "/a%2Db", false},
		{"an encoded slash is not a slash", rules("disallow: /a/b"), "", "/a%2Fb", true},
		{"an encoded asterisk is an asterisk", rules("disallow: /with-a-%2A.html"), "", "/with-a-*.html", false},
		{"and not any characters", rules("disallow: /with-a-%2A.html"), "", "/with-a-pear.html", true},
		{"an encoded dollar is a dollar", rules("disallow: /a%24"), "", "/a$", false},
		{"and not an end", rules("disallow: /a%24"), "", "/a", true},
		{"a blank may be written as one", rules("disallow: /two words"), "", "/two%20words", false},
		{"a percent sign alone is one", rules("disallow: /100%"), "", "/100%25", false},

		{"robots.txt is always allowed", rules("disallow: /"), "", "/robots.txt", true},
		{"no path is the root", rules("disallow: /$"), "", "", false},
		{"parameters are part of the path", rules("disallow: /a;x=1"), "", "/a;x=1/b", false},
		{"a fragment is not", rules("disallow: /a%23b"), "", "/a#b", true},
		{"an empty query is a query", rules("disallow: /a?$"), "", "/a?", false},
	} {
		t.Run(c.name, c.run)
	}
}

func TestCrawlDelayIsReadPerGroup(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       time.Duration
	}{
		{"for all", "user-agent: *\ncrawl-delay: 10\n", 10 * time.Second},
		{"for us before all", "user-agent: *\ncrawl-delay: 10\nuser-agent: FooBot\ncrawl-delay: 3\n", 3 * time.Second},
		{"for us without one", "user-agent: *\ncrawl-delay: 10\nuser-agent: FooBot\nallow: /\n", 0},
		{"for another alone", "user-agent: BarBot\ncrawl-delay: 30\n\nuser-agent: *\ndisallow: /x\n", 0},
		{"in fractions", "user-agent: *\ncrawl-delay: 0.5\n", 500 * time.Millisecond},
		{"the longest of several", "user-agent: *\ncrawl-delay: 2\ncrawl-delay: 5\ncrawl-delay: 3\n", 5 * time.Second},
		{"in words it says nothing", "user-agent: *\ncrawl-delay: soon\ndisallow: /x\n", 0},
		{"below zero it says nothing", "user-agent: *\ncrawl-delay: -5\n", 0},
		{"not a number says nothing", "user-agent: *\ncrawl-delay: NaN\n", 0},
		{"without end it is capped", "user-agent: *\ncrawl-delay: 1e300\n", maxCrawlDelay},
		{"infinite it is capped", "user-agent: *\ncrawl-delay: Inf\n", maxCrawlDelay},
		{"before any group it is nobody's", "crawl-delay: 10\nuser-agent: *\ndisallow: /x\n", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parseRobots([]byte(tt.file), "FooBot").delay; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestRulesBeyond500KiBAreStillRead(t *testing.T) {
	filler := strings.Repeat("# nothing to see here, move along\n", 500<<10/34)
	u, _ := url.Parse("http://jobs.example/late")
	if parseRobots([]byte("user-agent: *\n"+filler+"disallow: /late\n"), "FooBot").allows(u) {
		t.Error("a rule at 500 KiB was not read")
	}
	parseRobots([]byte(strings.Repeat("user-agent: *\ndisallow: /a*b*c$\n", 100_000)), "FooBot")
}

// FuzzRobots: any file and any address get an answer; robots.txt stays allowed.
func FuzzRobots(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /a*b$\nallow: /%zz\ncrawl-delay: 1", "/a/x/b?q=%41")
	f.Add("\xEF\xBB\xBFuser-agent FooBot\rdisallow /", "/")
	f.Add("user-agent: FooBot/1\r\nallow: *\r\ndisallow: $", "//x//$*")
	f.Fuzz(func(t *testing.T, file, path string) {
		u := &url.URL{Scheme: "http", Host: "jobs.example", Path: "/" + path}
		if i := strings.IndexByte(path, '?'); i >= 0 {
			u.Path, u.RawQuery = "/"+path[:i], path[i+1:]
		}
		rs := parseRobots([]byte(file), "FooBot")
		rs.allows(u)
		if !rs.allows(&url.URL{Scheme: "http", Host: "jobs.example", Path: "/robots.txt"}) {
			t.Error("robots.txt itself is kept from us")
		}
		if rs.delay < 0 || rs.delay > maxCrawlDelay {
			t.Errorf("delay %v", rs.delay)
		}
		if n := normaliseOctets(path); normaliseOctets(n) != n || !utf8.ValidString(n) {
			t.Errorf("normalising %q twice changes it: %q, %q", path, n, normaliseOctets(n))
		}
	})
}
