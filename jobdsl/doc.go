// Package jobdsl describes Jenkins jobs, folders and views as Go values and
// writes them as a Job DSL script.
//
// A [Script] is a list of items: [FreeStyleJob], [PipelineJob],
// [MultibranchPipelineJob], [OrganizationFolder], [Folder], [MatrixJob],
// [MavenJob], [MultiJob], [IvyJob], the views ([ListView], [DashboardView], …),
// [Queue], [UserContent] and [ConfigFiles]. It is a text: whatever writes texts
// (casc, values, gitops) takes one as it is.
//
// # Where to find a call
//
// Each struct has the name of a call of the Job DSL, each field that of a call
// in its closure or of an argument: pipelineJob is [PipelineJob], its definition
// is the field Definition, logRotator { numToKeep(5) } is LogRotator{NumToKeep:
// new(5)}. Where the Job DSL has the singular and the plural of a call, the
// field has the plural. Constants of the Job DSL's enumerations have the name of
// their type before them. Where one of several calls can stand the field is an
// interface, which lists what can stand there: [Step], [Publisher], [Wrapper],
// [Trigger], [Parameter], [Property], [SCM], [Column] and others. What only a
// Maven or a multi-job can have does not compile elsewhere.
//
// What plugins add without the Job DSL's own calls, which is what its dynamic
// DSL is for, is there too, named by the plugin's class or symbol: sources of
// branches and their traits ([SCMBranchSource], [SCMSourceTrait]), navigators
// of organizations ([SCMNavigator]), triggers of pipelines ([PipelineTriggers]),
// strategies and properties of branches and folders.
//
// For what is nowhere here there are, from the best to the last resort: a struct
// of your own with a marker such as [IsStep] embedded (see the example of an
// in-house plugin), a [Call], edits of the XML ([XMLEdit]), and [Source].
//
// # Text
//
// Every string is literal: whatever stands in it reaches Jenkins unchanged,
// quotes, dollars, backslashes, control characters and a megabyte of text
// included. [Expr] and [ReadFile] make a string that is evaluated when the
// script runs. What is written is ASCII.
//
// # Checks
//
// Writing a script checks it first and returns all findings, each an [Error] with
// its path: names that are missing, malformed or taken, folders that nothing
// declares, required fields, values that are not allowed. Folders are written
// before what stands in them; apart from that the order is kept.
package jobdsl

//go:generate go run ../internal/gen/jobdsl
