package branch_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/branch"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// A folder is as healthy as its worst job.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		DefaultFolderConfiguration: branch.FolderConfiguration{HealthMetrics: []kind.FolderHealthMetric{
			branch.WorstChildHealthMetric{Recursive: new(true)},
		}},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   defaultFolderConfiguration:
	//     healthMetrics:
	//     - worstChildHealthMetric:
	//         recursive: true
}
