package podtemplate

// PodRetention says whether a pod is kept when its agent has ended.
type PodRetention interface{ podRetention() }

// IsPodRetention makes a struct that embeds it a [PodRetention].
type IsPodRetention struct{}

func (IsPodRetention) podRetention() {}

// Never deletes the pod always; a cloud's default.
type Never struct {
	IsPodRetention `json:"-" jc:"symbol=never,alias=Never"`
}

// Always keeps the pod always.
type Always struct {
	IsPodRetention `json:"-" jc:"symbol=always,alias=Always"`
}

// OnFailure keeps the pod when it failed or its state is unknown.
type OnFailure struct {
	IsPodRetention `json:"-" jc:"symbol=onFailure,alias=OnFailure"`
}

// Evicted keeps the pod when its node evicted it.
type Evicted struct {
	IsPodRetention `json:"-" jc:"symbol=evicted,alias=Evicted"`
}

// Default does what the cloud says; a template's default.
type Default struct {
	IsPodRetention `json:"-" jc:"symbol=default,alias=Default"`
}

// RawPodRetention is a retention that this package has no struct for.
type RawPodRetention struct {
	IsPodRetention `json:"-"`
	// Symbol is its name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}

// YAMLMergeStrategy says how the raw pods of a template and of its parents
// become one.
type YAMLMergeStrategy interface{ yamlMergeStrategy() }

// IsYAMLMergeStrategy makes a struct that embeds it a [YAMLMergeStrategy].
type IsYAMLMergeStrategy struct{}

func (IsYAMLMergeStrategy) yamlMergeStrategy() {}

// Override takes the last raw pod alone; the default.
type Override struct {
	IsYAMLMergeStrategy `json:"-" jc:"symbol=override"`
}

// Merge combines the raw pods from the first parent's on. Of every pod but the
// first it takes over only some attributes; [Registry.Warnings] lists the lost ones.
type Merge struct {
	IsYAMLMergeStrategy `json:"-" jc:"symbol=merge"`
}

// RawYAMLMergeStrategy is a strategy that this package has no struct for.
type RawYAMLMergeStrategy struct {
	IsYAMLMergeStrategy `json:"-"`
	// Symbol is its name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}
