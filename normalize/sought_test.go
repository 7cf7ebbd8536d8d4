package normalize

import "testing"

func TestAnAdvertIsFoundAsPeopleAskForIt(t *testing.T) {
	const (
		address   = "https://jobs.camden.example/posts/41213/?lang=en"
		plain     = "https://camden.example/vacancy/41213/"
		reference = "CAM 41213"
		title     = "Senior Social Worker – Disabled Children's Service (0-25)"
	)
	for name, c := range map[string]struct {
		asked string
		want  bool
	}{
		"its address":                               {address, true},
		"another scheme and case of host":           {"http://JOBS.camden.example/posts/41213?lang=en", true},
		"no scheme":                                 {"jobs.camden.example/posts/41213/?lang=en", true},
		"with what an e-mail adds":                  {address + "&utm_source=news&fbclid=1#top", true},
		"with www before it":                        {"https://www.jobs.camden.example/posts/41213/?lang=en", true},
		"another language of its page":              {"https://jobs.camden.example/posts/41213/?lang=cy", false},
		"another post":                              {"https://jobs.camden.example/posts/41214/?lang=en", false},
		"its board alone":                           {"https://jobs.camden.example/posts", false},
		"an address without a query, with one":      {plain + "?from=search&page=2", true},
		"another post, with a query":                {"https://camden.example/vacancy/41214/?from=search", false},
		"its reference":                             {"cam41213", true},
		"part of its reference":                     {"cam412", false},
		"words of its title":                        {"disabled social worker", true},
		"a straight apostrophe":                     {"disabled children's service", true},
		"a curly apostrophe":                        {"Disabled Children’s Service", true},
		"no apostrophe":                             {"childrens", true},
		"another dash":                              {"Social Worker - Disabled", true},
		"its title as printed":                      {title, true},
		"a word that it has not":                    {"social worker fostering", false},
		"nothing that can be read":                  {"***", false},
		"a title with a web address in its middle":  {"see https://jobs.camden.example/posts/41213/?lang=en", false},
		"an address of somebody else with its name": {"https://elsewhere.example/social-worker", false},
	} {
		s, ok := NewSought(c.asked)
		if !ok {
			t.Fatalf("%s: %q asks for nothing", name, c.asked)
		}
		got := s.Is(address, reference, title) || s.Is(plain, "", "")
		if got != c.want {
			t.Errorf("%s: %q finds it: %t", name, c.asked, got)
		}
	}
	if _, ok := NewSought(" \t "); ok {
		t.Error("blanks ask for something")
	}
}

func TestTheAddressOfItsOwnPageIsItsID(t *testing.T) {
	const id = "4e3fc53d-6638-5a51-867c-24b096199b45"
	for _, asked := range []string{id, " " + "4E3FC53D-6638-5A51-867C-24B096199B45", "urn:uuid:" + id, "https://jobs.example.org/vacancies/" + id,
		"https://jobs.example.org/vacancies/" + id + "/social-worker?utm_source=x", "jobs.example.org/base/vacancies/" + id + "#history"} {
		if s, _ := NewSought(asked); s.ID != id {
			t.Errorf("%q asks for %q", asked, s.ID)
		}
	}
	if s, _ := NewSought("https://jobs.example.org/vacancies/41213"); s.ID == "41213" {
		t.Error("any number is an id")
	}
}
