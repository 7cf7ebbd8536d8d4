package normalize

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"
)

// MaxLine is the longest line ReadLines takes, in bytes.
const MaxLine = 16 << 20

// ReadLines reads adverts as JSON Lines and calls each with the line's number,
// counted from 1. Empty lines are passed over. A line that is not one JSON
// object, or is longer than MaxLine, is an error that names its number: nothing
// is skipped in silence. An error of each ends the reading.
func ReadLines(r io.Reader, each func(line int, a Advert) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(br)
		if err != nil && err != io.EOF {
			return fmt.Errorf("line %d: reading adverts: %w", n, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			a, perr := parseLine(line)
			if perr != nil {
				return fmt.Errorf("line %d: reading adverts: %w", n, perr)
			}
			if cerr := each(n, a); cerr != nil {
				return fmt.Errorf("line %d: %w", n, cerr)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

var errLineTooLong = errors.New("longer than 16 MiB")

// readLine reads up to and with the next line end, bounded by MaxLine.
func readLine(br *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		if len(line)+len(part) > MaxLine {
			return nil, errLineTooLong
		}
		line = append(line, part...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// parseLine reads one advert; what follows the object is an error.
func parseLine(line []byte) (Advert, error) {
	var a Advert
	if line[0] != '{' {
		return a, errors.New("not a JSON object")
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	if err := dec.Decode(&a); err != nil {
		return a, plainError(err)
	}
	if dec.More() {
		return a, errors.New("more than one JSON value on the line")
	}
	return a, nil
}

// plainError says what is wrong with a line in its writer's words: fields as the
// line names them, kinds of value as JSON does.
func plainError(err error) error {
	var kind *json.UnmarshalTypeError
	var moment *time.ParseError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		wanted := "text"
		if kind.Type.Kind() == reflect.Slice {
			wanted = "a list of text"
		}
		return fmt.Errorf("%s must be %s, not a JSON %s", kind.Field, wanted, kind.Value)
	case errors.As(err, &moment):
		return fmt.Errorf("fetched_at and first_fetched_at must be instants such as 2026-03-31T09:00:00Z, not %q", strings.Trim(moment.Value, `"`))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the JSON object breaks off")
	}
	return err
}
