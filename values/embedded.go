package values

import (
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

// AuthorizationStrategy is JCasC's jenkins.authorizationStrategy, which the chart
// wants as text.
type AuthorizationStrategy struct {
	// Strategy says who may do what.
	Strategy casc.AuthorizationStrategy `json:",inline"`
}

// EmbedYAML returns the strategy and how it is written.
func (s AuthorizationStrategy) EmbedYAML() (v any, o yamltext.Options) { return &s.Strategy, jcasc() }

// PodTemplates are pod templates of the chart's default cloud, which the chart
// wants as text.
type PodTemplates []podtemplate.PodTemplate

// EmbedYAML returns the templates and how they are written.
func (t PodTemplates) EmbedYAML() (v any, o yamltext.Options) {
	return []podtemplate.PodTemplate(t), jcasc()
}

// jcasc says how a part of a JCasC document is written.
func jcasc() yamltext.Options {
	_, o := casc.Document{}.EmbedYAML()
	return o
}
