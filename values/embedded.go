package values

import (
	"bytes"
	"errors"
	"strings"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// SecurityRealm is JCasC's jenkins.securityRealm, which the chart wants as text.
type SecurityRealm struct {
	// Realm says who may log in.
	Realm casc.SecurityRealm `json:",inline"`
}

// EmbedYAML returns the realm, by the address of the interface, as its symbol is
// written where an interface stands, and how it is written.
func (r SecurityRealm) EmbedYAML() (v any, o yamltext.Options) { return &r.Realm, jcasc() }

// UnmarshalText reads a realm that stands as text in a values file.
func (r *SecurityRealm) UnmarshalText(text []byte) error {
	doc, err := fragment("jenkins:\n  securityRealm:\n", text, 4)
	if err == nil && doc.Jenkins.SecurityRealm == nil {
		err = errors.New("not a security realm")
	}
	r.Realm = doc.Jenkins.SecurityRealm
	return err
}

// AuthorizationStrategy is JCasC's jenkins.authorizationStrategy, which the chart
// wants as text.
type AuthorizationStrategy struct {
	// Strategy says who may do what.
	Strategy casc.AuthorizationStrategy `json:",inline"`
}

// EmbedYAML returns the strategy and how it is written.
func (s AuthorizationStrategy) EmbedYAML() (v any, o yamltext.Options) { return &s.Strategy, jcasc() }

// UnmarshalText reads a strategy that stands as text in a values file.
func (s *AuthorizationStrategy) UnmarshalText(text []byte) error {
	doc, err := fragment("jenkins:\n  authorizationStrategy:\n", text, 4)
	if err == nil && doc.Jenkins.AuthorizationStrategy == nil {
		err = errors.New("not an authorization strategy")
	}
	s.Strategy = doc.Jenkins.AuthorizationStrategy
	return err
}

// PodTemplates are pod templates of the chart's default cloud, which the chart
// wants as text.
type PodTemplates []podtemplate.PodTemplate

// EmbedYAML returns the templates and how they are written.
func (t PodTemplates) EmbedYAML() (v any, o yamltext.Options) {
	return []podtemplate.PodTemplate(t), jcasc()
}

// UnmarshalText reads templates that stand as text in a values file.
func (t *PodTemplates) UnmarshalText(text []byte) error {
	doc, err := fragment("jenkins:\n  clouds:\n  - kubernetes:\n      templates:\n", text, 8)
	if err != nil {
		return err
	}
	if len(doc.Jenkins.Clouds) == 1 {
		if cloud, ok := doc.Jenkins.Clouds[0].(casc.KubernetesCloud); ok && cloud.Extra == nil {
			*t = cloud.Templates
			return nil
		}
	}
	return errors.New("not a list of pod templates")
}

// fragment reads a part of a JCasC document below the keys in stem, as the chart
// puts it there.
func fragment(stem string, text []byte, indent int) (casc.Document, error) {
	var doc strings.Builder
	doc.WriteString(stem)
	for line := range strings.Lines(string(text)) {
		doc.WriteString(strings.Repeat(" ", indent) + line)
	}
	return casc.Parse([]byte(doc.String()), casc.ParseOptions{})
}

// jcasc says how a part of a JCasC document is written.
func jcasc() yamltext.Options {
	doc := casc.Document{Jenkins: casc.Jenkins{SystemMessage: "."}}
	_, o := doc.EmbedYAML()
	return o
}

// guardEnd returns the text of a document that survives what Helm does to the end
// of a rendered file, where the document may stand: white space is cut off there,
// be it part of the document's last value. A comment after it helps.
func guardEnd(doc []byte) []byte {
	text := bytes.TrimSuffix(doc, []byte("\n"))
	if len(bytes.TrimSpace(text)) == len(text) && !endsInBlock(text) {
		return doc
	}
	return append(doc, "# end\n"...)
}

// endsInBlock reports whether the last value of a document may be a block that
// keeps the newline at its end: whether some line that the last one is indented
// under ends in |.
func endsInBlock(text []byte) bool {
	indent := -1
	for len(text) > 0 && indent != 0 {
		i := bytes.LastIndexByte(text, '\n') + 1
		line := text[i:]
		text = text[:max(i-1, 0)]
		rest := bytes.TrimLeft(line, " ")
		own := len(line) - len(rest)
		if len(rest) == 0 || indent >= 0 && own >= indent {
			continue
		}
		if indent >= 0 && (bytes.HasSuffix(rest, []byte("|")) || bytes.HasSuffix(rest, []byte("|2"))) {
			return true
		}
		indent = own
	}
	return false
}
