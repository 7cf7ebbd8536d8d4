package dedupe_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
	"vacancies/normalize/yardstick"
)

var (
	someBoroughs = []string{"barnet", "brent", "camden", "croydon", "ealing", "enfield", "hackney", "harrow", "lambeth", "merton", "newham", "sutton"}
	someGrades   = []string{"Social Worker", "Consultant Practitioner", "Team Manager", "Advanced Practitioner", "Deputy Team Manager"}
	someTeams    = []string{"MASH", "Assessment", "Child in Need", "Court", "Fostering", "Adoption", "Leaving Care", "Youth Justice", "EDT", "Disabled Children"}
)

// advertNumber makes the nth of a long run of adverts: a few new ones a day
// for years, over a dozen boroughs, each with its own reference.
func advertNumber(n int) dedupe.Entry {
	borough := someBoroughs[n%len(someBoroughs)]
	at := time.Date(2020, 1, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(n) * 40 * time.Minute)
	low := float64(40_000 + n%7*500)
	high := low + 6000
	title := someGrades[n/3%len(someGrades)] + " - " + someTeams[n/17%len(someTeams)]
	body := fmt.Sprintf("You will join the %s team of %s in role %d. We offer a protected caseload, weekly reflective supervision and a clear path. "+
		"You will plan visits, write assessments for court and keep children at the centre of every decision you make in post %d.", title, borough, n, n*31)
	a := normalize.Advert{Source: borough, Kind: normalize.Council, Boroughs: []string{borough}, Key: fmt.Sprintf("t:%d", n),
		Reference: fmt.Sprintf("%s-%d", borough[:3], n), Title: title, Location: borough, Description: body, FetchedAt: at}
	v := normalize.Vacancy{Title: title, Text: body}
	v.Role.Scope, v.Role.Stage, v.Role.Specialisms = "in", someGrades[n/3%len(someGrades)], []string{someTeams[n/17%len(someTeams)]}
	v.Place.Boroughs = []string{borough}
	v.Pay.Min, v.Pay.Max, v.Pay.Period = &low, &high, "year"
	v.Hours.Contract, v.Hours.Pattern = []string{"permanent"}, []string{"full_time"}
	v.Closing.Kind, v.Closing.At = "datetime", at.AddDate(0, 0, 21)
	return dedupe.Entry{Advert: a, Vacancy: v, Identity: normalize.Identify(a), FirstSeen: at, LastSeen: at.AddDate(0, 0, 20)}
}

// BenchmarkMatch measures one advert against an index of each size, and what
// each advert takes in it: the cost must not grow with it. "growth" lets the two
// sizes take turns.
func BenchmarkMatch(b *testing.B) {
	const few, many = 5_000, 100_000
	matching := map[int]func(){}
	for _, size := range []int{few, many} {
		x, each := indexOf(size)
		i := 0
		matching[size] = func() {
			e := advertNumber(size + i%1000)
			x.Match(e)
			x.Round(e)
			i++
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				matching[size]()
			}
			b.ReportMetric(each, "bytes/advert")
		})
	}
	b.Run("growth", func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, matching[many], matching[few]) })
}

// indexOf makes an index of so many adverts and says what each takes in memory.
func indexOf(size int) (*dedupe.Index, float64) {
	before := heap()
	x := dedupe.NewIndex()
	for n := range size {
		e := advertNumber(n)
		x.Add(e, e.Identity.ID)
	}
	return x, float64(heap()-before) / float64(size)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkGroup measures sorting adverts into vacancies at once.
func BenchmarkGroup(b *testing.B) {
	for _, size := range []int{5_000, 50_000} {
		entries := make([]dedupe.Entry, size)
		for n := range entries {
			entries[n] = advertNumber(n)
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				dedupe.Group(entries)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/advert")
		})
	}
}
