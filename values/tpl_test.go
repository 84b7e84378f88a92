package values_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// everything has all parts of the chart switched on that don't exclude each other.
func everything() values.Values {
	list := values.AgentResourceList{CPU: "1", Memory: "1Gi"}
	return values.Values{
		Agent: values.Agent{
			EnvVars: []values.AgentEnvVar{{Name: "A", Value: "b"}},
			AdditionalContainers: []values.AgentContainer{{
				SideContainerName: "a", Image: values.Image{Registry: "a", Repository: "b", Tag: "c"},
				Args: new("d"), Resources: values.AgentResources{Requests: list, Limits: list},
			}},
		},
		Controller: values.Controller{
			AdditionalExistingSecrets: []values.AdditionalExistingSecret{{Name: "a", KeyName: "b"}},
			AdditionalSecrets:         []values.AdditionalSecret{{Name: "a", Value: "b"}},
			SecretClaims:              []values.SecretClaim{{Name: "a", Path: "b", Type: "c"}},
			Ingress:                   values.Ingress{Enabled: new(true), HostName: "a", ResourceRootURL: "b"},
			SecondaryIngress:          values.SecondaryIngress{Enabled: new(true), HostName: "c", Paths: []string{"/x"}},
			Prometheus:                values.Prometheus{Enabled: new(true)},
			GooglePodMonitor:          values.GooglePodMonitor{Enabled: new(true)},
			PodDisruptionBudget:       values.PodDisruptionBudget{Enabled: new(true)},
			Route:                     values.Route{Enabled: new(true)},
			HTTPRoute:                 values.HTTPRoute{Enabled: new(true)},
			BackendConfig:             values.BackendConfig{Enabled: new(true), Name: "b"},
		},
		NetworkPolicy:       values.NetworkPolicy{Enabled: new(true), ExternalAgents: values.ExternalAgents{IPCIDR: "10.0.0.0/8"}},
		ServiceAccountAgent: values.ServiceAccount{Create: new(true)},
	}
}

// Each text of the values, with a template expression in it that is none, arrives
// in what the chart renders as it stands, one after the other: where the chart
// runs tpl it is escaped, elsewhere it is not.
func TestEachTextArrives(t *testing.T) {
	silence(t)
	chart, _ := jenkinsChart(t)
	arrived, nowhere := 0, []string{}
	skipped := []string{
		"kubeTargetVersionOverride",              // the chart wants a version
		"additionalAgents[k].",                   // of the same type as agent
		"additionalClouds[k].",                   // likewise
		"extraObjects",                           // anything
		"controller.podSecurityContextOverride.", // spares time: they are Kubernetes' own, as those of
		"controller.customInitContainers[0].",
		"controller.lifecycle.",
	}
	texts(reflect.TypeFor[values.Values](), "", nil, func(path string, set func(v reflect.Value, s string)) {
		if slices.ContainsFunc(skipped, func(s string) bool { return strings.HasPrefix(path, s) && path != s }) || path == skipped[0] {
			return
		}
		v := everything()
		marker := "x{{boom}}y"
		set(reflect.ValueOf(&v).Elem(), marker)
		objects, err := chart.Render(v, render.Options{Namespace: "ns", SkipTests: true, APIVersions: []string{"monitoring.coreos.com/v1", "policy/v1"}})
		if err != nil {
			t.Errorf("%s: %.400v", path, err)
			return
		}
		found := false
		for _, o := range objects {
			found = found || strings.Contains(o.Text, marker)
			if rest := strings.ReplaceAll(o.Text, marker, ""); strings.Contains(rest, "boom") {
				i := strings.Index(rest, "boom")
				t.Errorf("%s arrives as %s", path, rest[max(0, i-40):min(len(rest), i+20)])
			}
		}
		if found {
			arrived++
		} else {
			nowhere = append(nowhere, path)
		}
	})
	if arrived < 590 {
		t.Errorf("%d texts arrived", arrived)
	}
	t.Logf("%d texts arrived; not used with these values, or not as text: %d\n%s", arrived, len(nowhere), strings.Join(nowhere, "\n"))
}

// texts calls f for each string below t, with what puts one there.
func texts(t reflect.Type, path string, seen []reflect.Type, f func(path string, set func(v reflect.Value, s string))) {
	for _, s := range seen {
		if s == t {
			return
		}
	}
	seen = append(seen[:len(seen):len(seen)], t)
	switch t.Kind() {
	case reflect.String:
		f(path, func(v reflect.Value, s string) { v.SetString(s) })
	case reflect.Pointer:
		texts(t.Elem(), path, seen, func(path string, set func(v reflect.Value, s string)) {
			f(path, func(v reflect.Value, s string) {
				if v.IsNil() {
					v.Set(reflect.New(v.Type().Elem()))
				}
				set(v.Elem(), s)
			})
		})
	case reflect.Slice:
		texts(t.Elem(), path+"[0]", seen, func(path string, set func(v reflect.Value, s string)) {
			f(path, func(v reflect.Value, s string) {
				list := reflect.MakeSlice(v.Type(), 1, 1)
				reflect.Copy(list, v)
				set(list.Index(0), s)
				v.Set(list)
			})
		})
	case reflect.Map:
		texts(t.Elem(), path+"[k]", seen, func(path string, set func(v reflect.Value, s string)) {
			f(path, func(v reflect.Value, s string) {
				elem := reflect.New(v.Type().Elem()).Elem()
				if before := v.MapIndex(reflect.ValueOf("k").Convert(v.Type().Key())); before.IsValid() {
					elem.Set(before)
				}
				set(elem, s)
				m := reflect.MakeMap(v.Type())
				m.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), elem)
				v.Set(m)
			})
		})
	case reflect.Struct:
		if t.PkgPath() != reflect.TypeFor[values.Values]().PkgPath() && !strings.HasPrefix(t.PkgPath(), "k8s.io/api/") {
			return
		}
		for i := range t.NumField() {
			field := t.Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name == "" && !field.Anonymous || name == "-" || strings.Contains(field.Tag.Get("jc"), "enum=") {
				continue
			}
			texts(field.Type, strings.TrimPrefix(path+"."+name, "."), seen, func(path string, set func(v reflect.Value, s string)) {
				f(path, func(v reflect.Value, s string) { set(v.Field(i), s) })
			})
		}
	}
}
