package casc

import (
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/memory"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Document is one JCasC file: a field for each root element. It is a text, so it
// can stand wherever a string is wanted, as in the data of a ConfigMap or in the
// chart's controller.JCasC.configScripts.
type Document struct {
	// ConfigurationAsCode says how strictly the plugin reads (configuration-as-code).
	ConfigurationAsCode ConfigurationAsCode `json:"configuration-as-code,omitzero"`
	// Jenkins is the controller itself (jenkins).
	Jenkins Jenkins `json:"jenkins,omitzero"`
	// GlobalCredentialsConfiguration limits providers and types of credentials
	// (globalCredentialsConfiguration); needs the credentials plugin.
	GlobalCredentialsConfiguration GlobalCredentialsConfiguration `json:"globalCredentialsConfiguration,omitzero"`
	// Security is the page "Security" (security).
	Security Security `json:"security,omitzero"`
	// Appearance is the page "Appearance" (appearance).
	Appearance Appearance `json:"appearance,omitzero"`
	// Unclassified is the page "System" (unclassified).
	Unclassified Unclassified `json:"unclassified,omitzero"`
	// Tool is the page "Tools" (tool).
	Tool Tool `json:"tool,omitzero"`
	// Credentials are the system's credentials (credentials); needs the
	// credentials plugin.
	Credentials Credentials `json:"credentials,omitzero"`
	// Groovy are scripts that run on the controller after it is configured
	// (groovy); needs the configuration-as-code-groovy plugin.
	Groovy []GroovySource `json:"groovy,omitzero"`
	// Jobs are Job DSL scripts (jobs); needs the job-dsl plugin. They run in order
	// after all else is configured.
	Jobs []JobSource `json:"jobs,omitzero"`
	// Items are jobs that JCasC makes itself (items).
	Items Items `json:"items,omitzero"`
	// Extra are further root elements, of plugins that have their own. A value is
	// anything that can be written: maps, slices, structs of your own.
	Extra map[string]any `json:",inline" jc:"open"`
}

// document is Document without its methods.
type document Document

// EmbedYAML returns what d is as a YAML document, and how its texts are written.
// With it, a document stands in another document without a detour. An empty one
// is an empty text there, as the jenkins chart wants it for a document that is
// switched off.
func (d *Document) EmbedYAML() (any, yamltext.Options) {
	if memory.IsZero(d) {
		return "", yamltext.Options{}
	}
	return (*document)(d), options
}

// options say how documents are written.
var options = yamltext.Options{Text: appendText, JCasC: true}

// AppendText appends d as YAML. The error, if any, has findings with paths.
func (d Document) AppendText(b []byte) ([]byte, error) {
	own := spare.Get().(*document)
	defer spare.Put(own)
	*own = document(d)
	return yamltext.Append(b, own, options)
}

// spare holds documents to be overwritten, which are too large to be allocated
// whenever one gets an address; the collector empties it.
var spare = sync.Pool{New: func() any { return new(document) }}

// MarshalText returns d as YAML.
func (d Document) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// ConfigurationAsCode is the root element configuration-as-code: how strictly the
// plugin reads.
type ConfigurationAsCode struct {
	// Version is the version of the format (version); "1" is the only one.
	Version string `json:"version,omitzero" jc:"enum=1"`
	// Deprecated says what to do about deprecated attributes (deprecated); reject
	// is the default.
	Deprecated Strictness `json:"deprecated,omitzero" jc:"enum=reject|warn"`
	// Restricted says what to do about restricted attributes (restricted); reject
	// is the default.
	Restricted Strictness `json:"restricted,omitzero" jc:"enum=reject|beta|warn"`
	// Unknown says what to do about unknown attributes and root elements
	// (unknown); reject is the default: Jenkins does not start.
	Unknown Strictness `json:"unknown,omitzero" jc:"enum=reject|warn"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Strictness is what the plugin does about something it should not meet.
type Strictness string

// What the plugin does about something it should not meet.
const (
	StrictnessReject Strictness = "reject" // refuse the document
	StrictnessBeta   Strictness = "beta"   // accept what is marked as beta
	StrictnessWarn   Strictness = "warn"   // log a warning and go on
)
