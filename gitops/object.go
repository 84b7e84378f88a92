package gitops

import (
	"fmt"
	"maps"
	"strconv"
)

// kind is what an object's struct is told apart by: a type per kind.
type kind interface {
	kind() (apiVersion, kind string)
}

// object makes the struct that embeds it an object of kind K. It takes no
// space; its two fields are written first and can't be set wrong.
type object[K kind] struct {
	APIVersion apiVersion[K] `json:"apiVersion"`
	Kind       kindName[K]   `json:"kind"`
}

// apiVersion is written as the apiVersion of K.
type apiVersion[K kind] struct{}

// kindName is written as the kind of K.
type kindName[K kind] struct{}

// AppendText appends the apiVersion.
func (apiVersion[K]) AppendText(b []byte) ([]byte, error) {
	var k K
	v, _ := k.kind()
	return append(b, v...), nil
}

// MarshalText returns the apiVersion.
func (a apiVersion[K]) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the apiVersion of K only.
func (apiVersion[K]) UnmarshalText(b []byte) error {
	var k K
	if v, _ := k.kind(); v != string(b) {
		return fmt.Errorf("apiVersion %q, want %s", b, v)
	}
	return nil
}

// AppendText appends the kind.
func (kindName[K]) AppendText(b []byte) ([]byte, error) {
	var k K
	_, v := k.kind()
	return append(b, v...), nil
}

// MarshalText returns the kind.
func (n kindName[K]) MarshalText() ([]byte, error) { return n.AppendText(nil) }

// UnmarshalText accepts the kind of K only.
func (kindName[K]) UnmarshalText(b []byte) error {
	var k K
	if _, v := k.kind(); v != string(b) {
		return fmt.Errorf("kind %q, want %s", b, v)
	}
	return nil
}

// Metadata is what names an object: the part of Kubernetes' ObjectMeta that a
// user writes.
type Metadata struct {
	// Name is the object's name.
	Name string `json:"name,omitzero"`
	// GenerateName is the stem of a name that the API server completes.
	GenerateName string `json:"generateName,omitzero"`
	// Namespace is the namespace of a namespaced object; empty when the
	// Application's destination or kustomize sets it.
	Namespace string `json:"namespace,omitzero"`
	// Labels select and group objects.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations carry what tools read; see [Annotations].
	Annotations map[string]string `json:"annotations,omitzero"`
	// Finalizers keep the object until whoever set them has cleaned up; see
	// [CascadeFinalizer].
	Finalizers []string `json:"finalizers,omitzero"`
}

// Annotation is one annotation, as [Wave], [Hook] and the like return it.
type Annotation struct {
	// Key is the annotation's name.
	Key string
	// Value is its value.
	Value string
}

// Annotations returns the annotations as the map that object metadata holds. Of
// two with one key, the later counts.
func Annotations(list ...Annotation) map[string]string {
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[a.Key] = a.Value
	}
	return m
}

// Merge returns the union of maps, of labels or annotations for one; where two
// have a key in common the later counts.
func Merge(list ...map[string]string) map[string]string {
	m := map[string]string{}
	for _, one := range list {
		maps.Copy(m, one)
	}
	return m
}

// Wave puts an object into a sync wave: Argo CD applies waves in ascending order
// and waits for the objects of one to be healthy before the next; the default is
// 0, negative ones come first. (argocd.argoproj.io/sync-wave)
func Wave(n int) Annotation {
	return Annotation{Key: "argocd.argoproj.io/sync-wave", Value: strconv.Itoa(n)}
}

// Phase is a phase of an Argo CD sync that an object can be hooked to.
type Phase string

// The phases. An object without a [Hook] belongs to Sync.
const (
	PreSync    Phase = "PreSync"    // before the sync; a failure stops it
	Sync       Phase = "Sync"       // with the ordinary objects
	PostSync   Phase = "PostSync"   // when all objects are healthy
	SyncFail   Phase = "SyncFail"   // when the sync failed
	PreDelete  Phase = "PreDelete"  // before the Application's objects are deleted
	PostDelete Phase = "PostDelete" // after the Application's objects were deleted
	Skip       Phase = "Skip"       // never applied
)

// Hook hooks an object, usually a Job, to phases. (argocd.argoproj.io/hook)
func Hook(phases ...Phase) Annotation {
	return Annotation{Key: "argocd.argoproj.io/hook", Value: joined(phases)}
}

// HookDelete is when Argo CD deletes a hook's object.
type HookDelete string

// The times. Without any, BeforeHookCreation holds.
const (
	HookSucceeded      HookDelete = "HookSucceeded"      // when the hook succeeded
	HookFailed         HookDelete = "HookFailed"         // when the hook failed
	BeforeHookCreation HookDelete = "BeforeHookCreation" // before the next one is created
)

// DeleteHook says when a hook's object is deleted.
// (argocd.argoproj.io/hook-delete-policy)
func DeleteHook(when ...HookDelete) Annotation {
	return Annotation{Key: "argocd.argoproj.io/hook-delete-policy", Value: joined(when)}
}

// ObjectOptions sets sync options for one object alone.
// (argocd.argoproj.io/sync-options)
func ObjectOptions(options ...SyncOption) Annotation {
	return Annotation{Key: "argocd.argoproj.io/sync-options", Value: joined(options)}
}

// IgnoreExtraneous keeps an object that Argo CD did not create from making its
// Application OutOfSync. (argocd.argoproj.io/compare-options)
func IgnoreExtraneous() Annotation {
	return Annotation{Key: "argocd.argoproj.io/compare-options", Value: "IgnoreExtraneous"}
}

func joined[S ~string](list []S) string {
	var b []byte
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, s...)
	}
	return string(b)
}
