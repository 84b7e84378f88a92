package gitops_test

import (
	"testing"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// TestOperatorKnowsEveryField reads each monitoring object with every field set
// into the Prometheus operator's own type, strictly.
func TestOperatorKnowsEveryField(t *testing.T) {
	for _, tt := range []struct{ object, into any }{
		{filled[gitops.ServiceMonitor](), new(monitoringv1.ServiceMonitor)},
		{filled[gitops.PrometheusRule](), new(monitoringv1.PrometheusRule)},
		{filled[gitops.Probe](), new(monitoringv1.Probe)},
	} {
		text := encode(t, tt.object)
		if err := yaml.UnmarshalStrict(text, tt.into); err != nil {
			t.Errorf("%T: %v\n%s", tt.into, err, text)
		}
	}
}
