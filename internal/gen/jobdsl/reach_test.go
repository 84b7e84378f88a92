package main

import (
	"slices"
	"strings"
	"testing"
)

// TestEverySignatureIsReachable goes through the API from the top level down and
// states that each call, of which every signature is not deprecated, is an
// alternative or a field, or is left out for a reason.
func TestEverySignatureIsReachable(t *testing.T) {
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	signatures, contexts, left := 0, 0, 0
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] || m.api[name] == nil {
			return
		}
		seen[name] = true
		contexts++
		c := m.api[name]
		for _, meth := range c.Methods {
			signatures += len(meth.Signatures)
			key := name + "." + meth.Name
			if skip[key] != "" {
				left += len(meth.Signatures)
			}
			alias, isAlias := aliases[name]
			if !m.reached[key] && !(isAlias && m.reached[alias+"."+meth.Name]) && skip[key] == "" && !m.twin(c, meth) {
				t.Errorf("%s: nothing reaches it", key)
			}
			for _, s := range meth.Signatures {
				visit(s.context())
			}
		}
	}
	visit("DslFactory")
	for name := range m.api {
		if !seen[name] {
			t.Errorf("%s: no call leads to this context", name)
		}
	}
	t.Logf("%d contexts, %d signatures, %d of them left out for a reason", contexts, signatures, left)
}

// checkedElsewhere are strings with allowed values for which another field of the
// same struct stands, which checks them.
var checkedElsewhere = []string{
	"helpers.publisher.AnalysisCollectorContext.thresholds#thresholdMap",
	"helpers.publisher.PublisherContext.publishCloneWorkspace#archiveMethod",
	"helpers.publisher.PublisherContext.publishCloneWorkspace#criteria",
	"helpers.publisher.StaticAnalysisContext.thresholds#thresholdMap",
	"helpers.publisher.TaskScannerContext.thresholds#thresholdMap",
	"helpers.publisher.WarningsContext.thresholds#thresholdMap",
	"helpers.step.MultiJobStepContext.phase#continuationCondition",
	"helpers.step.StepContext.dsl#removedJobAction",
}

// TestAllowedStringsAreChecked: each string that the table has allowed values
// for has them in a tag.
func TestAllowedStringsAreChecked(t *testing.T) {
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for key, allowed := range m.facts.StringEnums {
		if allowed == nil {
			continue // a correction: no such list
		}
		n++
		for _, i := range ifaces { // what all kinds of jobs have is checked once
			if i.wider != "" && !slices.Contains(checkedElsewhere, key) {
				key = strings.Replace(key, m.byName[i.wider].context+".", i.context+".", 1)
			}
		}
		if !m.checked[key] && !slices.Contains(checkedElsewhere, key) {
			t.Errorf("%s: no field checks it", key)
		}
	}
	t.Logf("%d strings with allowed values", n)
}
