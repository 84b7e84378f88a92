package podtemplate

// Volume is storage that is mounted into the template's containers.
type Volume interface{ volume() }

// IsVolume makes a struct that embeds it a [Volume].
type IsVolume struct{}

func (IsVolume) volume() {}

// ConfigMapVolume mounts a config map.
type ConfigMapVolume struct {
	IsVolume `json:"-" jc:"symbol=configMapVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// ConfigMapName names the config map.
	ConfigMapName string `json:"configMapName" jc:"required"`
	// SubPath mounts only this key of it.
	SubPath string `json:"subPath,omitzero"`
	// Optional lets the pod start without it; default: false.
	Optional *bool `json:"optional,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// SecretVolume mounts a secret.
type SecretVolume struct {
	IsVolume `json:"-" jc:"symbol=secretVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// SecretName names the secret.
	SecretName string `json:"secretName" jc:"required"`
	// DefaultMode is the files' mode. The plugin reads it as a decimal number,
	// leading zeros or not: "256" is 0400.
	DefaultMode string `json:"defaultMode,omitzero"`
	// Optional lets the pod start without it; default: false.
	Optional *bool `json:"optional,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// EmptyDirVolume is a folder that lives as long as the pod.
type EmptyDirVolume struct {
	IsVolume `json:"-" jc:"symbol=emptyDirVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// Memory keeps it in memory; default: false.
	Memory *bool `json:"memory,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// HostPathVolume is a folder or file of the node. Pod security level baseline
// refuses it.
type HostPathVolume struct {
	IsVolume `json:"-" jc:"symbol=hostPathVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// HostPath is the path on the node.
	HostPath string `json:"hostPath" jc:"required"`
	// ReadOnly forbids writing; default: false.
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// NFSVolume is a folder of an NFS server.
type NFSVolume struct {
	IsVolume `json:"-" jc:"symbol=nfsVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// ServerAddress is the server's name or address.
	ServerAddress string `json:"serverAddress" jc:"required"`
	// ServerPath is the folder on the server.
	ServerPath string `json:"serverPath" jc:"required"`
	// ReadOnly forbids writing; default: false.
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// PersistentVolumeClaim mounts a claim that exists.
type PersistentVolumeClaim struct {
	IsVolume `json:"-" jc:"symbol=persistentVolumeClaim"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// ClaimName names the claim.
	ClaimName string `json:"claimName" jc:"required"`
	// ReadOnly forbids writing; default: false.
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// GenericEphemeralVolume is a claim that Kubernetes makes for the pod and
// deletes with it.
type GenericEphemeralVolume struct {
	IsVolume `json:"-" jc:"symbol=genericEphemeralVolume"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// StorageClassName names the storage class; default: the cluster's.
	StorageClassName string `json:"storageClassName,omitzero"`
	// RequestsSize is its size; default: 10Gi.
	RequestsSize string `json:"requestsSize,omitzero"`
	// AccessModes is ReadWriteOnce (the default), ReadOnlyMany or
	// ReadWriteMany.
	AccessModes string `json:"accessModes,omitzero" jc:"enum=ReadWriteOnce|ReadOnlyMany|ReadWriteMany"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// DynamicPVC is a claim that the plugin makes for the pod. The plugin calls it
// deprecated; take [GenericEphemeralVolume].
type DynamicPVC struct {
	IsVolume `json:"-" jc:"symbol=dynamicPVC"`
	// MountPath is where the containers see it.
	MountPath string `json:"mountPath" jc:"required"`
	// StorageClassName names the storage class; default: the cluster's.
	StorageClassName string `json:"storageClassName,omitzero"`
	// RequestsSize is its size; default: 10Gi.
	RequestsSize string `json:"requestsSize,omitzero"`
	// AccessModes is ReadWriteOnce (the default), ReadOnlyMany or
	// ReadWriteMany.
	AccessModes string `json:"accessModes,omitzero" jc:"enum=ReadWriteOnce|ReadOnlyMany|ReadWriteMany"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// RawVolume is a kind of volume that this package has no struct for.
type RawVolume struct {
	IsVolume `json:"-"`
	// Symbol is the kind's name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}

// WorkspaceVolume is the storage that holds the workspace.
type WorkspaceVolume interface{ workspaceVolume() }

// IsWorkspaceVolume makes a struct that embeds it a [WorkspaceVolume].
type IsWorkspaceVolume struct{}

func (IsWorkspaceVolume) workspaceVolume() {}

// EmptyDirWorkspaceVolume is a folder that lives as long as the pod.
type EmptyDirWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=emptyDirWorkspaceVolume,alias=emptyDir"`
	// Memory keeps it in memory; default: false.
	Memory *bool `json:"memory,omitzero"`
	// SizeLimit is the most that it may hold, as in "10Gi".
	SizeLimit string `json:"sizeLimit,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// HostPathWorkspaceVolume is a folder of the node. Pod security level baseline
// refuses it.
type HostPathWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=hostPathWorkspaceVolume,alias=hostPath"`
	// HostPath is the path on the node.
	HostPath string `json:"hostPath" jc:"required"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// NFSWorkspaceVolume is a folder of an NFS server.
type NFSWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=nfsWorkspaceVolume,alias=nfs"`
	// ServerAddress is the server's name or address.
	ServerAddress string `json:"serverAddress" jc:"required"`
	// ServerPath is the folder on the server.
	ServerPath string `json:"serverPath" jc:"required"`
	// ReadOnly forbids writing; default: false.
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// PersistentVolumeClaimWorkspaceVolume is a claim that exists.
type PersistentVolumeClaimWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=persistentVolumeClaimWorkspaceVolume,alias=persistentVolumeClaim"`
	// ClaimName names the claim.
	ClaimName string `json:"claimName" jc:"required"`
	// ReadOnly forbids writing; default: false.
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// GenericEphemeralWorkspaceVolume is a claim that Kubernetes makes for the pod
// and deletes with it.
type GenericEphemeralWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=genericEphemeralVolume,alias=genericEphemeral"`
	// StorageClassName names the storage class; default: the cluster's.
	StorageClassName string `json:"storageClassName,omitzero"`
	// RequestsSize is its size; default: 10Gi.
	RequestsSize string `json:"requestsSize,omitzero"`
	// AccessModes is ReadWriteOnce (the default), ReadOnlyMany or
	// ReadWriteMany.
	AccessModes string `json:"accessModes,omitzero" jc:"enum=ReadWriteOnce|ReadOnlyMany|ReadWriteMany"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// DynamicPVCWorkspaceVolume is a claim that the plugin makes for the pod. The
// plugin calls it deprecated; take [GenericEphemeralWorkspaceVolume].
type DynamicPVCWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-" jc:"symbol=dynamicPVC"`
	// StorageClassName names the storage class; default: the cluster's.
	StorageClassName string `json:"storageClassName,omitzero"`
	// RequestsSize is its size; default: 10Gi.
	RequestsSize string `json:"requestsSize,omitzero"`
	// AccessModes is ReadWriteOnce (the default), ReadOnlyMany or
	// ReadWriteMany.
	AccessModes string `json:"accessModes,omitzero" jc:"enum=ReadWriteOnce|ReadOnlyMany|ReadWriteMany"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// RawWorkspaceVolume is a kind of workspace volume that this package has no
// struct for.
type RawWorkspaceVolume struct {
	IsWorkspaceVolume `json:"-"`
	// Symbol is the kind's name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}
