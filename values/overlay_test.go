package values_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/values"
)

// The reference is Stack.Merge, which is tested against Helm itself.
func TestOverlayIsStackMerge(t *testing.T) {
	cpu := func(s string) corev1.ResourceList {
		return corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(s)}
	}
	tests := []struct {
		name       string
		base, over values.Values
	}{
		{"empty", values.Values{}, values.Values{}},
		{"scalars", values.Values{Controller: values.Controller{JavaOpts: "a", NumExecutors: new(1)}}, values.Values{Controller: values.Controller{NumExecutors: new(0)}}},
		{"nested", values.Values{Controller: values.Controller{Ingress: values.Ingress{Enabled: new(true)}}}, values.Values{Controller: values.Controller{Ingress: values.Ingress{HostName: "x"}}}},
		{
			"maps merge",
			values.Values{Controller: values.Controller{Ingress: values.Ingress{Annotations: map[string]string{"a": "1", "b": "1"}}}},
			values.Values{Controller: values.Controller{Ingress: values.Ingress{Annotations: map[string]string{"b": "2"}}}},
		},
		{
			"lists are replaced",
			values.Values{Controller: values.Controller{InstallPlugins: values.Plugins{{ID: "a", Version: "1"}, {ID: "b", Version: "1"}}}},
			values.Values{Controller: values.Controller{InstallPlugins: values.Plugins{{ID: "c", Version: "1"}}}},
		},
		{
			"Kubernetes types are maps too",
			values.Values{Controller: values.Controller{Resources: corev1.ResourceRequirements{Requests: cpu("1")}}},
			values.Values{Controller: values.Controller{Resources: corev1.ResourceRequirements{Limits: cpu("2")}}},
		},
		{
			"documents are strings",
			values.Values{Controller: values.Controller{JCasC: values.JCasC{ConfigScripts: map[string]casc.Document{
				"a": {Jenkins: casc.Jenkins{SystemMessage: "a"}}, "b": {Jenkins: casc.Jenkins{SystemMessage: "b"}},
			}}}},
			values.Values{Controller: values.Controller{JCasC: values.JCasC{ConfigScripts: map[string]casc.Document{
				"b": {Jenkins: casc.Jenkins{NumExecutors: new(2)}},
			}}}},
		},
		{
			"null takes away",
			values.Values{Controller: values.Controller{JavaOpts: "a", JenkinsHome: "/h"}},
			values.Values{Controller: values.Controller{Extra: map[string]any{"javaOpts": nil, "other": 1}}},
		},
		{
			"extra maps",
			values.Values{Extra: map[string]any{"x": map[string]any{"a": 1, "b": 1}}},
			values.Values{Extra: map[string]any{"x": map[string]any{"b": 2}, "y": []any{1}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := fmt.Sprintf("%+v", tt.base)
			got := parse(t, values.Overlay(tt.base, tt.over))
			want, err := values.Stack{Layers: []values.Layer{{Values: tt.base}, {Values: tt.over}}}.Merge()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if after := fmt.Sprintf("%+v", tt.base); after != before {
				t.Errorf("base was changed from %s to %s", before, after)
			}
		})
	}
}

// parse returns values as Helm reads them.
func parse(t *testing.T, v values.Values) map[string]any {
	t.Helper()
	text, err := v.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	m, err := values.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
