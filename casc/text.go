package casc

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/live"
)

// EscapeText returns s as Jenkins has to find it in a configuration file, before
// it becomes YAML: literal text is escaped so that Jenkins gets back its very
// bytes, and references are spelled out. The few references that Jenkins has no
// exact spelling for are an error.
//
// Encoding a [Document] does this by itself; the function is for text that gets
// into Jenkins' hands some other way.
func EscapeText(s string) (string, error) {
	if simple(s) {
		return s, nil
	}
	b, err := appendText(nil, s, false)
	return string(b), err
}

// simple reports whether there is nothing to escape in s, and nothing live.
func simple(s string) bool { return strings.IndexByte(s, '$') < 0 && !live.Has(s) }

// isName reports whether s is the name of a variable and cannot be anything else.
func isName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return s != ""
}

// appendText appends the spelling of s. It is the Text option that a document is
// written with.
func appendText(dst []byte, s string, _ bool) ([]byte, error) {
	if simple(s) {
		return append(dst, s...), nil
	}
	if p, ok := live.Alone(s); ok && p.Language == live.JCasC && isName(p.Text) {
		return append(append(append(dst, "${"...), p.Text...), '}'), nil
	}
	s = plainSecrets(s)
	if hidden, restore := live.Hide(s, live.Template); hidden != s {
		// What Helm makes of an expression is text like any other; whether Helm
		// gets to see it, the encoder finds out.
		out, err := appendText(nil, hidden, false)
		return append(dst, restore.Replace(string(out))...), err
	}
	if !live.Has(s) {
		return appendLiteral(dst, s, strings.LastIndexByte(s, '}')), nil
	}
	parts := slices.Collect(live.Parts(s))
	if len(parts) == 1 && parts[0].Language == live.JCasC {
		if text, ok := strings.CutPrefix(parts[0].Text, verbatim); ok && !live.Has(text) {
			return append(dst, text...), nil
		}
	}
	start := len(dst)
	dst, err := appendParts(dst, parts)
	if err != nil {
		return nil, err
	}
	// What was written must mean what was asked for; this catches the names and
	// arguments that Jenkins would read otherwise.
	if parse(string(dst[start:])) != canonical(s) {
		return nil, fmt.Errorf("Jenkins would read %q, the spelling of this text, as something else; see casc.DecodeBase64 for text that holds a }", dst[start:])
	}
	return dst, nil
}

// plainSecrets returns s with what [Insecure] made as the literal text it is.
func plainSecrets(s string) string {
	if !strings.Contains(s, insecure) {
		return s
	}
	var b strings.Builder
	for p := range live.Parts(s) {
		if text, ok := strings.CutPrefix(p.Text, insecure); ok && p.Language == live.JCasC {
			b.WriteString(text)
		} else if p.Language == 0 {
			b.WriteString(p.Text)
		} else {
			b.WriteString(live.Mark(p.Language, p.Text))
		}
	}
	return b.String()
}

// appendParts appends literal and live parts that stand side by side.
func appendParts(dst []byte, parts []live.Part) ([]byte, error) {
	// A literal ${ is escaped if and only if a } follows it. One in a later
	// literal part counts; one in the value of a reference may or may not come.
	closeLater := make([]bool, len(parts)+1)
	for i := len(parts) - 1; i >= 0; i-- {
		closeLater[i] = closeLater[i+1] || parts[i].Language == 0 && strings.Contains(parts[i].Text, "}")
	}
	for i, p := range parts {
		switch p.Language {
		case 0:
			if live.Has(p.Text) {
				return nil, errors.New("the text holds half of a reference: it was cut in two")
			}
			last := strings.LastIndexByte(p.Text, '}')
			if closeLater[i+1] {
				last = len(p.Text)
			}
			if i+1 < len(parts) {
				if strings.HasSuffix(p.Text, "^") {
					return nil, errors.New("a ^ right before a reference would make Jenkins take the reference for text: let the variable's value begin with it")
				}
				if strings.HasSuffix(p.Text, "$") && opensBrace(parts[i+1:]) {
					return nil, errors.New("a $ and a { with a reference between them: Jenkins would take them for ${ when the reference is empty; put the $ into the variable")
				}
				if open := strings.LastIndex(p.Text, "${"); open > last {
					return nil, errors.New("a ${ that nothing closes stands before a reference: what Jenkins makes of it depends on the reference's value; put the whole text into the variable")
				}
			}
			dst = appendLiteral(dst, p.Text, last)
		case live.JCasC:
			if text, ok := strings.CutPrefix(p.Text, verbatim); ok {
				dst = append(dst, text...)
				continue
			}
			dst = append(dst, "${"...)
			var err error
			if dst, err = appendExpression(dst, p.Text, false); err != nil {
				return nil, err
			}
			dst = append(dst, '}')
		default:
			return nil, errors.New("a reference in another language than JCasC's can't be live here")
		}
	}
	return dst, nil
}

// opensBrace reports whether the first literal among parts begins with {.
func opensBrace(parts []live.Part) bool {
	i := slices.IndexFunc(parts, func(p live.Part) bool { return p.Language == 0 })
	return i >= 0 && strings.HasPrefix(parts[i].Text, "{")
}

// appendLiteral appends s with each ${ escaped that begins before offset last,
// where the last } is.
func appendLiteral(dst []byte, s string, last int) []byte {
	for {
		i := strings.Index(s, "${")
		if i < 0 || i > last {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		dst = append(dst, "^${"...)
		s = s[i+2:]
		last -= i + 2
	}
}

// appendExpression appends what stands between ${ and }: a name or lookup as it
// is, and after :- a default, which is literal text. With inside the reference is
// part of what another one is looked up by, where Jenkins takes no escapes away.
func appendExpression(dst []byte, expr string, inside bool) ([]byte, error) {
	if expr == "" {
		return nil, errors.New("a reference without a name")
	}
	head, fallback := splitDefault(expr)
	for _, p := range head {
		switch {
		case p.Language == live.JCasC && !strings.HasPrefix(p.Text, verbatim):
			dst = append(dst, "${"...)
			var err error
			if dst, err = appendExpression(dst, p.Text, true); err != nil {
				return nil, err
			}
			dst = append(dst, '}')
		case p.Language == 0 && !live.Has(p.Text):
			dst = append(dst, p.Text...)
		default:
			return nil, errors.New("a reference holds something that is neither text nor a reference")
		}
	}
	if fallback == nil {
		return dst, nil
	}
	if inside && slices.ContainsFunc(fallback, func(p live.Part) bool { return p.Language == 0 && strings.Contains(p.Text, "${") }) {
		return nil, errors.New("a ${ in the default of a reference inside another one would reach that with its escape")
	}
	return appendParts(append(dst, ":-"...), fallback)
}

// splitDefault cuts an expression at its first :-, which only counts in literal
// text. The second result is nil when there is none.
func splitDefault(expr string) (head, fallback []live.Part) {
	for p := range live.Parts(expr) {
		switch {
		case fallback != nil:
			fallback = append(fallback, p)
		case p.Language == 0 && strings.Contains(p.Text, ":-"):
			before, after, _ := strings.Cut(p.Text, ":-")
			if before != "" {
				head = append(head, live.Part{Text: before})
			}
			fallback = []live.Part{}
			if after != "" {
				fallback = append(fallback, live.Part{Text: after})
			}
		default:
			head = append(head, p)
		}
	}
	return head, fallback
}

// ParseText is the reverse of [EscapeText]: it returns the string that stands
// for text, as Jenkins finds it in a configuration file. References become such
// as [Var] makes and escaped ones become literal text; a text whose meaning
// depends on the values of variables becomes [Verbatim].
func ParseText(text string) string {
	if hidden, restore := live.Hide(text, live.Template); hidden != text {
		return restore.Replace(ParseText(hidden))
	}
	if live.Has(text) {
		return Verbatim(text)
	}
	s := parse(text)
	if back, err := appendText(nil, s, false); err != nil || string(back) != text {
		return Verbatim(text)
	}
	return s
}

// canonical returns s with the texts that were given verbatim parsed.
func canonical(s string) string {
	var b strings.Builder
	for p := range live.Parts(s) {
		switch text, ok := strings.CutPrefix(p.Text, verbatim); {
		case p.Language == 0:
			b.WriteString(p.Text)
		case ok && p.Language == live.JCasC:
			b.WriteString(parse(text))
		default:
			b.WriteString(live.Mark(p.Language, p.Text))
		}
	}
	return b.String()
}

// parse follows Jenkins through its two passes over a text. Values of variables
// are taken to be plain: no $, {, } or ^ in them.
func parse(text string) string {
	if live.Has(text) || !strings.Contains(text, "${") {
		return text
	}
	parts, rest := expand(text)
	return unescape(parts, rest)
}

// expand is the first pass: it finds the references that are live. The text that
// follows the last of them, or a ${ that is never closed, is the rest.
func expand(text string) (parts []live.Part, rest string) {
	for pos := 0; ; {
		i := strings.Index(text[pos:], "${")
		if i < 0 {
			return parts, text
		}
		open := pos + i
		if open > 0 && text[open-1] == '^' {
			pos = open + 1
			continue
		}
		end := closing(text, open+2)
		if end < 0 {
			return parts, text
		}
		if open > 0 {
			parts = append(parts, live.Part{Text: text[:open]})
		}
		parts = append(parts, live.Part{Language: live.JCasC, Text: parseExpression(text[open+2 : end])})
		text, pos = text[end+1:], 0
	}
}

// closing returns the offset of the } that closes what was opened before pos;
// -1 when there is none.
func closing(text string, pos int) int {
	for depth := 0; pos < len(text); {
		switch {
		case strings.HasPrefix(text[pos:], "${"):
			depth++
			pos += 2
			continue
		case text[pos] == '}' && depth == 0:
			return pos
		case text[pos] == '}':
			depth--
		}
		pos++
	}
	return -1
}

// parseExpression parses what stands between ${ and }.
func parseExpression(text string) string {
	parts, rest := expand(text)
	if rest != "" {
		parts = append(parts, live.Part{Text: rest})
	}
	var b strings.Builder
	for i, p := range parts {
		if p.Language != 0 {
			b.WriteString(live.Mark(p.Language, p.Text))
			continue
		}
		before, after, ok := strings.Cut(p.Text, ":-")
		b.WriteString(before)
		if !ok {
			continue
		}
		// The default goes through the second pass like the text around it.
		b.WriteString(":-")
		tail := slices.Clone(parts[i+1:])
		if len(tail) == 0 {
			b.WriteString(unescape(nil, after))
		} else {
			b.WriteString(unescape(append([]live.Part{{Text: after}}, tail...), ""))
		}
		break
	}
	return b.String()
}

// unescape is the second pass: a ^ before ${ goes, where a } follows.
func unescape(parts []live.Part, rest string) string {
	if rest != "" {
		parts = append(parts, live.Part{Text: rest})
	}
	var b strings.Builder
	for i, p := range parts {
		if p.Language != 0 {
			b.WriteString(live.Mark(p.Language, p.Text))
			continue
		}
		last := strings.LastIndexByte(p.Text, '}')
		if slices.ContainsFunc(parts[i+1:], func(later live.Part) bool {
			return later.Language == 0 && strings.Contains(later.Text, "}")
		}) {
			last = len(p.Text)
		}
		text := p.Text
		for {
			open := strings.Index(text, "^${")
			if open < 0 || open > last {
				b.WriteString(text)
				break
			}
			b.WriteString(text[:open])
			b.WriteString("${")
			text = text[open+3:]
			last -= open + 3
		}
	}
	return b.String()
}
