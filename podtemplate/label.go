package podtemplate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// ForLabel returns the templates that serve a job with this label expression,
// in the order in which the plugin tries them: the first that has room starts. An
// empty expression is that of a job without a label, which only templates of mode
// [NodeUsageNormal] serve. A text that is no expression is an error; Jenkins would
// take it for one label.
func (r Registry) ForLabel(expression string) ([]PodTemplate, error) {
	e := strings.TrimSpace(expression)
	var match func(labels []string) bool
	if e != "" {
		p := labelParser{rest: e}
		match = p.iff()
		if p.space(); p.rest != "" {
			p.fail("unexpected " + p.rest)
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

// atoms splits a template's label at white space outside quotes, as Jenkins
// does. A backslash in quotes makes the next character plain.
func atoms(label string) []string {
	var out []string
	var atom strings.Builder
	var quote rune
	begun, escaped := false, false
	for _, r := range label {
		switch {
		case escaped:
			atom.WriteRune(r)
			escaped = false
		case quote != 0 && r == '\\':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			atom.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case strings.ContainsRune(" \t\n\r", r):
			if begun {
				out = append(out, atom.String())
			}
			atom.Reset()
			begun = false
		default:
			atom.WriteRune(r)
			begun = true
		}
	}
	if begun {
		out = append(out, atom.String())
	}
	return out
}

// labelParser parses Jenkins' label expressions: names, ! && || -> <-> and
// parentheses, the tightest first.
type labelParser struct {
	rest  string
	err   string
	depth int
}

// operators are the characters that no label has outside quotes.
const operators = "&|!<>()"

func (p *labelParser) space() { p.rest = strings.TrimLeft(p.rest, " \t") }

func (p *labelParser) accept(token string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, token)
	if ok {
		p.rest = rest
	}
	return ok
}

type labelMatch = func(labels []string) bool

// fail notes what is wrong, and reads nothing more.
func (p *labelParser) fail(why string) {
	if p.err == "" {
		p.err = why
	}
	p.rest = ""
}

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

// implies is not repeated, as (a->b)->c is not a->(b->c).
func (p *labelParser) implies() labelMatch {
	a := p.or()
	if !p.accept("->") {
		return a
	}
	b := p.or()
	return func(l []string) bool { return !a(l) || b(l) }
}

func (p *labelParser) or() labelMatch {
	return p.binary("||", p.and, func(a, b bool) bool { return a || b })
}

func (p *labelParser) and() labelMatch {
	return p.binary("&&", p.not, func(a, b bool) bool { return a && b })
}

func (p *labelParser) not() labelMatch {
	if p.accept("!") {
		inner := p.primary()
		return func(l []string) bool { return !inner(l) }
	}
	return p.primary()
}

// maxLabelDepth bounds parentheses in parentheses.
const maxLabelDepth = 1000

func (p *labelParser) primary() labelMatch {
	if p.accept("(") {
		if p.depth++; p.depth > maxLabelDepth {
			p.fail("too many parentheses in each other")
		}
		inner := p.iff()
		p.depth--
		if !p.accept(")") {
			p.fail("a parenthesis is not closed")
		}
		return inner
	}
	p.space()
	name := p.name()
	return func(l []string) bool { return slices.Contains(l, name) }
}

// quotedLabel is a label in double quotes.
var quotedLabel = regexp.MustCompile(`^"(\\[btnfr"'\\]|[^\\"\r\n])*"`)

func (p *labelParser) name() string {
	if strings.HasPrefix(p.rest, `"`) {
		name := quotedLabel.FindString(p.rest)
		if name == "" {
			p.fail("a quote is not closed")
			return ""
		}
		p.rest = p.rest[len(name):]
		return strings.NewReplacer(`\b`, "\b", `\t`, "\t", `\n`, "\n", `\f`, "\f", `\r`, "\r", `\"`, `"`, `\'`, `'`, `\\`, `\`).Replace(name[1 : len(name)-1])
	}
	end := 0
	for end < len(p.rest) && !strings.ContainsRune(operators+" \t\"'", rune(p.rest[end])) && !strings.HasPrefix(p.rest[end:], "->") {
		end++
	}
	name := p.rest[:end]
	p.rest = p.rest[end:]
	if name == "" {
		p.fail("a label is missing")
	}
	return name
}
