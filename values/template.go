package values

import (
	"errors"
	"strings"

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
	if !tpl {
		if live.Has(s) {
			return nil, errors.New("the chart does not pass this value through tpl, nor does Jenkins resolve variables in it: an expression can't be live here")
		}
		return append(dst, s...), nil
	}
	if !live.Has(s) {
		return appendLiteral(dst, s, false), nil
	}
	text := "" // literal text not yet written
	for p := range live.Parts(s) {
		switch {
		case p.Language == 0 && live.Has(p.Text):
			return nil, errors.New("the text holds half of an expression: it was cut in two")
		case p.Language == 0:
			text += p.Text
		case p.Language == live.Template && live.Has(p.Text):
			return nil, errors.New("an expression in an expression")
		case p.Language == live.Template && strings.Contains(p.Text, "}}"):
			return nil, errors.New("an expression that holds }}")
		case p.Language == live.Template:
			dst = appendLiteral(dst, text, true)
			dst, text = append(dst, "{{ "+p.Text+" }}"...), ""
		default:
			return nil, errors.New("a variable of JCasC can't be live here")
		}
	}
	return appendLiteral(dst, text, false), nil
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
