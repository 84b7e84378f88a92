package podtemplate

import (
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// ForLabel returns the templates that serve a job with this label expression,
// in the order in which the plugin tries them. An empty expression is that of a
// job without a label, which only templates of mode [NodeUsageNormal] serve.
func (r Registry) ForLabel(expression string) ([]PodTemplate, error) {
	e := strings.TrimSpace(expression)
	var match func(labels []string) bool
	if e != "" {
		p := labelParser{rest: e}
		match = p.iff()
		if p.space(); p.err == "" && p.rest != "" {
			p.err = "unexpected " + p.rest
		}
		if p.err != "" {
			return nil, &Error{Kind: fieldpath.Invalid, Value: expression, Detail: "not a label expression: " + p.err}
		}
	}
	var out []PodTemplate
	for _, t := range r.Templates {
		if e == "" && t.NodeUsageMode == NodeUsageNormal || e != "" && match(atoms(t.Label)) {
			out = append(out, t)
		}
	}
	return out, nil
}

// atoms splits a template's label.
func atoms(label string) []string {
	var out []string
	for _, a := range strings.Fields(label) {
		out = append(out, strings.Trim(a, `"`))
	}
	return out
}

// labelParser parses Jenkins' label expressions: names, ! && || -> <-> and
// parentheses, the tightest first.
type labelParser struct {
	rest string
	err  string
}

func (p *labelParser) space() { p.rest = strings.TrimLeft(p.rest, " \t\n") }

func (p *labelParser) accept(token string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, token)
	if ok {
		p.rest = rest
	}
	return ok
}

type labelMatch = func(labels []string) bool

func (p *labelParser) binary(token string, next func() labelMatch, f func(a, b bool) bool) labelMatch {
	a := next()
	for p.accept(token) {
		left, right := a, next()
		a = func(l []string) bool { return f(left(l), right(l)) }
	}
	return a
}

func (p *labelParser) iff() labelMatch {
	return p.binary("<->", p.implies, func(a, b bool) bool { return a == b })
}

func (p *labelParser) implies() labelMatch {
	return p.binary("->", p.or, func(a, b bool) bool { return !a || b })
}

func (p *labelParser) or() labelMatch {
	return p.binary("||", p.and, func(a, b bool) bool { return a || b })
}

func (p *labelParser) and() labelMatch {
	return p.binary("&&", p.not, func(a, b bool) bool { return a && b })
}

func (p *labelParser) not() labelMatch {
	switch {
	case len(p.rest) > maxLabelExpression:
		p.err, p.rest = "too long", ""
	case p.accept("!"):
		inner := p.not()
		return func(l []string) bool { return !inner(l) }
	case p.accept("("):
		inner := p.iff()
		if !p.accept(")") && p.err == "" {
			p.err = "a parenthesis is not closed"
		}
		return inner
	}
	p.space()
	name := p.name()
	return func(l []string) bool { return slices.Contains(l, name) }
}

const maxLabelExpression = 10_000

func (p *labelParser) name() string {
	if rest, ok := strings.CutPrefix(p.rest, `"`); ok {
		name, after, closed := strings.Cut(rest, `"`)
		if !closed && p.err == "" {
			p.err = "a quote is not closed"
		}
		p.rest = after
		return name
	}
	end := strings.IndexFunc(p.rest, func(r rune) bool { return strings.ContainsRune("&|!()\" \t\n<", r) })
	if arrow := strings.Index(p.rest, "->"); arrow >= 0 && (end < 0 || arrow < end) {
		end = arrow
	}
	if end < 0 {
		end = len(p.rest)
	}
	name := p.rest[:end]
	p.rest = p.rest[end:]
	if name == "" && p.err == "" {
		p.err = "a label is missing"
	}
	return name
}
