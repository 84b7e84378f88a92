package jobdsl_test

import (
	"encoding/xml"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/jvm"
	. "github.com/jenkinscode/jenkinscode/jobdsl"
)

// megabyte is a pipeline script of 1 MB, with everything that a literal must
// not let out.
var megabyte = strings.Repeat("// it's ${HOME} \"quoted\" \\u000a '''\r\n\té😀\x00\n", 1<<20/44)

// TestGroovyCompilesLargeScripts: a script of many jobs would be too large for
// one method, a long pipeline script for one constant, many names for one call.
func TestGroovyCompilesLargeScripts(t *testing.T) {
	write := func(s Script) string {
		b, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	names := make([]string, 5_000)
	for i := range names {
		names[i] = "job-" + strconv.Itoa(i)
	}
	jvm.Compile(t, map[string]string{
		"names":    write(Script{ListView{Name: "a", Jobs: ViewJobs{Names: names}}}),
		"steps":    write(Script{FreeStyleJob{Name: "a", Steps: slices.Repeat([]Step{Gradle{Tasks: []string{"a"}, UseWrapper: new(true)}}, 2_500)}}),
		"jobs":     write(mixed(1_000)),
		"megabyte": write(Script{PipelineJob{Name: "a", Definition: Cps{Script: megabyte}}}),
	})
}

// TestEngineRunsLargeScripts runs many jobs in the plugin's own engine, as many
// as JOBDSL_JOBS says (10,000 take it two minutes), and a pipeline script of
// 1 MB that must come out as it went in.
func TestEngineRunsLargeScripts(t *testing.T) {
	engineClasspath(t)
	n := 2_000
	if s := os.Getenv("JOBDSL_JOBS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	jobs, err := mixed(n).MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	// XML has no place for some characters, and knows no CR.
	long := strings.NewReplacer("\x00", "", "\r", "").Replace(megabyte)
	one, err := Script{PipelineJob{Name: "a", Definition: Cps{Script: long}}}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, 300)
	for i := range names {
		names[i] = "job-" + strconv.Itoa(i)
	}
	view, err := Script{ListView{Name: "a", Jobs: ViewJobs{Names: names}}}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	results := runEngine(t, map[string]string{"jobs": string(jobs), "megabyte": string(one), "view": string(view)}, describables(t))
	if r := results["view"]; r.Error != "" || strings.Count(r.Items[0].XML, "<string>job-") != len(names) {
		t.Errorf("a view of %d jobs: %s", len(names), r.Error)
	}
	if r := results["jobs"]; r.Error != "" || len(r.Items) != n {
		t.Errorf("of %d items the engine made %d: %s", n, len(r.Items), r.Error)
	}
	seen := map[string]bool{}
	for _, item := range results["jobs"].Items {
		if folder, _, ok := strings.Cut(item.Name, "/"); ok && !seen[folder] {
			t.Errorf("%s comes before its folder", item.Name)
		}
		seen[item.Name] = true
	}
	if r := results["megabyte"]; r.Error != "" || len(r.Items) != 1 || !strings.Contains(text(t, r.Items[0].XML, "script"), long) {
		t.Errorf("the script of %d bytes is another one afterwards: %s", len(long), r.Error)
	}
}

// text returns the text of the first element of a name.
func text(t *testing.T, doc, name string) string {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(doc)); ; {
		tok, err := d.Token()
		if err != nil {
			t.Fatalf("no %s in the XML: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == name {
			var s string
			if err := d.DecodeElement(&s, &e); err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
}
