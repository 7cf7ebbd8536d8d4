package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "Social Worker", "Social Worker"},
		{"UTF-8 read as Windows-1252", "Childrenâ€™s services â€“ Â£45,000", "Children’s services – £45,000"},
		{"UTF-8 read as Latin-1", "Children\u00e2\u0080\u0099s", "Children’s"},
		{"damaged twice", "Ã‚Â£45,000", "£45,000"},
		{"a closing quote whose last byte was lost", "â€œjoin usâ€\u009d and â€œstayâ€", "“join us” and “stay”"},
		{"Windows-1252 bytes", "caf\xe9 \x96 \xa345,000", "café – £45,000"},
		{"Windows-1252 in disguise", "Children\u0092s", "Children’s"},
		{"an apostrophe lost", "Children\ufffds", "Children’s"},
		{"a pound sign lost", "Salary \ufffd45,000", "Salary £45,000"},
		{"a dash lost", "Team A \ufffd Team B", "Team A – Team B"},
		{"a byte order mark read as Latin-1", "ï»¿Social Worker", "Social Worker"},
		{"a byte order mark", "\ufeffSocial Worker", "Social Worker"},
		{"what is left of a no-break space", "Grade Â 7", "Grade 7"},
		{"sound accents stay", "Zoë's café in the château", "Zoë's café in the château"},
		{"a capital with an accent before a quote stays", "CAFÉ’S", "CAFÉ’S"},
		{"no-break and thin spaces", "a\u00a0b\u2009c\u3000d", "a b c d"},
		{"zero-width and soft hyphens go", "so\u200bci\u00adal\u2060", "social"},
		{"right-to-left marks go", "\u202eSocial\u202c \u200fWorker\u2067", "Social Worker"},
		{"control characters go", "a\x00b\x07c\x1b[0m", "abc[0m"},
		{"accents are composed", "Sine\u0301ad", "Sinéad"},
		{"line ends are one kind", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"one blank line at most", "a\n\n\n \n b", "a\n\nb"},
		{"bullets of a symbol font", "\uf0b7 one", "• one"},
		{"emoji stay", "Join us 😀", "Join us 😀"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
		{"list items", "<ul><li>one</li><li>two</li></ul>", "• one\n• two"},
		{"unclosed list items", "<ul><li>one<li>two</ul>", "• one\n• two"},
		{"breaks", "One<br>Two<br/>Three", "One\nTwo\nThree"},
		{"line ends in the source are spaces", "<p>One\n  two</p>", "One two"},
		{"table cells", "<table><tr><td>Salary</td><td>£1</td></tr><tr><td>Hours</td><td>36</td></tr></table>", "Salary £1\nHours 36"},
		{"entities", "<p>Children&rsquo;s &amp; families &pound;5</p>", "Children’s & families £5"},
		{"entities in text", "Children&#39;s &amp; families", "Children's & families"},
		{"entities escaped twice", "<p>&amp;pound;45,000</p>", "£45,000"},
		{"markup escaped once more", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"},
		{"scripts and styles go", "<style>p{}</style><p>One</p><script>alert(1)</script>", "One"},
		{"comments go", "<!-- hidden --><p>One</p>", "One"},
		{"a less-than sign is no tag", "if pay < 5 or pay > 3", "if pay < 5 or pay > 3"},
		{"an unfinished tag", "<p>One <b", "One"},
		{"inline tags part no words", "un<b>break</b>able", "unbreakable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Plain(c.in); got != c.want {
				t.Errorf("Plain(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestDeepNestingIsReadInFull(t *testing.T) {
	if got := Plain(strings.Repeat("<div>", 20000) + "end" + strings.Repeat("</div>", 20000)); got != "end" {
		t.Errorf("got %q", got)
	}
}

func TestSanitise(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"emphasis and lists stay", "<p>A <strong>b</strong> <em>c</em></p><ul><li>d</li></ul>", "<p>A <strong>b</strong> <em>c</em></p><ul><li>d</li></ul>"},
		{"old emphasis is renamed", "<p><b>a</b> <i>b</i></p>", "<p><strong>a</strong> <em>b</em></p>"},
		{"large headings become small", "<h1>A</h1><h2>B</h2><h4>C</h4>", "<h3>A</h3><h3>B</h3><h4>C</h4>"},
		{"https links stay, bound", `<a href="https://council.example/x">x</a>`, `<a href="https://council.example/x" rel="nofollow noreferrer">x</a>`},
		{"other links lose their address", `<p><a href="http://council.example/x">x</a><a href="javascript:alert(1)">y</a></p>`, "<p>xy</p>"},
		{"images go", `<p>a<img src="https://track.example/1.gif">b</p>`, "<p>ab</p>"},
		{"scripts go with their content", "<p>a</p><script>alert(1)</script>", "<p>a</p>"},
		{"handlers and styles go", `<p onclick="x()" style="color:red" class="y">a</p>`, "<p>a</p>"},
		{"frames and forms go", `<iframe src="https://x.example"></iframe><form><input></form><p>a</p>`, "<p>a</p>"},
		{"plain text becomes paragraphs", "One & two.\n\nThree.", "<p>One &amp; two.</p>\n<p>Three.</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Sanitise(c.in); got != c.want {
				t.Errorf("Sanitise(%q)\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

func TestRedactHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a name over several elements", "<p>Call <strong>Jane</strong> Smith &amp; co.</p>", "<p>Call <strong>[name removed]</strong> &amp; co.</p>"},
		{"a mailbox of one person", "<p>Write to jane.smith@council.example</p>", "<p>Write to [email removed]</p>"},
		{"a link to a page with a name", `<p><a href="https://council.example/people/jane-doe">our lead</a></p>`, "<p><a>our lead</a></p>"},
		{"a name below its heading", "<h3>Contact</h3><ul><li>Xanxa Brackly</li><li>Wrynn Tolkus</li></ul>", "<h3>Contact</h3><ul><li>[name removed]</li><li>[name removed]</li></ul>"},
		{"cells of a table", Sanitise("<table><tr><td>Hiring manager</td><td>Xanxa Brackly</td></tr></table>"), "Hiring manager [name removed] <br>"},
		{"a link to a person", `<p><a href="https://www.linkedin.com/in/jane">me</a></p>`, "<p><a>me</a></p>"},
		{"a name nobody has heard of", "<p>Nothing here happens without Ojutalayomi.</p>", "<p>Nothing here happens without [name removed].</p>"},
		{"a family, and two of one name", "<p>You will meet the Ramanathans and both Priyas.</p>", "<p>You will meet the [name removed] and both [name removed].</p>"},
		{"what is called by a name", "<p>Meet us at the Ojutalayomi Centre.</p>", "<p>Meet us at the Ojutalayomi Centre.</p>"},
		{"names do not join over paragraphs", "<p>Contact</p><p>Croydon Council</p>", "<p>Contact</p><p>Croydon Council</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := RedactHTML(c.in); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestRedactFieldLeavesTitlesAlone(t *testing.T) {
	for _, title := range []string{"Senior Social Worker - Grace House", "Practice Lead, Family Help", "Team Manager - Brightside Haven", "Social Worker (Mayflower Team)"} {
		if got, n := RedactField(title); n != 0 {
			t.Errorf("%q became %q", title, got)
		}
	}
	if got, n := RedactField("Social Worker - contact Jane Smith on 07700 900123"); n != 2 {
		t.Errorf("the contact stayed: %q", got)
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		name, in string
		n        int
		want     string
	}{
		{"short text is whole", "You will join a kind and steady team of eight.", 80, "You will join a kind and steady team of eight."},
		{"whole sentences where they fit", "You will join a kind and steady team. You will hold a small caseload of your own.", 60, "You will join a kind and steady team."},
		{"whole words else", "You will join a kind and steady team with a small caseload.", 30, "You will join a kind and…"},
		{"labels and headings are passed over", "About the role\nSalary: £45,000\n\nYou will join a kind and steady team of eight.", 80, "You will join a kind and steady team of eight."},
		{"nothing but headings", "About the role", 80, "About the role"},
		{"whom to ask is left out", "You will join a kind and steady team. For an informal chat please ring Wren on Friday. You will hold a small caseload.", 90,
			"You will join a kind and steady team. You will hold a small caseload."},
		{"contact that is the work stays", "You will supervise family contact and hold a small caseload.", 80, "You will supervise family contact and hold a small caseload."},
		{"nothing but whom to ask", "Please contact Wren Marsh-Lane to discuss this role.", 80, ""},
		{"a name nobody has heard of is left out, and what goes on about them", "You will join a kind and steady team. Ojutalayomi leads it. They like tea. You will hold a small caseload.", 90,
			"You will join a kind and steady team. You will hold a small caseload."},
		{"headings do not stand in for prose that was left out", "About us\nOjutalayomi leads a kind and steady team of eight.", 80, ""},
		{"no room", "words", 0, ""},
		{"items of a list become sentences", "What you will do every day:\n• Hold a small caseload of your own children\n• Write reports that families and courts can follow", 200,
			"What you will do every day: Hold a small caseload of your own children. Write reports that families and courts can follow"},
		{"small items go on behind a semicolon", "We offer all of this to our staff:\n- a small caseload with a good desk to work at,\n- a long induction with time to read and shadow", 200,
			"We offer all of this to our staff: a small caseload with a good desk to work at; a long induction with time to read and shadow"},
		{"what leads up to nothing that is shown goes", "You will join a kind and steady team.\nYou will be supported in this post by:\nOjutalayomi", 80, "You will join a kind and steady team."},
		{"pictures in place of marks go", "✅ You will join a kind and steady team.", 80, "You will join a kind and steady team."},
		{"a heading of parts is no prose", "Social Worker - Duty and Assessment Team - Lewisham and Greenwich\nYou will join a kind and steady team.", 80, "You will join a kind and steady team."},
		{"a quotation that runs on is left out whole", "You will join a kind team. “Be good at games. Be on time.” You will hold a small caseload.", 90,
			"You will join a kind team. You will hold a small caseload."},
		{"one writer's voice is left out", "I have loved this job for years. You will join a kind and steady team.", 90, "You will join a kind and steady team."},
		{"who left is not spoken of on", "You will join a kind team. Ojutalayomi moves on in May. We wish her well.", 90, "You will join a kind team."},
		{"what stands beside somebody taken out stays", "You will join a kind and steady team. It is led by [name removed]. You will hold a small caseload.", 90,
			"You will join a kind and steady team. You will hold a small caseload."},
		{"a short question needs its answer", "You will join a kind and steady team. Questions? Ask Ojutalayomi.", 90, "You will join a kind and steady team."},
		{"how to apply is left out", "You will join a kind and steady team. Please quote the reference when you apply.", 90, "You will join a kind and steady team."},
		{"enquiries that are the work stay", "You will lead section 47 enquiries and speak to children on their own.", 90, "You will lead section 47 enquiries and speak to children on their own."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Excerpt(c.in, c.n); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	s := "Pay is £45,000 p.a. plus more. See e.g. the pack! Ready?\nJoin us"
	var got []string
	for _, sp := range Sentences(s) {
		got = append(got, sp.Of(s))
	}
	if want := "Pay is £45,000 p.a. plus more.|See e.g. the pack!|Ready?|Join us"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"Childrenâ€™s Â£45,000", "\xff\xfe\x00", "\u202e\u200b", "ÃƒÃ‚Ã‚Â£", "a\ufffdb", strings.Repeat("Â", 500), "e\u0301\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not valid", got)
		}
		for _, r := range got {
			if r < ' ' && r != '\n' || r == '\u200b' || r == '\u202e' || r == 0x7f {
				t.Fatalf("%q holds %U", got, r)
			}
		}
		if again := Clean(got); again != got {
			t.Fatalf("not settled: %q then %q", got, again)
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "&lt;p&gt;", "<<<>>>", "<svg><title>x", strings.Repeat("<div>", 700), "<a href='javascript:x'>", "<!--", "<p/><br//>", "&#0;&#x110000;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(Plain(s)) {
			t.Fatal("plain text is not valid")
		}
		safe, _ := RedactHTML(Sanitise(s))
		lower := strings.ToLower(safe)
		for _, bad := range []string{"<script", "<img", "<iframe", "href=\"javascript", "href=\"http:"} {
			if strings.Contains(lower, bad) {
				t.Fatalf("%q stands in %q", bad, safe)
			}
		}
	})
}

func FuzzRedact(f *testing.F) {
	for _, s := range []string{"contact Jane Smith on 07700 900123", "“I never looked back.” – Ludovic ", "Enquiries: Xanxa Brackly ", "Please contact:\n\n• Xanxa Brackly ", "jane dot doe at council dot example", "Osei, Amara and Will (Mon) or Bex @amara_osei", "jane.smith@council.example", "J. J. J. Smith-O'Neil-", "CONTACT: JANE", "\u202econtact Jane", strings.Repeat("contact Jane Smith or ", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		RedactHTML(s)
		RedactField(s)
		Redact(s)
		got, _ := Redact(Clean(s))
		if !utf8.ValidString(got) {
			t.Fatal("not valid")
		}
	})
}

// TestLettersOfACodeAreNobodysInitial keeps an address whole: the letter of a
// postcode behind a street is no surname's.
func TestLettersOfACodeAreNobodysInitial(t *testing.T) {
	for _, s := range []string{"Queen Street W1 2ND", "Town Hall, Duke Street N9 1AB", "Victor Road E4", "Grace Lane PO3"} {
		if got, _ := Redact(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestSingular(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a plural loses its s", "workers", "worker"},
		{"ies is y", "families", "family"},
		{"children are a child, however written", "childrens", "child"},
		{"people are a person", "people", "person"},
		{"a word in ss is no plural", "access", "access"},
		{"a word in us is none", "campus", "campus"},
		{"a word in is is none", "basis", "basis"},
		{"three letters are too few for a plural", "cps", "cps"},
		{"four letters are too few for ies", "ties", "tie"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Singular(c.in); got != c.want {
				t.Errorf("Singular(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}
