package casc_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// corpusFiles returns the JCasC files of the corpus, or those below the folder
// that JCASC_FILES names, by their paths.
func corpusFiles(t *testing.T) map[string][]byte {
	t.Helper()
	dir := os.Getenv("JCASC_FILES")
	if dir == "" {
		dir = golden.Corpus(t, "jenkinsci/configuration-as-code-plugin, kubernetes-plugin and amazon-ecs-plugin", "corpus", "jcasc")
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yml", ".yaml"}, filepath.Ext(path)) {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[name] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Every file of the corpus is read and written back as what Jenkins takes for
// the same.
func TestCorpusComesBack(t *testing.T) {
	files := corpusFiles(t)
	equal := 0
	for name, in := range files {
		want, err := jcascModel(in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		doc, err := casc.Parse(in, casc.ParseOptions{File: name})
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		out, err := doc.MarshalText()
		if err != nil {
			t.Errorf("%s: writing: %v", name, err)
			continue
		}
		got, err := jcascModel(out)
		if err != nil {
			t.Errorf("%s: %v in what was written:\n%s", name, err, out)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -read +written:\n%s", name, diff)
			continue
		}
		equal++
		again, err := casc.Parse(out, casc.ParseOptions{File: name})
		if err != nil {
			t.Errorf("%s: reading again: %v", name, err)
			continue
		}
		if second, err := again.MarshalText(); err != nil || string(second) != string(out) {
			t.Errorf("%s: written twice, differs: %v\n%s", name, err, cmp.Diff(string(out), string(second)))
		}
	}
	t.Logf("%d of %d files come back equal", equal, len(files))
}

// jcascModel is the document as the plugin has it: maps, lists and texts, in the
// form that normal gives them. Written independently of the reader that is under
// test.
func jcascModel(b []byte) (any, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(b, &n); err != nil {
		return nil, err
	}
	if n.Kind == 0 {
		return map[string]any{}, nil
	}
	return normal(modelOf(n.Content[0], 0), 0), nil
}

func modelOf(n *yaml.Node, depth int) any {
	switch {
	case depth > 200:
		return "too deep"
	case n.Kind == yaml.AliasNode:
		return modelOf(n.Alias, depth+1)
	case n.Kind == yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, modelOf(c, depth+1))
		}
		return out
	case n.Kind == yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Tag == "!!merge" {
				merge(out, modelOf(n.Content[i+1], depth+1))
				continue
			}
			out[n.Content[i].Value] = modelOf(n.Content[i+1], depth+1)
		}
		return out
	case n.Tag == "!!null" || n.Tag == "!!float":
		return map[string]any{"lost": n.Value} // as testdata/model.groovy has it
	}
	return n.Value
}

func merge(into map[string]any, v any) {
	switch v := v.(type) {
	case map[string]any:
		maps.Copy(into, v)
	case []any:
		for _, e := range v {
			merge(into, e)
		}
	}
}

// normal gives all spellings of what means the same to Jenkins one form. A float
// that is lost counts as its text: we put it in quotes.
func normal(v any, depth int) any {
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			v[i] = normal(e, depth+1)
		}
		return v
	case map[string]any:
		if text, ok := v["lost"].(string); ok && len(v) == 1 {
			if depth == 0 {
				return map[string]any{}
			}
			return normal(text, depth)
		}
		out := map[string]any{}
		for k, e := range v {
			if isNull(e) {
				// an attribute that is lost, or a symbol without attributes
				if len(v) == 1 {
					out[k] = map[string]any{}
				}
				continue
			}
			e = normal(e, depth+1)
			out[k] = exported(k, e)
		}
		// An alternative without attributes is its bare symbol.
		if len(out) == 1 && depth > 0 {
			for k, e := range out {
				if m, ok := e.(map[string]any); ok && len(m) == 0 {
					return normal(k, depth)
				}
			}
		}
		return out
	case string:
		switch strings.ToLower(v) {
		case "yes", "on", "true":
			return "true"
		case "no", "off", "false":
			return "false"
		}
		if i, err := strconv.ParseInt(v, 10, 64); err == nil {
			return strconv.FormatInt(i, 10) // 007 and +7 for a number
		}
	}
	return v
}

func isNull(v any) bool {
	m, ok := v.(map[string]any)
	return ok && len(m) == 1 && slices.Contains([]any{"", "~", "null", "Null", "NULL"}, m["lost"])
}

// symbols are alternatives that the kubernetes plugin knows by two symbols, and
// the one that is written.
var symbols = map[string]map[string]string{
	"workspaceVolume": {
		"emptyDir": "emptyDirWorkspaceVolume", "hostPath": "hostPathWorkspaceVolume", "nfs": "nfsWorkspaceVolume",
		"persistentVolumeClaim": "persistentVolumeClaimWorkspaceVolume", "genericEphemeral": "genericEphemeralVolume",
	},
	"podRetention": {"Never": "never", "Always": "always", "OnFailure": "onFailure", "Evicted": "evicted", "Default": "default"},
}

func exported(attribute string, v any) any {
	switch v := v.(type) {
	case string:
		if symbol, ok := symbols[attribute][v]; ok {
			return symbol
		}
	case map[string]any:
		if len(v) != 1 {
			break
		}
		for k, e := range v {
			return map[string]any{exported(attribute, k).(string): e}
		}
	}
	return v
}

// What strict reading reports in the corpus, and what merging does of the files
// that are there to be merged. The other files are found to be in order.
func TestCorpusFindings(t *testing.T) {
	if os.Getenv("JCASC_FILES") != "" {
		t.Skip("JCASC_FILES names other files")
	}
	files := corpusFiles(t)
	c := golden.Open(t, "testdata/corpus.txtar")
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, err := casc.Parse(files[name], casc.ParseOptions{File: name, Strict: true})
		for _, e := range casc.Errors(err) {
			fmt.Fprintln(&out, e)
		}
	}
	c.Out("strict", out.String())
	out.Reset()
	for _, group := range []string{
		"plugin/test/yaml/normal.yml plugin/test/yaml/conflicts.yml", "plugin/test/yaml/normal.yml plugin/test/yaml/incompatible.yml",
		"plugin/test/yaml/normal.yml plugin/test/yaml/overwrite.yml", "plugin/test/yaml/multiple-keys-a.yml plugin/test/yaml/multiple-keys-b.yml",
		"plugin/test/yaml/sequence-a.yml plugin/test/yaml/sequence-b.yml", "plugin/test/yaml/systemMessage-a.yml plugin/test/yaml/systemMessage-b.yml",
		"test-harness/test/merge1.yml test-harness/test/merge2.yml test-harness/test/merge3.yml",
		"test-harness/test/folder/jenkins.yml test-harness/test/folder/jenkins2.yml",
	} {
		var sources []casc.Source
		for name := range strings.FieldsSeq(group) {
			name = "configuration-as-code-plugin/" + name
			sources = append(sources, casc.Source{Name: filepath.Base(name), Text: files[name]})
		}
		for _, strategy := range []casc.MergeStrategy{casc.ErrorOnConflict, casc.Override} {
			fmt.Fprintf(&out, "%s, %s\n", strings.ReplaceAll(group, " ", " and "), strategy)
			_, err := casc.Merge(casc.MergeOptions{Strategy: strategy, Warn: func(e *casc.Error) { fmt.Fprintln(&out, "  warning:", e) }}, sources...)
			for _, e := range casc.Errors(err) {
				fmt.Fprintln(&out, "  "+e.Error())
			}
		}
	}
	c.Out("merged", out.String())
}
