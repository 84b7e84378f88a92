package main

import "github.com/jenkinscode/jenkinscode/gitops"

const (
	argoNamespace = "argocd"
	namespace     = "tenshoku" // of the services, in both clusters
)

// cluster is a cluster with an Argo CD and an Image Updater of its own.
type cluster struct {
	name     string
	branch   string           // of this repository
	writes   gitops.WriteBack // where its Image Updater writes
	branches bool             // branches of the services can be deployed to it
}

// gitCredentials are a token that may push and open pull requests.
var gitCredentials = gitops.WriteToGitWith(argoNamespace, "git-creds")

var clusters = []cluster{
	{
		name: "staging", branch: "develop", branches: true,
		writes: gitops.WriteBack{Method: gitCredentials, GitConfig: gitops.GitWriteBack{Branch: "develop"}},
	},
	{
		name: "production", branch: "master",
		writes: gitops.WriteBack{Method: gitCredentials, GitConfig: gitops.GitWriteBack{
			Branch:      "master",
			PullRequest: gitops.WriteBackPullRequest{GitHub: new(struct{}{})},
		}},
	},
}

// tagsOf is the rule that allows the tags that builds of a branch have; the
// branch is spelled as in tags.
func tagsOf(branch string) string { return "regexp:^" + branch + tagPattern }

// image says which tags of a service's image are followed: the last one of
// master by its text, which tells the time.
func (s service) image() gitops.FollowedImage {
	return gitops.FollowedImage{
		Alias:     s.name,
		ImageName: registry + s.name,
		CommonUpdateSettings: gitops.ImageSettings{
			UpdateStrategy: "alphabetical",
			AllowTags:      tagsOf("master"),
		},
	}
}

// add adds what a cluster's Argo CD delivers.
func (c cluster) add(tree *gitops.Tree) {
	folder := "argocd/" + c.name
	tree.Add(folder+"/root.yaml", c.root(folder+"/applications"))
	tree.Add(folder+"/applications/project.yaml", c.project())
	for _, s := range services {
		tree.Add(folder+"/applications/"+s.name+".yaml", c.application(s))
	}
	tree.Add(folder+"/applications/image-updater.yaml", c.imageUpdater())
}

// application is a service's Application. Where branches are deployed it says
// itself which images it follows, so that this can be changed for one service
// and a while.
func (c cluster) application(s service) gitops.Application {
	app := gitops.Application{
		Metadata: gitops.Metadata{Name: s.name, Namespace: argoNamespace, Finalizers: []string{gitops.CascadeFinalizer}},
		Spec: gitops.ApplicationSpec{
			Project:     "services",
			Source:      gitops.ApplicationSource{RepoURL: repository, Path: s.overlay(c), TargetRevision: c.branch},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: namespace},
			SyncPolicy:  gitops.SyncPolicy{Automated: &gitops.Automated{Prune: new(true), SelfHeal: new(true)}},
		},
	}
	if c.branches {
		app.Metadata.Annotations = gitops.Annotations(gitops.FollowImages(c.writes, s.image())...)
	}
	return app
}

// imageUpdater says what a cluster's Image Updater does. With pull requests it
// says so itself, because annotations can't.
func (c cluster) imageUpdater() gitops.ImageUpdater {
	updater := gitops.ImageUpdater{Metadata: gitops.Metadata{Name: "services", Namespace: argoNamespace}}
	if !c.branches {
		updater.Spec.WriteBackConfig = c.writes
	}
	for _, s := range services {
		ref := gitops.ImageApplications{NamePattern: s.name}
		if c.branches {
			ref.UseAnnotations = new(true)
		} else {
			ref.Images = []gitops.FollowedImage{s.image()}
		}
		updater.Spec.ApplicationRefs = append(updater.Spec.ApplicationRefs, ref)
	}
	return updater
}

// root is the Application of a cluster's Applications. It leaves alone what a
// branch deployment changes in them.
func (c cluster) root(folder string) gitops.Application {
	app := gitops.Application{
		Metadata: gitops.Metadata{Name: "root", Namespace: argoNamespace},
		Spec: gitops.ApplicationSpec{
			Project:     "default",
			Source:      gitops.ApplicationSource{RepoURL: repository, Path: folder, TargetRevision: c.branch},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: argoNamespace},
			SyncPolicy:  gitops.SyncPolicy{Automated: &gitops.Automated{Prune: new(true), SelfHeal: new(true)}},
		},
	}
	if c.branches {
		for _, s := range services {
			app.Spec.IgnoreDifferences = append(app.Spec.IgnoreDifferences,
				gitops.IgnoreAnnotation("argoproj.io", "Application", s.name, gitops.AllowTagsAnnotation(s.name, "").Key))
		}
		app.Spec.SyncPolicy.SyncOptions = []gitops.SyncOption{gitops.RespectIgnore} // nor change it back
	}
	return app
}

// project limits the services' Applications.
func (c cluster) project() gitops.AppProject {
	return gitops.AppProject{
		Metadata: gitops.Metadata{Name: "services", Namespace: argoNamespace, Annotations: gitops.Annotations(gitops.Wave(-1))},
		Spec: gitops.AppProjectSpec{
			SourceRepos:  []string{repository},
			Destinations: []gitops.Destination{{Server: gitops.InCluster, Namespace: namespace}},
			NamespaceResourceWhitelist: []gitops.NamespacedKind{
				{Group: "apps", Kind: "Deployment"}, {Kind: "Service"},
			},
		},
	}
}
