package yamltext_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

//go:generate go run ../gen/yamltypes

// kubernetesTypes are types of others that stand in our documents.
var kubernetesTypes = []reflect.Type{
	reflect.TypeFor[corev1.Pod](), reflect.TypeFor[corev1.PodTemplateSpec](), reflect.TypeFor[corev1.ConfigMap](), reflect.TypeFor[corev1.Secret](),
	reflect.TypeFor[corev1.Service](), reflect.TypeFor[corev1.PersistentVolumeClaim](), reflect.TypeFor[corev1.Namespace](), reflect.TypeFor[corev1.ServiceAccount](),
	reflect.TypeFor[appsv1.Deployment](), reflect.TypeFor[appsv1.StatefulSet](), reflect.TypeFor[appsv1.DaemonSet](), reflect.TypeFor[batchv1.CronJob](),
	reflect.TypeFor[networkingv1.Ingress](), reflect.TypeFor[networkingv1.NetworkPolicy](), reflect.TypeFor[rbacv1.Role](), reflect.TypeFor[rbacv1.ClusterRoleBinding](),
	reflect.TypeFor[policyv1.PodDisruptionBudget](), reflect.TypeFor[metav1.ObjectMeta](),
}

// filler makes random values.
type filler struct {
	*rand.Rand
	strings []string
}

func newFiller(seed1, seed2 uint64) filler {
	return filler{rand.New(rand.NewPCG(seed1, seed2)), hostile(1)}
}

func (f filler) text() string {
	switch f.IntN(4) {
	case 0:
		return f.strings[f.IntN(len(f.strings))]
	case 1:
		return randomString(f.Rand)
	}
	return []string{"jenkins", "a/b:c", "${X}", "true", "set -e\necho\n", "8080", "1.10"}[f.IntN(7)]
}

// made are the types that are not filled field by field.
var made = map[reflect.Type]func(f filler) any{
	reflect.TypeFor[resource.Quantity](): func(f filler) any {
		return resource.MustParse([]string{"0", "1", "100m", "1.5Gi", "2k", "1e3", "0.1", "12345678901234567890", "3Mi"}[f.IntN(9)])
	},
	reflect.TypeFor[metav1.Time]():      func(f filler) any { return metav1.NewTime(time.Unix(f.Int64N(2e9)+1, 0)) },
	reflect.TypeFor[metav1.MicroTime](): func(f filler) any { return metav1.NewMicroTime(time.Unix(f.Int64N(2e9)+1, 5000)) },
	reflect.TypeFor[metav1.FieldsV1]():  func(filler) any { return *metav1.NewFieldsV1(`{"f:a":{".":{}}}`) },
	reflect.TypeFor[time.Time]():        func(f filler) any { return time.Unix(f.Int64N(2e9)+1, f.Int64N(1e9)).UTC() },
	reflect.TypeFor[json.Number]():      func(f filler) any { return json.Number([]string{"1", "-0.50", "1e3"}[f.IntN(3)]) },
	reflect.TypeFor[json.RawMessage]():  func(filler) any { return json.RawMessage(`{"b": [1.5, null, "x\u003cy"], "a": {}}`) },
	reflect.TypeFor[runtime.RawExtension](): func(filler) any {
		return runtime.RawExtension{Raw: []byte(`{"kind":"X"}`)}
	},
	reflect.TypeFor[intstr.IntOrString](): func(f filler) any {
		if f.IntN(2) == 0 {
			return intstr.FromInt32(f.Int32())
		}
		return intstr.FromString(f.text())
	},
}

// fill sets v to a random value; depth limits how far it goes.
func (f filler) fill(v reflect.Value, depth int) {
	if m, ok := made[v.Type()]; ok {
		v.Set(reflect.ValueOf(m(f)))
		return
	}
	few := f.IntN(3)
	if depth <= 0 {
		few = 0
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(f.Int64() >> f.IntN(64) >> (64 - v.Type().Bits()) * int64(1-2*f.IntN(2)))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(f.Uint64() >> f.IntN(64) >> (64 - v.Type().Bits()))
	case reflect.Float32, reflect.Float64:
		v.SetFloat([]float64{0, 1, -1.5, 0.1, 1e21, 1e-9, 123456789.125}[f.IntN(7)])
	case reflect.String:
		v.SetString(f.text())
	case reflect.Pointer:
		if depth > 0 && f.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), depth-1)
		}
	case reflect.Slice:
		if f.IntN(4) == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), few, few))
		for i := range few {
			f.fill(v.Index(i), depth-1)
		}
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i), depth-1)
		}
	case reflect.Map:
		if f.IntN(4) == 0 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for range few {
			key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(key, depth-1)
			f.fill(elem, depth-1)
			v.SetMapIndex(key, elem)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() || f.IntN(4) == 0 {
				continue
			}
			f.fill(v.Field(i), depth-1)
			if _, opts, _ := strings.Cut(field.Tag.Get("json"), ","); opts == "inline" && v.Field(i).Kind() == reflect.Map {
				for _, key := range v.Field(i).MapKeys() { // no name that a field has
					elem := v.Field(i).MapIndex(key)
					v.Field(i).SetMapIndex(key, reflect.Value{})
					v.Field(i).SetMapIndex(reflect.ValueOf("x-"+key.String()).Convert(key.Type()), elem)
				}
			}
		}
	case reflect.Interface:
		if v.NumMethod() == 0 {
			kinds := []reflect.Type{
				reflect.TypeFor[string](), reflect.TypeFor[int](), reflect.TypeFor[bool](), reflect.TypeFor[float64](), reflect.TypeFor[map[string]any](),
				reflect.TypeFor[[]any](), reflect.TypeFor[map[string]string](), reflect.TypeFor[resource.Quantity](), reflect.TypeFor[corev1.EnvVar](),
			}
			p := reflect.New(kinds[f.IntN(len(kinds))]).Elem()
			f.fill(p, depth-1)
			v.Set(p)
			return
		}
		var fit []reflect.Type
		for _, t := range exportedTypes {
			if t.Implements(v.Type()) {
				fit = append(fit, t)
			}
		}
		if len(fit) > 0 && depth > 0 {
			p := reflect.New(fit[f.IntN(len(fit))]).Elem()
			f.fill(p, depth-1)
			v.Set(p)
		}
	}
}

// meaning is what v has to mean in YAML, as plainly as that can be said: the
// rules of the package once more, without speed. The values that are left are
// those that encoding/json writes.
func meaning(v reflect.Value, choice bool) (any, error) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return nil, nil
		}
		return meaning(v.Elem(), choice || v.Kind() == reflect.Interface)
	}
	if !v.CanAddr() {
		p := reflect.New(v.Type()).Elem()
		p.Set(v)
		v = p
	}
	switch x := v.Addr().Interface().(type) {
	case yamltext.Embedder:
		inner, o := x.EmbedYAML()
		if s, ok := inner.(string); ok {
			return s, nil
		}
		b, err := yamltext.Marshal(inner, o)
		return string(b), err
	case json.Marshaler:
		b, err := x.MarshalJSON()
		return json.RawMessage(b), err
	case encoding.TextAppender:
		b, err := x.AppendText(nil)
		return string(b), err
	case encoding.TextMarshaler:
		b, err := x.MarshalText()
		return string(b), err
	}
	return fieldsOf(v, choice)
}

var required = regexp.MustCompile(`(^|,)required(,|$)`)

func fieldsOf(v reflect.Value, choice bool) (any, error) {
	var errs []error
	next := func(v reflect.Value) any {
		m, err := meaning(v, false)
		errs = append(errs, err)
		return m
	}
	switch v.Kind() {
	case reflect.Map:
		if v.IsNil() {
			return nil, nil
		}
		out := map[string]any{}
		for iter := v.MapRange(); iter.Next(); {
			out[fmt.Sprint(iter.Key())] = next(iter.Value())
		}
		return out, errors.Join(errs...)
	case reflect.Slice:
		if v.IsNil() {
			return nil, nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return v.Bytes(), nil
		}
		fallthrough
	case reflect.Array:
		out := []any{}
		for i := range v.Len() {
			out = append(out, next(v.Index(i)))
		}
		return out, errors.Join(errs...)
	case reflect.Struct:
		out := map[string]any{}
		symbol := ""
		var add func(v reflect.Value)
		add = func(v reflect.Value) {
			for i := range v.NumField() {
				field, fv := v.Type().Field(i), v.Field(i)
				if s, ok := strings.CutPrefix(field.Tag.Get("jc"), "symbol="); ok && symbol == "" {
					symbol, _, _ = strings.Cut(s, ",")
				}
				if field.Tag.Get("jc") == "symbol" {
					symbol = fv.String()
				}
				name, opts, _ := strings.Cut(field.Tag.Get("json"), ",")
				switch {
				case field.Tag.Get("json") == "-", field.Tag.Get("jc") == "symbol":
				case field.Anonymous && name == "" && fv.Kind() == reflect.Struct:
					add(fv)
				case !field.IsExported():
				case opts == "inline" && fv.Kind() == reflect.Map:
					for iter := fv.MapRange(); iter.Next(); {
						out[iter.Key().String()] = next(iter.Value())
					}
				case (strings.Contains(opts, "omitzero") || required.MatchString(field.Tag.Get("jc"))) && isZero(fv),
					strings.Contains(opts, "omitempty") && (fv.IsZero() || fv.Kind() == reflect.Map && fv.Len() == 0 || fv.Kind() == reflect.Slice && fv.Len() == 0):
				default:
					if name == "" {
						name = field.Name
					}
					out[name] = next(fv)
				}
			}
		}
		add(v)
		switch {
		case !choice || symbol == "":
			return out, errors.Join(errs...)
		case len(out) == 0:
			return symbol, errors.Join(errs...)
		}
		return map[string]any{symbol: out}, errors.Join(errs...)
	}
	return v.Interface(), nil
}

func isZero(v reflect.Value) bool {
	if z, ok := v.Addr().Interface().(interface{ IsZero() bool }); ok && v.Kind() != reflect.Pointer {
		return z.IsZero()
	}
	return v.IsZero()
}

// referee returns what sigs.k8s.io/yaml reads from what it has written for v.
// Some strings it does not read back, or reads as others; what encoding/json
// reads counts then, which is what it writes from.
func referee(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var fromJSON, fromYAML any
	if err := json.Unmarshal(b, &fromJSON); err != nil {
		t.Fatal(err)
	}
	theirs, err := yaml.JSONToYAML(b)
	if err != nil {
		return fromJSON
	}
	if err := yaml.Unmarshal(theirs, &fromYAML); err != nil || !reflect.DeepEqual(fromYAML, fromJSON) {
		return fromJSON
	}
	return fromYAML
}

// checkValue states that every reader takes what we write of the value that p
// points to for what it means.
// It reports whether there was something to read.
func checkValue(t *testing.T, p reflect.Value) bool {
	t.Helper()
	b, err := yamltext.Marshal(p.Interface(), yamltext.Options{})
	want, refused := fieldsOf(p.Elem(), false)
	if err != nil {
		if refused == nil {
			t.Errorf("%s: %v", p.Type(), err)
		}
		return false // a part of the value does not write itself
	}
	if refused != nil {
		t.Errorf("%s: no error, want %v", p.Type(), refused)
		return false
	}
	for name, read := range readers {
		wanted := referee(t, want)
		got, err := read(b)
		if err != nil {
			t.Errorf("%s: %s: %v\n%s", p.Type(), name, err, b)
			continue
		}
		if diff := cmp.Diff(numbers(wanted), numbers(got)); diff != "" {
			t.Errorf("%s: %s differs (-want +got):\n%s", p.Type(), name, diff)
		}
	}
	again, err := yamltext.Append([]byte("x"), p.Elem().Interface(), yamltext.Options{})
	if err != nil || string(again) != "x"+string(b) {
		t.Errorf("%s: written again it is different: %v\n%s", p.Type(), err, cmp.Diff("x"+string(b), string(again)))
	}
	return true
}

// numbers makes float64 of all numbers, for which the readers have several types.
func numbers(v any) any {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	case map[string]any:
		for k, elem := range v {
			v[k] = numbers(elem)
		}
	case []any:
		for i, elem := range v {
			v[i] = numbers(elem)
		}
	}
	return v
}

func TestEveryType(t *testing.T) {
	values := 8
	if _, whole := proof(t); whole {
		values = 100
	}
	f := newFiller(3, 4)
	types := append(append([]reflect.Type{}, kubernetesTypes...), exportedTypes...)
	refused := map[reflect.Type]int{}
	for _, typ := range types {
		checkValue(t, reflect.New(typ))
		for range values {
			p := reflect.New(typ)
			f.fill(p.Elem(), 6)
			if !checkValue(t, p) {
				refused[typ]++
			}
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d types of %d values each; refused by a part of the value: %v", len(types), values, refused)
}

// TestKubernetesJSON has encoding/json itself as the referee: what we leave out
// of its output are zero structs that are omitempty, nothing else.
func TestKubernetesJSON(t *testing.T) {
	f := newFiller(5, 6)
	for _, typ := range kubernetesTypes {
		for range 30 {
			p := reflect.New(typ)
			f.fill(p.Elem(), 7)
			b, err := yamltext.Marshal(p.Interface(), yamltext.Options{})
			if err != nil {
				t.Fatalf("%s: %v", typ, err)
			}
			var got any
			if err := yaml.UnmarshalStrict(b, &got); err != nil {
				t.Fatalf("%s: %v\n%s", typ, err, b)
			}
			var l fieldpath.List
			within(&l, nil, got, referee(t, p.Interface()))
			if err := l.Err(); err != nil {
				t.Fatalf("%s: %v\n%s", typ, err, b)
			}
			back := reflect.New(typ).Interface()
			if err := yaml.UnmarshalStrict(b, back); err != nil {
				t.Fatalf("%s: %v\n%s", typ, err, b)
			}
		}
	}
}

// within reports where got differs from want by more than absent zeros.
func within(l *fieldpath.List, path *fieldpath.Path, got, want any) {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			l.Add(fieldpath.Invalid, path, got, "not a map")
			return
		}
		for k, w := range want {
			if g, ok := got[k]; ok {
				within(l, path.Child(k), g, w)
			} else if !nothing(w) {
				l.Add(fieldpath.Lost, path.Child(k), w, "")
			}
		}
		for k := range got {
			if _, ok := want[k]; !ok {
				l.Add(fieldpath.Unknown, path.Child(k), got[k], "")
			}
		}
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			l.Add(fieldpath.Invalid, path, got, "not as long")
			return
		}
		for i := range want {
			within(l, path.Index(i), got[i], want[i])
		}
	default:
		if !reflect.DeepEqual(got, want) {
			l.Add(fieldpath.Invalid, path, got, fmt.Sprint("want ", want))
		}
	}
}

func nothing(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, elem := range v {
			if !nothing(elem) {
				return false
			}
		}
		return true
	case nil:
		return true
	case string:
		return v == "" || v == "0"
	case float64:
		return v == 0
	case int64:
		return v == 0
	case bool:
		return !v
	}
	return false
}
