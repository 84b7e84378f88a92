package verify_test

import (
	"fmt"
	"os"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

// manyServices are services in environments, as in article 002: each a
// deployment, a service and a migration, with an overlay and an Application per
// environment.
func manyServices(services, environments int) *gitops.Services {
	s := &gitops.Services{Repository: gitops.Repository{URL: repo, TargetRevision: "master"}}
	for i := range environments {
		s.Environments = append(s.Environments, gitops.Environment{Name: fmt.Sprintf("dev%d", i+1)})
	}
	for i := range services {
		name := fmt.Sprintf("api-%d", i)
		labels := map[string]string{"app": name}
		d := deployment(name)
		d.Annotations = gitops.Annotations(gitops.Wave(i % 2))
		d.Spec.Template.Spec.Containers = []corev1.Container{container()}
		svc := gitops.Service{
			Name: name, Group: "api", Project: "apps",
			Base: gitops.Folder{Resources: map[string]any{
				"deployment.yaml": d,
				"service.yaml": corev1.Service{
					ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels},
					Spec:       corev1.ServiceSpec{Selector: labels, Ports: []corev1.ServicePort{{Port: 80}}},
				},
				"evolution.yaml": batchv1.Job{
					ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync))},
					Spec:       batchv1.JobSpec{Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{RestartPolicy: "Never", Containers: []corev1.Container{container()}}}},
				},
			}},
			Overlays: map[string]gitops.Overlay{},
		}
		for j, e := range s.Environments {
			svc.Overlays[e.Name] = gitops.Overlay{Folder: gitops.Folder{
				Patches:       map[string]any{"deployment.yaml": gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: name}, Spec: gitops.WorkloadPatch{Replicas: new(j + 1)}}},
				Kustomization: gitops.Kustomization{Namespace: e.Name, Images: []gitops.Image{{Name: "registry.example/web", NewTag: "1.1"}}},
			}}
		}
		s.Services = append(s.Services, svc)
	}
	return s
}

// BenchmarkApplications builds and verifies so many Applications: every overlay
// built, every object decoded strictly or held against the real definitions,
// every ready policy run.
func BenchmarkApplications(b *testing.B) {
	for _, size := range []struct{ services, environments int }{{43, 9}, {160, 25}} {
		b.Run(fmt.Sprint(size.services*size.environments), func(b *testing.B) {
			project := gitops.AppProject{
				Metadata: gitops.Metadata{Name: "apps", Namespace: "argocd"},
				Spec: gitops.AppProjectSpec{
					SourceRepos:  []string{repo},
					Destinations: []gitops.Destination{{Server: gitops.InCluster, Namespace: "dev*"}},
				},
			}
			o := verify.Options{Repos: []string{repo}, Policies: append(verify.Policies(), verify.Steps(
				verify.Step{Name: "migrations", Match: func(o *verify.Object) bool { return o.GetKind() == "Job" }},
				verify.Step{Name: "services", Match: func(o *verify.Object) bool { return o.GetKind() == "Deployment" }},
			))}
			if os.Getenv("CORPUS") != "" {
				o.CRDs = crds(b)
			}
			b.ReportAllocs()
			for b.Loop() {
				tree := manyServices(size.services, size.environments).Tree()
				tree.Add("projects.yaml", project)
				report, err := verify.Tree(tree, o)
				if err != nil {
					b.Fatal(err)
				}
				if len(report.Applications) != size.services*size.environments {
					b.Fatal(report)
				}
			}
		})
	}
}
