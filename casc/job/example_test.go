package job_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/job"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// A job of the root element items: what it asks for and what it does.
func Example() {
	text, err := casc.Document{Items: casc.Items{Items: []casc.Item{
		casc.Freestyle{
			Name:       "backup",
			Properties: []kind.JobProperty{job.ParametersDefinitionProperty{ParameterDefinitions: []kind.ParameterDefinition{job.StringParameterDefinition{Name: "TARGET", DefaultValue: "s3://backup"}}}},
			Triggers:   []kind.Trigger{job.TimerTrigger{Spec: "H 3 * * *"}},
			Builders:   []kind.Builder{job.Shell{Command: "backup.sh ${TARGET}"}},
		},
	}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// items:
	//   items:
	//   - freestyle:
	//       name: backup
	//       properties:
	//       - parameters:
	//           parameterDefinitions:
	//           - string:
	//               name: TARGET
	//               defaultValue: s3://backup
	//       triggers:
	//       - cron:
	//           spec: H 3 * * *
	//       builders:
	//       - shell:
	//           command: backup.sh ^${TARGET}
}
