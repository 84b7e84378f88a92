// Package recipe holds pod templates for common agents, and the scheduling of
// common clusters.
//
// A recipe is a function that returns a [podtemplate.PodTemplate]: plain data,
// to be changed like any other; [podtemplate.WithIDs] gives it an id when its
// name is final. [Scheduling] values put a template on spot
// nodes, on arm64 or on virtual nodes, and keep autoscalers from ending its
// builds; [Restricted] makes a template satisfy the restricted pod security
// level. The level that each recipe reaches is documented with it and tested.
//
// Image tags are what was current in 2026: pin the ones that you have tested.
package recipe
