package main

import (
	"errors"
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
)

// verifyAll holds the cluster's objects and the pods that the templates will
// start against policies, and the templates against each other.
func verifyAll(tree *gitops.Tree, templates []podtemplate.PodTemplate) (*verify.Report, error) {
	found := []error{
		values.Validate(chartValues),
		casc.Validate(configuration),
		registry(templates).Validate(),
	}
	for _, w := range registry(templates).Warnings() {
		found = append(found, w)
	}
	all := new(gitops.Tree)
	all.Merge("", tree)
	for _, t := range templates {
		pod, err := podtemplate.Effective(t, registry(templates))
		if err != nil {
			found = append(found, err)
			continue
		}
		all.Add("pods/"+t.Name+".yaml", *pod)
	}
	report, err := verify.Tree(all, verify.Options{Policies: []verify.Policy{
		verify.Requests(corev1.ResourceCPU, corev1.ResourceMemory),
		verify.PinnedImages(),
		verify.NoRetiredAPIs(),
		verify.Each(daemonless),
	}})
	return report, errors.Join(append(found, err)...)
}

// daemonless asks that a pod reaches no docker daemon: neither one of its own,
// which would have to be privileged, nor its node's. Virtual nodes have none.
func daemonless(o *verify.Object) error {
	pod, _, ok := o.Pod()
	if !ok {
		return nil
	}
	var found []error
	for _, v := range pod.Volumes {
		if v.HostPath != nil {
			found = append(found, fmt.Errorf("volume %s is %s of the node", v.Name, v.HostPath.Path))
		}
	}
	for _, c := range pod.Containers {
		if s := c.SecurityContext; s != nil && s.Privileged != nil && *s.Privileged {
			found = append(found, fmt.Errorf("container %s is privileged", c.Name))
		}
	}
	return errors.Join(found...)
}
