package kind_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// NomadCloud is a cloud of a plugin that this module does not know.
type NomadCloud struct {
	kind.IsCloud `json:"-" jc:"symbol=nomad"`
	NomadURL     string `json:"nomadUrl"`
}

// A struct of one's own is an alternative like any other.
func Example() {
	doc := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{
		NomadCloud{NomadURL: "http://nomad:4646"},
		kind.Raw{Symbol: "mesos", Attributes: map[string]any{"master": "zk://mesos"}},
	}}}
	text, err := doc.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - nomad:
	//       nomadUrl: http://nomad:4646
	//   - mesos:
	//       master: zk://mesos
}
