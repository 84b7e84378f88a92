package digest_test

import (
	"cmp"
	"fmt"
	"math/big"
	"net/netip"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/digest"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// all holds what a controller is made of.
type all struct {
	Casc   map[string]casc.Document
	Jobs   map[string]jobdsl.Script
	Values values.Values
	Any    []any
	Odd    struct {
		small bool
		large float64
		list  [2]struct{ a, b string }
	}
	Times []time.Time
}

// example returns a value anew.
func example() *all {
	a := &all{
		Casc: map[string]casc.Document{
			"agents": {Jenkins: casc.Jenkins{NumExecutors: new(0), Clouds: []casc.Cloud{casc.KubernetesCloud{
				Name: "build", Templates: []podtemplate.PodTemplate{{
					Name: "go", YAML: podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{
						Name: "go", Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("100m")}},
						VolumeMounts: []corev1.VolumeMount{{Name: "w", MountPath: "/w"}},
					}}}}), YAMLMergeStrategy: podtemplate.Merge{},
				}},
			}}}},
			"other": {Jenkins: casc.Jenkins{SystemMessage: "x"}},
		},
		Jobs: map[string]jobdsl.Script{"jobs": {
			jobdsl.Folder{Name: "a"},
			jobdsl.PipelineJob{Name: "a/b", LogRotator: jobdsl.LogRotator{NumToKeep: new(30)}, Parameters: []jobdsl.Parameter{jobdsl.BooleanParam{Name: "DEPLOY", DefaultValue: new(true)}}},
		}},
		Any:   []any{1, "1", []string{"a", ""}, map[string]any{"k": []any{nil, 1.5}}, struct{}{}, &[]int{1, 2}},
		Times: []time.Time{time.Unix(1, 2).UTC()},
	}
	a.Values.Controller.NumExecutors = new(1)
	a.Values.Controller.Extra = map[string]any{"x": map[string]any{"y": true}}
	a.Odd.large, a.Odd.list[1].b = 0.5, "b"
	return a
}

func sum(t *testing.T, v ...any) digest.Sum {
	t.Helper()
	s, ok := digest.Of(v...)
	if !ok {
		t.Fatal("the value has no digest")
	}
	return s
}

// Whatever is changed in a value, its digest changes, and no two changes give
// the same one; values made in the same way have the same digest.
func TestEveryChangeShows(t *testing.T) {
	first := sum(t, example())
	seen := map[digest.Sum]string{first: "no change"}
	if sum(t, example()) != first {
		t.Fatal("equal values have different digests")
	}
	// Each round makes a value anew and changes the nth part of it.
	for n := 0; ; n++ {
		v := example()
		c := changer{left: n}
		c.walk(reflect.ValueOf(v).Elem(), "")
		if c.done == "" {
			if n < 1000 {
				t.Errorf("only %d changes", n)
			}
			return
		}
		s := sum(t, v)
		if other, ok := seen[s]; ok {
			t.Errorf("%s and %s have the same digest", c.done, other)
		}
		seen[s] = c.done
	}
}

// changer makes one change to a value: the one that is left to do after so many.
type changer struct {
	left int
	done string
}

func (c *changer) now(path string) bool {
	if c.left--; c.left == -1 {
		c.done = path
		return true
	}
	return false
}

func (c *changer) walk(v reflect.Value, path string) {
	if c.done != "" || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		if c.now(path) {
			v.SetBool(!v.Bool())
		}
	case reflect.String:
		if c.now(path) {
			v.SetString(v.String() + "!")
		}
	case reflect.Int, reflect.Int64, reflect.Int32:
		if c.now(path) {
			v.SetInt(v.Int() + 1)
		}
	case reflect.Float64:
		if c.now(path) {
			v.SetFloat(v.Float() + 1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			c.walk(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Array:
		for i := range v.Len() {
			c.walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Slice:
		switch {
		case v.IsNil():
			if c.now(path + " empty") {
				v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			} else if c.now(path + " one") {
				v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			}
			return
		case c.now(path + " nil"):
			v.SetZero()
		case c.now(path + " longer"):
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		}
		for i := range v.Len() {
			c.walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Map:
		switch {
		case v.IsNil():
			if c.now(path + " empty") {
				v.Set(reflect.MakeMap(v.Type()))
			}
			return
		case c.now(path + " nil"):
			v.SetZero()
		case c.now(path + " another"):
			v.SetMapIndex(reflect.Zero(v.Type().Key()), reflect.Zero(v.Type().Elem()))
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, k := range keys {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(k))
			if c.walk(value, fmt.Sprintf("%s[%v]", path, k)); c.done != "" {
				v.SetMapIndex(k, value)
				return
			}
		}
	case reflect.Pointer:
		switch {
		case v.IsNil():
			if c.now(path + " new") {
				v.Set(reflect.New(v.Type().Elem()))
			}
			return
		case c.now(path + " nil"):
			v.SetZero()
		default:
			c.walk(v.Elem(), path)
		}
	case reflect.Interface:
		switch {
		case v.IsNil():
			if v.NumMethod() == 0 && c.now(path+" set") {
				v.Set(reflect.ValueOf(false))
			}
			return
		case c.now(path + " nil"):
			v.SetZero()
		default:
			value := reflect.New(v.Elem().Type()).Elem()
			value.Set(v.Elem())
			c.walk(value, path)
			if c.done != "" {
				v.Set(value)
			}
		}
	}
}

type recursive struct{ Next *recursive }

// The types of values are part of them.
func TestTypesShow(t *testing.T) {
	type local string
	seen := map[digest.Sum]any{}
	for _, v := range []any{nil, 0, int64(0), "", local(""), []string{}, []any{}, struct{}{}, []int(nil), &struct{}{}, map[string]int{}, map[string]int(nil), [1]int{}, casc.Var("x"), jobdsl.Folder{}, jobdsl.DeliveryPipelineView{}} {
		s := sum(t, v)
		if other, ok := seen[s]; ok {
			t.Errorf("%T and %T have the same digest", v, other)
		}
		seen[s] = v
	}
	if sum(t, "a", "bc") == sum(t, "ab", "c") || sum(t, []string{"a", "b"}) == sum(t, []string{"a", "b", ""}) {
		t.Error("where one string ends does not show")
	}
}

// Where values don't say everything there is no digest.
func TestNoDigest(t *testing.T) {
	endless := &recursive{}
	endless.Next = endless
	list := []any{nil}
	list[0] = list
	loop := map[string]any{}
	loop["x"] = loop
	for what, v := range map[string]any{
		"a function": func() {}, "a channel": make(chan int), "a function below": []any{map[string]any{"f": func() {}}}, "a map by numbers": map[int]int{},
		"an address of net/netip, which writes itself": netip.Addr{}, "one below": []struct{ A netip.Addr }{{}}, "a number that does": []any{new(big.Int)},
		"a value in itself": endless, "a list in itself": list, "a map in itself": loop,
	} {
		if _, ok := digest.Of(v); ok {
			t.Errorf("%s has a digest", what)
		}
	}
	sum(t, struct{ F func() }{})
}

func TestProgram(t *testing.T) {
	a, err := digest.Program()
	if err != nil || a == (digest.Sum{}) {
		t.Fatal(a, err)
	}
}

func BenchmarkOf(b *testing.B) {
	v := example()
	b.ReportAllocs()
	for b.Loop() {
		digest.Of(v)
	}
}
