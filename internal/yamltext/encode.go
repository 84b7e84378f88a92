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
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
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
	e.begin()
	e.buf = strconv.AppendInt(e.buf, int64(*(*T)(p)), 10)
}

func encodeUint[T uint | uint8 | uint16 | uint32 | uint64 | uintptr](e *encoder, p unsafe.Pointer, _ int) {
	e.begin()
	e.buf = strconv.AppendUint(e.buf, uint64(*(*T)(p)), 10)
}

func encodeFloat32(e *encoder, p unsafe.Pointer, _ int) { e.float(float64(*(*float32)(p)), 32) }

func encodeFloat64(e *encoder, p unsafe.Pointer, _ int) { e.float(*(*float64)(p), 64) }

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

func encodeString(e *encoder, p unsafe.Pointer, n int) { e.str(*(*string)(p), n) }

func encodeBytes(e *encoder, p unsafe.Pointer, _ int) {
	b := *(*[]byte)(p)
	if b == nil {
		e.null()
		return
	}
	e.begin()
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
			e.begin()
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
func encodeAny(e *encoder, p unsafe.Pointer, n int) { e.any(*(*any)(p), n) }

// any writes v, which stands in an interface.
func (e *encoder) any(v any, n int) {
	switch v := v.(type) {
	case nil:
		e.null()
	case string:
		e.str(v, n)
	case bool:
		e.bool(v)
	case int:
		e.begin()
		e.buf = strconv.AppendInt(e.buf, int64(v), 10)
	case int64:
		e.begin()
		e.buf = strconv.AppendInt(e.buf, v, 10)
	case float64:
		e.float(v, 64)
	case map[string]any:
		ofAny.encode(e, v, n, anyPlan)
	case map[string]string:
		ofStrings.encode(e, v, n, stringPlan)
	case []any:
		if v == nil {
			e.null()
			return
		}
		anyList.encode(e, unsafe.Pointer(unsafe.SliceData(v)), len(v), n)
	default:
		e.dynamic(reflect.ValueOf(v), n)
	}
}

var (
	anyPlan    = new(plan)
	stringPlan = new(plan)
	anyList    = &listPlan{elem: anyPlan, size: unsafe.Sizeof(any(nil))}
)

func init() {
	anyPlan.made.Store(&form{encode: encodeAny}) // which needs anyPlan
	stringPlan.made.Store(&form{encode: encodeString})
}

// encodeInterface writes what the interface of the plan's type at p holds.
func (pl *plan) encodeInterface(e *encoder, p unsafe.Pointer, n int) {
	v := reflect.NewAt(pl.typ, p).Elem()
	if v.IsNil() {
		e.null()
		return
	}
	e.dynamic(v.Elem(), n)
}

// dynamic writes v, which stands in an interface.
func (e *encoder) dynamic(v reflect.Value, n int) {
	if e.depth >= maxDepth {
		e.enter()
		return
	}
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			e.null()
			return
		}
		v = v.Elem()
	}
	e.depth++
	pl := planOf(v.Type())
	p, c := pl.hold(v)
	if symbol := pl.symbolOf(p); symbol != "" {
		pl.form().fields.encodeSymbol(e, symbol, p, n)
	} else {
		pl.encode(e, p, n)
	}
	pl.drop(c)
	e.depth--
}

// hold returns the address of v, or of a copy that has to be dropped.
func (pl *plan) hold(v reflect.Value) (unsafe.Pointer, *copied) {
	if v.CanAddr() {
		return v.Addr().UnsafePointer(), nil
	}
	c := pl.copies.Get().(*copied)
	c.v.Set(v)
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
	if live.Has(symbol) && !s.extraOf(p).IsValid() {
		// A reference selects the alternative; Jenkins resolves it only where it
		// stands alone.
		e.str(symbol, n)
		return
	}
	if !e.enter() {
		return
	}
	start, inline := len(e.buf), e.inline
	e.path = append(e.path, step{name: symbol})
	e.entry(n + 2)
	e.key(symbol, n+2)
	switch {
	case s.entries(e, p, n+4):
	case s.braces:
		e.atom("{}")
	default:
		e.buf, e.inline = e.buf[:start], inline
		e.begin()
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
	e.path = append(e.path, step{})
	extra := s.extraOf(p)
	for i := range s.fields {
		f := &s.fields[i]
		fp := f.place.in(p)
		if fp == nil || f.omitted(fp) || extra.IsValid() && f.isZero(fp) && hasKey(extra, f.name) {
			continue
		}
		wrote = true
		switch {
		case e.inline:
			e.inline = false
			e.buf = append(e.buf, f.line[margin:]...)
		case n <= margin:
			e.buf = append(e.buf, '\n')
			e.buf = append(e.buf, f.line[margin-n:]...)
		default:
			e.newline(n - margin)
			e.buf = append(e.buf, f.line...)
		}
		e.path[depth].name = f.name
		if f.quoted || f.tpl || f.casc {
			f.encode(e, fp, n)
		} else {
			f.plan.encode(e, fp, n)
		}
	}
	e.path = e.path[:depth]
	if extra.IsValid() {
		wrote = true
		s.extraPlan.encodeEntries(e, extra, n, func(name string) bool { return s.writes(p, name) })
	}
	e.leave()
	return wrote
}

// extraOf returns the inline map of the struct at p if there is something in it.
func (s *structPlan) extraOf(p unsafe.Pointer) reflect.Value {
	if s.extra.ok {
		if m := s.extra.in(p); m != nil && *(*unsafe.Pointer)(m) != nil {
			if v := reflect.NewAt(s.extraPlan.typ, m).Elem(); v.Len() > 0 {
				return v
			}
		}
	}
	return reflect.Value{}
}

// omitted reports whether the field at p is left out.
func (f *field) omitted(p unsafe.Pointer) bool {
	switch f.omit {
	case omitNever:
		return false
	case omitByte:
		return *(*byte)(p) == 0
	case omitWord:
		return *(*uintptr)(p) == 0
	case omitEmpty:
		return *(*int)(unsafe.Add(p, unsafe.Sizeof(uintptr(0)))) == 0
	default:
		return f.empty(p)
	}
}

func (f *field) isZero(p unsafe.Pointer) bool { return reflect.NewAt(f.plan.typ, p).Elem().IsZero() }

// encode writes a field that has options.
func (f *field) encode(e *encoder, p unsafe.Pointer, n int) {
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
	e.begin()
	e.inline = true
	start := len(e.buf)
	f.plan.encode(e, p, n)
	s := string(e.buf[start:])
	e.buf = appendQuoted(e.buf[:start], s)
}

// hasKey reports whether the inline map m has an entry of that name.
func hasKey(m reflect.Value, name string) bool {
	return m.MapIndex(reflect.ValueOf(name).Convert(m.Type().Key())).IsValid()
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
	e.path = append(e.path, step{kind: index})
	for i := range count {
		e.entry(n)
		e.buf = append(e.buf, '-', ' ')
		e.inline = true
		e.path[depth].index = i
		l.elem.encode(e, unsafe.Add(p, uintptr(i)*l.size), n)
	}
	e.path = e.path[:depth]
	e.leave()
}

// mapPlan writes maps, sorted by key.
type mapPlan struct {
	typ    reflect.Type
	name   func(e *encoder, k reflect.Value) string
	elem   *plan
	encode encodeFunc
	sorted sync.Pool // of *sortedMap
}

// sortedMap is the memory in which a map is sorted.
type sortedMap struct {
	iter   reflect.MapIter
	key    reflect.Value // holds one key
	values reflect.Value // a slice; its elements have addresses, unlike a map's
	names  []mapEntry
}

type mapEntry struct {
	name  string
	index int // in values
}

// newMapPlan returns the plan of a map type, nil when its keys cannot be written.
func newMapPlan(t reflect.Type) *mapPlan {
	m := &mapPlan{typ: t, name: keyName(t.Key()), elem: planOf(t.Elem())}
	if m.name == nil {
		return nil
	}
	m.sorted.New = func() any {
		return &sortedMap{
			key:    reflect.New(t.Key()).Elem(),
			values: reflect.New(reflect.SliceOf(t.Elem())).Elem(),
		}
	}
	m.encode = m.encodeReflected
	if t.Key().Kind() == reflect.String {
		// Named types have the memory of these.
		switch {
		case t.Elem().Kind() == reflect.String:
			m.encode = func(e *encoder, p unsafe.Pointer, n int) { ofStrings.encode(e, *(*map[string]string)(p), n, m.elem) }
		case t.Elem().Kind() == reflect.Interface && t.Elem().NumMethod() == 0:
			m.encode = func(e *encoder, p unsafe.Pointer, n int) { ofAny.encode(e, *(*map[string]any)(p), n, m.elem) }
		}
	}
	return m
}

func (m *mapPlan) encodeReflected(e *encoder, p unsafe.Pointer, n int) {
	v := reflect.NewAt(m.typ, p).Elem()
	switch {
	case v.IsNil():
		e.null()
	case v.Len() == 0:
		e.atom("{}")
	case e.enter():
		m.encodeEntries(e, v, n+2, nil)
		e.leave()
	}
}

// encodeEntries writes the entries of v at column n. For the inline map of a
// struct taken reports the names that are taken.
func (m *mapPlan) encodeEntries(e *encoder, v reflect.Value, n int, taken func(name string) bool) {
	s := m.sorted.Get().(*sortedMap)
	size := v.Len()
	s.values.Grow(size)
	s.values.SetLen(size)
	s.iter.Reset(v)
	for i := 0; s.iter.Next(); i++ {
		s.key.SetIterKey(&s.iter)
		s.values.Index(i).SetIterValue(&s.iter)
		s.names = append(s.names, mapEntry{m.name(e, s.key), i})
	}
	slices.SortFunc(s.names, func(a, b mapEntry) int { return strings.Compare(a.name, b.name) })
	depth := len(e.path)
	e.path = append(e.path, step{kind: key})
	if taken != nil {
		e.path[depth].kind = child
	}
	for i, entry := range s.names {
		e.path[depth].name = entry.name
		if i > 0 && entry.name == s.names[i-1].name || taken != nil && taken(entry.name) {
			e.fail(fieldpath.Duplicate, nil, "the key "+strconv.Quote(entry.name)+" is written already")
		}
		e.entry(n)
		e.key(entry.name, n)
		m.elem.encode(e, s.values.Index(entry.index).Addr().UnsafePointer(), n)
	}
	e.path = e.path[:depth]
	clear(s.names)
	s.names = s.names[:0]
	s.iter.Reset(reflect.Value{})
	s.key.SetZero()
	s.values.Clear()
	m.sorted.Put(s)
}

// pairs writes maps with keys that are strings, without reflection.
type pairs[V any] struct{ sorted sync.Pool } // of *[]pair[V]

type pair[V any] struct {
	name  string
	value V
}

var (
	ofStrings = pairs[string]{sync.Pool{New: func() any { return new([]pair[string]) }}}
	ofAny     = pairs[any]{sync.Pool{New: func() any { return new([]pair[any]) }}}
)

func (ps *pairs[V]) encode(e *encoder, m map[string]V, n int, elem *plan) {
	switch {
	case m == nil:
		e.null()
		return
	case len(m) == 0:
		e.atom("{}")
		return
	case !e.enter():
		return
	}
	n += 2
	sorted := ps.sorted.Get().(*[]pair[V])
	list := (*sorted)[:0]
	for k, v := range m {
		list = append(list, pair[V]{k, v})
	}
	slices.SortFunc(list, func(a, b pair[V]) int { return strings.Compare(a.name, b.name) })
	depth := len(e.path)
	e.path = append(e.path, step{kind: key})
	for i := range list {
		e.path[depth].name = list[i].name
		e.entry(n)
		e.key(list[i].name, n)
		elem.encode(e, unsafe.Pointer(&list[i].value), n)
	}
	e.path = e.path[:depth]
	clear(list)
	*sorted = list
	ps.sorted.Put(sorted)
	e.leave()
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
