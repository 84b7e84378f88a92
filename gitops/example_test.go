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

// A run that finds a file edited by hand changes nothing, and says so.
func ExampleTree_Write() {
	dir, err := os.MkdirTemp("", "repository")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	write := func(replicas int) {
		var tree gitops.Tree
		tree.Add("base/settings.yaml", map[string]any{"replicas": replicas})
		report, err := tree.Write(dir, gitops.WriteOptions{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(report)
	}
	write(1)
	write(1)
	write(2)
	if err := os.WriteFile(dir+"/base/settings.yaml", []byte("replicas: 9\n"), 0o644); err != nil {
		fmt.Println(err)
	}
	write(3)
	// Output:
	// 1 written, 0 unchanged, 0 removed
	// 0 written, 1 unchanged, 0 removed
	// 1 written, 0 unchanged, 0 removed
	// files[base/settings.yaml]: conflict: the generated file was edited by hand; take the edit into the program, or force
}

// The drift gate of CI: the repository must hold what the program generates.
func ExampleTree_Check() {
	dir, err := os.MkdirTemp("", "repository")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	var tree gitops.Tree
	tree.Add("settings.yaml", map[string]any{"image": "jenkins", "replicas": 1})
	if _, err := tree.Write(dir, gitops.WriteOptions{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tree.Check(dir))
	var changed gitops.Tree
	changed.Add("settings.yaml", map[string]any{"image": "jenkins", "replicas": 2})
	fmt.Println(changed.Check(dir))
	// Output:
	// <nil>
	// 1 files differ from what is generated
	// changed: settings.yaml
	// --- a/settings.yaml
	// +++ b/settings.yaml
	// @@ -1,2 +1,2 @@
	//  image: jenkins
	// -replicas: 1
	// +replicas: 2
}

// show prints the files of a tree.
func show(tree *gitops.Tree) {
	files, err := tree.Files()
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, f := range files {
		if len(files) > 1 {
			fmt.Println("#", f.Path)
		}
		fmt.Print(string(f.Content))
		if i < len(files)-1 {
			fmt.Println()
		}
	}
}

// One Application per folder and cluster. What is not a parameter is literal,
// braces included.
func ExampleApplicationSet() {
	var tree gitops.Tree
	tree.Add("set.yaml", gitops.ApplicationSet{
		Metadata: gitops.Metadata{Name: "apis", Namespace: "argocd"},
		Spec: gitops.ApplicationSetSpec{
			GoTemplateOptions: []string{"missingkey=error"},
			Generators: []gitops.Generator{gitops.MatrixGenerator{Generators: []gitops.Generator{
				gitops.ClusterGenerator{Selector: gitops.LabelSelector{MatchLabels: map[string]string{"env": "prod"}}},
				gitops.GitGenerator{RepoURL: "https://git.example/m.git", Revision: "master", Directories: []gitops.GitPath{{Path: "api/*"}}},
			}}},
			Template: gitops.ApplicationTemplate{
				Metadata: gitops.TemplateMetadata{
					Name:        gitops.Param(".path.basename") + "-" + gitops.Param(".name"),
					Annotations: map[string]string{"note": "{{ stays }}"},
				},
				Spec: gitops.ApplicationSpec{
					Project:     "apis",
					Source:      gitops.ApplicationSource{RepoURL: "https://git.example/m.git", Path: gitops.Param(".path.path")},
					Destination: gitops.Destination{Server: gitops.Param(".server"), Namespace: "apis"},
				},
			},
			Strategy: gitops.Strategy{Type: "RollingSync", RollingSync: gitops.RollingSync{Steps: []gitops.RollingStep{{
				MatchExpressions: []gitops.LabelCondition{{Key: "env", Operator: "In", Values: []string{"prod"}}}, MaxUpdate: "25%",
			}}}},
		},
	})
	show(&tree)
	// Output:
	// apiVersion: argoproj.io/v1alpha1
	// kind: ApplicationSet
	// metadata:
	//   name: apis
	//   namespace: argocd
	// spec:
	//   goTemplate: true
	//   goTemplateOptions:
	//   - missingkey=error
	//   generators:
	//   - matrix:
	//       generators:
	//       - clusters:
	//           selector:
	//             matchLabels:
	//               env: prod
	//       - git:
	//           repoURL: https://git.example/m.git
	//           revision: master
	//           directories:
	//           - path: api/*
	//   template:
	//     metadata:
	//       name: "{{ .path.basename }}-{{ .name }}"
	//       annotations:
	//         note: "{{`{{`}} stays }}"
	//     spec:
	//       project: apis
	//       source:
	//         repoURL: https://git.example/m.git
	//         path: "{{ .path.path }}"
	//       destination:
	//         server: "{{ .server }}"
	//         namespace: apis
	//   strategy:
	//     type: RollingSync
	//     rollingSync:
	//       steps:
	//       - matchExpressions:
	//         - key: env
	//           operator: In
	//           values:
	//           - prod
	//         maxUpdate: 25%
}

// Production follows images by pull requests.
func ExampleImageUpdater() {
	var tree gitops.Tree
	tree.Add("updater.yaml", gitops.ImageUpdater{
		Metadata: gitops.Metadata{Name: "production", Namespace: "argocd"},
		Spec: gitops.ImageUpdaterSpec{
			ApplicationRefs: []gitops.ImageApplications{{NamePattern: "web-production", Images: []gitops.FollowedImage{{
				Alias: "web", ImageName: "registry.example/web",
				CommonUpdateSettings: gitops.ImageSettings{UpdateStrategy: "newest-build", AllowTags: "regexp:^master-[0-9a-f]{7}$"},
				ManifestTargets:      gitops.ManifestTargets{Kustomize: gitops.KustomizeTarget{Name: "registry.example/web"}},
			}}}},
			WriteBackConfig: gitops.WriteBack{
				Method: gitops.WriteToGit,
				GitConfig: gitops.GitWriteBack{
					Branch: "master:image-updater-web", WriteBackTarget: "kustomization",
					PullRequest: gitops.WriteBackPullRequest{GitHub: new(struct{}{})},
				},
			},
		},
	})
	show(&tree)
	// Output:
	// apiVersion: argocd-image-updater.argoproj.io/v1alpha1
	// kind: ImageUpdater
	// metadata:
	//   name: production
	//   namespace: argocd
	// spec:
	//   applicationRefs:
	//   - namePattern: web-production
	//     images:
	//     - alias: web
	//       imageName: registry.example/web
	//       commonUpdateSettings:
	//         updateStrategy: newest-build
	//         allowTags: regexp:^master-[0-9a-f]{7}$
	//       manifestTargets:
	//         kustomize:
	//           name: registry.example/web
	//   writeBackConfig:
	//     method: git
	//     gitConfig:
	//       branch: master:image-updater-web
	//       writeBackTarget: kustomization
	//       pullRequest:
	//         github: {}
}

// Argo CD delivers itself: a pinned remote base, and what differs from it.
func ExampleTree_AddFolder() {
	var tree gitops.Tree
	tree.AddFolder("argocd", gitops.Folder{
		Patches: map[string]any{
			"argocd-cm.yaml":     gitops.Settings{URL: "https://argocd.example", AdminEnabled: new(false)}.ConfigMap(""),
			"argocd-server.yaml": gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "argocd-server"}, Spec: gitops.WorkloadPatch{Replicas: new(2)}},
		},
		Kustomization: gitops.Kustomization{
			Namespace: "argocd",
			Resources: []string{gitops.Remote("https://github.com/argoproj/argo-cd", "manifests/ha/cluster-install", "v3.5.1")},
		},
	})
	show(&tree)
	// Output:
	// # argocd/argocd-cm.yaml
	// apiVersion: v1
	// kind: ConfigMap
	// metadata:
	//   name: argocd-cm
	//   labels:
	//     app.kubernetes.io/name: argocd-cm
	//     app.kubernetes.io/part-of: argocd
	// data:
	//   admin.enabled: "false"
	//   url: https://argocd.example
	//
	// # argocd/argocd-server.yaml
	// apiVersion: apps/v1
	// kind: Deployment
	// metadata:
	//   name: argocd-server
	// spec:
	//   replicas: 2
	//
	// # argocd/kustomization.yaml
	// apiVersion: kustomize.config.k8s.io/v1beta1
	// kind: Kustomization
	// namespace: argocd
	// resources:
	// - https://github.com/argoproj/argo-cd//manifests/ha/cluster-install?ref=v3.5.1
	// patches:
	// - path: argocd-cm.yaml
	// - path: argocd-server.yaml
}

// The same services in another layout: only its value changes.
func ExampleServices() {
	api := gitops.Service{
		Name: "hoge-api", Group: "api", Project: "api",
		Base: gitops.Folder{Resources: map[string]any{
			"settings.yaml": gitops.ConfigMap{Metadata: gitops.Metadata{Name: "hoge-api"}, Data: map[string]gitops.Text{"LOG": "info"}},
		}},
		Overlays: map[string]gitops.Overlay{"dev1": {}, "production": {}},
	}
	for _, layout := range []gitops.Layout{gitops.ServiceLayout(), gitops.ApplicationsLayout()} {
		services := gitops.Services{
			Repository:   gitops.Repository{URL: "https://git.example/manifests.git", TargetRevision: "master"},
			Layout:       layout,
			Environments: []gitops.Environment{{Name: "dev1", TargetRevision: "development"}, {Name: "production", Cluster: "https://production.example"}},
			Services:     []gitops.Service{api},
		}
		files, err := services.Tree().Files()
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, f := range files {
			fmt.Println(f.Path)
		}
		fmt.Println()
	}
	// Output:
	// README.md
	// api/hoge-api/argocd_application/base/application.yaml
	// api/hoge-api/argocd_application/base/kustomization.yaml
	// api/hoge-api/argocd_application/overlays/dev1/application.yaml
	// api/hoge-api/argocd_application/overlays/dev1/kustomization.yaml
	// api/hoge-api/argocd_application/overlays/production/application.yaml
	// api/hoge-api/argocd_application/overlays/production/kustomization.yaml
	// api/hoge-api/service/base/kustomization.yaml
	// api/hoge-api/service/base/settings.yaml
	// api/hoge-api/service/overlays/dev1/kustomization.yaml
	// api/hoge-api/service/overlays/production/kustomization.yaml
	//
	// README.md
	// applications/dev1/hoge-api.yaml
	// applications/dev1/kustomization.yaml
	// applications/production/hoge-api.yaml
	// applications/production/kustomization.yaml
	// bootstrap/dev1.yaml
	// bootstrap/production.yaml
	// manifests/api/hoge-api/base/kustomization.yaml
	// manifests/api/hoge-api/base/settings.yaml
	// manifests/api/hoge-api/overlays/dev1/kustomization.yaml
	// manifests/api/hoge-api/overlays/production/kustomization.yaml
}

// A repository's credentials stay in a store: Git has the reference.
func ExampleRepositoryCredentials_ExternalSecret() {
	secret, err := gitops.RepositoryCredentials{
		Name: "git-example", URL: "https://git.example/", Prefix: true,
		Store: gitops.SecretStoreRef{Name: "aws", Kind: "ClusterSecretStore"},
		Credentials: map[string]gitops.RemoteRef{
			"username": {Key: "argocd/git", Property: "username"}, "password": {Key: "argocd/git", Property: "password"},
		},
	}.ExternalSecret("argocd")
	if err != nil {
		fmt.Println(err)
		return
	}
	var tree gitops.Tree
	tree.Add("git.yaml", secret)
	show(&tree)
	// Output:
	// apiVersion: external-secrets.io/v1
	// kind: ExternalSecret
	// metadata:
	//   name: git-example
	//   namespace: argocd
	// spec:
	//   refreshInterval: 1h
	//   secretStoreRef:
	//     name: aws
	//     kind: ClusterSecretStore
	//   target:
	//     template:
	//       metadata:
	//         labels:
	//           argocd.argoproj.io/secret-type: repo-creds
	//       data:
	//         type: git
	//         url: https://git.example/
	//       mergePolicy: Merge
	//   data:
	//   - secretKey: password
	//     remoteRef:
	//       key: argocd/git
	//       property: password
	//   - secretKey: username
	//     remoteRef:
	//       key: argocd/git
	//       property: username
}
