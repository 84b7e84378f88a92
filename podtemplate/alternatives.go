package podtemplate

// Alternatives returns one value of each struct that may stand where a field of
// this package is an interface, for readers that must know them. Structs of a
// caller's own are added to the list.
func Alternatives() []any {
	return []any{
		EnvVar{}, SecretEnvVar{}, RawEnvVar{},
		ConfigMapVolume{}, SecretVolume{}, EmptyDirVolume{}, HostPathVolume{}, NFSVolume{},
		PersistentVolumeClaim{}, GenericEphemeralVolume{}, DynamicPVC{}, RawVolume{},
		EmptyDirWorkspaceVolume{}, HostPathWorkspaceVolume{}, NFSWorkspaceVolume{}, PersistentVolumeClaimWorkspaceVolume{},
		GenericEphemeralWorkspaceVolume{}, DynamicPVCWorkspaceVolume{}, RawWorkspaceVolume{},
		Never{}, Always{}, OnFailure{}, Evicted{}, Default{}, RawPodRetention{},
		Merge{}, Override{}, RawYAMLMergeStrategy{},
		ToolLocation{}, RawNodeProperty{},
		RawYAML(""),
	}
}
