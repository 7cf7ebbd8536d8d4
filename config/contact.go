package config

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
)

const badContact = "is neither an e-mail address nor an https address"

// reserved are the names that RFC 2606 and RFC 6761 set aside: nobody can be
// reached there.
var reserved = []string{"example", "invalid", "test", "localhost", "local"}

// ContactProblem says what is wrong with a contact for the User-Agent, or
// nothing. A web manager who finds us in a log must be able to reach a person,
// so a missing or an example address will not do.
func ContactProblem(contact string) string {
	if contact == "" {
		return "is missing"
	}
	host := ""
	if u, err := url.Parse(contact); err == nil && u.Scheme == "https" {
		host = u.Hostname()
	} else if a, err := mail.ParseAddress(contact); err == nil && a.Address == contact {
		host = contact[strings.LastIndex(contact, "@")+1:]
	}
	labels := strings.Split(strings.ToLower(host), ".")
	if len(labels) < 2 {
		return badContact
	}
	last, name := labels[len(labels)-1], labels[len(labels)-2]
	if slices.Contains(reserved, last) || name == "example" && slices.Contains([]string{"com", "org", "net"}, last) {
		return "is an example address, where nobody can be reached"
	}
	return ""
}
