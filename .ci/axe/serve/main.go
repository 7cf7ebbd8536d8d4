// Serve shows the hand-made ledger of the site's tests, for looking at every
// page and state in a browser. Usage: go run ./.ci/axe/serve [address]
package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"vacancies/feeds/site"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
)

func main() {
	address := "127.0.0.1:8034"
	if len(os.Args) > 1 {
		address = os.Args[1]
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	c := webtest.Config()
	c.Site.BaseURL = "http://" + listener.Addr().String()
	s, err := web.New(web.Options{Ledger: webtest.Sample(), Config: c, Now: func() time.Time { return webtest.Now },
		LookAgain: func(string) error { return nil }, Version: "a look",
		Agent: site.Agent{UserAgent: "vacancies/look (+" + c.Site.BaseURL + "/crawler)", Token: "vacancies"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Site.BaseURL)
	log.Fatal(web.HTTPServer(s).Serve(listener))
}
