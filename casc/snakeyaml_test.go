package casc_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
)

// snakeYAML returns what SnakeYAML makes of documents. A scalar that Jenkins
// loses comes as {"lost": its text}, an error as a string that begins with "!".
func snakeYAML(t *testing.T, docs [][]byte) []any {
	t.Helper()
	var in bytes.Buffer
	for _, b := range docs {
		in.WriteString(base64.StdEncoding.EncodeToString(b) + "\n")
	}
	file := filepath.Join(t.TempDir(), "documents")
	if err := os.WriteFile(file, in.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := jvm.Groovy(t, "testdata/model.groovy", []string{"snakeyaml"}, "", file)
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != len(docs) {
		t.Fatalf("%d documents went in, %d came out: %s", len(docs), len(lines), out)
	}
	models := make([]any, len(lines))
	for i, line := range lines {
		if strings.HasPrefix(line, "!") {
			models[i] = line
		} else if err := json.Unmarshal([]byte(line), &models[i]); err != nil {
			t.Fatal(err)
		}
	}
	return models
}

// What some reader of YAML takes for something else than text reaches Jenkins as
// the text that it is, in attributes of every sort.
func TestSnakeYAMLScalars(t *testing.T) {
	texts := []string{
		"on", "off", "yes", "n", "Y", "true", "010", "007", "0o17", "0x1F", "0b1", "1_000", "190:20:30", "1e3", "1E5", "1.5e3", "1.10", "1.0", ".5", "5.", "1:30.5", ".inf", "-.INF", ".NaN",
		"2026-01-01", "2026-1-1", "2026-01-01T00:00:00Z", "2026-01-01 1:2:3", "~", "null", "Null", "NULL", "", " ", "<<", "=", "-", "?", "!", "&a", "*a", "@x", "%x", "`x`", "'", `"`, "#", "a #b", "a: b", "a:", "- a", "[a]", "{a: b}", "|", ">",
		"two\nlines", "two\nlines\n", "blank\n\n\nlines\n\n", "\nfirst is empty", "  indented\nfirst", "indented\n  second\n", "trailing \nblank", "ends in a blank ", "ends in a tab\t", "a\tb", "\ta\tb\n\tc\n", " ", "\t", "\n", "\r\n", "a\r\nb", "a\rb",
		"\u0085", "a\u0085b", "a\u0085\nb\n", "\u2028", "a\u2028b\nc", "\u2029", "\u00a0", "\ufeffa", "😀", "a 😀\nb 😀\n", "é", "日本語", "\U0010ffff", "---", "--- a", "...", "a\n---\nb\n", "a\n...\nb", "# comment\n- x\n",
		"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "C:\\path\\${x}", strings.Repeat("long ", 300), "1.2.3", "v1.10", "12:34", "1,000",
	}
	var docs [][]byte
	var want []any
	for _, s := range texts {
		doc := casc.Document{
			Jenkins: casc.Jenkins{
				SystemMessage: s,
				Clouds:        []casc.Cloud{casc.Raw{Symbol: "some", Attributes: map[string]any{"value": s, "list": []any{s, map[string]any{s: s}}}}},
			},
			Jobs:  []casc.JobSource{casc.JobScript{Script: casc.Text(s)}, casc.JobFile(s)},
			Extra: map[string]any{"root": map[string]any{"float": 1.5, "int": 7, "bool": true}},
		}
		text, err := doc.MarshalText()
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		docs = append(docs, text)
		spelled, err := casc.EscapeText(s)
		if err != nil {
			t.Fatal(err)
		}
		jenkins := map[string]any{"clouds": []any{map[string]any{"some": map[string]any{"value": spelled, "list": []any{spelled, map[string]any{s: spelled}}}}}}
		if s != "" {
			jenkins["systemMessage"] = spelled
		}
		want = append(want, map[string]any{
			"jenkins": jenkins, "jobs": []any{map[string]any{"script": spelled}, map[string]any{"file": spelled}},
			"root": map[string]any{"float": "1.5", "int": "7", "bool": "true"},
		})
	}
	for i, got := range snakeYAML(t, docs) {
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("%q: -want +got:\n%s\n%s", texts[i], diff, docs[i])
		}
	}
	t.Logf("%d texts in 5 places each", len(texts))
}

// SnakeYAML makes the same of the files of the corpus as the model that the other
// tests compare by, and of what we write of them.
func TestSnakeYAMLCorpus(t *testing.T) {
	files := corpusFiles(t)
	var names []string
	var docs [][]byte
	for _, name := range slices.Sorted(maps.Keys(files)) {
		doc, err := casc.Parse(files[name], casc.ParseOptions{File: name})
		if err != nil {
			continue // another test is about it
		}
		out, err := doc.MarshalText()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		names = append(names, name, "written "+name)
		docs = append(docs, files[name], out)
	}
	differ := 0
	for i, got := range snakeYAML(t, docs) {
		want, err := jcascModel(docs[i])
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := got.(string); ok {
			t.Errorf("%s: SnakeYAML: %s", names[i], s)
			differ++
			continue
		}
		if diff := cmp.Diff(want, normal(got, 0)); diff != "" {
			t.Errorf("%s: -model +SnakeYAML:\n%s", names[i], diff)
			differ++
		}
		if i%2 == 1 && lost(got) {
			t.Errorf("%s: Jenkins loses a value of what was written:\n%s", names[i], docs[i])
		}
	}
	t.Logf("%d documents, %d differ", len(docs), differ)
}

// lost reports whether there is a value in v that Jenkins loses.
func lost(v any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, lost)
	case map[string]any:
		if _, ok := v["lost"]; ok && len(v) == 1 {
			return true
		}
		for _, e := range v {
			if lost(e) {
				return true
			}
		}
	}
	return false
}
