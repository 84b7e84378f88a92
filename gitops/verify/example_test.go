package verify_test

import (
	"errors"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

// A base and an overlay, built and decoded strictly.
func ExampleTree() {
	var tree gitops.Tree
	tree.Add("base/kustomization.yaml", gitops.Kustomization{Resources: []string{"jobs.yaml"}})
	tree.Add("base/jobs.yaml", gitops.ConfigMap{Metadata: gitops.Metadata{Name: "jobs"}, Data: map[string]gitops.Text{"a": "b"}})
	tree.Add("hoge/kustomization.yaml", gitops.Kustomization{Namespace: "hoge", Resources: []string{"../base"}})
	report, err := verify.Tree(&tree, verify.Options{})
	fmt.Println(report, err)
	// Output: 3 files: 2 kustomizations built, 0 charts rendered; 3 objects, in files and built from them: 3 decoded strictly, 0 held against CRDs <nil>
}

// The ready policies, and one of one's own, over what an overlay gives.
func Example_policies() {
	web := appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: "web"},
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}},
			Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "web", Image: "registry.example/web"}}}},
		},
	}
	var tree gitops.Tree
	tree.AddFolder("web", gitops.Folder{Resources: map[string]any{"deployment.yaml": web}})
	owned := verify.Each(func(o *verify.Object) error {
		if o.GetLabels()["team"] == "" {
			return errors.New("nobody owns it: it needs the label team")
		}
		return nil
	})
	_, err := verify.Tree(&tree, verify.Options{Policies: append(verify.Policies(), owned)})
	fmt.Println(err)
	// Output:
	// files[web][Deployment.apps web]: invalid value: nobody owns it: it needs the label team
	// files[web][Deployment.apps web].spec.template.spec.containers[web].image: invalid value "registry.example/web": an image needs a tag other than latest, or a digest
	// files[web][Deployment.apps web].spec.template.spec.containers[web].resources.requests.cpu: required: without a request the scheduler counts the container as nothing
	// files[web][Deployment.apps web].spec.template.spec.containers[web].resources.requests.memory: required: without a request the scheduler counts the container as nothing
}
