package normalize

import "testing"

// TestIdentitiesNeverChange pins ids that are published. An id that changes
// makes a vacancy new to every subscriber: never change what is expected here.
func TestIdentitiesNeverChange(t *testing.T) {
	for _, c := range []struct {
		name   string
		advert Advert
		want   Identity
	}{
		{"a system's own key", Advert{Source: "lewisham", Key: "oracle:9771"}, Identity{ID: "0fde2e30-f3e4-55a2-9d6a-7b9e5d98a4e4", Key: "oracle:9771"}},
		{"the key before the reference and the address", Advert{Source: "lewisham", Key: "oracle:9771", Reference: "LEW-1", URL: "https://x.example/9"}, Identity{ID: "0fde2e30-f3e4-55a2-9d6a-7b9e5d98a4e4", Key: "oracle:9771"}},
		{"another source's same key", Advert{Source: "barnet", Key: "oracle:9771"}, Identity{ID: "b46b5b81-e057-56c2-b59e-1a06ee43d339", Key: "oracle:9771"}},
		{"a printed reference", Advert{Source: "lewisham", Reference: "CYP / 25 - 118"}, Identity{ID: "d501a3e0-b91a-592e-a1f2-7b21cbeae14e", Key: "ref:cyp/25-118"}},
		{"the reference printed otherwise", Advert{Source: "lewisham", Reference: " cyp/25-118 "}, Identity{ID: "d501a3e0-b91a-592e-a1f2-7b21cbeae14e", Key: "ref:cyp/25-118"}},
		{"a path, marked weak", Advert{Source: "lewisham", URL: "https://jobs.council.example/vacancy/social-worker-12/?utm_source=feed"}, Identity{ID: "3daa5988-0b40-591e-bcc1-81745a1cdbef", Key: "path:/vacancy/social-worker-12", Weak: true}},
		{"an adapter's own path, marked weak", Advert{Source: "lewisham", Key: "path:/vacancy/social-worker-12", URL: "https://jobs.council.example/vacancy/social-worker-12"}, Identity{ID: "3daa5988-0b40-591e-bcc1-81745a1cdbef", Key: "path:/vacancy/social-worker-12", Weak: true}},
		{"the path on another host", Advert{Source: "lewisham", URL: "https://www.council.example/vacancy/social-worker-12"}, Identity{ID: "3daa5988-0b40-591e-bcc1-81745a1cdbef", Key: "path:/vacancy/social-worker-12", Weak: true}},
		{"a path with its query", Advert{Source: "lewisham", URL: "/jobs?b=2&a=1&fbclid=x"}, Identity{ID: "40b7fd52-e3e7-57b6-bf68-ed2edb3616ae", Key: "path:/jobs?a=1&b=2", Weak: true}},
		{"none of the three", Advert{Source: "lewisham", Title: "Social Worker"}, Identity{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Identify(c.advert); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestWordingIsNoPartOfIdentity(t *testing.T) {
	a := Advert{Source: "lewisham", Key: "oracle:9771", Title: "Social Worker", Closing: "1 May"}
	b := Advert{Source: "lewisham", Key: "oracle:9771", Title: "Senior Social Worker", Closing: "1 June", URL: "https://other.example/"}
	if Identify(a) != Identify(b) {
		t.Error("one source and key gave two identities")
	}
}
