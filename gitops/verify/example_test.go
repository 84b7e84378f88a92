package verify_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

func ExampleTree() {
	var tree gitops.Tree
	tree.Add("hoge/kustomization.yaml", gitops.Kustomization{Resources: []string{"jobs.yaml"}})
	tree.Add("hoge/jobs.yaml", gitops.ConfigMap{Metadata: gitops.Metadata{Name: "jobs"}, Data: map[string]gitops.Text{"a": "b"}})
	report, err := verify.Tree(&tree, verify.Options{})
	fmt.Println(report, err)
	// Output: 2 files: 1 kustomizations built, 0 charts rendered; 2 objects, in files and built from them: 2 decoded strictly, 0 held against CRDs <nil>
}
