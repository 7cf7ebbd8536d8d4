package fetch

import "testing"

func TestABlankPageHoldsNothingToRead(t *testing.T) {
	for _, c := range []struct {
		name, page string
		blank      bool
	}{
		{"text in the body is something", `<html><head><title>Jobs</title></head><body class="a"><main><h1>Jobs</h1></main></body></html>`, false},
		{"empty elements alone are nothing", `<html><head><title>Jobs</title></head><body><div><p> </p></div></body></html>`, true},
		{"a reference to a blank is nothing", `<body><p>&nbsp;</p></body>`, true},
		{"a blank of another kind is nothing", "<body><p>\u00a0</p></body>", true},
		{"a sign inside an attribute is not text", `<body><div title="a>b"></div></body>`, true},
		{"a sign inside an attribute in single quotes is not text", `<body><div title='a>b'></div></body>`, true},
		{"a comment is nothing", `<body><!-- to come --></body>`, true},
		{"a title inside the body is not the page's text", `<body><title>Jobs</title></body>`, true},
		{"a script may bring something", `<body><script src="app.js"></script></body>`, false},
		{"text after empty elements is something", `<body><p></p><p>No vacancies</p></body>`, false},
		{"a page that breaks off inside a tag is nothing", `<body><div class="`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := isBlank([]byte(c.page)); got != c.blank {
				t.Errorf("blank is %v, want %v", got, c.blank)
			}
		})
	}
}
