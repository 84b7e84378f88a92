package jobdsl_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/jobdsl"
)

// conformance is what the plugin's documented examples say, as Go values, by
// the name of the corpus file that holds the config.xml of each. The files
// conformance_*_test.go fill it.
func conformance() map[string]jobdsl.Script {
	all := map[string]jobdsl.Script{}
	for _, cases := range []map[string]jobdsl.Script{
		conformanceItems, conformanceJobs, conformanceParameters, conformanceProperties, conformancePublishers, conformanceSCM,
		conformanceSteps, conformanceTriggers, conformanceViews, conformanceWrappers,
	} {
		maps.Copy(all, cases)
	}
	return all
}

// TestConformance runs each script in the plugin's own engine and compares the
// config.xml with the corpus: white space normalised, random ids masked.
func TestConformance(t *testing.T) {
	dir := golden.Corpus(t, "the config.xml files that the Job DSL engine writes for the examples of jenkinsci/job-dsl-plugin", "corpus", "jobdsl-xml")
	cases := conformance()
	scripts := map[string]string{}
	for name, script := range cases {
		text, err := appendCase(nil, script)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		scripts[name] = string(text)
	}
	results := runEngine(t, scripts, nil)

	files, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	equal := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".xml")
		t.Run(name, func(t *testing.T) {
			script, ok := scripts[name]
			if !ok {
				t.Fatal("no case expresses this file")
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := results[name]
			if got.Error != "" {
				t.Fatalf("the engine refuses it: %s\n%s", got.Error, script)
			}
			if strings.Contains(got.Log, "deprecated") {
				t.Errorf("the engine warns: %s\n%s", got.Log, script)
			}
			if diff := cmp.Diff(canonical(t, string(want)), canonical(t, got.document())); diff != "" {
				t.Fatalf("config.xml (-corpus +ours):\n%s\n%s", diff, script)
			}
			equal++
		})
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if !slices.Contains(files, filepath.Join(dir, name+".xml")) {
			t.Errorf("%s: the corpus has no such file", name)
		}
	}
	t.Logf("%d of %d corpus files are equal", equal, len(files))
}

// appendCase writes a case. Some examples define jobs of the same name, which a
// script refuses: they are written as a script for each item.
func appendCase(dst []byte, script jobdsl.Script) ([]byte, error) {
	text, err := script.AppendText(dst)
	if err == nil || !strings.Contains(err.Error(), "duplicate") {
		return text, err
	}
	for _, item := range script {
		if dst, err = (jobdsl.Script{item}).AppendText(dst); err != nil {
			return dst, err
		}
	}
	return dst, nil
}
