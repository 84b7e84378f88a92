package values_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/values"
)

func TestValidate(t *testing.T) {
	golden.Run(t, "testdata/validate/*.txtar", func(t *testing.T, c *golden.Case) {
		v, err := values.Read([]byte(c.In("values.yaml")))
		if err != nil {
			t.Fatal(err)
		}
		text := "none"
		if err := values.Validate(v); err != nil {
			text = err.Error()
		}
		c.Out("errors", text)
	})
}
