package probe

import (
	"regexp"
)

// signature is the weight from which a sign alone tells the system.
const signature = 60

// rule says what one sign tells. Addresses in list and options may use the
// pattern's groups; {here} is the page the sign stands on, {parent} the folder
// it is in, {origin} its scheme and host.
type rule struct {
	platform string
	kind     signKind
	pattern  *regexp.Regexp
	list     string
	options  map[string]string
	weight   int
	why      string
}

const anyAddress = address | resource | attribute

func rx(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + s) }

// rules are what the systems' addresses and markup look like; the sections are
// those of the platform notes on which each adapter rests.
var rules = []rule{
	// 8. Oracle Recruiting Cloud
	{"oracle", anyAddress, rx(`(https?://[^/"]+)/hcmUI/CandidateExperience/([a-z-]+)/sites/([^/?#"]+)`),
		"$1/hcmUI/CandidateExperience/$2/sites/$3/jobs", map[string]string{"site": "$3"}, 90, "an Oracle Recruiting careers address"},
	// 4. Tribepad
	{"tribepad", anyAddress, rx(`(https?://[^/"]+)/(?:v2/job/search|members/modules/job/|members/\?j=|members/modules/)`),
		"$1/v2/job/search", nil, 85, "a Tribepad address"},
	{"tribepad", anyAddress, rx(`(https?://[^/"]+)/jobs/job/[^/"]+/\d+`), "$1/jobs/search", nil, 65, "a Tribepad classic advert"},
	// Other systems have such a path too.
	{"tribepad", anyAddress, rx(`(https?://[^/"]+)/jobs/search(?:/-1/\d+)?/?(?:[?#]|$)`), "$1/jobs/search", nil, 45, "a Tribepad classic address"},
	{"tribepad", markup, rx(`^tribepad results$`), "{here}", nil, 80, "Tribepad's markup"},
	// 5. TalentLink
	{"talentlink", anyAddress, rx(`(https?://[^/"]+)/syndicated/lay/(?:lay|js)[a-z]+\.cfm\?(?:[^"#\s]*&)?ID=([A-Z0-9]+)[^"#\s]*?mask=([a-z0-9_]+)`),
		"$1/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=$2&mask=$3&pagenum=1&Resultsperpage=10&lg=UK",
		map[string]string{"tenant": "$2", "mask": "$3"}, 90, "a TalentLink widget"},
	// The widget's own links stand on the page that shows it, without its host.
	{"talentlink", anyAddress, rx(`/jsoutputinitrapido\.cfm\?(?:[^"#\s]*&)?ID=([A-Z0-9]+)[^"#\s]*?mask=([a-z0-9_]+)`),
		"https://emea3.recruitmentplatform.com/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=$1&mask=$2&pagenum=1&Resultsperpage=10&lg=UK",
		map[string]string{"tenant": "$1", "mask": "$2"}, 75, "a TalentLink widget's link"},
	{"talentlink", markup, rx(`^talentlink results$`), "{here}", nil, 65, "TalentLink's markup"},
	// 3. Eploy
	{"eploy", anyAddress, rx(`(https?://[^/"]+)/(?:feeds/datafeed\.ashx|vacancy-search-results\.aspx|vacancy-apply\.aspx|vacancies/\d+/[^"]+\.html)`),
		"$1/feeds/datafeed.ashx?Format=xml", nil, 85, "an Eploy address"},
	{"eploy", markup, rx(`^eploy results$`), "{origin}/feeds/datafeed.ashx?Format=xml", nil, 80, "Eploy's markup"},
	// 1. Oleeo
	{"oleeo-feed", anyAddress | feedLink, rx(`(https?://[^/"\s]+/vx/(?:[^"\s?#]*/)?candidate/jobboard/vacancy/\d+/feed(?:/structured)?)`),
		"$1", nil, 95, "an Oleeo board's own feed"},
	{"oleeo-feed", markup, rx(`^\s*(?:<\?xml[^>]*>)?\s*<feed\b[\s\S]*?https?://[^/"\s<]+/vx/[^"\s?#<]*candidate/jobboard/vacancy/\d+/`), "{here}", nil, 80, "an Oleeo board's own feed"},
	{"oleeo-board", anyAddress, rx(`(https?://[^/"]+)/(?:vx/)?(?:[^"\s?#]*/)?candidate/jobboard/vacancy/(\d+)(?:/adv)?`),
		"$1/candidate/jobboard/vacancy/$2/adv/", nil, 85, "an Oleeo board"},
	{"oleeo-board", markup, rx(`^oleeo results$`), "{here}", nil, 70, "Oleeo's markup"},
	// 2. Jobtrain
	{"jobtrain", anyAddress, rx(`(https?://www\.jobtrain\.co\.uk/[^/"?#]+)/(?:Home|Job)/`), "$1/Home/Job", nil, 90, "a Jobtrain address"},
	{"jobtrain", anyAddress, rx(`(https?://[^/"]+)/(?:Home/(?:Job|_JobCard)|Job/JobDetail)\b`), "$1/Home/Job", nil, 80, "a Jobtrain route"},
	{"jobtrain", markup, rx(`^jobtrain cards$`), "{here}", nil, 80, "Jobtrain's markup"},
	// 9. SAP SuccessFactors
	{"successfactors", anyAddress, rx(`(https?://[^/"]*successfactors\.(?:eu|com))/career\?(?:[^"#\s]*&)?(?:company|career_company)=([A-Za-z0-9_]+)`),
		"$1/career?company=$2&career_ns=job_listing_summary&resultType=XML", map[string]string{"company": "$2"}, 90, "a SuccessFactors career address"},
	{"successfactors", anyAddress, rx(`(https?://[^/"]+)/career\?(?:[^"#\s]*&)?company=([A-Za-z0-9_]+)[^"#\s]*&career_ns=job_listing`),
		"$1/career?company=$2&career_ns=job_listing_summary&resultType=XML", map[string]string{"company": "$2"}, 80, "a SuccessFactors job listing"},
	{"successfactors", markup, rx(`^successfactors results$`), "{here}", nil, 85, "SuccessFactors's markup"},
	{"successfactors", resource, rx(`https?://[^/"]*(?:rmkcdn\.successfactors\.com|jobs2web\.com)`), "{origin}/search/", nil, 70, "SuccessFactors's scripts"},
	// 6. MHR iTrent
	{"itrent", anyAddress, rx(`(https?://[^/"]+/[^/"]*_webrecruitment/wrd/run/)ETREC\d+GF\.open\?(?:[^"#\s]*&)?WVID=([A-Za-z0-9]+)`),
		"${1}ETREC179GF.open?WVID=$2", nil, 90, "an iTrent vacancy address"},
	{"itrent", anyAddress, rx(`(https?://[^/"]+/[^/"]*_webrecruitment/wrd/run/)etrec\d+gf\.open$`),
		"${1}etrec002gf.open", nil, 80, "an iTrent address"},
	// 10. Workday
	{"workday", anyAddress, rx(`(https?://[^/"]+\.myworkdayjobs\.com)/(?:wday/cxs/[^/"]+/)?(?:[a-z]{2}-[A-Z]{2}/)?([A-Za-z0-9_-]+)`),
		"$1/$2", nil, 90, "a Workday address"},
	{"workday", anyAddress, rx(`(https?://[^/"]+)/wday/cxs/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)`),
		"$1/$3", map[string]string{"tenant": "$2", "site": "$3"}, 90, "a Workday resource"},
	// 12. Hireserve
	{"hireserve", markup, rx(`^hireserve site (\d+)$`),
		"{origin}/utf8/ic_job_feeds.feed_engine?p_web_site_id=$1&p_published_to=WWW&p_language=DEFAULT&p_direct=Y&p_format=MOBILE&p_include_exclude_from_list=N&p_search=&p_summary=Y",
		map[string]string{"site": "$1"}, 85, "Hireserve's site number"},
	// 17. A council's own pages
	{"wordpress", address, rx(`(https?://[^/"]+)/job-search/(?:page/\d+/)?(?:[?#]|$)`), "$1/job-search/", nil, 55, "a WordPress job board's address"},
	{"localgov-drupal", markup, rx(`^localgov job vacancies$`), "{here}", nil, 85, "LocalGov Drupal's job vacancies"},
	{"localgov-drupal", markup, rx(`^localgov job vacancy$`), "{parent}", nil, 70, "one of LocalGov Drupal's job vacancies"},
	// 13, 14 and others: feeds, where the page itself names them as vacancies
	{"feed", feedLink, rx(`^(https?://\S+) .*\b(?:jobs?|vacanc)`), "$1", nil, 50, "a feed the page offers"},
	{"feed", anyAddress, rx(`(https?://[^/"]+/(?:CustomVacanciesFeed\.ashx|RSSFeeds/Vacancies/[^\s"#]+))`), "$1", nil, 75, "a vacancy feed's address"},
	{"feed", markup, rx(`^\s*(?:<\?xml[^>]*>)?\s*<(?:rss|feed)\b`), "{here}", nil, 45, "the page is itself a feed"},
	// A list is known by its links; that its adverts carry a JobPosting shows when they are tried.
	{"jobposting", markup, rx(`^links to adverts: \d+$`), "{here}", nil, 40, "a page of links to adverts"},
	{"jobposting", markup, rx(`^jobposting list$`), "{here}", nil, 50, "several job adverts marked up in the page"},
	{"jobposting", markup, rx(`^jobposting markup$`), "{here}", nil, 20, "a job advert marked up in the page"},
}
