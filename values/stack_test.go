package values_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/values"
)

func TestDefaults(t *testing.T) {
	controller, ok := values.Defaults()["controller"].(map[string]any)
	if !ok || controller["servicePort"] != 8080.0 {
		t.Errorf("controller: %v", controller)
	}
}
