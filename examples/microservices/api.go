package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// The order of a sync. Within an Application: the migration's settings, the
// migration, then the service. Within an environment: the namespace, internal
// services, then external ones, so that no request meets a callee that is older
// than its caller.
const (
	settingsWave  = -2 // in PreSync
	migrationWave = -1 // in PreSync

	namespaceWave = -1
	internalWave  = 0
	externalWave  = 1
)

func (s service) folder() string { return "api/" + s.name }

// add adds what all environments share: the bases of a service's manifests and
// of its Application.
func (s service) add(tree *gitops.Tree) {
	base := s.folder() + "/service/base/"
	resources := []string{"deployment.yaml", "service.yaml"}
	tree.Add(base+"deployment.yaml", s.deployment())
	tree.Add(base+"service.yaml", s.service())
	if s.migrates {
		resources = append(resources, "evolution.yaml")
		tree.Add(base+"evolution.yaml", s.migrationSettings(), s.migration())
	}
	tree.Add(base+gitops.KustomizationFile, gitops.Kustomization{Resources: resources})

	base = s.folder() + "/argocd_application/base/"
	tree.Add(base+"application.yaml", s.application())
	tree.Add(base+gitops.KustomizationFile, gitops.Kustomization{Resources: []string{"application.yaml"}})
}

// addTo adds what an environment changes.
func (s service) addTo(tree *gitops.Tree, e environment) {
	overlay := s.folder() + "/service/overlays/" + e.name
	kustomization := gitops.Kustomization{
		Namespace: e.name,
		Resources: []string{"../../base"},
		Images:    []gitops.Image{{Name: registry + s.name, NewTag: e.tag}},
		Patches:   []gitops.Patch{{Path: "deployment.yaml"}},
	}
	tree.Add(overlay+"/deployment.yaml", gitops.DeploymentPatch{
		Metadata: gitops.Metadata{Name: s.name},
		Spec: gitops.WorkloadPatch{
			Replicas: &e.replicas,
			Template: gitops.PodTemplatePatch{Spec: gitops.PodPatch{Containers: []corev1.Container{{
				Name: s.name, Env: []corev1.EnvVar{{Name: "ENVIRONMENT", Value: e.name}},
			}}}},
		},
	})
	if s.migrates && e.name == "production" {
		// Production's tables are large.
		kustomization.Patches = append(kustomization.Patches, gitops.Patch{Path: "evolution.yaml"})
		tree.Add(overlay+"/evolution.yaml", patch("batch/v1", "Job", s.migrationName(), map[string]any{
			"activeDeadlineSeconds": 3600,
		}))
	}
	tree.Add(overlay+"/"+gitops.KustomizationFile, kustomization)

	tree.Add(s.folder()+"/argocd_application/overlays/"+e.name+"/application.yaml",
		patch("argoproj.io/v1alpha1", "Application", s.name, map[string]any{
			"source":      gitops.ApplicationSource{RepoURL: repository, Path: overlay, TargetRevision: e.branch},
			"destination": gitops.Destination{Server: gitops.InCluster, Namespace: e.name},
		}))
	tree.Add(s.folder()+"/argocd_application/overlays/"+e.name+"/"+gitops.KustomizationFile, gitops.Kustomization{
		Namespace:  argoNamespace,
		NamePrefix: e.name + "-",
		Resources:  []string{"../../base"},
		Patches:    []gitops.Patch{{Path: "application.yaml"}},
	})
}

// application is the base of a service's Applications.
func (s service) application() gitops.Application {
	wave := internalWave
	if s.external {
		wave = externalWave
	}
	return gitops.Application{
		Metadata: gitops.Metadata{
			Name:        s.name,
			Annotations: gitops.Annotations(gitops.Wave(wave)),
			Finalizers:  []string{gitops.CascadeFinalizer},
		},
		Spec: gitops.ApplicationSpec{
			Project:     "api",
			Source:      gitops.ApplicationSource{RepoURL: repository, Path: s.folder() + "/service/base", TargetRevision: master},
			Destination: gitops.Destination{Server: gitops.InCluster},
			SyncPolicy:  gitops.SyncPolicy{Automated: &gitops.Automated{Prune: new(true), SelfHeal: new(true)}},
		},
	}
}

func (s service) labels() map[string]string { return map[string]string{"app": s.name} }

// port is where a service listens, by its protocol.
func (s service) port() corev1.ContainerPort {
	if s.external {
		return corev1.ContainerPort{Name: "http", ContainerPort: 9000}
	}
	return corev1.ContainerPort{Name: "grpc", ContainerPort: 50051}
}

func (s service) probe() *corev1.Probe {
	if s.external {
		return &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/health", Port: intstr.FromString("http")}}}
	}
	return &corev1.Probe{ProbeHandler: corev1.ProbeHandler{GRPC: &corev1.GRPCAction{Port: s.port().ContainerPort}}}
}

func (s service) resources() corev1.ResourceRequirements {
	memory := resource.MustParse(s.memory)
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(s.cpu), corev1.ResourceMemory: memory},
		Limits:   corev1.ResourceList{corev1.ResourceMemory: memory},
	}
}

func (s service) deployment() appsv1.Deployment {
	return appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: s.name, Labels: s.labels()},
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: s.labels()},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: s.labels()},
				Spec: corev1.PodSpec{Containers: []corev1.Container{{
					Name:           s.name,
					Image:          registry + s.name,
					Env:            []corev1.EnvVar{{Name: "TZ", Value: "Asia/Tokyo"}},
					Ports:          []corev1.ContainerPort{s.port()},
					ReadinessProbe: s.probe(),
					Resources:      s.resources(),
				}}},
			},
		},
	}
}

func (s service) service() corev1.Service {
	p := s.port()
	return corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Name: s.name, Labels: s.labels()},
		Spec: corev1.ServiceSpec{
			Selector: s.labels(),
			Ports:    []corev1.ServicePort{{Name: p.Name, Port: p.ContainerPort, TargetPort: intstr.FromString(p.Name)}},
		},
	}
}

func (s service) migrationName() string { return s.name + "-evolution" }

// migrationSettings are where the migration finds its database: made anew in
// every sync, before it.
func (s service) migrationSettings() gitops.ConfigMap {
	return gitops.ConfigMap{
		Metadata: gitops.Metadata{
			Name: s.migrationName(), Labels: s.labels(),
			Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(settingsWave), gitops.DeleteHook(gitops.BeforeHookCreation)),
		},
		Data: map[string]gitops.Text{
			"DATABASE_HOST": "database",
			"DATABASE_NAME": s.name,
		},
	}
}

// migration changes the schema of a service's database before the service is
// deployed: one that fails stops the sync, and the old service goes on.
func (s service) migration() batchv1.Job {
	return batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{
			Name: s.migrationName(), Labels: s.labels(),
			Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(migrationWave), gitops.DeleteHook(gitops.BeforeHookCreation)),
		},
		Spec: batchv1.JobSpec{
			BackoffLimit:          new(int32(0)),
			ActiveDeadlineSeconds: new(int64(600)),
			Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{
				RestartPolicy: corev1.RestartPolicyNever,
				Containers: []corev1.Container{{
					Name:    "evolution",
					Image:   registry + s.name,
					Command: []string{"bin/apply-evolutions"},
					Env:     []corev1.EnvVar{{Name: "TZ", Value: "Asia/Tokyo"}},
					EnvFrom: []corev1.EnvFromSource{
						{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: s.migrationName()}}},
						{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: s.name + "-database"}}},
					},
					Resources: s.resources(),
				}},
			}},
		},
	}
}

// addEnvironment adds what Argo CD syncs for an environment: its namespace and
// the Applications of its services.
func (s system) addEnvironment(tree *gitops.Tree, e environment) {
	folder := "api/environments/" + e.name + "/"
	resources := []string{"namespace.yaml"}
	for _, svc := range s.services {
		resources = append(resources, "../../"+svc.name+"/argocd_application/overlays/"+e.name)
	}
	tree.Add(folder+"namespace.yaml", environmentNamespace(e.name))
	tree.Add(folder+gitops.KustomizationFile, gitops.Kustomization{Resources: resources})
}

func environmentNamespace(name string) corev1.Namespace {
	return corev1.Namespace{ObjectMeta: metav1.ObjectMeta{
		Name: name, Annotations: gitops.Annotations(gitops.Wave(namespaceWave)),
	}}
}

// application is the Application of an environment's Applications.
func (e environment) application() gitops.Application {
	return gitops.Application{
		Metadata: gitops.Metadata{Name: e.name, Namespace: argoNamespace},
		Spec: gitops.ApplicationSpec{
			Project:     "environments",
			Source:      gitops.ApplicationSource{RepoURL: repository, Path: "api/environments/" + e.name, TargetRevision: e.branch},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: argoNamespace},
			SyncPolicy:  gitops.SyncPolicy{Automated: &gitops.Automated{Prune: new(true)}},
		},
	}
}

// patch is a strategic merge patch.
func patch(apiVersion, kind, name string, spec map[string]any) map[string]any {
	return map[string]any{
		"apiVersion": apiVersion, "kind": kind,
		"metadata": gitops.Metadata{Name: name},
		"spec":     spec,
	}
}
