package jobdsl

// Thresholds are the numbers of warnings beyond which the static analysis
// publishers make a build unstable or failed.
type Thresholds struct {
	// UnstableTotal makes a build unstable by all of its warnings.
	UnstableTotal Threshold `dsl:"unstableTotal,map"`
	// FailedTotal makes a build failed by all of its warnings.
	FailedTotal Threshold `dsl:"failedTotal,map"`
	// UnstableNew makes a build unstable by its new warnings.
	UnstableNew Threshold `dsl:"unstableNew,map"`
	// FailedNew makes a build failed by its new warnings.
	FailedNew Threshold `dsl:"failedNew,map"`
}

// Threshold is a number of warnings for each priority.
type Threshold struct {
	// All is the number of warnings of any priority.
	All *int `dsl:"all"`
	// High is the number of warnings of high priority.
	High *int `dsl:"high"`
	// Normal is the number of warnings of normal priority.
	Normal *int `dsl:"normal"`
	// Low is the number of warnings of low priority.
	Low *int `dsl:"low"`
}
