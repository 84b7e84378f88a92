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
//
// # Repositories
//
// A tree can be filled file by file, folder by folder ([Tree.AddFolder]), or from
// a description of the whole: [Fleet] for Jenkins controllers, [Services] for
// anything that is delivered to several environments. Where things stand is a
// value, a [Layout].
//
// [Tree.Write] makes a folder hold the tree and touches nothing that is right;
// files that were edited by hand, or that it did not write, are reported, not
// overwritten. [Tree.Check] compares and writes nothing: the drift gate of CI.
// Package commit puts a tree on a branch.
//
// A fleet may be larger than memory: its controllers are made, checked and
// written one after the other, as many at a time as there are processors. With
// [WriteOptions.Cache] a run leaves alone what did not change since the last one,
// and with [Fleet.Inputs] it doesn't make it either: of 400 controllers with 50
// jobs each it then looks at the files and is done in a hundredth of a second.
//
// # What is checked
//
// Everything wrong with a tree comes at once, with the file and the place in it,
// before anything is written: values that contradict themselves, paths that lead
// out, two files of one name, secrets in plain text ([Tree.AllowSecrets]). What
// takes a look at the repository as a whole, builds of all kustomizations,
// schemas of definitions, policies, is package verify.
//
// # Objects
//
// Argo CD: [Application], [AppProject], [ApplicationSet] with its generators,
// the ConfigMaps that it is set up with ([Settings], [RBAC], [Parameters],
// [Notifications]), config management plugins ([ConfigManagementPlugin],
// [PluginSidecar]), repositories and clusters with their credentials in a store
// ([RepositoryCredentials], [Cluster]). The phase, wave and options of any object
// are annotations: [Hook], [Wave], [DeleteHook], [ObjectOptions].
//
// Image Updater: [ImageUpdater], or [FollowImages] for annotations.
//
// Kustomize: [Kustomization], [Component], patches as [DeploymentPatch] and
// [JSONPatch], [Remote] for bases that stand elsewhere.
//
// Monitoring: [ServiceMonitor], [PrometheusRule], [Probe], [Dashboard]; package
// monitoring has them ready for Jenkins.
package gitops

import "github.com/jenkinscode/jenkinscode/internal/fieldpath"

// Error is one finding of this package: the file and the place in it, what is
// wrong there and what is allowed. All findings come joined in one error.
type Error = fieldpath.Error
