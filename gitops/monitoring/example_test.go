package monitoring_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/monitoring"
)

// A folder with everything that watches a fleet, as kube-prometheus-stack finds
// it.
func Example() {
	watch := monitoring.Options{
		Namespaces: []string{"hoge-jenkins", "fuga-jenkins"},
		Namespace:  "monitoring",
		Labels:     map[string]string{"release": "kube-prometheus-stack"},
		URLs:       []string{"https://hoge.example/login"},
	}
	tree := new(gitops.Tree)
	tree.AddFolder("monitoring", gitops.Folder{Resources: map[string]any{"jenkins.yaml": watch.Objects()}})
	files, err := tree.Files()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		fmt.Println(f.Path)
	}
	for _, group := range watch.Rules().Spec.Groups {
		for _, rule := range group.Rules {
			fmt.Println(rule.Alert)
		}
	}
	// Output:
	// monitoring/jenkins.yaml
	// monitoring/kustomization.yaml
	// JenkinsDown
	// JenkinsRestarts
	// JenkinsQueueWaits
	// JenkinsBuildStuck
	// JenkinsDiskFull
	// JenkinsAgentRunsLong
	// JenkinsAgentLost
	// JenkinsAgentPending
	// JenkinsUnreachable
	// JenkinsCertificateEnds
}
