package gitops

type appProjectKind struct{}

func (appProjectKind) kind() (string, string) { return "argoproj.io/v1alpha1", "AppProject" }

// AppProject limits what its Applications may deliver, and where.
type AppProject struct {
	object[appProjectKind]
	// Metadata names the project; its namespace is Argo CD's own.
	Metadata Metadata `json:"metadata"`
	// Spec are the limits.
	Spec AppProjectSpec `json:"spec"`
}

// AppProjectSpec are the limits of an [AppProject].
type AppProjectSpec struct {
	// Description says what the project is for, in up to 255 characters.
	Description string `json:"description,omitzero"`
	// SourceRepos are the repositories that may be used: addresses or globs, a
	// leading ! forbids.
	SourceRepos []string `json:"sourceRepos,omitzero"`
	// SourceNamespaces are the namespaces that Applications of the project may
	// stand in, beside Argo CD's own.
	SourceNamespaces []string `json:"sourceNamespaces,omitzero"`
	// Destinations are the clusters and namespaces that may be delivered to;
	// each part may be a glob, a leading ! forbids.
	Destinations []Destination `json:"destinations,omitzero"`
	// DestinationServiceAccounts are the accounts to sync with.
	DestinationServiceAccounts []DestinationServiceAccount `json:"destinationServiceAccounts,omitzero"`
	// PermitOnlyProjectScopedClusters forbids clusters that are not the project's.
	PermitOnlyProjectScopedClusters *bool `json:"permitOnlyProjectScopedClusters,omitzero"`
	// ClusterResourceWhitelist are the cluster-wide kinds that are allowed;
	// none without it.
	ClusterResourceWhitelist []GroupKind `json:"clusterResourceWhitelist,omitzero"`
	// ClusterResourceBlacklist are cluster-wide kinds that are forbidden.
	ClusterResourceBlacklist []GroupKind `json:"clusterResourceBlacklist,omitzero"`
	// NamespaceResourceWhitelist are the namespaced kinds that are allowed; all
	// without it.
	NamespaceResourceWhitelist []NamespacedKind `json:"namespaceResourceWhitelist,omitzero"`
	// NamespaceResourceBlacklist are namespaced kinds that are forbidden.
	NamespaceResourceBlacklist []NamespacedKind `json:"namespaceResourceBlacklist,omitzero"`
	// OrphanedResources, when set, reports objects in the namespaces that no
	// Application has: new(OrphanedResources{}).
	OrphanedResources *OrphanedResources `json:"orphanedResources,omitzero"`
	// Roles are what people and machines may do in the project.
	Roles []ProjectRole `json:"roles,omitzero"`
	// SyncWindows are times when syncs are allowed or denied.
	SyncWindows []SyncWindow `json:"syncWindows,omitzero"`
	// SignatureKeys are the GnuPG keys, one of which must have signed a commit.
	SignatureKeys []SignatureKey `json:"signatureKeys,omitzero"`
	// SourceIntegrity says which signatures the sources must have.
	SourceIntegrity SourceIntegrity `json:"sourceIntegrity,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// DestinationServiceAccount is the account that syncs impersonate at a
// destination.
type DestinationServiceAccount struct {
	// Server is the cluster's address or a glob.
	Server string `json:"server" jc:"required"`
	// Namespace is the namespace or a glob.
	Namespace string `json:"namespace,omitzero"`
	// DefaultServiceAccount is the account: name, or namespace:name.
	DefaultServiceAccount string `json:"defaultServiceAccount" jc:"required"`
}

// NamespacedKind is an API group and a kind, either of which may be *.
type NamespacedKind struct {
	// Group is the API group; empty for the core group.
	Group string `json:"group"`
	// Kind is the kind.
	Kind string `json:"kind" jc:"required"`
}

// GroupKind is an API group and a cluster-wide kind, either of which may be *.
type GroupKind struct {
	// Group is the API group; empty for the core group.
	Group string `json:"group"`
	// Kind is the kind.
	Kind string `json:"kind" jc:"required"`
	// Name limits it to objects of a name or glob.
	Name string `json:"name,omitzero"`
}

// OrphanedResources says what to report about objects that no Application has.
type OrphanedResources struct {
	// Warn shows a condition on Applications; the default is to.
	Warn *bool `json:"warn,omitzero"`
	// Ignore are objects to pass over.
	Ignore []OrphanedResource `json:"ignore,omitzero"`
}

// OrphanedResource is an object to pass over; parts may be globs.
type OrphanedResource struct {
	// Group is the API group.
	Group string `json:"group,omitzero"`
	// Kind is the kind.
	Kind string `json:"kind,omitzero"`
	// Name is the name.
	Name string `json:"name,omitzero"`
}

// ProjectRole is what people and machines may do in a project.
type ProjectRole struct {
	// Name is the role's name.
	Name string `json:"name" jc:"required"`
	// Description says what the role is for.
	Description string `json:"description,omitzero"`
	// Policies are Casbin rules; see [ProjectPolicy].
	Policies []string `json:"policies,omitzero"`
	// Groups are the groups of single sign-on that have the role.
	Groups []string `json:"groups,omitzero"`
}

// ProjectPolicy returns the rule that allows a role of a project an action
// (get, create, update, delete, sync, override, action/…) on its Applications;
// app is a name or *.
func ProjectPolicy(project, role, action, app string) string {
	return "p, proj:" + project + ":" + role + ", applications, " + action + ", " + project + "/" + app + ", allow"
}

// SyncWindow is a time when syncs are allowed or denied. When any window allows,
// syncs outside of such windows are denied; denying counts more.
type SyncWindow struct {
	// Kind is allow or deny.
	Kind string `json:"kind" jc:"required,enum=allow|deny"`
	// Schedule is the start, as a cron expression of five fields.
	Schedule string `json:"schedule" jc:"required"`
	// Duration is the length, as 1h30m.
	Duration string `json:"duration" jc:"required"`
	// TimeZone is the schedule's time zone, as Asia/Tokyo; the default is UTC.
	TimeZone string `json:"timeZone,omitzero"`
	// Applications are the names or globs that it holds for.
	Applications []string `json:"applications,omitzero"`
	// Namespaces are the namespaces or globs that it holds for.
	Namespaces []string `json:"namespaces,omitzero"`
	// Clusters are the clusters or globs that it holds for.
	Clusters []string `json:"clusters,omitzero"`
	// AndOperator asks that all three match; the default is any.
	AndOperator *bool `json:"andOperator,omitzero"`
	// ManualSync allows syncs by hand in spite of the window.
	ManualSync *bool `json:"manualSync,omitzero"`
	// SyncOverrun lets a sync that runs go on when its window ends.
	SyncOverrun *bool `json:"syncOverrun,omitzero"`
	// Description says what the window is for.
	Description string `json:"description,omitzero"`
}

// SignatureKey is a GnuPG key.
type SignatureKey struct {
	// KeyID is the key's identifier, of 16 hexadecimal digits.
	KeyID string `json:"keyID" jc:"required"`
}

// SourceIntegrity says which signatures sources must have.
type SourceIntegrity struct {
	// Git are the rules for Git repositories.
	Git GitIntegrity `json:"git"`
}

// GitIntegrity are rules for Git repositories.
type GitIntegrity struct {
	// Policies are the rules.
	Policies []GitSignaturePolicy `json:"policies" jc:"required"`
}

// GitSignaturePolicy is a rule for Git repositories.
type GitSignaturePolicy struct {
	// Repos are the repositories that it holds for.
	Repos []SignedRepo `json:"repos" jc:"required"`
	// GPG says whose signatures count.
	GPG GPGSignatures `json:"gpg"`
}

// SignedRepo selects repositories.
type SignedRepo struct {
	// URL is their address or a glob.
	URL string `json:"url" jc:"required"`
}

// GPGSignatures says whose GnuPG signatures count.
type GPGSignatures struct {
	// Keys are the identifiers of keys.
	Keys []string `json:"keys" jc:"required"`
	// Mode is what must be signed: none, head or strict (every commit).
	Mode string `json:"mode" jc:"required,enum=none|head|strict"`
}
