package house_test

// The modules that rooms are going to link, kept in go.mod until they do.
import (
	_ "github.com/google/go-cmp/cmp"
	_ "helm.sh/helm/v3/pkg/engine"
	_ "k8s.io/api/core/v1"
	_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	_ "k8s.io/pod-security-admission/policy"
	_ "sigs.k8s.io/kustomize/api/krusty"
	_ "sigs.k8s.io/yaml"
)
