// Package jobdsl describes Jenkins jobs, folders and views as Go values and
// writes them as a Job DSL script.
//
// A [Script] is a list of items: [FreeStyleJob], [PipelineJob],
// [MultibranchPipelineJob], [OrganizationFolder], [Folder], [MatrixJob],
// [MavenJob], [MultiJob], [IvyJob] and the views. Each struct is named as the
// Job DSL names the call, each field as the call in its closure; where one of
// several calls can stand ([Step], [Publisher], [SCM], …) the field is an
// interface that has one struct for each.
//
// Every string is literal: whatever stands in it reaches Jenkins unchanged.
package jobdsl

//go:generate go run ../internal/gen/jobdsl
