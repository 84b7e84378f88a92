package casc

import (
	"encoding"
	"encoding/json"
)

// JobSource is an entry of the root element jobs: [JobFile], [JobURL],
// [JobScript] or [RawJob].
type JobSource interface{ isJobSource() }

// JobFile is the path, on the controller, of a Job DSL script (file). Variables
// in the script are not replaced.
type JobFile string

// JobURL is the address of a Job DSL script (url). Variables in the script are
// not replaced.
type JobURL string

// JobScript is a Job DSL script in the document itself (script).
type JobScript struct {
	// Script is the script: a jobdsl.Script, a [Text] or anything else that is a
	// text. Its text is literal: ${ in it is escaped, so that JCasC leaves it alone.
	Script encoding.TextAppender `json:"script" jc:"required"`
}

// RawJob is an entry that no other type stands for, such as providedEnv.
type RawJob map[string]any

func (JobFile) isJobSource()   {}
func (JobURL) isJobSource()    {}
func (JobScript) isJobSource() {}
func (RawJob) isJobSource()    {}

// MarshalJSON writes the path as {"file": …}.
func (f JobFile) MarshalJSON() ([]byte, error) {
	return object("file", string(f))
}

// MarshalJSON writes the address as {"url": …}.
func (u JobURL) MarshalJSON() ([]byte, error) {
	return object("url", string(u))
}

// object returns the JSON object of one attribute.
func object(name, value string) ([]byte, error) {
	text, err := json.Marshal(value)
	return append(append([]byte(`{"`+name+`":`), text...), '}'), err
}

// Text is a string as a text, for places that take a script: literal, like every
// other string.
type Text string

// AppendText appends the text itself.
func (t Text) AppendText(b []byte) ([]byte, error) { return append(b, t...), nil }

// MarshalText returns the text itself.
func (t Text) MarshalText() ([]byte, error) { return []byte(t), nil }

// GroovySource is an entry of the root element groovy: one of its fields is set.
// It needs the configuration-as-code-groovy plugin.
type GroovySource struct {
	// Script is the script itself (script). Its text is literal.
	Script string `json:"script,omitzero"`
	// File is the path of the script on the controller (file).
	File string `json:"file,omitzero"`
	// URL is the address of the script (url).
	URL string `json:"url,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
