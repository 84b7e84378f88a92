package render_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/values/render"
)

func Example() {
	chart, err := render.Load("testdata/web")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"blue", "green"} {
		objects, err := chart.Render(map[string]any{"replicas": 2}, render.Options{Release: name, SkipTests: true})
		if err != nil {
			fmt.Println(err)
		}
		for _, o := range objects {
			fmt.Println(o.Kind(), o.Name())
		}
	}
	_, err = chart.Render(map[string]any{"greeting": "{{ shout }}"}, render.Options{})
	if e, ok := err.(interface{ Unwrap() []error }); ok {
		fmt.Println("wrong:", e.Unwrap()[0].(*render.Error).Path)
	}
	// Output:
	// ConfigMap blue
	// Deployment blue
	// ConfigMap green
	// Deployment green
	// wrong: greeting
}
