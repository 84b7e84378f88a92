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
//   - in the jenkins chart's values (package values: PodTemplates, AgentFor).
//
// # The pod that starts
//
// The pod itself may be given beside the fields, as Kubernetes types or as text
// ([Pod], [RawYAML]). [Effective] returns the pod that will really start. The
// plugin makes it in these steps, each of which loses attributes silently;
// [Registry.Warnings] lists what gets lost.
//
//  1. The cloud's default template, then the parents that inheritFrom names, each
//     with its own parents, then the template itself are combined into one
//     template; of two that set an attribute the later one wins. Annotations,
//     image pull secrets, variables, containers (by name) and volumes (by mount
//     path) are united. Id, name, label, node usage mode and pod retention are
//     not inherited. terminationGracePeriodSeconds is lost.
//  2. The raw pods, the parents' first, become one: the last alone ([Override],
//     the default) or all combined ([Merge]).
//  3. The fields are made into a pod, which is combined with the raw one. In a
//     container that both have the fields win. A container that only the raw pod
//     has gets neither the template's volumes nor, but for the agent's, its
//     variables.
//  4. What is missing is added: the agent's container with its image, variables
//     and requests, the workspace's volume and mounts, namespace, node selector,
//     restart policy.
//
// Combining two pods keeps everything of the first, and of the second only name,
// namespace, labels, annotations, node selector, service account, scheduler,
// deadline, host network, shared process namespace, tolerations, volumes, image
// pull secrets, user and group of the security context, and containers. Of a
// container that both have it keeps of the second only image, pull policy,
// command, arguments, working directory, terminal, resources, variables, mounts,
// privileged, user, group and capabilities: probes, ports, lifecycle and the rest
// of its security context are lost.
//
// # Checks
//
// [Validate] finds what is wrong with a template by itself: fields and raw pod
// that contradict each other, quantities, names, a raw pod that does not parse.
// [Registry.Validate] finds what is wrong between the templates of a cloud, and
// mounts of volumes that nobody declares. Package casc runs both before it writes
// a document. [Registry.Warnings] lists what Jenkins accepts and hardly anyone
// means.
//
// # Strings
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
