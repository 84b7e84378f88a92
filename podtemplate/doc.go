// Package podtemplate describes Jenkins agents on Kubernetes: the pod templates
// of the kubernetes plugin as plain structs.
//
// A [PodTemplate] is a struct literal whose fields have the names that the
// plugin gives them. Alternatives (volumes, environment variables, retention,
// merge strategies) are small interfaces with one struct each, used as values.
// Whatever no field stands for goes into Extra, and each interface has a raw
// alternative, so that no plugin is out of reach.
//
// Ready templates are in package recipe.
//
// One value is written in every form that Jenkins takes:
//
//   - in a JCasC document, under a kubernetes cloud (package casc embeds the type);
//   - in a Jenkinsfile, as [DeclarativeAgent] or as [PodTemplateStep];
//   - in the jenkins chart's values (package values).
//
// The pod itself may be given beside the fields, as Kubernetes types or as text
// ([Pod], [RawYAML]). How the plugin combines parents, fields and pods loses
// attributes silently. [Effective] returns the pod that will really start,
// losses included, and [Registry.Warnings] lists what gets lost.
//
// Strings are literal: whatever they hold reaches Jenkins unchanged. References
// to JCasC variables are made with casc.Var and may stand in any string.
package podtemplate

import (
	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Error is one finding of a check or an encoder: its kind, the path of the
// value, the value, and what is allowed. Several come joined; errors.AsType and
// errors.As find the first.
type Error = fieldpath.Error

// Validate returns what is wrong with v, a template or any part of one, taken
// by itself; all findings come at once, joined. [Registry] checks templates
// against each other.
func Validate(v any) error { return check.Value(v).Err() }
