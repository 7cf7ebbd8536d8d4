package role

// CertainlyOut reports whether a list row is out of scope whatever its page
// may say, by its title and department alone: its page need not be opened. A
// title that is empty, or names any post or service that a text could make
// social work, is never certain.
func CertainlyOut(title, department string) bool {
	r := &reader{
		cues:  loaded(),
		title: newField("title", title),
		dept:  newField("department", department),
		body:  lazily("description", "", ""),
	}
	if len(r.title.words) == 0 {
		return false
	}
	r.roles = postWords(r.cues.role.find(&r.title))
	if scope, _, _ := r.scope(); scope != Out {
		return false
	}
	names, depts := r.groups(&r.title), r.groups(&r.dept)
	if names.adultBest == outright && names.childBest == 0 && depts.childBest == 0 {
		return true
	}
	_, out := r.role("out")
	_, socialWorker := r.role("registered")
	return out && !socialWorker || !r.open()
}

// open reports whether a text could still bring the post into scope.
func (r *reader) open() bool {
	for _, h := range r.roles {
		if h.cue.code != "outside" {
			return true
		}
	}
	both := client{group: child}
	if kind, _ := r.service(&r.title, both); kind != "" && kind != "other" {
		return true
	}
	if _, ok := r.team(both); ok {
		return true
	}
	return len(r.cues.role.find(&r.dept)) > 0
}
