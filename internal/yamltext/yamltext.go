// Package yamltext writes YAML: what it writes means the same to every reader
// that this module writes for.
//
// The readers are SnakeYAML as the configuration-as-code plugin uses it, the Go
// libraries behind Kubernetes, Helm and Argo CD (yaml.v2, yaml.v3,
// sigs.k8s.io/yaml), and readers of YAML 1.2. Reading is not done here.
//
// # How values are written
//
//   - Names and omission come from json tags, by the rules of encoding/json:
//     embedded structs, omitzero (with an IsZero method), omitempty, string,
//     "-". Two differences: a struct that is omitempty and zero is left out, and
//     so is a zero field tagged `jc:"required"`, which validation reports.
//   - Fields stand in the order of their declaration, but apiVersion before kind;
//     map keys are sorted.
//   - A map field tagged `json:",inline"` carries further entries, written
//     last. An entry stands in for the zero field of its name, so that a
//     reference can stand where a number belongs; one that has the name of a
//     field with a value is an error.
//   - A struct that has a field tagged `jc:"symbol=NAME"`, or a string field
//     tagged `jc:"symbol"`, is written as NAME: {fields} where it stands in an
//     interface, and as the bare scalar NAME when no field is written; with
//     `jc:"symbol=NAME,braces"` as NAME: {} then.
//   - A value with a method EmbedYAML (see [Embedder]) is a string: the YAML
//     document of what the method returns.
//   - A [json.Marshaler] is written as what its JSON says, numbers digit for
//     digit; an [encoding.TextAppender] or [encoding.TextMarshaler] as one
//     string. A struct at the root that has fields and either of these two, or
//     EmbedYAML, is written by its fields, so that its AppendText can be made
//     of [Append].
//   - []byte is base64, a nil pointer, interface, slice or map is null.
//
// # How strings are written
//
// Plain where every reader takes the text for that string, as a | block where
// there are several lines that survive it, otherwise in double quotes. A string
// that YAML text cannot hold (control characters, broken UTF-8) is an error, as
// are marks of package live that Options.Text has not dealt with.
//
// Lists are not indented under their key, everything else is by two spaces:
// the form that kubectl and kustomize print.
package yamltext

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// Options say how a document is written. The zero value is for Kubernetes.
type Options struct {
	// Header is put before the document as comment lines, each with "# ".
	Header string
	// Text appends to dst what is to be written for the string s; nil leaves
	// strings as they are and reports live marks, unless they stand in an embedded
	// document that an outer Text gets to see. It is called for each string
	// that is a value of this document: not for keys and symbols, and for an
	// embedded document only as a whole. With tpl the value stands at or below
	// a field tagged `jc:"tpl"`. It must not keep s, but may name it as the Value
	// of an error.
	Text func(dst []byte, s string, tpl bool) ([]byte, error)
	// Casc returns how s is spelled where Jenkins resolves variables: it is
	// called, before Text, for the strings at or below a field tagged
	// `jc:"casc"` of a document that is no JCasC itself.
	Casc func(s string) (string, error)
	// JCasC says that the reader is the configuration-as-code plugin's own
	// model of YAML, which silently drops floats and nulls and refuses deep
	// nesting: floats are quoted, a null or a 51st level is an error.
	JCasC bool
	// Embedded returns what is written instead of the text of a document that is
	// embedded in this one, and may change and keep it. It needs Text, which gets
	// to see the result.
	Embedded func(text []byte) []byte
}

// Embedder is a value that stands in YAML as the text of another document.
type Embedder interface {
	// EmbedYAML returns the root of the document and how it is written. A v
	// that is a string is the text itself.
	EmbedYAML() (v any, o Options)
}

// Append appends the document of v to dst; it ends in one newline. The error
// holds every finding as a [fieldpath.Error]; dst is then returned as it was.
func Append(dst []byte, v any, o Options) ([]byte, error) {
	e := encoders.Get().(*encoder)
	defer e.release()
	e.buf, e.text, e.spell, e.jcasc, e.embedded = dst, o.Text, o.Casc, o.JCasC, o.Embedded
	e.header(o.Header, 0)
	e.document(v, 0)
	if err := e.errs.Err(); err != nil {
		return dst, err
	}
	return append(e.buf, '\n'), nil
}

// Marshal returns the document of v, which ends in one newline.
func Marshal(v any, o Options) ([]byte, error) {
	b, err := Append(nil, v, o)
	if err != nil {
		return nil, err
	}
	return b, nil
}

// encoder is the state of one run. Indentation is absolute: n is always the
// column of the collection that the value being written stands in, so that an
// embedded document needs nothing but another starting column.
type encoder struct {
	buf      []byte
	inline   bool // what is written stands at the root or after a dash
	doc      int  // the column where the current document begins
	text     func(dst []byte, s string, tpl bool) ([]byte, error)
	spell    func(s string) (string, error) // Options.Casc
	embedded func([]byte) []byte
	casc     bool
	marks    bool // an outer text function gets to see what is written
	jcasc    bool
	tpl      bool
	depth    int // nesting of values, all documents
	level    int // nesting of collections in the current document
	path     []step
	errs     fieldpath.List

	// Memory that is used again: for what Text returns, for the text of an
	// embedded document, and for small values.
	scratch, spare, small []byte
}

// step is one element of the path to the value being written.
type step struct {
	in    *structPlan // whose field it is; nil for a name of its own
	name  string
	index int  // of the field or element
	kind  byte // one of the three below
}

const (
	child byte = iota
	index
	key
)

// push adds a step to the path, of a field of s or else of something that is set
// later. It is likely to be the one that stood there last, and while the garbage
// collector runs a pointer takes longer to write than to compare.
func (e *encoder) push(s *structPlan, kind byte) *step {
	n := len(e.path)
	if n == cap(e.path) {
		e.path = slices.Grow(e.path, n+16)
	}
	e.path = e.path[:n+1]
	at := &e.path[n]
	if at.in != s {
		at.in = s
	}
	at.kind, at.index = kind, 0
	return at
}

var encoders = sync.Pool{New: func() any { return new(encoder) }}

// maxSpare is the most memory of one kind that is kept for the next run.
const maxSpare = 1 << 20

func (e *encoder) release() {
	*e = encoder{path: e.path[:0], scratch: e.scratch[:0], spare: e.spare[:0], small: e.small[:0]}
	if cap(e.scratch) > maxSpare {
		e.scratch = nil
	}
	if cap(e.spare) > maxSpare {
		e.spare = nil
	}
	encoders.Put(e)
}

// document writes v as the root of a document that begins at column doc; the
// newline at its end is left to the caller.
func (e *encoder) document(v any, doc int) {
	outer := *e
	e.doc, e.level, e.inline, e.tpl, e.casc = doc, 0, true, false, false
	e.root(v, doc-2)
	e.doc, e.level, e.inline, e.tpl, e.casc = outer.doc, outer.level, outer.inline, outer.tpl, outer.casc
}

func (e *encoder) root(v any, n int) {
	if v == nil {
		e.null()
		return
	}
	pl, p := planOf(reflect.TypeOf(v)), memory.Data(v)
	var c *copied
	switch f := pl.form(); {
	case f.elem != nil:
		if pl, p = f.elem.follow(p); p == nil {
			e.null()
			return
		}
	case f.direct:
		held := v // so that v itself need not have an address
		p = memory.In(unsafe.Pointer(&held), true)
	default:
		p, c = pl.hold(p)
	}
	pl.form().root(e, p, n)
	pl.drop(c)
}

func (e *encoder) header(text string, column int) {
	if text == "" {
		return
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		if f := scan(line); f&^(tab|hasColon|hasHash) != 0 {
			e.fail(fieldpath.Invalid, line, "a header is lines of printable text")
			return
		}
		e.buf = append(e.buf, '#')
		if line != "" {
			e.buf = append(e.buf, ' ')
			e.buf = append(e.buf, line...)
		}
		e.newline(column)
	}
}

// fail reports a finding at the current path.
func (e *encoder) fail(kind fieldpath.Kind, value any, detail string) {
	if s, ok := value.(string); ok {
		value = strings.Clone(s) // it may be a view
	}
	e.errs.Add(kind, e.where(), value, detail)
}

// failWith reports the findings of err and writes something in place of what
// could not be written.
func (e *encoder) failWith(err error) {
	before := len(e.errs)
	e.errs.Append(e.where(), err)
	for _, finding := range e.errs[before:] {
		if s, ok := finding.Value.(string); ok {
			finding.Value = strings.Clone(s) // it may be a view
		}
	}
	e.atom(`""`)
}

func (s *step) child() string {
	if s.in != nil {
		return s.in.fields[s.index].name
	}
	return s.name
}

func (e *encoder) where() *fieldpath.Path {
	var p *fieldpath.Path
	for _, s := range e.path {
		switch s.kind {
		case child:
			p = p.Child(s.child())
		case index:
			p = p.Index(s.index)
		default:
			p = p.Key(s.name)
		}
	}
	return p
}

const spaces = "                                                                "

func (e *encoder) newline(column int) {
	e.buf = append(e.buf, '\n')
	e.indent(column)
}

func (e *encoder) indent(column int) {
	for column > len(spaces) {
		e.buf = append(e.buf, spaces...)
		column -= len(spaces)
	}
	e.buf = append(e.buf, spaces[:column]...)
}

// entry begins an entry of a collection at the given column. Before a value stands
// what separates it from its key or dash, a blank; the first entry of a
// collection below a key stands in place of that.
func (e *encoder) entry(column int, first bool) {
	switch {
	case !first:
		e.newline(column)
	case !e.inline:
		e.buf[len(e.buf)-1] = '\n'
		e.indent(column)
	}
}

// atom writes a scalar or an empty collection.
func (e *encoder) atom(s string) { e.buf = append(e.buf, s...) }

func (e *encoder) null() {
	if e.jcasc {
		e.fail(fieldpath.Lost, nil, "JCasC drops a null; leave the attribute out")
	}
	e.atom("null")
}

const (
	maxDepth = 1000 // a value that is deeper refers to itself
	maxLevel = 50   // SnakeYAML's own limit
)

// enter counts a level of nesting; it reports false where there are too many.
func (e *encoder) enter() bool {
	if e.depth >= maxDepth {
		e.fail(fieldpath.Limit, nil, "nested deeper than 1000 levels: does the value hold itself?")
		return false
	}
	if e.jcasc && e.level >= maxLevel {
		e.fail(fieldpath.Limit, nil, "nested deeper than the 50 levels that Jenkins reads")
		return false
	}
	e.depth++
	e.level++
	return true
}

func (e *encoder) leave() {
	e.depth--
	e.level--
}

// str writes a string that is a value in the collection at column n.
func (e *encoder) str(s string, n int) {
	if e.text == nil {
		e.scalar(s, n)
		return
	}
	var err error
	if e.casc && e.spell != nil {
		if s, err = e.spell(s); err != nil {
			e.failWith(err)
			return
		}
	}
	out, err := e.text(e.scratch[:0], s, e.tpl)
	if err != nil {
		e.failWith(err)
		return
	}
	e.scalar(view(out), n)
	if cap(out) > cap(e.scratch) {
		e.scratch = out[:0]
	}
}

// view returns b as a string that is good until b changes.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// embed writes the document that v stands for as a string.
func (e *encoder) embed(v any, o Options, n int) {
	if s, ok := v.(string); ok {
		e.str(s, n)
		return
	}
	if e.depth >= maxDepth {
		e.enter()
		return
	}
	text, spell, jcasc, depth, embedded := e.text, e.spell, e.jcasc, e.depth, e.embedded
	e.depth++
	defer func() { e.embedded = embedded }()
	e.embedded = o.Embedded
	if text != nil {
		// The outer language has to see the whole text before it is written.
		outer, inline, marks, spare := e.buf, e.inline, e.marks, e.spare
		e.buf, e.spare, e.text, e.spell, e.jcasc, e.marks = spare[:0], nil, o.Text, o.Casc, o.JCasC, true
		before := len(e.errs)
		e.header(o.Header, 0)
		e.document(v, 0)
		inner := append(e.buf, '\n')
		e.buf, e.inline, e.text, e.spell, e.jcasc, e.depth, e.marks = outer, inline, text, spell, jcasc, depth, marks
		if len(e.errs) > before {
			e.atom(`""`)
		} else {
			if embedded != nil {
				inner = embedded(inner)
			}
			e.str(view(inner), n)
		}
		e.spare = inner
		return
	}
	column := e.column(n)
	e.atom("|")
	e.newline(column)
	e.text, e.spell, e.jcasc = o.Text, o.Casc, o.JCasC
	e.header(o.Header, column)
	e.document(v, column)
	e.text, e.spell, e.jcasc, e.depth = text, spell, jcasc, depth
}

// column returns where the lines of a block scalar begin.
func (e *encoder) column(n int) int {
	if n < e.doc { // the scalar is the document
		return e.doc + 2
	}
	return n + 2
}

// live reports marks that nobody has made live.
func (e *encoder) live(s string) {
	for p := range live.Parts(s) {
		switch p.Language {
		case live.JCasC:
			e.fail(fieldpath.Invalid, "${"+p.Text+"}", "a JCasC variable means nothing here")
			return
		case live.Template:
			e.fail(fieldpath.Invalid, "{{"+p.Text+"}}", "a Helm template is not run here")
			return
		}
	}
	e.fail(fieldpath.Invalid, s, "half of a live expression")
}
