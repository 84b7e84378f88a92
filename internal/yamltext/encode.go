package yamltext

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

func encodeBool(e *encoder, v reflect.Value, _ int) {
	if v.Bool() {
		e.atom("true")
	} else {
		e.atom("false")
	}
}

func encodeInt(e *encoder, v reflect.Value, _ int) {
	e.begin()
	e.buf = strconv.AppendInt(e.buf, v.Int(), 10)
}

func encodeUint(e *encoder, v reflect.Value, _ int) {
	e.begin()
	e.buf = strconv.AppendUint(e.buf, v.Uint(), 10)
}

func encodeFloat32(e *encoder, v reflect.Value, _ int) { e.float(v.Float(), 32) }

func encodeFloat64(e *encoder, v reflect.Value, _ int) { e.float(v.Float(), 64) }

func (e *encoder) float(f float64, bits int) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		e.fail(fieldpath.Invalid, strconv.FormatFloat(f, 'g', -1, bits), "not a number that JSON can hold")
		f = 0
	}
	e.begin()
	start := len(e.buf)
	e.buf = appendFloat(e.buf, f, bits)
	if e.jcasc && !digits(e.buf[start:]) {
		e.buf = append(e.buf, `""`...)
		copy(e.buf[start+1:], e.buf[start:len(e.buf)-2])
		e.buf[start] = '"'
		e.buf[len(e.buf)-1] = '"'
	}
}

// appendFloat writes the numbers of encoding/json; an exponent comes after a
// fraction, without which some readers of YAML 1.1 take it for a string.
func appendFloat(b []byte, f float64, bits int) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 &&
		(bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21)) {
		format = 'e'
	}
	start := len(b)
	b = strconv.AppendFloat(b, f, format, -1, bits)
	if format == 'e' {
		i := start + slices.Index(b[start:], 'e')
		if !slices.Contains(b[start:i], '.') {
			b = slices.Insert(b, i, '.', '0')
		}
		if n := len(b); b[n-4] == 'e' && b[n-2] == '0' { // e-07
			b = append(b[:n-2], b[n-1])
		}
	}
	return b
}

// digits reports whether b is an integer.
func digits(b []byte) bool {
	for i, c := range b {
		if (c < '0' || c > '9') && (c != '-' || i > 0) {
			return false
		}
	}
	return true
}

func encodeString(e *encoder, v reflect.Value, n int) { e.str(v.String(), n) }

func encodeBytes(e *encoder, v reflect.Value, _ int) {
	if v.IsNil() {
		e.null()
		return
	}
	e.begin()
	start := len(e.buf)
	e.buf = base64.StdEncoding.AppendEncode(e.buf, v.Bytes())
	if s := view(e.buf[start:]); !plain(s, scan(s)) {
		e.buf = appendQuoted(e.buf[:start], string(e.buf[start:]))
	}
}

func encodeNumber(e *encoder, v reflect.Value, _ int) {
	s := v.String()
	if s == "" {
		s = "0" // as encoding/json has it
	}
	if !json.Valid([]byte(s)) || s[0] != '-' && (s[0] < '0' || s[0] > '9') {
		e.fail(fieldpath.Invalid, s, "not a number")
	}
	e.number(s)
}

// number writes a JSON number digit for digit.
func (e *encoder) number(s string) {
	if !digits([]byte(s)) {
		if f, err := strconv.ParseFloat(s, 64); err != nil || math.IsInf(f, 0) {
			e.fail(fieldpath.Limit, s, "a number beyond the range of a float")
		}
		if e.jcasc {
			e.begin()
			e.buf = appendQuoted(e.buf, s)
			return
		}
	}
	e.atom(s)
}

func encodeRaw(e *encoder, v reflect.Value, n int) {
	if v.IsNil() {
		e.null()
		return
	}
	e.json(v.Bytes(), n)
}

func encodeJSON(e *encoder, v reflect.Value, n int) {
	b, err := pointer(v).Interface().(json.Marshaler).MarshalJSON()
	if err != nil {
		e.errs.Append(e.where(), err)
		e.atom(`""`)
		return
	}
	e.json(b, n)
}

// quantity is what resource.Quantity offers beside its JSON, which is the two
// results in quotes.
type quantity interface {
	json.Marshaler
	CanonicalizeBytes(out []byte) (number, suffix []byte)
}

func encodeQuantity(e *encoder, v reflect.Value, n int) {
	number, suffix := pointer(v).Interface().(quantity).CanonicalizeBytes(e.scratch[:0])
	// The number may be memory that is shared: never append to it.
	e.scratch = append(append(e.scratch[:0], number...), suffix...)
	e.bytes(e.scratch, n)
}

func encodeAppender(e *encoder, v reflect.Value, n int) {
	b, err := pointer(v).Interface().(encoding.TextAppender).AppendText(e.scratch[:0])
	e.appended(b, err, n)
}

func encodeText(e *encoder, v reflect.Value, n int) {
	b, err := pointer(v).Interface().(encoding.TextMarshaler).MarshalText()
	e.appended(b, err, n)
}

func (e *encoder) appended(b []byte, err error, n int) {
	if err != nil {
		e.errs.Append(e.where(), err)
		e.atom(`""`)
		return
	}
	e.bytes(b, n)
}

func encodeEmbedder(e *encoder, v reflect.Value, n int) {
	inner, o := pointer(v).Interface().(Embedder).EmbedYAML()
	e.embed(inner, o, n)
}

func encodeInterface(e *encoder, v reflect.Value, n int) {
	if v.IsNil() {
		e.null()
		return
	}
	if e.depth >= maxDepth {
		e.enter()
		return
	}
	e.depth++
	defer func() { e.depth-- }()
	v = v.Elem()
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			e.null()
			return
		}
		v = v.Elem()
	}
	p := planOf(v.Type())
	if p.fields != nil {
		if symbol := p.fields.symbolOf(v); symbol != "" {
			p.fields.encodeSymbol(e, symbol, v, n)
			return
		}
	}
	p.encode(e, v, n)
}

func (p *structPlan) symbolOf(v reflect.Value) string {
	if p.symbolAt == nil {
		return p.symbol
	}
	v, ok := at(v, p.symbolAt)
	if !ok {
		return ""
	}
	return v.String()
}

// at follows an index path; ok is false when it leads through a nil pointer.
func at(v reflect.Value, path []int) (_ reflect.Value, ok bool) {
	for _, i := range path {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

// encodeSymbol writes symbol: {fields}, or symbol when no field is written.
func (p *structPlan) encodeSymbol(e *encoder, symbol string, v reflect.Value, n int) {
	if !e.enter() {
		return
	}
	start, inline := len(e.buf), e.inline
	e.path = append(e.path, step{name: symbol})
	e.entry(n + 2)
	e.key(symbol, n+2)
	if !p.entries(e, v, n+4) {
		e.buf, e.inline = e.buf[:start], inline
		e.begin()
		e.buf = appendKey(e.buf, symbol, scan(symbol))
	}
	e.path = e.path[:len(e.path)-1]
	e.leave()
}

func (p *structPlan) encode(e *encoder, v reflect.Value, n int) {
	if !p.entries(e, v, n+2) {
		e.atom("{}")
	}
}

// entries writes the fields of v at column n and reports whether there was one.
func (p *structPlan) entries(e *encoder, v reflect.Value, n int) (wrote bool) {
	if !e.enter() {
		return false
	}
	depth := len(e.path)
	e.path = append(e.path, step{})
	var extra reflect.Value
	if p.extra != nil {
		if m, ok := at(v, p.extra); ok && m.Len() > 0 {
			extra = m
		}
	}
	for i := range p.fields {
		f := &p.fields[i]
		fv, ok := f.value(v)
		if !ok || extra.IsValid() && fv.IsZero() && hasKey(extra, f.name) {
			continue
		}
		wrote = true
		e.entry(n)
		e.buf = append(e.buf, f.key...)
		e.path[depth].name = f.name
		tpl, casc := e.tpl, e.casc
		e.tpl, e.casc = tpl || f.tpl, casc || f.casc
		if f.quoted {
			f.encodeQuoted(e, fv, n)
		} else {
			f.encode.encode(e, fv, n)
		}
		e.tpl, e.casc = tpl, casc
	}
	if p.extra != nil {
		if m, ok := at(v, p.extra); ok && m.Len() > 0 {
			e.path = e.path[:depth]
			p.extraPlan.encodeEntries(e, m, n, func(name string) bool { return p.writes(v, name) })
			wrote = true
		}
	}
	e.path = e.path[:depth]
	e.leave()
	return wrote
}

// value returns the field in v; ok is false when it is left out.
func (f *field) value(v reflect.Value) (_ reflect.Value, ok bool) {
	v = v.Field(f.first)
	if f.rest != nil {
		if v, ok = at(v, f.rest); !ok {
			return v, false
		}
	}
	return v, (f.empty == nil || !f.empty(v)) && (f.zero == nil || !f.zero(v))
}

// encodeQuoted writes a field with json's option string.
func (f *field) encodeQuoted(e *encoder, v reflect.Value, n int) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			e.null()
			return
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.String {
		b, err := json.Marshal(v.String())
		e.appended(b, err, n)
		return
	}
	e.begin()
	e.inline = true
	start := len(e.buf)
	f.encode.encode(e, v, n)
	s := string(e.buf[start:])
	e.buf = appendQuoted(e.buf[:start], s)
}

// listPlan writes lists. They stand under their key without indentation.
type listPlan struct{ elem *plan }

func (p listPlan) encode(e *encoder, v reflect.Value, n int) {
	if v.Len() == 0 {
		e.atom("[]")
		return
	}
	if !e.enter() {
		return
	}
	if e.inline {
		n += 2
	}
	depth := len(e.path)
	e.path = append(e.path, step{kind: index})
	for i := range v.Len() {
		e.entry(n)
		e.buf = append(e.buf, '-', ' ')
		e.inline = true
		e.path[depth].index = i
		p.elem.encode(e, v.Index(i), n)
	}
	e.path = e.path[:depth]
	e.leave()
}

// mapPlan writes maps, sorted by key.
type mapPlan struct {
	name    func(e *encoder, k reflect.Value) string
	elem    *plan
	entries sync.Pool // of *mapEntries
}

// mapEntries is the memory in which a map is sorted.
type mapEntries struct {
	iter   reflect.MapIter
	key    reflect.Value // holds one key
	values reflect.Value // a slice; its elements have addresses, unlike a map's
	names  []mapEntry
}

type mapEntry struct {
	name  string
	index int // in values
}

func newMapPlan(t reflect.Type, name func(*encoder, reflect.Value) string, elem *plan) *mapPlan {
	p := &mapPlan{name: name, elem: elem}
	p.entries.New = func() any {
		return &mapEntries{
			key:    reflect.New(t.Key()).Elem(),
			values: reflect.New(reflect.SliceOf(t.Elem())).Elem(),
		}
	}
	return p
}

func keyName(t reflect.Type) func(e *encoder, k reflect.Value) string {
	switch {
	case t.Kind() == reflect.String:
		return keyString
	case t.Implements(textType):
		return func(e *encoder, k reflect.Value) string {
			if k.Kind() == reflect.Pointer && k.IsNil() {
				return ""
			}
			b, err := k.Interface().(encoding.TextMarshaler).MarshalText()
			if err != nil {
				e.errs.Append(e.where(), err)
			}
			return string(b)
		}
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(_ *encoder, k reflect.Value) string { return strconv.FormatInt(k.Int(), 10) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(_ *encoder, k reflect.Value) string { return strconv.FormatUint(k.Uint(), 10) }
	}
	return nil
}

func keyString(_ *encoder, k reflect.Value) string { return k.String() }

func (p *mapPlan) encode(e *encoder, v reflect.Value, n int) {
	switch {
	case v.IsNil():
		e.null()
	case v.Len() == 0:
		e.atom("{}")
	case e.enter():
		p.encodeEntries(e, v, n+2, nil)
		e.leave()
	}
}

// encodeEntries writes the entries of v at column n. For the inline map of a
// struct taken reports the names that are taken.
func (p *mapPlan) encodeEntries(e *encoder, v reflect.Value, n int, taken func(name string) bool) {
	m := p.entries.Get().(*mapEntries)
	size := v.Len()
	m.values.Grow(size)
	m.values.SetLen(size)
	m.iter.Reset(v)
	for i := 0; m.iter.Next(); i++ {
		m.key.SetIterKey(&m.iter)
		m.values.Index(i).SetIterValue(&m.iter)
		m.names = append(m.names, mapEntry{p.name(e, m.key), i})
	}
	slices.SortFunc(m.names, func(a, b mapEntry) int { return strings.Compare(a.name, b.name) })
	depth := len(e.path)
	e.path = append(e.path, step{kind: key})
	if taken != nil {
		e.path[depth].kind = child
	}
	for i, entry := range m.names {
		e.path[depth].name = entry.name
		if i > 0 && entry.name == m.names[i-1].name || taken != nil && taken(entry.name) {
			e.fail(fieldpath.Duplicate, nil, "the key "+strconv.Quote(entry.name)+" is written already")
		}
		e.entry(n)
		e.key(entry.name, n)
		p.elem.encode(e, m.values.Index(entry.index), n)
	}
	e.path = e.path[:depth]
	clear(m.names)
	m.names = m.names[:0]
	m.iter.Reset(reflect.Value{})
	m.key.SetZero()
	m.values.Clear()
	p.entries.Put(m)
}

// hasKey reports whether the inline map m has an entry of that name.
func hasKey(m reflect.Value, name string) bool {
	return m.MapIndex(reflect.ValueOf(name).Convert(m.Type().Key())).IsValid()
}

// writes reports whether the struct v has a field of that name that is written
// although the inline map has an entry of that name too.
func (p *structPlan) writes(v reflect.Value, name string) bool {
	i, ok := p.names[name]
	if !ok {
		return false
	}
	fv, ok := p.fields[i].value(v)
	return ok && !fv.IsZero()
}
