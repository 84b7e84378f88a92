package casc_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
)

// A live Jenkins serves the schema of what it and its plugins understand, at
// /configuration-as-code/schema.
func ExampleValidateSchema() {
	schema := []byte(`{
	  "$schema": "http://json-schema.org/draft-07/schema#",
	  "type": "object", "additionalProperties": false,
	  "properties": {
	    "jenkins": {
	      "type": "object", "additionalProperties": false,
	      "properties": {
	        "numExecutors": {"type": "integer"},
	        "mode": {"type": "string", "enum": ["NORMAL", "EXCLUSIVE"]}
	      }
	    }
	  }
	}`)
	doc := casc.Document{
		Jenkins:    casc.Jenkins{NumExecutors: new(0), SystemMessage: "Hello"},
		Appearance: casc.Appearance{Extra: map[string]any{"locale": map[string]any{"systemLocale": "en"}}},
	}
	fmt.Println(casc.ValidateSchema(doc, schema))
	// Output:
	// appearance: unknown field: the Jenkins of this schema does not know it (allowed: jenkins)
	// jenkins.systemMessage: unknown field: the Jenkins of this schema does not know it (allowed: mode, numExecutors)
}

// Document is a document as casc/schemagen writes it for one Jenkins.
type Document struct {
	Unclassified Unclassified `json:"unclassified,omitzero"`
}

// Unclassified is a root element as casc/schemagen writes it.
type Unclassified struct {
	WarningsPlugin WarningsPlugin `json:"warningsPlugin,omitzero"`
}

// WarningsPlugin is a plugin that package casc has no struct for.
type WarningsPlugin struct {
	UseSonarDashboard *bool `json:"useSonarDashboard,omitzero"`
}

func ExampleDocumentOf() {
	doc := casc.DocumentOf(Document{Unclassified{WarningsPlugin{UseSonarDashboard: new(true)}}})
	doc.Jenkins.SystemMessage = "Hello"
	text, err := doc.MarshalText()
	fmt.Printf("%s%v\n", text, err)
	// Output:
	// jenkins:
	//   systemMessage: Hello
	// unclassified:
	//   warningsPlugin:
	//     useSonarDashboard: true
	// <nil>
}
