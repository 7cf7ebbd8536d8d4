package text

import "strings"

// cueKind is how sure a cue makes us that a person is named next.
type cueKind int

const (
	noCue      cueKind = iota
	roleCue            // a role: its holder may be named, its team more often is
	personCue          // words said of people and bodies alike: "led by"
	contactCue         // words said of people first: "speak to", "says"
	strongCue          // even one unknown word is a name: "hiring manager:"
)

// cuePhrases are words after which a person is named, perhaps after their role.
// They are compared word by word, in small letters.
var cuePhrases = map[cueKind][]string{
	strongCue: {"named contact", "contact name", "contact person", "contact officer", "line manager", "hiring manager", "recruiting manager",
		"appointing manager", "vacancy manager", "recruitment contact", "recruitment lead", "recruitment officer", "fao", "attention of", "attn", "ask for", "manager's name", "manager name", "contact's name", "named manager", "my name is"},
	contactCue: {"contact", "contacting", "call", "calling", "phone", "phoning", "ring", "telephone", "telephoning", "whatsapp",
		"speak to", "speak with", "speaking to", "speaking with", "talk to", "talk with", "talking to", "chat to", "chat with",
		"reach out to", "in touch with", "write to", "discussion with", "conversation with", "message from", "word from", "words from", "letter from", "hear from",
		"meet", "addressed to", "says", "said", "adds", "explains", "comments", "regards", "sincerely", "faithfully", "manager will be", "spoke to", "spoke with",
		"behalf of", "yours", "recruiter", "held by", "interviewed by", "ask", "tel", "mob", "mobile", "line-managed by", "catch up with", "mentored by", "written by", "posted by",
		"questions to", "queries to", "enquiries to", "reach", "i'm", "name is", "covering for", "cover for", "approved by", "authorised by", "signed by", "created by", "replacing", "dear", "hi", "hello", "arranged with", "arranged via", "shadow", "words of", "well done to", "congratulations to", "queries", "interviewers", "host", "our apprentice", "video with", "winner", "photo",
		"chaired by", "supervised by", "shortlisting by", "give", "drop", "message", "msg", "email", "e-mail", "emailing", "lead is", "head is", "director is", "officer is", "adviser is", "supervisor is", "mentor is", "chair is",
		"wishes", "quote from", "this is", "supervision from", "speakers include", "interview with", "thank you to", "thanks to", "pictured", "her colleague", "his colleague", "their colleague", "my colleague", "we asked", "i asked", "inducted by", "trained by", "coached by", "facilitated by", "hosted by", "encouraged by", "retirement of", "promotion of", "departure of", "secondment of", "staff profile", "testimonial from", "spotlight on", "cheers", "speak soon"},
	personCue: {"contact details", "text", "mail", "go to", "liaise with", "report to", "reports to", "reporting to",
		"reporting directly to", "reports directly to", "report directly to", "report into", "reports into",
		"led by", "headed by", "managed by", "supported by", "enquiries",
		"applications to", "cvs to", "joining", "alongside", "colleagues", "thanks", "interest", "c o", "further details", "more information",
		"panel is", "contact is", "work alongside", "colleague", "welcome", "thank", "signed", "i am", "panel", "case study"},
	roleCue: {"head", "head of", "deputy", "chief executive", "principal", "coordinator", "practitioner", "adviser", "advisor", "chair", "consultant", "educator", "manager", "manager is", "head of service", "director", "lead", "leader", "worker", "officer", "member", "mentor", "supervisor", "assessor", "buddy", "tutor"},
}

// cueTree finds cue phrases by their first word.
type cueTree map[string][]cuePhrase

type cuePhrase struct {
	words []string
	kind  cueKind
}

func buildCues() cueTree {
	t := cueTree{}
	for kind, phrases := range cuePhrases {
		for _, p := range phrases {
			words := strings.Fields(p)
			t[words[0]] = append(t[words[0]], cuePhrase{words, kind})
		}
	}
	return t
}

// at gives the cue that begins at token i and the number of its words; of
// several the longest, and of equals the surest.
func (t cueTree) at(toks []token, i int) (cueKind, int) {
	kind, n := noCue, 0
	for _, p := range t[toks[i].key] {
		if len(p.words) < n || len(p.words) == n && p.kind < kind || i+len(p.words) > len(toks) {
			continue
		}
		same := true
		for k, w := range p.words {
			if toks[i+k].key != w {
				same = false
				break
			}
		}
		if same {
			kind, n = p.kind, len(p.words)
		}
	}
	return kind, n
}
