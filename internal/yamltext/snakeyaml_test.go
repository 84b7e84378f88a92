package yamltext_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// jenkins reads documents with SnakeYAML, in the form of testdata/read.groovy.
type jenkins struct {
	classpath string // what stands before Debian's jars
	mode      string
	records   bytes.Buffer
}

func (j *jenkins) add(document []byte, want any) {
	block := func(b []byte) {
		j.records.Write(binary.BigEndian.AppendUint32(nil, uint32(len(b))))
		j.records.Write(b)
	}
	block(document)
	block(flat(nil, want))
}

// flat writes what a document means for testdata/read.groovy.
func flat(b []byte, v any) []byte {
	text := func(s string) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	switch v := v.(type) {
	case map[string]any:
		b = binary.BigEndian.AppendUint32(append(b, 'm'), uint32(len(v)))
		for k, elem := range v {
			text(k)
			b = flat(b, elem)
		}
	case []any:
		b = binary.BigEndian.AppendUint32(append(b, 'l'), uint32(len(v)))
		for _, elem := range v {
			b = flat(b, elem)
		}
	case string:
		b = append(b, 's')
		text(v)
	case nil:
		b = append(b, 't')
		text("null")
	default:
		b = append(b, 't')
		text(fmt.Sprint(v))
	}
	return b
}

func (j *jenkins) run(t *testing.T) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "records")
	if err := os.WriteFile(file, j.records.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := jvm.Groovy(t, filepath.Join("testdata", "read.groovy"), []string{"snakeyaml", "commons-lang3"}, j.classpath, file, j.mode)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	t.Log(lines[len(lines)-1])
}

func (j *jenkins) strings(t *testing.T) {
	t.Helper()
	all := someStrings(t)
	for some := range slices.Chunk(all, 100) {
		v, want := places(t, some)
		b, err := yamltext.Marshal(v, yamltext.Options{})
		if err != nil {
			t.Fatal(err)
		}
		j.add(b, want)
	}
	v, want := longKeys()
	b, err := yamltext.Marshal(v, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	j.add(b, want)
	t.Logf("%d strings", len(all))
	j.run(t)
}

func TestSnakeYAML(t *testing.T) {
	(&jenkins{}).strings(t)
}

func TestJCasCModel(t *testing.T) {
	classpath := os.Getenv("JCASC_CLASSPATH")
	if classpath == "" {
		t.Skip("JCASC_CLASSPATH is not set: it names the compiled classes io.jenkins.plugins.casc.model and .yaml.ModelConstructor " +
			"of the configuration-as-code plugin with what they need, SnakeYAML 2 included")
	}
	t.Run("strings", (&jenkins{classpath: classpath, mode: "jcasc"}).strings)

	// What there is in JCasC, floats and deep nesting included.
	j := jenkins{classpath: classpath, mode: "jcasc"}
	f := newFiller(7, 8)
	refused := 0
	for _, typ := range exportedTypes {
		if pkg := typ.PkgPath(); !strings.HasSuffix(pkg, "/casc") && !strings.HasSuffix(pkg, "/podtemplate") {
			continue
		}
		for range 20 {
			p := reflect.New(typ)
			f.fill(p.Elem(), 6)
			b, err := yamltext.Marshal(map[string]any{"root": []any{p.Interface()}}, yamltext.Options{JCasC: true})
			want, _ := meaning(p, true)
			if err != nil {
				if !strings.Contains(err.Error(), "JCasC drops a null") {
					t.Errorf("%s: %v", typ, err)
				}
				refused++
				continue
			}
			data, err := json.Marshal(map[string]any{"root": []any{want}})
			if err != nil {
				t.Fatal(err)
			}
			d := json.NewDecoder(bytes.NewReader(data))
			d.UseNumber()
			var v any
			if err := d.Decode(&v); err != nil {
				t.Fatal(err)
			}
			j.add(b, v)
		}
	}
	var deep any = "x"
	for range 49 {
		deep = []any{deep}
	}
	deep = map[string]any{"a": deep}
	b, err := yamltext.Marshal(deep, yamltext.Options{JCasC: true})
	if err != nil {
		t.Fatal(err)
	}
	j.add(b, deep)
	t.Logf("%d values hold a null", refused)
	t.Run("values", j.run)
}
