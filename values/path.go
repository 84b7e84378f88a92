package values

import (
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Path is the place of a value: the keys that lead to it. A list is one value;
// no path leads into it.
type Path []string

// ParsePath reads a path as controller.image.tag. A key that is no plain word
// stands in brackets, as in controller.ingress.annotations[kubernetes.io/tls-acme],
// and in double quotes there if it has a bracket or a quote of its own. The empty
// text is the path of the whole.
func ParsePath(s string) (Path, error) {
	var p Path
	bad := func(detail string) (Path, error) {
		return nil, &Error{Kind: fieldpath.Invalid, Value: s, Detail: detail}
	}
	for rest := s; rest != ""; {
		switch {
		case strings.HasPrefix(rest, `["`):
			quoted, err := strconv.QuotedPrefix(rest[1:])
			if err != nil || !strings.HasPrefix(rest[1+len(quoted):], "]") {
				return bad(`a key in quotes ends in "]`)
			}
			key, err := strconv.Unquote(quoted)
			if err != nil {
				return bad(err.Error())
			}
			p, rest = append(p, key), rest[len(quoted)+2:]
		case rest[0] == '[':
			key, after, ok := strings.Cut(rest[1:], "]")
			if !ok {
				return bad("a bracket that is not closed")
			}
			p, rest = append(p, key), after
		default:
			end := strings.IndexAny(rest, ".[]")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 {
				return bad("a key is missing")
			}
			p, rest = append(p, rest[:end]), rest[end:]
		}
		if rest == "" {
			break
		}
		switch {
		case rest[0] == '.' && len(rest) > 1 && rest[1] != '[' && rest[1] != '.':
			rest = rest[1:]
		case rest[0] == '[':
		default:
			return bad("after a key comes a dot and a key, or a bracket")
		}
	}
	return p, nil
}

// String returns the path as [ParsePath] reads it.
func (p Path) String() string {
	var b strings.Builder
	for i, key := range p {
		switch {
		case key != "" && !strings.ContainsAny(key, ".[]\""):
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(key)
		case strings.ContainsAny(key, "]\""):
			b.WriteString("[" + strconv.Quote(key) + "]")
		default:
			b.WriteString("[" + key + "]")
		}
	}
	return b.String()
}

// with returns the path of key below p.
func (p Path) with(key string) Path { return append(p[:len(p):len(p)], key) }
