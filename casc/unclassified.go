package casc

// Unclassified is the root element unclassified: the page "System", in which each
// plugin has its own part. Plugins without a field here go to Extra, under the
// name that JCasC knows them by.
type Unclassified struct {
	// Location is the address of this Jenkins (location).
	Location Location `json:"location,omitzero"`
	// BuildDiscarders say which builds are kept, whatever their jobs say
	// (buildDiscarders).
	BuildDiscarders BuildDiscarders `json:"buildDiscarders,omitzero"`
	// GlobalLibraries are the pipeline libraries (globalLibraries); needs the
	// pipeline-groovy-lib plugin.
	GlobalLibraries GlobalLibraries `json:"globalLibraries,omitzero"`
	// Extra are further parts.
	Extra map[string]any `json:",inline" jc:"open"`
}

// Location is the address of this Jenkins.
type Location struct {
	// URL is the address, with a slash at the end (url).
	URL string `json:"url,omitzero"`
	// AdminAddress is whom mails come from (adminAddress).
	AdminAddress string `json:"adminAddress,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// BuildDiscarders say which builds are kept, whatever their jobs say.
type BuildDiscarders struct {
	// ConfiguredBuildDiscarders are the strategies (configuredBuildDiscarders).
	// Empty, but not nil, keeps every build.
	ConfiguredBuildDiscarders []GlobalBuildDiscarderStrategy `json:"configuredBuildDiscarders,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// JobBuildDiscarder does what the job says (jobBuildDiscarder): a
// [GlobalBuildDiscarderStrategy].
type JobBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=jobBuildDiscarder"`
}

// DefaultBuildDiscarder applies to jobs that say nothing
// (defaultBuildDiscarder): a [GlobalBuildDiscarderStrategy].
type DefaultBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=defaultBuildDiscarder"`
	// Discarder says which builds are kept (discarder).
	Discarder BuildDiscarder `json:"discarder" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SimpleBuildDiscarder applies to all jobs (simpleBuildDiscarder): a
// [GlobalBuildDiscarderStrategy].
type SimpleBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=simpleBuildDiscarder"`
	// Discarder says which builds are kept (discarder).
	Discarder BuildDiscarder `json:"discarder" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LogRotator keeps some builds and some artifacts (logRotator): a
// [BuildDiscarder]. All are numbers; empty is no limit.
type LogRotator struct {
	IsBuildDiscarder `json:"-" jc:"symbol=logRotator"`
	// DaysToKeepStr is for how many days builds are kept (daysToKeepStr).
	DaysToKeepStr string `json:"daysToKeepStr,omitzero"`
	// NumToKeepStr is how many builds are kept (numToKeepStr).
	NumToKeepStr string `json:"numToKeepStr,omitzero"`
	// ArtifactDaysToKeepStr is for how many days artifacts are kept
	// (artifactDaysToKeepStr).
	ArtifactDaysToKeepStr string `json:"artifactDaysToKeepStr,omitzero"`
	// ArtifactNumToKeepStr is of how many builds artifacts are kept
	// (artifactNumToKeepStr).
	ArtifactNumToKeepStr string `json:"artifactNumToKeepStr,omitzero"`
	// RemoveLastBuild lets the last build go too (removeLastBuild).
	RemoveLastBuild *bool `json:"removeLastBuild,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GlobalLibraries are the pipeline libraries that every pipeline can use.
type GlobalLibraries struct {
	// Libraries are the libraries (libraries).
	Libraries []Library `json:"libraries,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Library is a pipeline library.
type Library struct {
	// Name is the name that pipelines use (name).
	Name string `json:"name" jc:"required"`
	// Retriever says how it is fetched (retriever).
	Retriever LibraryRetriever `json:"retriever" jc:"required"`
	// DefaultVersion is the branch or tag used unless a pipeline says otherwise
	// (defaultVersion).
	DefaultVersion string `json:"defaultVersion,omitzero"`
	// Implicit loads it into every pipeline (implicit).
	Implicit *bool `json:"implicit,omitzero"`
	// AllowVersionOverride lets pipelines say otherwise (allowVersionOverride);
	// true by default.
	AllowVersionOverride *bool `json:"allowVersionOverride,omitzero"`
	// IncludeInChangesets lists its changes with a build's (includeInChangesets);
	// true by default.
	IncludeInChangesets *bool `json:"includeInChangesets,omitzero"`
	// CachingConfiguration keeps fetched versions (cachingConfiguration).
	CachingConfiguration LibraryCaching `json:"cachingConfiguration,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LibraryCaching keeps fetched versions of a library.
type LibraryCaching struct {
	// RefreshTimeMinutes is after how many minutes a version is fetched again
	// (refreshTimeMinutes); 0 is never.
	RefreshTimeMinutes int `json:"refreshTimeMinutes"`
	// ExcludedVersionsStr are versions not to keep, separated by blanks
	// (excludedVersionsStr).
	ExcludedVersionsStr string `json:"excludedVersionsStr,omitzero"`
	// IncludedVersionsStr are the only versions to keep, separated by blanks
	// (includedVersionsStr).
	IncludedVersionsStr string `json:"includedVersionsStr,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ModernSCM fetches a library by a source of branches (modernSCM): a
// [LibraryRetriever].
type ModernSCM struct {
	IsLibraryRetriever `json:"-" jc:"symbol=modernSCM"`
	// SCM is the source (scm).
	SCM SCMSource `json:"scm" jc:"required"`
	// LibraryPath is the folder of the library in it (libraryPath).
	LibraryPath string `json:"libraryPath,omitzero"`
	// Clone fetches the whole history (clone).
	Clone *bool `json:"clone,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LegacySCM fetches a library by any version control system, whose branch must
// hold ${library.NAME.version} (legacySCM): a [LibraryRetriever].
type LegacySCM struct {
	IsLibraryRetriever `json:"-" jc:"symbol=legacySCM"`
	// SCM is the system (scm).
	SCM SCM `json:"scm" jc:"required"`
	// LibraryPath is the folder of the library in it (libraryPath).
	LibraryPath string `json:"libraryPath,omitzero"`
	// Clone fetches the whole history (clone).
	Clone *bool `json:"clone,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
