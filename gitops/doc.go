// Package gitops builds the Git repository that a GitOps tool delivers: a
// [Tree] of files, written and compared safely, and the objects that stand in
// it: Argo CD's, kustomize's and those around them.
//
// Every object is a struct that knows its own apiVersion and kind:
//
//	app := gitops.Application{
//		Metadata: gitops.Metadata{
//			Name: "jenkins-hoge", Namespace: "argocd",
//			Annotations: gitops.Annotations(gitops.Wave(5)),
//		},
//		Spec: gitops.ApplicationSpec{
//			Project: "jenkins",
//			Sources: []gitops.ApplicationSource{{RepoURL: repo, Path: "manifest", TargetRevision: "master"}},
//			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "hoge"},
//		},
//	}
//	var tree gitops.Tree
//	tree.Add("apps/jenkins-hoge.yaml", app)
//	report, err := tree.Write(dir, gitops.WriteOptions{})
//
// Objects of k8s.io/api stand beside them as they are and need no TypeMeta, and
// so does anything else that marshals to an object.
package gitops

import "github.com/jenkinscode/jenkinscode/internal/fieldpath"

// Error is one finding of this package: the file and the place in it, what is
// wrong there and what is allowed. All findings come joined in one error.
type Error = fieldpath.Error
