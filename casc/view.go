package casc

// AllView lists all jobs (all): a [View].
type AllView struct {
	IsView `json:"-" jc:"symbol=all"`
	// Name is its name (name); "all" is the usual one.
	Name string `json:"name" jc:"required"`
	// Description is shown above it (description).
	Description string `json:"description,omitzero"`
	// FilterQueue shows only builds of its jobs in the queue (filterQueue).
	FilterQueue *bool `json:"filterQueue,omitzero"`
	// FilterExecutors shows only agents that its jobs can run on
	// (filterExecutors).
	FilterExecutors *bool `json:"filterExecutors,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ListView lists some jobs (list): a [View].
type ListView struct {
	IsView `json:"-" jc:"symbol=list"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Description is shown above it (description).
	Description string `json:"description,omitzero"`
	// JobNames are the jobs (jobNames).
	JobNames []string `json:"jobNames,omitzero"`
	// IncludeRegex adds the jobs whose name matches (includeRegex).
	IncludeRegex string `json:"includeRegex,omitzero"`
	// Recurse looks into folders (recurse).
	Recurse *bool `json:"recurse,omitzero"`
	// Columns are the columns (columns); the usual ones by default.
	Columns []ListViewColumn `json:"columns,omitzero"`
	// JobFilters add or remove jobs (jobFilters).
	JobFilters []ViewJobFilter `json:"jobFilters,omitzero"`
	// FilterQueue shows only builds of its jobs in the queue (filterQueue).
	FilterQueue *bool `json:"filterQueue,omitzero"`
	// FilterExecutors shows only agents that its jobs can run on
	// (filterExecutors).
	FilterExecutors *bool `json:"filterExecutors,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// MyView lists the jobs that a user may configure (myView): a [View].
type MyView struct {
	IsView `json:"-" jc:"symbol=myView"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Description is shown above it (description).
	Description string `json:"description,omitzero"`
	// FilterQueue shows only builds of its jobs in the queue (filterQueue).
	FilterQueue *bool `json:"filterQueue,omitzero"`
	// FilterExecutors shows only agents that its jobs can run on
	// (filterExecutors).
	FilterExecutors *bool `json:"filterExecutors,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
