package podtemplate

import (
	"reflect"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// mountPath returns where v is mounted.
func mountPath(v Volume) string { return attribute(v, "mountPath") }

// envKey returns the variable's name.
func envKey(v TemplateEnvVar) string { return attribute(v, "key") }

// attribute returns the attribute of that name of a struct, be it one of the
// caller's own; "" when it has none that is text.
func attribute(v any, name string) string {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Struct {
		return ""
	}
	for i := range r.NumField() {
		f := r.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		switch is, _, _ := strings.Cut(f.Tag.Get("json"), ","); {
		case is == name && f.Type.Kind() == reflect.String:
			return r.Field(i).String()
		case is == "" && f.Type.Kind() == reflect.Map:
			if m, ok := r.Field(i).Interface().(map[string]any); ok {
				if s, ok := m[name].(string); ok {
					return s
				}
			}
		}
	}
	return ""
}

// volumeSource returns what the plugin makes of v. Of a kind that this package
// does not know it can only say that there is a volume.
func (b *builder) volumeSource(v Volume) (corev1.VolumeSource, error) {
	switch v := v.(type) {
	case ConfigMapVolume:
		return corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
			LocalObjectReference: corev1.LocalObjectReference{Name: v.ConfigMapName}, Optional: v.Optional,
		}}, nil
	case SecretVolume:
		s := &corev1.SecretVolumeSource{SecretName: v.SecretName, Optional: v.Optional}
		mode, err := fileMode(v.DefaultMode)
		s.DefaultMode = mode
		return corev1.VolumeSource{Secret: s}, err
	case EmptyDirVolume:
		return corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{Medium: medium(v.Memory)}}, nil
	case HostPathVolume:
		return corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: v.HostPath}}, nil
	case NFSVolume:
		return corev1.VolumeSource{NFS: &corev1.NFSVolumeSource{Server: v.ServerAddress, Path: v.ServerPath, ReadOnly: isTrue(v.ReadOnly)}}, nil
	case PersistentVolumeClaim:
		return claim(v.ClaimName, v.ReadOnly), nil
	case GenericEphemeralVolume:
		return ephemeral(v.StorageClassName, v.RequestsSize, v.AccessModes)
	case DynamicPVC:
		return claim("pvc-"+b.agentName()+"-xxxxxxxx", nil), nil
	}
	return corev1.VolumeSource{}, nil
}

// workspaceSource returns what the plugin makes of w; nil is its default.
func (b *builder) workspaceSource(w WorkspaceVolume) (corev1.VolumeSource, error) {
	switch w := w.(type) {
	case nil:
		return corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}, nil
	case EmptyDirWorkspaceVolume:
		e := &corev1.EmptyDirVolumeSource{Medium: medium(w.Memory)}
		limit, err := size("sizeLimit", strings.TrimSpace(w.SizeLimit))
		e.SizeLimit = limit
		return corev1.VolumeSource{EmptyDir: e}, err
	case HostPathWorkspaceVolume:
		return corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: w.HostPath}}, nil
	case NFSWorkspaceVolume:
		return corev1.VolumeSource{NFS: &corev1.NFSVolumeSource{Server: w.ServerAddress, Path: w.ServerPath, ReadOnly: isTrue(w.ReadOnly)}}, nil
	case PersistentVolumeClaimWorkspaceVolume:
		return claim(w.ClaimName, w.ReadOnly), nil
	case GenericEphemeralWorkspaceVolume:
		return ephemeral(w.StorageClassName, w.RequestsSize, w.AccessModes)
	case DynamicPVCWorkspaceVolume:
		return claim("pvc-workspace-"+b.agentName(), nil), nil
	}
	return corev1.VolumeSource{}, nil
}

func claim(name string, readOnly *bool) corev1.VolumeSource {
	return corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name, ReadOnly: isTrue(readOnly)}}
}

func medium(memory *bool) corev1.StorageMedium {
	if isTrue(memory) {
		return corev1.StorageMediumMemory
	}
	return corev1.StorageMediumDefault
}

func ephemeral(class, requests, modes string) (corev1.VolumeSource, error) {
	q, err := size("requestsSize", orElse(strings.TrimSpace(requests), "10Gi"))
	spec := corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.PersistentVolumeAccessMode(orElse(modes, "ReadWriteOnce"))},
	}
	if q != nil {
		spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: *q}
	}
	if class = strings.TrimSpace(class); class != "" {
		spec.StorageClassName = &class
	}
	return corev1.VolumeSource{Ephemeral: &corev1.EphemeralVolumeSource{
		VolumeClaimTemplate: &corev1.PersistentVolumeClaimTemplate{Spec: spec},
	}}, err
}

func size(field, s string) (*resource.Quantity, error) {
	if s == "" || live.Has(s) {
		return nil, nil
	}
	q, err := resource.ParseQuantity(s)
	if err != nil {
		var list fieldpath.List
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child(field), s, "not a quantity such as 500m, 2 or 512Mi")
		return nil, list.Err()
	}
	return &q, nil
}

// fileMode reads a secret volume's mode as the plugin does: a decimal number.
func fileMode(s string) (*int32, error) {
	if strings.TrimSpace(s) == "" || live.Has(s) {
		return nil, nil
	}
	mode, err := strconv.ParseInt(s, 10, 32)
	var list fieldpath.List
	at := (*fieldpath.Path)(nil).Child("defaultMode")
	switch {
	case err != nil:
		list.Add(fieldpath.Invalid, at, s, "not a number")
	case mode > 0o777 || mode < 0:
		list.Add(fieldpath.Invalid, at, s, "the plugin reads it as a decimal number, and that is beyond 511 (0777)")
	case strings.HasPrefix(s, "0") && len(s) > 1:
		list.Add(fieldpath.Invalid, at, s, "the plugin reads it as a decimal number; write "+octalToDecimal(s))
	}
	return new(int32(mode)), list.Err()
}

func octalToDecimal(s string) string {
	mode, err := strconv.ParseInt(s, 8, 32)
	if err != nil {
		return "a decimal number"
	}
	return strconv.FormatInt(mode, 10)
}

// buildEnv returns what the plugin makes of v.
func buildEnv(v TemplateEnvVar) corev1.EnvVar {
	switch v := v.(type) {
	case EnvVar:
		return corev1.EnvVar{Name: v.Key, Value: v.Value}
	case SecretEnvVar:
		return corev1.EnvVar{Name: v.Key, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
			LocalObjectReference: corev1.LocalObjectReference{Name: v.SecretName}, Key: v.SecretKey, Optional: v.Optional,
		}}}
	}
	return corev1.EnvVar{Name: envKey(v), Value: attribute(v, "value")}
}
