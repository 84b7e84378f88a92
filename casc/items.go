package casc

import "github.com/jenkinscode/jenkinscode/casc/kind"

// Items is the root element items: jobs that JCasC makes itself, without the
// job-dsl plugin. It needs the configuration-as-code plugin of August 2026 or
// later; until then Jenkins refuses the document.
type Items struct {
	// ActionOnUndeclaredItems says what becomes of jobs at the top level that are
	// not declared (actionOnUndeclaredItems); keep by default.
	ActionOnUndeclaredItems UndeclaredItems `json:"actionOnUndeclaredItems,omitzero" jc:"enum=keep|delete-tracked|delete-all"`
	// Items are the jobs (items).
	Items []Item `json:"items,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// UndeclaredItems says what becomes of jobs that are not declared.
type UndeclaredItems string

// What becomes of jobs that are not declared.
const (
	UndeclaredKeep          UndeclaredItems = "keep"           // they stay
	UndeclaredDeleteTracked UndeclaredItems = "delete-tracked" // those go that JCasC once made
	UndeclaredDeleteAll     UndeclaredItems = "delete-all"     // they all go
)

// Freestyle is a job that runs build steps (freestyle): an [Item]. What it is made
// of is in package job.
type Freestyle struct {
	IsItem `json:"-" jc:"symbol=freestyle"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Description says what it is, through MarkupFormatter (description).
	Description string `json:"description,omitzero"`
	// DisplayName is what is shown for the name (displayName).
	DisplayName string `json:"displayName,omitzero"`
	// ConcurrentBuild lets several builds run at once (concurrentBuild).
	ConcurrentBuild *bool `json:"concurrentBuild,omitzero"`
	// CustomWorkspace is the folder that it runs in (customWorkspace).
	CustomWorkspace string `json:"customWorkspace,omitzero"`
	// QuietPeriod is how many seconds a triggered build waits before it is started
	// (quietPeriod); the controller's by default.
	QuietPeriod *int `json:"quietPeriod,omitzero"`
	// BuildDiscarder says which builds are kept (buildDiscarder).
	BuildDiscarder BuildDiscarder `json:"buildDiscarder,omitzero"`
	// SCM is what is checked out first (scm).
	SCM SCM `json:"scm,omitzero"`
	// Properties are its properties (properties).
	Properties []kind.JobProperty `json:"properties,omitzero"`
	// Triggers start it (triggers).
	Triggers []kind.Trigger `json:"triggers,omitzero"`
	// BuildWrappers stand around the steps (buildWrappers).
	BuildWrappers []kind.BuildWrapper `json:"buildWrappers,omitzero"`
	// Builders are the steps (builders).
	Builders []kind.Builder `json:"builders,omitzero"`
	// Publishers come after the steps (publishers).
	Publishers []kind.Publisher `json:"publishers,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
