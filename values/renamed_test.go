package values_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

// file returns a values file with one value.
func file(t *testing.T, path string, value any) []byte {
	t.Helper()
	tree := map[string]any{}
	set(t, tree, path, value)
	b, err := yaml.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Each key that chart 3.2.5 had and the present one has not is reported with the
// key that has taken its place, or with what to do instead.
func TestRenamedSince325(t *testing.T) {
	b, err := facts.Tables.ReadFile("jenkins-chart-diff-3.2.5-5.9.53.json")
	if err != nil {
		t.Fatal(err)
	}
	var diff struct {
		Removed []struct {
			Path    string
			Default any
		}
	}
	if err := json.Unmarshal(b, &diff); err != nil {
		t.Fatal(err)
	}
	if len(diff.Removed) != 31 {
		t.Errorf("%d keys, not 31", len(diff.Removed))
	}
	for _, key := range diff.Removed {
		value := key.Default
		if m, ok := value.(map[string]any); ok && len(m) == 0 {
			continue // a map that has known keys now
		}
		if value == nil || value == "" {
			value = "x"
		}
		for _, stem := range []string{"controller", "master"} {
			path := key.Path
			if rest, ok := strings.CutPrefix(path, "controller."); ok {
				path = stem + "." + rest
			}
			_, err := values.Read(file(t, path, value))
			found := fieldpath.Errors(err)
			if len(found) != 1 {
				t.Errorf("%s: %v", path, err)
				continue
			}
			if d := found[0].Detail; !strings.HasPrefix(d, "it is ") && !strings.HasPrefix(d, "the chart makes no backups") {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

func TestRenamed(t *testing.T) {
	tests := []struct{ path, want string }{
		{"master.installPlugins", "it is controller.installPlugins since chart 3"},
		{"master.adminUser", "it is controller.admin.username since chart 3"},
		{"master.slaveListenerPort", "it is controller.agentListenerPort since chart 3"},
		{"Master.ServiceType", "it is controller.serviceType since chart 3"},
		{"Master.ImageTag", "it is controller.image.tag since chart 3"},
		{"Agent.ImageTag", "it is agent.image.tag now"},
		{"Persistence.StorageClass", "it is persistence.storageClass now"},
		{"controller.image", "it is controller.image.registry, repository and tag now"},
		{"controller.sidecars.configAutoReload.image", "it is controller.sidecars.configAutoReload.image.registry, repository and tag now"},
		{"controller.healthProbesLivenessTimeout", "it is controller.probes.livenessProbe.timeoutSeconds now"},
		{"controller.clusterIp", "it is controller.clusterIP now"},
		{"controller.rollingUpdate", "the controller is a StatefulSet: see controller.updateStrategy"},
		// What is no key of any chart.
		{"controller.instalPlugins", "did you mean installPlugins?"},
		{"controller.ingres.hostName", "did you mean ingress?"},
		{"ingress.hostName", "is controller.ingress meant?"},
		{"sidecars.configAutoReload.enabled", "is controller.sidecars meant?"},
		{"service.port", "nothing reads it"},
		{"master.nothing", "nothing reads it"},
	}
	for _, tt := range tests {
		_, err := values.Read(file(t, tt.path, "x"))
		found := fieldpath.Errors(err)
		if len(found) != 1 || found[0].Detail != tt.want || found[0].Pos == "" {
			t.Errorf("%s: %v, want %s", tt.path, err, tt.want)
		}
	}
}

var deprecated = regexp.MustCompile(`(?s)if \.Values\.(\S+) \}\}\s*\{\{ fail "([^"]*)"`)

// What the chart refuses is what we report, and where to the chart says a key has
// gone we say it too, unless it has gone on from there.
func TestRenamedAsTheChartSays(t *testing.T) {
	_, dir := jenkinsChart(t)
	b, err := os.ReadFile(filepath.Join(dir, "templates", "deprecation.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	checks := deprecated.FindAllStringSubmatch(string(b), -1)
	if len(checks) < 30 {
		t.Errorf("%d checks in deprecation.yaml", len(checks))
	}
	for _, m := range checks {
		path, message := m[1], m[2]
		_, err := values.Read(file(t, path, "x"))
		found := fieldpath.Errors(err)
		if len(found) != 1 {
			t.Errorf("%s: %v", path, err)
			continue
		}
		_, to, ok := strings.Cut(message, "renamed to `")
		to, _, _ = strings.Cut(to, "`")
		to = strings.TrimSuffix(to, "'")
		switch to {
		case "controller.adminSecret":
			to = "controller.admin.createSecret"
		case "controller.agent.image.tag": // a slip in the chart
			to = "agent.image.tag"
		case "controller":
			continue // of master, of which we say it for each key
		}
		if ok && found[0].Detail != "it is "+to+" now" {
			t.Errorf("%s: %v; the chart says %s", path, err, message)
		}
	}
}
