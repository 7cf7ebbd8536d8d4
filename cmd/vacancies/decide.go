package main

import (
	"context"
	"fmt"
	"os/user"
	"strings"
	"text/tabwriter"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// ruling are the flags of a command by which a person rules on something.
type ruling struct {
	settings
	by, why string
	json    bool
}

const decideHelp = `KIND is one of
  scope TARGET in|related|out   what the post is; "" takes the ruling back
  merge TARGET INTO             two vacancies are one
  split TARGET                  an advert or merged vacancy is one of its own
  hide TARGET FIELD [show]      a field is not shown; "show" takes the ruling back
  approve SOURCE                what is withheld of a source is right
  refuse SOURCE                 what is withheld of a source is wrong
  erase TARGET                  every trace goes; ids and numbers stay
TARGET is the id of a vacancy or advert; a row that is left out can be erased by its address too.
What was erased is in older copies (backup) until they are deleted; restore takes it out again.
`

// decide is `vacancies decide`: a person's ruling, which beats the rules.
func decide(ctx context.Context, c call) int {
	var f ruling
	fs := newFlags(c.name)
	f.dataFlag(fs)
	fs.StringVar(&f.by, "by", "", "who decides")
	fs.StringVar(&f.why, "why", "", "why, in a sentence that may be shown to the borough")
	args, code, ok := c.parse(fs, 2, 4)
	if !ok {
		if code == exitOK {
			fmt.Fprint(c.out, decideHelp)
		}
		return code
	}
	d, err := decisionOf(args, f)
	if err != nil {
		return complain(c.streams, "vacancies decide: %v; `vacancies decide --help` lists the rulings", err)
	}
	return c.with(ctx, f.settings, func(ctx context.Context, a *app) int {
		a.rounds.Lock()
		defer a.rounds.Unlock()
		done, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Decide(v, d, a.now())
		})
		if err != nil {
			return c.fail(err)
		}
		return c.told(done)
	})
}

// decisionOf makes a decision of what was typed.
func decisionOf(args []string, f ruling) (lifecycle.Decision, error) {
	d := lifecycle.Decision{Kind: lifecycle.DecisionKind(args[0]), Target: target(args[1]), By: f.by, Why: f.why}
	value := ""
	if len(args) > 2 {
		value = args[2]
	}
	switch d.Kind {
	case lifecycle.RuleScope:
		d.Value = value
	case lifecycle.RuleMerge:
		d.Value = target(value)
	case lifecycle.RuleHide:
		d.Field = value
		if len(args) > 3 {
			d.Value = args[3]
		}
	case lifecycle.RuleSplit, lifecycle.RuleApprove, lifecycle.RuleRefuse, lifecycle.RuleErase:
		if len(args) > 2 {
			return d, fmt.Errorf("%s takes one target", d.Kind)
		}
	default:
		return d, fmt.Errorf("there is no ruling called %q", args[0])
	}
	if strings.TrimSpace(d.By) == "" || strings.TrimSpace(d.Why) == "" {
		return d, fmt.Errorf("a ruling needs --by and --why")
	}
	return d, nil
}

// target accepts an id as feeds write it, and the address of a vacancy's page.
func target(s string) string {
	s = strings.TrimSpace(s)
	if sought, ok := normalize.NewSought(s); ok && sought.ID != strings.ToLower(s) {
		return sought.ID
	}
	return s
}

// told says what a ruling changed.
func (c call) told(r lifecycle.Result) int {
	if len(r.Changes) == 0 {
		fmt.Fprintln(c.out, "recorded; nothing published changes")
		return exitOK
	}
	for _, change := range r.Changes {
		fmt.Fprintf(c.out, "%s %s %s %s\n", change.Kind, change.ID, change.Into, change.Reason)
	}
	return exitOK
}

// decisions is `vacancies decisions`: the rulings, oldest first.
func decisions(ctx context.Context, c call) int {
	var f ruling
	fs := newFlags(c.name)
	f.dataFlag(fs)
	fs.BoolVar(&f.json, "json", false, "print one JSON document")
	if _, code, ok := c.parse(fs, 0, 0); !ok {
		return code
	}
	return c.with(ctx, f.settings, func(ctx context.Context, a *app) int {
		all, err := a.ledger.Decisions()
		if err != nil {
			return c.fail(err)
		}
		if f.json {
			return c.document(map[string]any{"decisions": append([]lifecycle.Decision{}, all...)})
		}
		tw := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "id\twhen\tkind\ttarget\tvalue\tby\twhy")
		for _, d := range all {
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", d.ID, d.At.In(londonZone).Format("2006-01-02 15:04"),
				d.Kind, d.Target, strings.TrimSpace(d.Field+" "+d.Value), d.By, d.Why)
		}
		tw.Flush()
		return exitOK
	})
}

// accept is `vacancies accept`: a person confirms a source that was found by
// `platform: auto`; it is published from then on.
func accept(ctx context.Context, c call) int {
	var f ruling
	fs := newFlags(c.name)
	f.dataFlag(fs)
	fs.StringVar(&f.by, "by", loginName(), "who accepts it")
	args, code, ok := c.parse(fs, 1, 1)
	if !ok {
		return code
	}
	c.args = append([]string{"--by", f.by}, c.args...) // who types it, not who holds the folder
	return c.with(ctx, f.settings, func(ctx context.Context, a *app) int {
		a.rounds.Lock()
		defer a.rounds.Unlock()
		done, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Accept(v, args[0], f.by, a.now())
		})
		if err != nil {
			return c.fail(err)
		}
		return c.told(done)
	})
}

func loginName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
