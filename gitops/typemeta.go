package gitops

import (
	"reflect"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// groups maps the folder of a package of k8s.io/api to its API group where the
// two differ.
var apiGroups = map[string]string{
	"core":                  "",
	"admissionregistration": "admissionregistration.k8s.io",
	"authentication":        "authentication.k8s.io",
	"authorization":         "authorization.k8s.io",
	"certificates":          "certificates.k8s.io",
	"coordination":          "coordination.k8s.io",
	"discovery":             "discovery.k8s.io",
	"events":                "events.k8s.io",
	"flowcontrol":           "flowcontrol.apiserver.k8s.io",
	"networking":            "networking.k8s.io",
	"node":                  "node.k8s.io",
	"rbac":                  "rbac.authorization.k8s.io",
	"resource":              "resource.k8s.io",
	"scheduling":            "scheduling.k8s.io",
	"storage":               "storage.k8s.io",
	"storagemigration":      "storagemigration.k8s.io",
}

var typeMetaType = reflect.TypeFor[metav1.TypeMeta]()

// withTypeMeta returns an object of k8s.io/api that leaves its TypeMeta empty
// with its apiVersion and kind, and anything else as it is.
func withTypeMeta(v any) any {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer && !rv.IsNil() {
		rv = rv.Elem()
	}
	if rv.Kind() != reflect.Struct {
		return v
	}
	group, ok := strings.CutPrefix(rv.Type().PkgPath(), "k8s.io/api/")
	if !ok || rv.NumField() == 0 || rv.Type().Field(0).Type != typeMetaType || !rv.Field(0).IsZero() {
		return v
	}
	folder, version, ok := strings.Cut(group, "/")
	if !ok {
		return v
	}
	if name, ok := apiGroups[folder]; ok {
		folder = name
	}
	if folder != "" {
		version = folder + "/" + version
	}
	filled := reflect.New(rv.Type()).Elem()
	filled.Set(rv)
	filled.Field(0).Set(reflect.ValueOf(metav1.TypeMeta{APIVersion: version, Kind: rv.Type().Name()}))
	return filled.Interface()
}
