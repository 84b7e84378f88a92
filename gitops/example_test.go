package gitops_test

import (
	"fmt"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// A tree of one Application, as it stands on disk.
func Example() {
	var tree gitops.Tree
	tree.Add("apps/hoge.yaml", gitops.Application{
		Metadata: gitops.Metadata{
			Name: "jenkins-hoge", Namespace: "argocd",
			Annotations: gitops.Annotations(gitops.Wave(5)),
		},
		Spec: gitops.ApplicationSpec{
			Project: "jenkins",
			Sources: []gitops.ApplicationSource{
				{
					RepoURL: "https://charts.jenkins.io", Chart: "jenkins", TargetRevision: "5.9.53",
					Helm: gitops.HelmSource{ValueFiles: []string{gitops.ValueFile("git", "base/values.yaml")}},
				},
				{RepoURL: "https://git.example/fleet.git", TargetRevision: "master", Ref: "git"},
			},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "hoge-jenkins"},
			SyncPolicy:  gitops.SyncPolicy{Automated: new(gitops.Automated{})},
		},
	})
	files, err := tree.Files()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, f := range files {
		fmt.Printf("# %s\n%s", f.Path, f.Content)
	}
	// Output:
	// # apps/hoge.yaml
	// apiVersion: argoproj.io/v1alpha1
	// kind: Application
	// metadata:
	//   name: jenkins-hoge
	//   namespace: argocd
	//   annotations:
	//     argocd.argoproj.io/sync-wave: "5"
	// spec:
	//   project: jenkins
	//   sources:
	//   - repoURL: https://charts.jenkins.io
	//     chart: jenkins
	//     targetRevision: 5.9.53
	//     helm:
	//       valueFiles:
	//       - $git/base/values.yaml
	//   - repoURL: https://git.example/fleet.git
	//     targetRevision: master
	//     ref: git
	//   destination:
	//     server: https://kubernetes.default.svc
	//     namespace: hoge-jenkins
	//   syncPolicy:
	//     automated: {}
}
