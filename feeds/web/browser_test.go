package web_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
)

// TestPagesInARealBrowser runs axe over every page and state, in light, in dark
// and at 320 pixels, and goes from the search to the apply link by keyboard. It
// needs node, Chromium and the packages of .ci/axe (npm ci there).
func TestPagesInARealBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: a browser check is not short")
	}
	runner, err := filepath.Abs(filepath.Join("..", "..", ".ci", "axe"))
	if err != nil {
		t.Fatal(err)
	}
	browser := os.Getenv("CHROMIUM")
	if browser == "" {
		browser = "/usr/bin/chromium"
	}
	node, nodeErr := exec.LookPath("node")
	for what, err := range map[string]error{"node": nodeErr, "Chromium at " + browser: exists(browser), "the packages of .ci/axe": exists(filepath.Join(runner, "node_modules", "axe-core"))} {
		if err != nil {
			t.Skipf("skipped: the browser checks need %s, which is not here (%v)", what, err)
		}
	}
	h := newHarness(t)
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	sample := newHarness(t, func(o *web.Options) { o.Config.Site.BaseURL = base })
	server.Config.Handler = sample
	server.Start()
	defer server.Close()
	pages := append(h.pages(), "/vacancies?pay_min=lots&borough=atlantis&stage=king", "/nothing",
		"/vacancies/"+feedstest.ID(webtest.Pruned), "/vacancies/"+feedstest.ID(webtest.Held),
		"/boroughs/sutton", "/boroughs/newham/mirror", "/boroughs/sutton/mirror", "/boroughs/camden/mirror?find=never+seen",
		"/boroughs/hackney/mirror?find=class+teacher", "/boroughs/hackney/mirror?group=left-out", "/vacancies?visa=yes&unstated=visa&sort=closing&added=14&closing=30")
	cmd := exec.CommandContext(t.Context(), node, append([]string{"run.mjs", base}, pages...)...)
	cmd.Dir = runner
	cmd.Env = append(os.Environ(), "CHROMIUM="+browser)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the browser found faults (%v):\n%s", err, out)
	}
}

func exists(path string) error {
	_, err := os.Stat(path)
	return err
}
