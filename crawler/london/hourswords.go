package london

// hoursForm is one way of writing weekly hours and the working pattern.
type hoursForm struct {
	name string
	text string
	// partTime forms go with part-time pay.
	partTime bool
	// dealt forms may fall to any post; the others only to roles that name them.
	dealt bool
}

// hoursForms are the ways adverts write hours.
var hoursForms = []hoursForm{
	{name: "full", dealt: true, text: "36 hours a week"},
	{name: "full35", dealt: true, text: "35 hours per week, Monday to Friday"},
	{name: "full37", dealt: true, text: "Full time, 37 hours a week; hybrid working"},
	{name: "flexible", dealt: true, text: "36 hours a week, flexible working considered"},
	{name: "compressed", dealt: true, text: "36 hours a week; a nine-day fortnight is available"},
	{name: "share", dealt: true, text: "Full time, 35 hours; job share considered"},
	{name: "part21", partTime: true, dealt: true, text: "Part time, 21.6 hours a week"},
	{name: "part06", partTime: true, dealt: true, text: "0.6 of full time, three days a week"},
	{name: "rota", text: "36 hours a week on a rota, including evenings and weekends"},
	{name: "term", text: "36 hours a week, term time only"},
	{name: "sessional", text: "Sessional hours, as and when needed"},
}

// contractWords are how adverts write each contract.
var contractWords = map[string][]string{
	"permanent":       {"Permanent"},
	"fixed_term":      {"Fixed term, 12 months", "Fixed-term contract until the end of March"},
	"temporary":       {"Temporary, six months"},
	"agency":          {"Agency"},
	"secondment":      {"Secondment, six months"},
	"apprenticeship":  {"Apprenticeship"},
	"bank":            {"Casual (bank)"},
	"maternity_cover": {"Maternity cover"},
}

// dealtContracts are given to roles that do not name their own, in this order
// again and again: most posts are permanent.
var dealtContracts = []string{
	"permanent", "permanent", "fixed_term", "permanent", "permanent", "permanent",
	"maternity_cover", "permanent", "permanent", "temporary", "permanent", "permanent",
	"permanent", "secondment", "permanent",
}
