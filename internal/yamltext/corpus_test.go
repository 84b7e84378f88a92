package yamltext_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// corpus returns what sigs.k8s.io/yaml reads from each document of the corpus.
func corpus(t *testing.T) map[string]any {
	t.Helper()
	found := map[string]any{}
	for _, root := range []string{
		golden.Corpus(t, "the plugins' repositories", "corpus", "jcasc"),
		golden.Corpus(t, "argoproj/argo-cd and argoproj-labs/argocd-image-updater", "corpus", "crds"),
		golden.Corpus(t, "jenkinsci/kubernetes-plugin", "facts", "pods"),
	} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(file); err != nil || d.IsDir() || ext != ".yaml" && ext != ".yml" {
				return err
			}
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			for i, d := 0, yaml3.NewDecoder(bytes.NewReader(b)); ; i++ {
				var n yaml3.Node
				if err := d.Decode(&n); errors.Is(err, io.EOF) {
					return nil
				} else if err != nil {
					t.Logf("%s is invalid: %v", filepath.Base(file), err)
					return nil
				}
				document, err := yaml3.Marshal(&n)
				if err != nil {
					return err
				}
				var v any
				if err := yaml.Unmarshal(document, &v); err != nil {
					t.Logf("%s is invalid: %v", filepath.Base(file), err)
					continue
				}
				found[file+"#"+string(rune('0'+i))] = v
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func TestCorpus(t *testing.T) {
	all := corpus(t)
	j := jenkins{}
	for file, v := range all {
		b, err := yamltext.Marshal(v, yamltext.Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		// The document as the text of a ConfigMap, written on the way.
		outer, err := yamltext.Marshal(map[string]any{"data": map[string]any{"jenkins.yaml": embedded{v}}}, yamltext.Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for name, read := range readers {
			if got, err := read(b); err != nil || !reflect.DeepEqual(numbers(got), numbers(v)) {
				t.Errorf("%s: %s reads something else: %v\n%s", file, name, err, b)
			}
			want := map[string]any{"data": map[string]any{"jenkins.yaml": string(b)}}
			if got, err := read(outer); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s reads something else in a ConfigMap: %v\n%s", file, name, err, outer)
			}
		}
		j.add(b, v)
	}
	t.Logf("%d documents", len(all))
	t.Run("SnakeYAML", j.run)
}
