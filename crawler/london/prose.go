package london

// The words of adverts. {employer}, {authority} and {area} are filled in; so
// are {name}, {first}, {email}, {mobile} and {phone} of an invented person, so
// that there is somebody to be taken out before anything is published.

// openings are how an advert starts, in several voices.
var openings = []string{
	"Children in {authority} tell us they want a worker who stays. That is what we are building: steady teams, sensible numbers, managers who read your work.",
	"{employer} is looking for somebody who would rather knock on a door than send an email.",
	"Come and do the job you trained for. At {employer} we have spent three years taking away forms, and we are not finished.",
	"We are a small service in a busy place. Everyone knows everyone, and the Director's door is not a figure of speech.",
	"{employer} was inspected in the spring and judged to be good, with leadership named as a strength. We know what is left to do and would like your help with it.",
	"This is a new post in a team that has grown because it works.",
	"Our {area} office overlooks the bus station, the market and, on a clear day, most of the families we work with.",
	"If you have ever thought that there must be a better way to run a service, we would like to hear it at interview.",
	"{authority} is young, crowded, generous and loud. So are our teams.",
	"We do not promise an easy job. We do promise supervision every month, a laptop that starts and a chair of your own.",
}

// abouts are how some employers begin every advert of theirs, whatever the post.
var abouts = []string{
	"{employer} is one of the oldest employers in {authority}, and means to be one of the kindest. We plan in the open, spend with care and answer letters within the week.",
	"{authority} is where market traders, students and three generations of the same street live side by side. Whatever you do for {employer}, you do it for all of them.",
	"", "",
}

// plainOpenings begin the posts that have nothing to do with children.
var plainOpenings = []string{
	"{employer} serves a quarter of a million people and employs some of the best of them.",
	"Join a council that is changing how it works, and would like you to help.",
	"A good post in a friendly team has come free in {authority}.",
	"We keep {authority} going every day of the year. This is one of the jobs by which we do it.",
}

// registered say what a post in scope asks for.
var registered = []string{
	"You hold a recognised social work qualification and are registered with Social Work England.",
	"Registration with Social Work England is essential, as is work with children and families since you qualified.",
	"You will be qualified in social work with current Social Work England registration, and ready to learn in public.",
	"You will need a social work degree (or an older equal of it), your registration with Social Work England, and two years of statutory work with children.",
}

// newlyQualified say what a first post asks for.
var newlyQualified = []string{
	"You have qualified as a social worker within the last eighteen months, or will by the summer, and have applied to Social Work England for registration.",
	"We welcome newly qualified social workers: your assessed and supported year starts on your first day.",
}

// inTraining say what a student post asks for.
var inTraining = []string{
	"You need five good GCSEs or their equal, some time spent with children, and the wish to become a social worker.",
	"You are studying social work, or about to; your place leads to registration with Social Work England.",
}

// unregistered say what a related post asks for.
var unregistered = []string{
	"A degree is welcome and not required; two years with families in any setting are.",
	"You may come from schools, youth work, nursing or your own life. You do not need to be a social worker.",
	"A level 3 qualification in work with children, or the experience that equals it, will do.",
}

// anyone say what the other posts ask for.
var anyone = []string{
	"You know your trade, keep your word and write plainly.",
	"We ask for some experience, good sense and a liking for people.",
	"A relevant qualification helps. Willingness to learn helps more.",
}

// adultsRegistered say what adult social work posts ask for.
var adultsRegistered = []string{
	"You are a registered social worker with experience of the Care Act and of work with adults.",
}

// benefits are what the employer offers; an advert lists a few of them.
var benefits = []string{
	"thirty-one days of leave and a day for your birthday",
	"hybrid working, with two days a week among colleagues",
	"membership of the local government pension scheme",
	"a season ticket loan and a cycle scheme",
	"a place on our leadership course after a year",
	"a sabbatical of six weeks after five years",
	"free entry to the borough's pools and gyms",
	"an interest-free loan towards a rental deposit",
	"a research day each term with a partner university",
	"on-site nursery places at cost",
	"a wellbeing line that answers at night",
}

// practiceBenefits are offered with the posts in scope.
var practiceBenefits = []string{
	"clinical supervision in small groups",
	"fees for your Social Work England registration paid by us",
	"reflective hours in every week's diary",
	"a cap on caseloads, kept in writing",
}

// visas say whether a visa can be sponsored; many adverts say nothing.
var visas = []string{
	"We can sponsor a Skilled Worker visa for this post.",
	"We are not able to sponsor visas for this post.",
	"", "",
}

// contacts end an advert with somebody to ask.
var contacts = []string{
	"For an informal talk ring {name} on {mobile} or write to {email}.",
	"Questions? {name}, who manages the team, is glad to hear from you: {email}, {phone}.",
	"To find out more, contact {name} ({email}). Please do not send CVs.",
	"{name} will happily show you round. Call {phone}, or text {mobile} and ask for {first}.",
	"Visits are welcome: please arrange one with {name}, Service Lead, on {mobile}.",
}

// safeguarding stands word for word under many adverts of an employer.
var safeguarding = []string{
	"{employer} is committed to keeping children and adults safe from harm and expects everybody who works here to share that commitment. An enhanced check by the Disclosure and Barring Service is made before anyone starts.",
	"Safeguarding is everyone's business at {employer}. This post needs an enhanced DBS check, two references that we will speak to in person, and proof of your right to work.",
}

// equality is the other paragraph that every advert of an employer repeats.
var equality = []string{
	"We want our staff to be as varied as {authority} is. Anyone who is disabled and meets the essential points of the specification is offered an interview.",
	"{employer} welcomes people of every background, and will change how we interview you if that helps you to show your best.",
}

// people are invented; telephone numbers are from the ranges Ofcom keeps for fiction.
var people = []string{
	"Oluwaseun Brackley", "Marta Fenwright", "Dilys Okonjo", "Tariq Meadowcroft", "Hannah Vosper", "Rajveer Stannage",
	"Nuala Pettifer", "Kwabena Thirlwell", "Zofia Lambourne", "Ines Cattermole", "Gethin Adeyinka", "Priya Holroyd-Bell",
	"Sorcha Wainfleet", "Emeka Tansley", "Bronwen Castellan", "Yusuf Garrowby", "Leonie Trevanion", "Mihail Oxenbury",
	"Farida Stillwater", "Cormac Penhallow", "Adaeze Winterbourne", "Jolanta Marsh-Reid", "Samir Ravensdale", "Efua Collinge",
}

// headings name an advert's parts; each site keeps to one set.
var headings = [][4]string{
	{"About us", "The role", "About you", "What we offer"},
	{"Who we are", "What you will do", "What you will bring", "In return"},
	{"Our service", "Your job", "Your experience", "Benefits"},
}
