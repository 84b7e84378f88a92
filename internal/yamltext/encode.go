package yamltext

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

func encodeBool(e *encoder, p unsafe.Pointer, _ int) { e.bool(*(*bool)(p)) }

func (e *encoder) bool(b bool) {
	if b {
		e.atom("true")
	} else {
		e.atom("false")
	}
}

func encodeInt[T int | int8 | int16 | int32 | int64](e *encoder, p unsafe.Pointer, _ int) {
	e.buf = strconv.AppendInt(e.buf, int64(*(*T)(p)), 10)
}

func encodeUint[T uint | uint8 | uint16 | uint32 | uint64 | uintptr](e *encoder, p unsafe.Pointer, _ int) {
	e.buf = strconv.AppendUint(e.buf, uint64(*(*T)(p)), 10)
}

func encodeFloat32(e *encoder, p unsafe.Pointer, _ int) { e.float(float64(*(*float32)(p)), 32) }

func encodeFloat64(e *encoder, p unsafe.Pointer, _ int) { e.float(*(*float64)(p), 64) }

func (e *encoder) float(f float64, bits int) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		e.fail(fieldpath.Invalid, strconv.FormatFloat(f, 'g', -1, bits), "not a number that JSON can hold")
		f = 0
	}
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

func encodeString(e *encoder, p unsafe.Pointer, n int) { e.str(*(*string)(p), n) }

func encodeBytes(e *encoder, p unsafe.Pointer, _ int) {
	b := *(*[]byte)(p)
	if b == nil {
		e.null()
		return
	}
	start := len(e.buf)
	e.buf = base64.StdEncoding.AppendEncode(e.buf, b)
	if s := view(e.buf[start:]); !plain(s, scan(s)) {
		e.buf = appendQuoted(e.buf[:start], string(e.buf[start:]))
	}
}

func encodeNumber(e *encoder, p unsafe.Pointer, _ int) {
	s := *(*string)(p)
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
			e.buf = appendQuoted(e.buf, s)
			return
		}
	}
	e.atom(s)
}

func encodeRaw(e *encoder, p unsafe.Pointer, n int) {
	b := *(*[]byte)(p)
	if b == nil {
		e.null()
		return
	}
	e.json(b, n)
}

// pointer returns p as a pointer to a value of the plan's type.
func (pl *plan) pointer(p unsafe.Pointer) any { return reflect.NewAt(pl.typ, p).Interface() }

func (pl *plan) encodeJSON(e *encoder, p unsafe.Pointer, n int) {
	b, err := pl.pointer(p).(json.Marshaler).MarshalJSON()
	if err != nil {
		e.failWith(err)
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

func (pl *plan) encodeQuantity(e *encoder, p unsafe.Pointer, n int) {
	number, suffix := pl.pointer(p).(quantity).CanonicalizeBytes(e.small[:0])
	// The number may be memory that is shared: never append to it.
	e.small = append(append(e.small[:0], number...), suffix...)
	e.str(view(e.small), n)
}

func (pl *plan) encodeAppender(e *encoder, p unsafe.Pointer, n int) {
	spare := e.spare
	e.spare = nil
	b, err := pl.pointer(p).(encoding.TextAppender).AppendText(spare[:0])
	e.appended(b, err, n)
	e.spare = spare
	if len(b) > 0 && cap(b) > cap(spare) && cap(b) < maxSpare {
		e.spare = make([]byte, 0, cap(b)) // b may be kept by who appended it
	}
}

func (pl *plan) encodeText(e *encoder, p unsafe.Pointer, n int) {
	b, err := pl.pointer(p).(encoding.TextMarshaler).MarshalText()
	e.appended(b, err, n)
}

func (e *encoder) appended(b []byte, err error, n int) {
	if err != nil {
		e.failWith(err)
		return
	}
	e.str(view(b), n)
}

func (pl *plan) encodeEmbedder(e *encoder, p unsafe.Pointer, n int) {
	inner, o := pl.pointer(p).(Embedder).EmbedYAML()
	e.embed(inner, o, n)
}

// encodeAny writes what the empty interface at p holds.
func encodeAny(e *encoder, p unsafe.Pointer, n int) {
	switch v := (*(*any)(p)).(type) {
	case nil:
		e.null()
	case string:
		e.str(v, n)
	case bool:
		e.bool(v)
	case int:
		e.buf = strconv.AppendInt(e.buf, int64(v), 10)
	case int64:
		e.buf = strconv.AppendInt(e.buf, v, 10)
	case float64:
		e.float(v, 64)
	case map[string]any:
		anyMap.encode(e, memory.In(p, true), n)
	case map[string]string:
		stringMap.encode(e, memory.In(p, true), n)
	case []any:
		anyList.encode(e, memory.In(p, false), n)
	default:
		e.dynamic(p, false, n)
	}
}

var (
	anyMap    = planOf(reflect.TypeFor[map[string]any]())
	stringMap = planOf(reflect.TypeFor[map[string]string]())
	anyList   = planOf(reflect.TypeFor[[]any]())
)

// encodeInterface writes what the interface at p holds, whose type has methods.
func encodeInterface(e *encoder, p unsafe.Pointer, n int) {
	if memory.IsNil(p) {
		e.null()
		return
	}
	e.dynamic(p, true, n)
}

// dynamic writes what the interface at p holds, whose type has methods or not.
func (e *encoder) dynamic(p unsafe.Pointer, methods bool, n int) {
	if e.depth >= maxDepth {
		e.enter()
		return
	}
	pl := planOf(memory.Type(p, methods))
	f := pl.form()
	p = memory.In(p, f.direct)
	var c *copied
	if f.elem == nil {
		p, c = pl.hold(p)
	} else if pl, p = f.elem.follow(*(*unsafe.Pointer)(p)); p == nil {
		e.null()
		return
	}
	e.depth++
	if symbol := pl.symbolOf(p); symbol != "" {
		pl.form().fields.encodeSymbol(e, symbol, p, n)
	} else {
		pl.encode(e, p, n)
	}
	pl.drop(c)
	e.depth--
}

// follow returns the first value that is no pointer, and its plan, on the way from
// p, a pointer to a value of plan pl. It returns nil where a pointer is.
func (pl *plan) follow(p unsafe.Pointer) (*plan, unsafe.Pointer) {
	for f := pl.form(); f.elem != nil && p != nil; f = pl.form() {
		pl, p = f.elem, *(*unsafe.Pointer)(p)
	}
	return pl, p
}

// hold returns the address of a value that an interface holds at p, or where its
// type asks for it that of a copy, which has to be dropped.
func (pl *plan) hold(p unsafe.Pointer) (unsafe.Pointer, *copied) {
	if !pl.form().lent {
		return p, nil
	}
	c := pl.copies.Get().(*copied)
	c.v.Set(reflect.NewAt(pl.typ, p).Elem())
	return c.p, c
}

func (pl *plan) drop(c *copied) {
	if c != nil {
		c.v.SetZero()
		pl.copies.Put(c)
	}
}

// symbolOf returns the symbol of the value at p; empty for none.
func (pl *plan) symbolOf(p unsafe.Pointer) string {
	s := pl.form().fields
	switch {
	case s == nil:
		return ""
	case !s.symbolAt.ok:
		return s.symbol
	}
	if p = s.symbolAt.in(p); p == nil {
		return ""
	}
	return *(*string)(p)
}

// encodeSymbol writes symbol: {fields}, or symbol when no field is written and it
// may stand alone.
func (s *structPlan) encodeSymbol(e *encoder, symbol string, p unsafe.Pointer, n int) {
	if live.Has(symbol) && s.extraOf(p) == nil {
		// A reference selects the alternative; Jenkins resolves it only where it
		// stands alone.
		e.str(symbol, n)
		return
	}
	if !e.enter() {
		return
	}
	start, inline := len(e.buf), e.inline
	e.push(nil, child).name = symbol
	e.entry(n+2, true)
	e.key(symbol, n+2)
	switch {
	case s.entries(e, p, n+4):
	case s.braces:
		e.atom("{}")
	default:
		e.buf = e.buf[:start]
		if !inline {
			e.buf[start-1] = ' ' // where the entry began
		}
		e.buf = appendKey(e.buf, symbol, scan(symbol))
	}
	e.path = e.path[:len(e.path)-1]
	e.leave()
}

func (s *structPlan) encode(e *encoder, p unsafe.Pointer, n int) {
	if !s.entries(e, p, n+2) {
		e.atom("{}")
	}
}

// entries writes the fields of the struct at p at column n and reports whether
// there was one.
func (s *structPlan) entries(e *encoder, p unsafe.Pointer, n int) (wrote bool) {
	if !e.enter() {
		return false
	}
	depth := len(e.path)
	e.push(s, child)
	extra := s.extraOf(p)
	for i, probe := range s.probes {
		at := unsafe.Add(p, probe.offset)
		switch probe.omit {
		case omitByte:
			if *(*byte)(at) == 0 {
				continue
			}
		case omitWord:
			if *(*uintptr)(at) == 0 {
				continue
			}
		}
		f := &s.fields[i]
		fp := f.place.in(p)
		if probe.omit == omitIf && (fp == nil || f.omitted(fp)) || extra != nil && f.standsIn(fp, s, extra) {
			continue
		}
		e.path[depth].index = i
		f.begin(e, n, !wrote)
		f.encode(e, fp, n)
		wrote = true
	}
	e.path = e.path[:depth]
	if extra != nil {
		s.extraPlan.encodeEntries(e, extra, n, &taken{s, p, !wrote})
		wrote = true
	}
	e.leave()
	return wrote
}

// begin begins the line of a field at column n, as [encoder.entry] does.
func (f *field) begin(e *encoder, n int, first bool) {
	if n > margin {
		e.entry(n, first)
		e.buf = append(e.buf, f.line[1+margin:]...)
	} else if at := len(e.buf); !first {
		e.buf = append(e.buf, f.line[margin-n:]...)
		e.buf[at] = '\n'
	} else if e.inline {
		e.buf = append(e.buf, f.line[1+margin:]...)
	} else {
		e.buf[at-1] = '\n'
		e.buf = append(e.buf, f.line[1+margin-n:]...)
	}
	e.inline = false
}

// extraOf returns the address of the inline map of the struct at p, nil if there
// is nothing in it.
func (s *structPlan) extraOf(p unsafe.Pointer) unsafe.Pointer {
	if s.extra.ok {
		if m := s.extra.in(p); m != nil && memory.MapLen(m) > 0 {
			return m
		}
	}
	return nil
}

// omitted reports whether the field at p is left out.
func (f *field) omitted(p unsafe.Pointer) bool {
	switch f.omit {
	case omitByte:
		return *(*byte)(p) == 0
	case omitWord:
		return *(*uintptr)(unsafe.Add(p, f.probe)) == 0
	case omitIf:
		return f.empty(p)
	}
	return false
}

func (f *field) isZero(p unsafe.Pointer) bool { return reflect.NewAt(f.plan.typ, p).Elem().IsZero() }

// encode writes the value of a field.
func (f *field) encode(e *encoder, p unsafe.Pointer, n int) {
	switch {
	case f.text:
		e.str(*(*string)(p), n)
	case f.quoted || f.tpl || f.casc:
		f.encodeWith(e, p, n)
	default:
		f.plan.encode(e, p, n)
	}
}

// encodeWith writes the value of a field that has options.
func (f *field) encodeWith(e *encoder, p unsafe.Pointer, n int) {
	tpl, casc := e.tpl, e.casc
	e.tpl, e.casc = tpl || f.tpl, casc || f.casc
	if f.quoted {
		f.encodeQuoted(e, p, n)
	} else {
		f.plan.encode(e, p, n)
	}
	e.tpl, e.casc = tpl, casc
}

// encodeQuoted writes a field with json's option string.
func (f *field) encodeQuoted(e *encoder, p unsafe.Pointer, n int) {
	v := reflect.NewAt(f.plan.typ, p).Elem()
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
	start := len(e.buf)
	f.plan.encode(e, p, n)
	s := string(e.buf[start:])
	e.buf = appendQuoted(e.buf[:start], s)
}

// standsIn reports whether an entry of the inline map of s stands in for the field
// at p, which is zero.
func (f *field) standsIn(p unsafe.Pointer, s *structPlan, extra unsafe.Pointer) bool {
	if !f.isZero(p) {
		return false
	}
	m := reflect.NewAt(s.extraPlan.typ, extra).Elem()
	return m.MapIndex(reflect.ValueOf(f.name).Convert(m.Type().Key())).IsValid()
}

// writes reports whether the struct at p has a field of that name that is
// written although the inline map has an entry of that name too.
func (s *structPlan) writes(p unsafe.Pointer, name string) bool {
	i, ok := s.names[name]
	if !ok {
		return false
	}
	f := &s.fields[i]
	fp := f.place.in(p)
	return fp != nil && !f.omitted(fp) && !f.isZero(fp)
}

// listPlan writes lists. They stand under their key without indentation.
type listPlan struct {
	elem *plan
	size uintptr
}

// encode writes the count elements that begin at p.
func (l *listPlan) encode(e *encoder, p unsafe.Pointer, count, n int) {
	if count == 0 {
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
	e.push(nil, index)
	for i := range count {
		e.dash(n, i == 0)
		e.path[depth].index = i
		l.elem.encode(e, unsafe.Add(p, uintptr(i)*l.size), n)
	}
	e.path = e.path[:depth]
	e.leave()
}

// dash begins an element of the list at column n.
func (e *encoder) dash(n int, first bool) {
	e.entry(n, first)
	e.buf = append(e.buf, '-', ' ')
	e.inline = true
}

// mapPlan writes maps, sorted by key.
type mapPlan struct {
	typ  reflect.Type
	name func(e *encoder, k reflect.Value) string // nil for keys that are strings
	elem *plan
	read *memory.Map
}

// newMapPlan returns the plan of a map type, nil when its keys cannot be written.
func newMapPlan(t reflect.Type) *mapPlan {
	name, ok := keyName(t.Key())
	if !ok {
		return nil
	}
	return &mapPlan{typ: t, name: name, elem: planOf(t.Elem()), read: memory.MapOf(t)}
}

func (m *mapPlan) encode(e *encoder, p unsafe.Pointer, n int) {
	switch {
	case *(*unsafe.Pointer)(p) == nil:
		e.null()
	case memory.MapLen(p) == 0:
		e.atom("{}")
	case e.enter():
		m.encodeEntries(e, p, n+2, nil)
		e.leave()
	}
}

// taken is the struct whose inline map is being written.
type taken struct {
	by    *structPlan
	at    unsafe.Pointer
	first bool // nothing of the struct is written yet
}

// encodeEntries writes the entries of the map at p, of which there are some, at
// column n. Where it is the inline map of a struct, in tells which.
func (m *mapPlan) encodeEntries(e *encoder, p unsafe.Pointer, n int, in *taken) {
	entries := m.sorted(e, p)
	depth := len(e.path)
	if in == nil {
		e.push(nil, key)
	} else {
		e.push(nil, child)
	}
	last := ""
	for i := range entries.Len() {
		name, value := entries.At(i)
		e.path[depth].name = name
		if i > 0 && name == last || in != nil && in.by.writes(in.at, name) {
			e.fail(fieldpath.Duplicate, nil, "the key "+strconv.Quote(name)+" is written already")
		}
		last = name
		e.entry(n, i == 0 && (in == nil || in.first))
		e.key(name, n)
		m.elem.encode(e, value, n)
	}
	e.path = e.path[:depth]
	entries.Release()
}

func (m *mapPlan) sorted(e *encoder, p unsafe.Pointer) *memory.Entries {
	if m.name == nil {
		return m.read.Sorted(p, nil)
	}
	return m.read.Sorted(p, func(key reflect.Value) string { return m.name(e, key) })
}

// keyName returns what tells the name of a key of type t, nil for one that is a
// string.
func keyName(t reflect.Type) (name func(e *encoder, k reflect.Value) string, ok bool) {
	switch {
	case t.Kind() == reflect.String:
		return nil, true
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
		}, true
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(_ *encoder, k reflect.Value) string { return strconv.FormatInt(k.Int(), 10) }, true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(_ *encoder, k reflect.Value) string { return strconv.FormatUint(k.Uint(), 10) }, true
	}
	return nil, false
}
