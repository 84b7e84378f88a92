package podtemplate_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// Every JCasC file of the plugin's own tests is read strictly and written back
// equal. Two spellings come back as another one that means the same: the short
// symbols of workspace volumes as the long ones, and a symbol with no attributes
// as the bare symbol.
func TestPluginCorpus(t *testing.T) {
	root := golden.Corpus(t, "the test resources of jenkinsci/kubernetes-plugin", "corpus", "jcasc", "kubernetes-plugin")
	short := regexp.MustCompile(`(workspaceVolume:\n *)(emptyDir|hostPath):`)
	bare := regexp.MustCompile(`(workspaceVolume:)\n *(\w+): \{\}`)
	n := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		t.Run(filepath.Base(path), func(t *testing.T) {
			in, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := casc.Parse(in, casc.ParseOptions{File: path, Strict: true})
			if err != nil {
				t.Fatal(err)
			}
			if len(doc.Jenkins.Clouds) != 1 || len(doc.Jenkins.Clouds[0].(casc.KubernetesCloud).Templates) == 0 {
				t.Fatalf("no templates in %+v", doc)
			}
			for _, template := range doc.Jenkins.Clouds[0].(casc.KubernetesCloud).Templates {
				if len(template.Extra) > 0 {
					t.Errorf("unknown attributes %v", template.Extra)
				}
			}
			out, err := doc.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := yaml.Unmarshal(bare.ReplaceAll(short.ReplaceAll(in, []byte("$1${2}WorkspaceVolume:")), []byte("$1 $2")), &want); err != nil {
				t.Fatal(err)
			}
			if err := yaml.Unmarshal(out, &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-read +written)\n%s", diff)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != 17 {
		t.Errorf("%d files, want 17", n)
	}
}
