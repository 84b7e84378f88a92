package values

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Template returns a string that is the Go template expression expr, to be
// executed by Helm when it renders the chart: Template(".Release.Name") is
// {{ .Release.Name }}. Such a string can be concatenated and formatted like any
// other. It may stand where the chart passes a value through tpl.
func Template(expr string) string { return live.Mark(live.Template, expr) }

// appendText appends the spelling of s in a values file. Where the chart runs tpl
// over it, each {{ of literal text becomes an action that prints it. The action
// holds no quotes and no blanks, so that it survives being written as YAML before
// tpl runs, which is what the chart does with whole objects.
func appendText(dst []byte, s string, tpl bool) ([]byte, error) {
	if !live.Has(s) {
		if tpl {
			return appendLiteral(dst, s, false), nil
		}
		return append(dst, s...), nil
	}
	text := "" // literal text not yet written
	for p := range live.Parts(s) {
		switch {
		case p.Language == 0 && live.Has(p.Text):
			return nil, errors.New("the text holds half of an expression: it was cut in two")
		case p.Language == 0:
			text += p.Text
		case p.Language != live.Template:
			return nil, errors.New("a variable of JCasC can't be live here: Jenkins does not resolve variables in this value")
		case !tpl:
			return nil, errors.New("the chart does not pass this value through tpl: an expression can't be live here")
		case live.Has(p.Text):
			return nil, errors.New("an expression in an expression")
		default:
			spelled := spellAction(p.Text)
			if end := actionEnd(spelled); end != len(spelled) {
				return nil, fmt.Errorf("%s is not one template expression", spelled)
			}
			dst = appendLiteral(dst, text, true)
			dst, text = append(dst, spelled...), ""
		}
	}
	return appendLiteral(dst, text, false), nil
}

// spellAction returns an expression between its braces. An expression that begins
// with a hyphen and a blank trims what stands before it.
func spellAction(expr string) string {
	before, after := "{{ ", " }}"
	if strings.HasPrefix(expr, "- ") {
		before = "{{"
	}
	if strings.HasSuffix(expr, " -") {
		after = "}}"
	}
	return before + expr + after
}

// appendLiteral appends s so that a template prints it. With action an action
// follows, whose braces one at the end of s must not join.
func appendLiteral(dst []byte, s string, action bool) []byte {
	for {
		before, after, found := strings.Cut(s, "{{")
		if !found {
			break
		}
		dst = append(dst, before...)
		dst = append(dst, "{{`{{`}}"...)
		s = after
	}
	if before, ok := strings.CutSuffix(s, "{"); ok && action {
		return append(append(dst, before...), "{{`{`}}"...)
	}
	return append(dst, s...)
}

// parseTemplate is the reverse of appendText where the chart runs tpl.
func parseTemplate(s string) string {
	var out strings.Builder
	for rest := s; ; {
		before, _, found := strings.Cut(rest, "{{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		rest = rest[len(before):]
		end := actionEnd(rest)
		if end < 0 {
			return s // Helm can't read it either
		}
		expr := rest[2 : end-2]
		if literal, ok := printed(strings.TrimSpace(expr)); ok {
			out.WriteString(literal)
		} else {
			out.WriteString(Template(strings.TrimSpace(expr)))
		}
		rest = rest[end:]
	}
}

// printed returns the text that an action prints which is no more than a string.
func printed(expr string) (string, bool) {
	if expr == "" || expr[0] != '`' && expr[0] != '"' {
		return "", false
	}
	text, err := strconv.Unquote(expr)
	return text, err == nil
}

// actionEnd returns where the action that s begins with ends; -1 for nowhere.
func actionEnd(s string) int {
	for i := 2; i < len(s); i++ {
		switch s[i] {
		case '}':
			if strings.HasPrefix(s[i:], "}}") {
				return i + 2
			}
		case '`':
			n := strings.IndexByte(s[i+1:], '`')
			if n < 0 {
				return -1
			}
			i += n + 1
		case '"', '\'':
			quote := s[i]
			for i++; i < len(s) && s[i] != quote; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		case '/':
			if strings.HasPrefix(s[i:], "/*") {
				n := strings.Index(s[i:], "*/")
				if n < 0 {
					return -1
				}
				i += n + 1
			}
		}
	}
	return -1
}

// spellCasc returns s as it has to stand where Jenkins resolves variables.
func spellCasc(s string) (string, error) { return casc.EscapeText(s) }

// parseText is the reverse of what becomes of a string in a field tagged tpl or
// casc.
func parseText(s string, tpl, variables bool) string {
	if tpl {
		s = parseTemplate(s)
	}
	if variables {
		s = casc.ParseText(s)
	}
	return s
}
