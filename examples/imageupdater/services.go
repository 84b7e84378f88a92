package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	repository = "https://github.com/example/manifests.git"
	registry   = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/"

	// firstTag is the image that the manifests begin with; the Image Updater has
	// replaced it a few minutes later.
	firstTag = "master-20260101000000-0000000"
)

// service is a part of the site, with an image and a repository of its own name.
type service struct {
	name     string
	port     int32
	cpu      string
	memory   string
	replicas map[string]int // by cluster
}

var services = []service{
	{name: "web", port: 3000, cpu: "500m", memory: "1Gi", replicas: map[string]int{"staging": 1, "production": 6}},
	{name: "api", port: 8080, cpu: "500m", memory: "512Mi", replicas: map[string]int{"staging": 1, "production": 4}},
	{name: "search", port: 8080, cpu: "1", memory: "2Gi", replicas: map[string]int{"staging": 1, "production": 2}},
}

func (s service) folder() string { return "services/" + s.name }

func (s service) overlay(c cluster) string { return s.folder() + "/overlays/" + c.name }

// add adds the manifests.
func (s service) add(tree *gitops.Tree) {
	tree.Add(s.folder()+"/base/deployment.yaml", s.deployment())
	tree.Add(s.folder()+"/base/service.yaml", s.service())
	tree.Add(s.folder()+"/base/"+gitops.KustomizationFile, gitops.Kustomization{
		Resources: []string{"deployment.yaml", "service.yaml"},
	})
	for _, c := range clusters {
		tree.Add(s.overlay(c)+"/"+gitops.KustomizationFile, gitops.Kustomization{
			Resources: []string{"../../base"},
			Replicas:  []gitops.Replica{{Name: s.name, Count: s.replicas[c.name]}},
		})
	}
}

func (s service) deployment() appsv1.Deployment {
	labels := map[string]string{"app": s.name}
	memory := resource.MustParse(s.memory)
	return appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: s.name, Labels: labels},
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec: corev1.PodSpec{Containers: []corev1.Container{{
					Name:  s.name,
					Image: registry + s.name + ":" + firstTag,
					Ports: []corev1.ContainerPort{{Name: "http", ContainerPort: s.port}},
					ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{
						HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromString("http")},
					}},
					Resources: corev1.ResourceRequirements{
						Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(s.cpu), corev1.ResourceMemory: memory},
						Limits:   corev1.ResourceList{corev1.ResourceMemory: memory},
					},
				}}},
			},
		},
	}
}

func (s service) service() corev1.Service {
	return corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Name: s.name},
		Spec: corev1.ServiceSpec{
			Selector: map[string]string{"app": s.name},
			Ports:    []corev1.ServicePort{{Name: "http", Port: 80, TargetPort: intstr.FromString("http")}},
		},
	}
}
