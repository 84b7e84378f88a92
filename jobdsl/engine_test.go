package jobdsl_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/jvm"
)

// engineClasspath returns the class path of the Job DSL's own engine, or skips.
func engineClasspath(t testing.TB) string {
	t.Helper()
	cp := os.Getenv("JOBDSL_CLASSPATH")
	if cp == "" {
		t.Skip("JOBDSL_CLASSPATH is not set: it is the Java class path of the Job DSL engine: " +
			"the classes of job-dsl-ast and job-dsl-core, from jenkinsci/job-dsl-plugin, with the resources of both, " +
			"and groovy-all 2.4, commons-cli, xstream and xmlunit (see CONTRIBUTING.md)")
	}
	return cp
}

// engineResult is what the engine made of one script.
type engineResult struct {
	Items  []engineItem
	Queued []string
	Log    string
	Error  string
}

// engineItem is a job, folder, view or file of user content.
type engineItem struct {
	Kind, Name, XML string
}

// runEngine runs the scripts, each in an engine of its own, in one JVM.
func runEngine(t testing.TB, scripts map[string]string, describables []json.RawMessage) map[string]engineResult {
	t.Helper()
	cp := engineClasspath(t)
	in, out := filepath.Join(t.TempDir(), "in.json"), filepath.Join(t.TempDir(), "out.json")
	raw, err := json.Marshal(map[string]any{"scripts": scripts, "describables": describables})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	jvm.Groovy(t, "testdata/engine.groovy", nil, cp, in, out)
	if raw, err = os.ReadFile(out); err != nil {
		t.Fatal(err)
	}
	var results map[string]engineResult
	if err := json.Unmarshal(raw, &results); err != nil {
		t.Fatalf("the engine's answer is not JSON: %v", err)
	}
	return results
}

// document returns the items as the corpus has them: one alone is the document,
// several stand in an outputs element.
func (r engineResult) document() string {
	if len(r.Items) == 1 && r.Items[0].Kind != "UserContent" {
		return r.Items[0].XML
	}
	var b strings.Builder
	b.WriteString("<outputs>\n")
	for _, i := range r.Items {
		b.WriteString(`<output kind="` + i.Kind + `" name="` + i.Name + `">` + i.XML + "</output>\n")
	}
	b.WriteString("</outputs>\n")
	return b.String()
}

// random matches the ids that the engine draws anew for each run.
var random = regexp.MustCompile(`choice-parameter-\d+|dashboard_portlet_\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// canonical returns an XML document with one line for each tag and text, in the
// order of the document, attributes sorted, the space around text trimmed and
// random ids masked.
func canonical(t testing.TB, doc string) string {
	t.Helper()
	var b strings.Builder
	depth := 0
	line := func(s string) { b.WriteString(strings.Repeat("  ", depth) + s + "\n") }
	for d := xml.NewDecoder(strings.NewReader(doc)); ; {
		tok, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return b.String()
		case err != nil:
			t.Fatalf("%v in:\n%s", err, doc)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			s := tok.Name.Local
			slices.SortFunc(tok.Attr, func(a, b xml.Attr) int { return strings.Compare(a.Name.Local, b.Name.Local) })
			for _, a := range tok.Attr {
				s += " " + a.Name.Local + "=" + a.Value
			}
			line(s)
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if s := strings.TrimSpace(string(tok)); s != "" {
				line("| " + random.ReplaceAllString(strings.Join(strings.Fields(s), " "), "RANDOM"))
			}
		}
	}
}
