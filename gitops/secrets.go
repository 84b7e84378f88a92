package gitops

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

func (t *Tree) allowed(name string) bool {
	for _, pattern := range t.AllowSecrets {
		if ok, err := path.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// needle is a text that secrets of one sort hold.
type needle struct {
	text string
	what string
	// is tells whether the text around b[at:], where the needle stands, is such
	// a secret.
	is func(b []byte, at int) bool
}

var needles = []needle{
	{"-----BEGIN ", "a private key", isPrivateKey},
	{"AKIA", "an AWS access key", isToken("AKIA", 16, 16)},
	{"ASIA", "an AWS access key", isToken("ASIA", 16, 16)},
	{"ghp_", "a GitHub token", isToken("ghp_", 36, 255)},
	{"gho_", "a GitHub token", isToken("gho_", 36, 255)},
	{"ghu_", "a GitHub token", isToken("ghu_", 36, 255)},
	{"ghs_", "a GitHub token", isToken("ghs_", 36, 255)},
	{"ghr_", "a GitHub token", isToken("ghr_", 36, 255)},
	{"github_pat_", "a GitHub token", isToken("github_pat_", 22, 255)},
	{"glpat-", "a GitLab token", isToken("glpat-", 20, 255)},
	{"xoxb-", "a Slack token", isToken("xoxb-", 20, 255)},
	{"xoxp-", "a Slack token", isToken("xoxp-", 20, 255)},
	{"xapp-", "a Slack token", isToken("xapp-", 20, 255)},
	{"hooks.slack.com/services/", "a Slack webhook", isToken("hooks.slack.com/services/", 20, 255)},
	{"AIza", "a Google API key", isToken("AIza", 35, 35)},
	{"npm_", "an npm token", isToken("npm_", 36, 36)},
	{"eyJhbGciOi", "a JSON web token", isJWT},
	{"kind: Secret", "a Secret with its data", isSecretObject},
	{"secretGenerator:", "a generated Secret with its data", isSecretGenerator},
}

// anchors are bytes that are rare in generated files and stand in needles, the
// rarest first: each with the needles that are looked for where it stands.
// Looking for a byte is a matter of the processor's widest instructions.
var anchors = func() []anchor {
	list := []anchor{{char: 'G'}, {char: 'A'}, {char: '_'}, {char: 'x'}, {char: 'k'}, {char: '-'}}
	for _, n := range needles {
		i := slices.IndexFunc(list, func(a anchor) bool { return strings.IndexByte(n.text, a.char) >= 0 })
		list[i].needles = append(list[i].needles, anchored{n, strings.IndexByte(n.text, list[i].char)})
	}
	return list
}()

type anchor struct {
	char    byte
	needles []anchored
}

// anchored is a needle with how far its anchor is from its beginning.
type anchored struct {
	needle
	offset int
}

// scanSecrets adds a finding for each secret in a file.
func scanSecrets(b []byte, at *fieldpath.Path, list *fieldpath.List) {
	for i := range anchors {
		a := &anchors[i]
		for i := 0; ; i++ {
			next := bytes.IndexByte(b[i:], a.char)
			if next < 0 {
				break
			}
			i += next
			for j := range a.needles {
				n := &a.needles[j]
				start := i - n.offset
				end := start + len(n.text)
				if start >= 0 && end <= len(b) && string(b[start:end]) == n.text && n.is(b, start) {
					line := 1 + bytes.Count(b[:start], []byte("\n"))
					list.Add(fieldpath.Secret, at.Index(line), nil, "the line begins "+n.what+"; keep it in a store and refer to it, or allow the file")
				}
			}
		}
	}
}

func isPrivateKey(b []byte, at int) bool {
	line, _, _ := bytes.Cut(b[at:min(len(b), at+80)], []byte("\n"))
	return bytes.Contains(line, []byte("PRIVATE KEY-----"))
}

// isToken tells a token: a prefix that begins a word, and behind it so many
// letters and digits.
func isToken(prefix string, least, most int) func([]byte, int) bool {
	return func(b []byte, at int) bool {
		if at > 0 && prefix[0] != 'h' && wordByte(b[at-1]) {
			return false
		}
		n, differ := 0, false
		for i := at + len(prefix); i < len(b) && (wordByte(b[i]) || b[i] == '-' || b[i] == '/'); i++ {
			differ = differ || n > 0 && b[i] != b[i-1] // not a row of x
			n++
		}
		return n >= least && n <= most && differ
	}
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

func isJWT(b []byte, at int) bool {
	dots := 0
	i := at
	for ; i < len(b) && (wordByte(b[i]) || b[i] == '-' || b[i] == '.'); i++ {
		if b[i] == '.' {
			dots++
		}
	}
	return dots == 2 && i-at > 60
}

// document returns the YAML document around a place that begins a line.
func document(b []byte, at int) []byte {
	if at > 0 && b[at-1] != '\n' {
		return nil
	}
	start := bytes.LastIndex(b[:at], []byte("\n---"))
	end := bytes.Index(b[at:], []byte("\n---"))
	if end < 0 {
		end = len(b) - at
	}
	return b[max(0, start) : at+end]
}

func isSecretObject(b []byte, at int) bool {
	doc := document(b, at)
	line, _, _ := bytes.Cut(b[at:], []byte("\n"))
	return doc != nil && string(bytes.TrimSpace(line)) == "kind: Secret" &&
		(bytes.Contains(doc, []byte("\ndata:\n")) || bytes.Contains(doc, []byte("\nstringData:\n")))
}

func isSecretGenerator(b []byte, at int) bool {
	doc := document(b, at)
	if doc == nil {
		return false
	}
	for line := range bytes.Lines(b[at+len("secretGenerator:"):]) {
		if len(line) > 1 && line[0] != ' ' && line[0] != '-' {
			return false
		}
		if key := bytes.TrimLeft(line, "- "); bytes.HasPrefix(key, []byte("literals:")) {
			return true
		}
	}
	return false
}
