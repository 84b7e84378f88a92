package gitops

import (
	"maps"
	"slices"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

type externalSecretKind struct{}

func (externalSecretKind) kind() (string, string) { return "external-secrets.io/v1", "ExternalSecret" }

// ExternalSecret makes a Secret from a store outside the cluster (AWS Secrets
// Manager, Vault …), by the External Secrets Operator: Git holds the reference,
// not the secret.
type ExternalSecret struct {
	object[externalSecretKind]
	// Metadata names the ExternalSecret.
	Metadata Metadata `json:"metadata"`
	// Spec says what the Secret holds.
	Spec ExternalSecretSpec `json:"spec"`
}

// ExternalSecretSpec says what a Secret holds.
type ExternalSecretSpec struct {
	// RefreshInterval is the time between looks at the store, as 1h.
	RefreshInterval string `json:"refreshInterval,omitzero"`
	// SecretStoreRef is the store.
	SecretStoreRef SecretStoreRef `json:"secretStoreRef"`
	// Target is the Secret.
	Target ExternalSecretTarget `json:"target,omitzero"`
	// Data are single values.
	Data []ExternalSecretData `json:"data,omitzero"`
	// DataFrom are whole sets of values.
	DataFrom []ExternalSecretDataFrom `json:"dataFrom,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// SecretStoreRef names a store.
type SecretStoreRef struct {
	// Name is the store.
	Name string `json:"name" jc:"required"`
	// Kind is SecretStore (the default) or ClusterSecretStore.
	Kind string `json:"kind,omitzero" jc:"enum=SecretStore|ClusterSecretStore"`
}

// ExternalSecretTarget is the Secret to make.
type ExternalSecretTarget struct {
	// Name is the Secret's name; the default is the ExternalSecret's.
	Name string `json:"name,omitzero"`
	// CreationPolicy says who owns the Secret; the default is Owner.
	CreationPolicy string `json:"creationPolicy,omitzero" jc:"enum=Owner|Orphan|Merge|None"`
	// Template is the Secret around the values.
	Template ExternalSecretTemplate `json:"template,omitzero"`
}

// ExternalSecretTemplate is the Secret around the values.
type ExternalSecretTemplate struct {
	// Type is the Secret's type.
	Type string `json:"type,omitzero"`
	// Metadata are its labels and annotations.
	Metadata SecretMetadata `json:"metadata,omitzero"`
	// Data are further keys, as Go templates over the values.
	Data map[string]string `json:"data,omitzero"`
	// MergePolicy says whether Data replaces the values (Replace, the default
	// when Data is set) or joins them (Merge).
	MergePolicy string `json:"mergePolicy,omitzero" jc:"enum=Replace|Merge"`
}

// SecretMetadata are the labels and annotations of a Secret to make.
type SecretMetadata struct {
	// Labels are its labels.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations are its annotations.
	Annotations map[string]string `json:"annotations,omitzero"`
}

// ExternalSecretData is one value.
type ExternalSecretData struct {
	// SecretKey is its key in the Secret.
	SecretKey string `json:"secretKey" jc:"required"`
	// RemoteRef is where it is in the store.
	RemoteRef RemoteRef `json:"remoteRef"`
}

// RemoteRef is a place in a store.
type RemoteRef struct {
	// Key is the secret's name in the store.
	Key string `json:"key" jc:"required"`
	// Property is a field in it.
	Property string `json:"property,omitzero"`
	// Version is its version.
	Version string `json:"version,omitzero"`
}

// ExternalSecretDataFrom is a whole set of values.
type ExternalSecretDataFrom struct {
	// Extract takes every field of one secret.
	Extract RemoteRef `json:"extract,omitzero"`
	// Extra are other ways.
	Extra map[string]any `json:",inline"`
}

// RepositoryCredentials is a repository that Argo CD knows, or with Prefix all
// those that begin so, with credentials from a store. [RepositoryCredentials.ExternalSecret]
// returns it as the object that makes the Secret.
type RepositoryCredentials struct {
	// Name is the Secret's name.
	Name string
	// URL is the repository, or how the addresses of repositories begin.
	URL string
	// Prefix makes it a template for all repositories that begin so.
	Prefix bool
	// Type is git (the default), helm or oci.
	Type string
	// Project limits it to a project.
	Project string
	// Store is where the credentials are.
	Store SecretStoreRef
	// Credentials are places in the store, by field: username, password,
	// sshPrivateKey, githubAppPrivateKey, githubAppID, tlsClientCertData ….
	Credentials map[string]RemoteRef
	// Settings are further fields that are no secrets, as enableOCI.
	Settings map[string]string
}

// secretFields are fields of Argo CD's secrets that must not stand in Git.
var secretFields = []string{
	"password", "sshPrivateKey", "githubAppPrivateKey", "tlsClientCertKey", "gcpServiceAccountKey",
	"bearerToken", "config",
}

func checkSettings(settings map[string]string) error {
	var list fieldpath.List
	for _, k := range secretFields {
		if _, ok := settings[k]; ok {
			list.Add(fieldpath.Secret, (*fieldpath.Path)(nil).Child("settings").Key(k), nil, "name its place in the store under credentials")
		}
	}
	return list.Err()
}

// ExternalSecret returns the object that makes the Secret that Argo CD reads.
func (r RepositoryCredentials) ExternalSecret(namespace string) (ExternalSecret, error) {
	if err := checkSettings(r.Settings); err != nil {
		return ExternalSecret{}, err
	}
	data := map[string]string{"url": r.URL, "type": r.Type}
	if r.Type == "" {
		data["type"] = "git"
	}
	if r.Project != "" {
		data["project"] = r.Project
	}
	maps.Copy(data, r.Settings)
	kind := "repository"
	if r.Prefix {
		kind = "repo-creds"
	}
	return argoSecret(namespace, r.Name, kind, data, nil, r.Store, r.Credentials), nil
}

// Cluster is a cluster that Argo CD delivers to, with credentials from a store.
// [Cluster.ExternalSecret] returns it as the object that makes the Secret.
type Cluster struct {
	// Name is the cluster's name, and that of the Secret with cluster- before it.
	Name string
	// Server is the address of its API.
	Server string
	// Labels are labels that a [ClusterGenerator] selects by.
	Labels map[string]string
	// Namespaces are the only namespaces to deliver to, separated by commas.
	Namespaces string
	// Project limits it to a project.
	Project string
	// Store is where the credentials are.
	Store SecretStoreRef
	// Config is the place of the connection's configuration: JSON as Argo CD
	// wants it (awsAuthConfig, bearerToken, tlsClientConfig …).
	Config RemoteRef
}

// ExternalSecret returns the object that makes the Secret that Argo CD reads.
func (c Cluster) ExternalSecret(namespace string) ExternalSecret {
	data := map[string]string{"name": c.Name, "server": c.Server}
	if c.Namespaces != "" {
		data["namespaces"] = c.Namespaces
	}
	if c.Project != "" {
		data["project"] = c.Project
	}
	return argoSecret(namespace, "cluster-"+c.Name, "cluster", data, c.Labels, c.Store, map[string]RemoteRef{"config": c.Config})
}

func argoSecret(namespace, name, kind string, data, labels map[string]string, store SecretStoreRef, refs map[string]RemoteRef) ExternalSecret {
	out := ExternalSecret{
		Metadata: Metadata{Name: name, Namespace: namespace},
		Spec: ExternalSecretSpec{
			RefreshInterval: "1h",
			SecretStoreRef:  store,
			Target: ExternalSecretTarget{Template: ExternalSecretTemplate{
				Metadata:    SecretMetadata{Labels: Merge(labels, map[string]string{"argocd.argoproj.io/secret-type": kind})},
				Data:        data,
				MergePolicy: "Merge",
			}},
		},
	}
	for _, field := range slices.Sorted(maps.Keys(refs)) {
		out.Spec.Data = append(out.Spec.Data, ExternalSecretData{SecretKey: field, RemoteRef: refs[field]})
	}
	return out
}
