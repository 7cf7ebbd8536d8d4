package feeds

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
)

// csvColumns are the columns of the CSV document. Within version 1 columns are
// only ever added at the end.
var csvColumns = []string{
	"state", "id", "title", "boroughs", "url", "advert_url", "published", "updated", "closing", "closing_text",
	"pay_text", "pay_min", "pay_max", "pay_period", "pay_pro_rata", "contract", "pattern", "hours_min", "hours_max",
	"arrangement", "scope", "stage", "stage_also", "specialisms", "reference", "excerpt",
}

// byteOrderMark tells spreadsheets that the file is UTF-8; without it pound
// signs are garbled in Excel.
const byteOrderMark = "\uFEFF"

func writeCSV(f *feed) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180
	if err := w.Write(csvColumns); err != nil {
		return nil, err
	}
	for _, it := range f.items {
		if err := w.Write(csvRow(it)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func csvRow(it *Item) []string {
	r := it.record
	v := r.Vacancy
	closes := ""
	if !v.Closing.At.IsZero() {
		closes = v.Closing.At.In(london).Format("2006-01-02T15:04:05-07:00")
	}
	row := []string{
		string(r.State), it.ID, it.Title, strings.Join(r.Boroughs, " "), it.Link, it.Via,
		rfc3339(it.Published), rfc3339(it.Updated), closes, it.Lead,
		PayText(v.Pay), optionalFigure(v.Pay.Min), optionalFigure(v.Pay.Max), string(v.Pay.Period),
		strconv.FormatBool(v.Pay.ProRata), strings.Join(v.Hours.Contract, " "), strings.Join(v.Hours.Pattern, " "),
		optionalFigure(v.Hours.Min), optionalFigure(v.Hours.Max), v.Hours.Arrangement,
		string(v.Role.Scope), v.Role.Stage, strings.Join(v.Role.StageAlso, " "), strings.Join(v.Role.Specialisms, " "),
		short(r.Reference, 80), it.Excerpt,
	}
	for i := range row {
		row[i] = cell(row[i])
	}
	return row
}

func optionalFigure(n *float64) string {
	if n == nil {
		return ""
	}
	return figure(*n)
}

// cell is a value that a spreadsheet takes for text and never for a formula: an
// apostrophe goes before the characters that begin one, full-width ones too
// (OWASP, "CSV Injection").
func cell(s string) string {
	s = line(s)
	if s != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
