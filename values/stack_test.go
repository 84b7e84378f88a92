package values_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/values"
)

func ExampleStack() {
	stack := values.Stack{
		Defaults: values.Defaults(),
		Layers: []values.Layer{
			{Name: "base", Values: values.Values{Controller: values.Controller{
				JavaOpts:       "-Xmx4g",
				InstallPlugins: values.Plugins{{ID: "kubernetes", Version: "4540.v612369217f87"}, {ID: "git", Version: "5.10.1"}},
			}}},
			{Name: "production", Values: values.Values{Controller: values.Controller{
				Replicas: new(1),
				Ingress:  values.Ingress{Enabled: new(true)},
			}}},
			{Name: "hoge", Values: map[string]any{"controller": map[string]any{
				"ingress":        map[string]any{"hostName": "hoge.example.com"},
				"installPlugins": []any{"kubernetes:4540.v612369217f87"}, // a list replaces the whole list
				"runAsUser":      nil,                                    // takes the chart's 1000 away
			}}},
		},
	}
	merged, err := stack.Merge()
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := values.Append(nil, merged)
	fmt.Printf("%s", file)
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// controller:
	//   ingress:
	//     enabled: true
	//     hostName: hoge.example.com
	//   installPlugins:
	//   - kubernetes:4540.v612369217f87
	//   javaOpts: -Xmx4g
	//   replicas: 1
	//   runAsUser: null
}

func ExampleStack_Explain() {
	stack := values.Stack{
		Defaults: values.Defaults(),
		Layers: []values.Layer{
			{Name: "base", Values: values.Values{Controller: values.Controller{NumExecutors: new(2), ExecutorMode: "EXCLUSIVE"}}},
			{Name: "production", Values: values.Values{Controller: values.Controller{NumExecutors: new(0)}}},
		},
	}
	for _, path := range []string{"controller.numExecutors", "controller.executorMode", "controller.servicePort"} {
		explanations, err := stack.Explain(path)
		if err != nil {
			fmt.Println(err)
		}
		for _, e := range explanations {
			fmt.Println(e)
		}
	}
	_, err := stack.Explain("controller.numExecutor")
	fmt.Println(err)
	// Output:
	// controller.numExecutors: 0, set by production
	//   hides 2 of base
	//   hides 0 of the chart
	// controller.executorMode: "EXCLUSIVE", set by base
	//   hides "NORMAL" of the chart
	// controller.servicePort: 8080, set by the chart
	// controller.numExecutor: not found: no layer sets it, and the chart has nothing there; is controller.numExecutors meant?
}

func ExampleStack_Validate() {
	stack := values.Stack{Layers: []values.Layer{
		{Name: "base", Values: map[string]any{"controller": map[string]any{"adminUser": "admin"}}},
		{Name: "production", Values: map[string]any{"controller": map[string]any{"ingres": map[string]any{"enabled": true}}}},
	}}
	fmt.Println(stack.Validate())
	// Output:
	// layers[base].controller.adminUser: unknown field: it is controller.admin.username now
	// layers[production].controller.ingres: unknown field: did you mean ingress?
}

func ExampleDiff() {
	before := values.Values{Controller: values.Controller{
		JavaOpts: "-Xmx4g",
		Ingress:  values.Ingress{HostName: "jenkins.example.com"},
	}}
	after := values.Values{Controller: values.Controller{
		JavaOpts: "-Xmx8g",
		Replicas: new(1),
	}}
	changes, err := values.Diff(before, after)
	if err != nil {
		fmt.Println(err)
	}
	for _, c := range changes {
		fmt.Println(c)
	}
	// Output:
	// - controller.ingress: {"hostName":"jenkins.example.com"}
	// ~ controller.javaOpts: "-Xmx4g" -> "-Xmx8g"
	// + controller.replicas: 1
}

func TestDefaults(t *testing.T) {
	controller, ok := values.Defaults()["controller"].(map[string]any)
	if !ok || controller["servicePort"] != 8080.0 {
		t.Errorf("controller: %v", controller)
	}
}

func TestExplain(t *testing.T) {
	type m = map[string]any
	stack := values.Stack{
		Defaults: m{"a": m{"x": 1, "y": 2}, "l": []any{1}, "gone": 1},
		Layers: []values.Layer{
			{Name: "one", Values: m{"a": m{"x": 2, "z": m{"deep": true}}, "l": []any{2}}},
			{Name: "two", Values: m{"a": m{"z": "flat"}, "gone": nil, "odd.key": 1}},
		},
	}
	tests := []struct{ path, want string }{
		{"a.x", "a.x: 2, set by one; hides 1 of the chart"},
		{"a.y", "a.y: 2, set by the chart"},
		{"a.z", `a.z: "flat", set by two; hides {"deep":true} of one`},
		{"a.z.deep", `a.z: "flat", set by two; hides {"deep":true} of one`},
		{"a", `a.x: 2, set by one; hides 1 of the chart | a.y: 2, set by the chart | a.z: "flat", set by two; hides {"deep":true} of one`},
		{"l", "l: [2], set by one; hides [1] of the chart"},
		{"gone", "gone: taken away by two; hides 1 of the chart"},
		{"[odd.key]", "[odd.key]: 1, set by two"},
		{"b", "error: b: not found: no layer sets it, and the chart has nothing there; is a meant?"},
		{"a.xx", "error: a.xx: not found: no layer sets it, and the chart has nothing there; is a.x meant?"},
		{"a..x", `error: invalid value "a..x": after a key comes a dot and a key, or a bracket`},
	}
	for _, tt := range tests {
		explanations, err := stack.Explain(tt.path)
		var got []string
		for _, e := range explanations {
			got = append(got, strings.ReplaceAll(e.String(), "\n  ", "; "))
		}
		if err != nil {
			got = append(got, "error: "+err.Error())
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " | ")); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.path, diff)
		}
	}
}

func TestDiff(t *testing.T) {
	type m = map[string]any
	tests := []struct {
		name string
		a, b any
		want string
	}{
		{"nothing", nil, m{}, ""},
		{"the same, typed and not", values.Values{Controller: values.Controller{NumExecutors: new(1)}}, m{"controller": m{"numExecutors": 1}}, ""},
		{"lists as a whole", m{"a": []any{1, 2}}, m{"a": []any{2, 1}}, "~ a: [1,2] -> [2,1]"},
		{"null is not nothing", m{"a": nil}, m{}, "- a: null"},
		{"a map for a text", m{"a": "x"}, m{"a": m{"b": 1}}, `~ a: "x" -> {"b":1}`},
		{"below", m{"a": m{"b": 1, "c": 1}}, m{"a": m{"b": 2, "d": 1}}, "~ a.b: 1 -> 2 | - a.c: 1 | + a.d: 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := values.Diff(tt.a, tt.b)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range changes {
				got = append(got, c.String())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " | ")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if _, err := values.Diff(make(chan int), nil); err == nil {
		t.Error("values that are none: no error")
	}
}
