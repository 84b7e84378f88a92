package gitops_test

import (
	"fmt"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func ExampleDiagram() {
	var apps []gitops.Application
	for i := range 12 {
		apps = append(apps, app("hoge"))
		apps[i].Metadata.Name = fmt.Sprint("api-", i)
	}
	fmt.Print(gitops.Diagram(append(apps, app("fuga"))...))
	// Output:
	// ```mermaid
	// flowchart LR
	//   subgraph project0["project jenkins"]
	//     app2["fuga"]
	//     apps4["12 Applications"]
	//   end
	//   subgraph cluster5["cluster https://kubernetes.default.svc"]
	//     namespace1(["fuga"])
	//     namespace3(["hoge"])
	//   end
	//   app2 --> namespace1
	//   apps4 --> namespace3
	// ```
}

func ExampleSyncDiagram() {
	migrate := batchv1.Job{ObjectMeta: metav1.ObjectMeta{
		GenerateName: "evolution-",
		Annotations:  gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(1)),
	}}
	config := gitops.ConfigMap{Metadata: gitops.Metadata{Name: "settings", Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(0))}}
	internal := gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "internal", Annotations: gitops.Annotations(gitops.Wave(1))}}
	external := gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "external", Annotations: gitops.Annotations(gitops.Wave(2))}}
	picture, err := gitops.SyncDiagram(external, internal, migrate, config)
	fmt.Print(picture, err)
	// Output:
	// ```mermaid
	// flowchart LR
	//   subgraph PreSync
	//     direction LR
	//     step1["wave 0<br>ConfigMap settings"]
	//     step2["wave 1<br>Job evolution-…"]
	//   end
	//   step1 --> step2
	//   subgraph Sync
	//     direction LR
	//     step3["wave 1<br>Deployment internal"]
	//     step4["wave 2<br>Deployment external"]
	//   end
	//   step2 --> step3
	//   step3 --> step4
	// ```
	// <nil>
}
