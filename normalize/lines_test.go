package normalize

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestReadLines(t *testing.T) {
	long := strings.Repeat("x", 2<<20)
	for _, c := range []struct{ name, in, want, err string }{
		{"one a line", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n", "1:A 2:B", ""},
		{"no line end at the end", "{\"title\":\"A\"}", "1:A", ""},
		{"empty lines keep their numbers", "\n{\"title\":\"A\"}\n\n  \n{\"title\":\"B\"}\n", "2:A 5:B", ""},
		{"Windows line ends", "{\"title\":\"A\"}\r\n{\"title\":\"B\"}\r\n", "1:A 2:B", ""},
		{"a byte order mark", "\ufeff{\"title\":\"A\"}\n", "1:A", ""},
		{"fields we do not know", "{\"title\":\"A\",\"more\":1}\n", "1:A", ""},
		{"nothing", "", "", ""},
		{"a line of two megabytes", "{\"title\":\"A\",\"description\":\"" + long + "\"}\n{\"title\":\"B\"}\n", "1:A 2:B", ""},
		{"a broken line", "{\"title\":\"A\"}\n{\"title\":\n", "1:A", "line 2: reading adverts: the JSON object breaks off"},
		{"a wrong type", "{\"title\":7}\n", "", "line 1: reading adverts: title must be text, not a JSON number"},
		{"text where a list is wanted", "{\"boroughs\":\"hackney\"}\n", "", "line 1: reading adverts: boroughs must be a list of text, not a JSON string"},
		{"a bad instant", "{\"fetched_at\":\"yesterday\"}\n", "", "line 1: reading adverts: fetched_at and first_fetched_at must be instants such as 2026-03-31T09:00:00Z, not \"yesterday\""},
		{"two objects on a line", "{}{}\n", "", "line 1: "},
		{"a list", "[]\n", "", "line 1: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			err := ReadLines(strings.NewReader(c.in), func(line int, a Advert) error {
				got = append(got, fmt.Sprintf("%d:%s", line, a.Title))
				return nil
			})
			if strings.Join(got, " ") != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
			if (err == nil) != (c.err == "") || err != nil && !strings.HasPrefix(err.Error(), c.err) {
				t.Errorf("error %v, want %q", err, c.err)
			}
		})
	}
}

func TestReadLinesEndsWithTheCallersError(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	err := ReadLines(strings.NewReader("{}\n{}\n"), func(int, Advert) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("error %v after %d lines", err, n)
	}
}

func TestReadLinesBoundsALine(t *testing.T) {
	err := ReadLines(strings.NewReader(strings.Repeat("x", MaxLine+1)), func(int, Advert) error { return nil })
	if !errors.Is(err, errLineTooLong) {
		t.Errorf("error %v", err)
	}
}
