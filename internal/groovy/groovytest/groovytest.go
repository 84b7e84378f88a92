// Package groovytest runs Groovy 2.4, which Jenkins runs, in tests.
package groovytest

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Compile returns, by name, why Groovy doesn't compile a script; those that it
// compiles have no entry. It skips the test where Groovy is absent.
func Compile(t testing.TB, scripts map[string]string) map[string]string {
	t.Helper()
	var out map[string]string
	run(t, "compile", scripts, &out)
	return out
}

// Evaluate returns what each script evaluates to, a list of strings, each as its
// UTF-16 code units. It skips the test where Groovy is absent.
func Evaluate(t testing.TB, scripts []string) [][][]uint16 {
	t.Helper()
	var out [][][]uint16
	run(t, "evaluate", scripts, &out)
	return out
}

// program answers a request on standard input, both JSON.
const program = `
import groovy.json.*
import org.codehaus.groovy.control.*
def input = new JsonSlurper().parse(System.in, 'UTF-8')
def shell = new GroovyShell()
def out
if (args[0] == 'compile') {
    out = [:]
    input.each { name, text ->
        try {
            new GroovyShell().parse(text)
        } catch (Throwable e) {
            out[name] = e.toString()
        }
    }
} else {
    out = input.collect { text -> shell.evaluate(text).collect { s -> s.toString().collect { (int) (it as char) } } }
}
print JsonOutput.toJson(out)
`

func run(t testing.TB, mode string, in, out any) {
	t.Helper()
	groovy, err := exec.LookPath("groovy")
	if err != nil {
		t.Skip("there is no groovy: install Groovy 2.4, the version that Jenkins runs (Debian package groovy)")
	}
	request, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "program.groovy")
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), groovy, file, mode)
	cmd.Env = append(os.Environ(), "JAVA_OPTS=-Xss16m -Xmx2g -XX:+UseSerialGC -Dfile.encoding=UTF-8")
	if os.Getenv("JAVA_HOME") == "" {
		if java, err := exec.LookPath("java"); err == nil {
			if java, err = filepath.EvalSymlinks(java); err == nil {
				cmd.Env = append(cmd.Env, "JAVA_HOME="+filepath.Dir(filepath.Dir(java)))
			}
		}
	}
	cmd.Stdin = bytes.NewReader(request)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("groovy did not run: %v\n%s", err, stderr.String())
	}
	if err := json.Unmarshal(answer, out); err != nil {
		t.Fatalf("groovy's answer is not JSON: %v\n%s", err, stderr.String())
	}
}
