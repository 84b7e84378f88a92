package values

import (
	"sigs.k8s.io/yaml"
)

// Defaults returns the jenkins chart's own values, those of [Version]. The map is
// the caller's to change.
func Defaults() map[string]any {
	tree := map[string]any{}
	if err := yaml.Unmarshal([]byte(defaults), &tree); err != nil {
		return nil // not reached: a test reads the text
	}
	return tree
}
