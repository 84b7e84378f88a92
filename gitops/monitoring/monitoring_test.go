package monitoring_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/monitoring"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func options() monitoring.Options {
	return monitoring.Options{
		Namespaces: []string{"hoge-jenkins", "fuga-jenkins"}, Namespace: "monitoring",
		Labels: map[string]string{"release": "kube-prometheus-stack"},
		URLs:   []string{"https://hoge.example/login", "https://argocd.example/healthz"},
	}
}

// strict decodes a file into a type, and finds fault with what the type has not.
func strict(t *testing.T, text []byte, into any) {
	t.Helper()
	b, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestObjects writes the objects, and holds each against the Prometheus
// operator's own type.
func TestObjects(t *testing.T) {
	var tree gitops.Tree
	o := options()
	tree.Add("dashboard.json", o.Dashboard())
	tree.Add("dashboard-cm.yaml", o.DashboardConfigMap())
	tree.Add("probe.yaml", o.Probe())
	tree.Add("rules.yaml", o.Rules())
	tree.Add("servicemonitor.yaml", o.ServiceMonitor())
	files, err := tree.Files()
	if err != nil {
		t.Fatal(err)
	}
	g := golden.Open(t, "testdata/objects.txtar")
	dashboard := ""
	for _, f := range files {
		switch f.Path {
		case "dashboard.json":
			dashboard = string(f.Content)
		case "dashboard-cm.yaml":
			var c corev1.ConfigMap
			strict(t, f.Content, &c)
			if c.Data["jenkins.json"] != dashboard && dashboard != "" {
				t.Error("the ConfigMap holds another dashboard than the file")
			}
			continue // the same again
		case "probe.yaml":
			strict(t, f.Content, new(monitoringv1.Probe))
		case "rules.yaml":
			strict(t, f.Content, new(monitoringv1.PrometheusRule))
		case "servicemonitor.yaml":
			strict(t, f.Content, new(monitoringv1.ServiceMonitor))
		}
		g.Out(f.Path, string(f.Content))
	}
	if len(o.Objects()) != 4 {
		t.Errorf("%d objects", len(o.Objects()))
	}
	o.URLs = nil
	if len(o.Objects()) != 3 || strings.Contains(string(encode(t, o.Dashboard())), "jenkins-outside") {
		t.Error("something looks from outside without an address")
	}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	var tree gitops.Tree
	tree.Add("x", v)
	files, err := tree.Files()
	if err != nil {
		t.Fatal(err)
	}
	return files[0].Content
}

// TestDashboard looks at what Grafana reads: identifiers, places and queries.
func TestDashboard(t *testing.T) {
	var d struct {
		Panels []struct {
			ID      int
			Type    string
			GridPos struct{ X, Y, W, H int }
			Targets []struct{ RefID, Expr string }
		}
	}
	if err := json.Unmarshal(encode(t, options().Dashboard()), &d); err != nil {
		t.Fatal(err)
	}
	taken := map[[2]int]int{}
	for _, p := range d.Panels {
		g := p.GridPos
		for x := g.X; x < g.X+g.W; x++ {
			for y := g.Y; y < g.Y+g.H; y++ {
				if other := taken[[2]int{x, y}]; other != 0 || x >= 24 {
					t.Fatalf("panel %d lies over panel %d, or outside", p.ID, other)
				}
				taken[[2]int{x, y}] = p.ID
			}
		}
		if (p.Type == "row") != (len(p.Targets) == 0) {
			t.Errorf("panel %d has %d queries", p.ID, len(p.Targets))
		}
		for _, q := range p.Targets {
			if strings.Contains(q.Expr, "CONTROLLER") || strings.Contains(q.Expr, "NAMESPACES") || q.RefID == "" {
				t.Errorf("panel %d: %+v", p.ID, q)
			}
		}
	}
}
