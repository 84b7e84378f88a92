// Package jvm runs Groovy 2.4, the version that Jenkins has, for tests that hold
// what we write against the real thing.
package jvm

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// jars is where Debian installs the archives of Java libraries.
const jars = "/usr/share/java"

// packages names the Debian package of each library.
var packages = map[string]string{
	"groovy-all":    "groovy",
	"snakeyaml":     "libyaml-snake-java",
	"commons-lang3": "libcommons-lang3-java",
	"commons-text":  "libcommons-text-java",
}

// Groovy runs the script in a file with the arguments and returns what it
// printed; a script that fails fails the test. The class path is Groovy 2.4, the
// libraries, by the names that Debian gives their archives, and the entries of
// classPath. The test skips, and says what to install, where something is absent.
func Groovy(t testing.TB, script string, libraries []string, classPath string, args ...string) string {
	t.Helper()
	var entries []string
	if classPath != "" {
		entries = append(entries, classPath)
	}
	for _, name := range append([]string{"groovy-all"}, libraries...) {
		jar := filepath.Join(jars, name+".jar")
		if _, err := os.Stat(jar); err != nil {
			t.Skipf("%s is absent: install the Debian package %s", jar, packages[name])
		}
		entries = append(entries, jar)
	}
	java, err := exec.LookPath("java")
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java, err = exec.LookPath(filepath.Join(home, "bin", "java"))
	}
	if err != nil {
		t.Skip("java is absent: install the Debian package default-jre-headless, or set JAVA_HOME")
	}
	cmd := exec.CommandContext(t.Context(), java, append([]string{
		"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8",
		"-cp", strings.Join(entries, string(os.PathListSeparator)), "groovy.ui.GroovyMain", script,
	}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return string(out)
}

// Compile compiles Groovy sources, by name, as far as Jenkins does before it
// runs them, and reports each that does not compile.
func Compile(t testing.TB, sources map[string]string) {
	t.Helper()
	dir := t.TempDir()
	script := filepath.Join(dir, "compile.groovy")
	const text = `new File(args[0]).eachFile { file ->
    try {
        new GroovyShell().parse(file.getText('UTF-8'))
    } catch (Throwable e) {
        println file.name + ': ' + e.message
    }
}
`
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sourceDir := filepath.Join(dir, "sources")
	if err := os.Mkdir(sourceDir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, source := range sources {
		if err := os.WriteFile(filepath.Join(sourceDir, strings.ReplaceAll(name, "/", ",")), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out := Groovy(t, script, nil, "", sourceDir); out != "" {
		t.Errorf("Groovy 2.4 does not compile:\n%s", out)
	}
}
