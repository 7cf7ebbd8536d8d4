package probe

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// vendors are the domains of recruitment systems (platforms.md, sections 1 to 16).
var vendors = []string{
	"oraclecloud.com", "tribepad-gro.com", "tribepad.com", "recruitmentplatform.com", "csod.com", "tal.net",
	"jobtrain.co.uk", "successfactors.eu", "successfactors.com", "myworkdayjobs.com", "webitrent.com",
	"people-first.com", "engageats.co.uk", "current-vacancies.com", "networxrecruitment.com", "eploy.net",
	"eploy.co.uk", "livevacancies.co.uk", "vacancy-filler.co.uk", "hireserve.com", "greenhouse.io", "smartrecruiters.com",
}

// boards are sites that carry the adverts of many employers: what stands there is
// on nobody's own domain.
var boards = []string{
	"lgjobs.com", "jobsgopublic.com", "indeed.com", "reed.co.uk", "totaljobs.com", "theguardian.com", "linkedin.com",
	"communitycare.co.uk", "civilservicejobs.service.gov.uk", "jobs.nhs.uk", "tes.com",
}

// Vendor reports whether a host belongs to a known recruitment system.
func Vendor(host string) bool {
	return under(vendors, host)
}

// under reports whether a host is one of some domains or below one.
func under(domains []string, host string) bool {
	host = strings.ToLower(host)
	return slices.ContainsFunc(domains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}

// Hosts are the vendors' domains, which a probe may enter when a page links to them.
func Hosts() []string {
	var hosts []string
	for _, v := range vendors {
		hosts = append(hosts, v, "*."+v)
	}
	return hosts
}

// Organisation are the hosts under the registered domain of an address.
func Organisation(raw string) []string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	hosts := []string{u.Host}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname()); err == nil && !Vendor(u.Hostname()) {
		hosts = append(hosts, domain, "*."+domain)
	}
	return hosts
}

// sameOrganisation reports whether two hosts stand under one registered domain.
func sameOrganisation(a, b string) bool {
	if a == b {
		return true
	}
	da, errA := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(a))
	db, errB := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(b))
	return errA == nil && errB == nil && da == db
}
