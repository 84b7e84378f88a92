package podtemplate

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ordersJava replays what TestJavaMapOrder did to maps: a line is a list of
// maps separated by semicolons, each a list of keys; the first map takes its
// keys one by one and each of the others, made alike, is then put into it.
const ordersJava = `
import java.io.*;
import java.util.*;

class Orders {
  public static void main(String[] args) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) {
      Map<String, String> all = null;
      for (String part : line.split(";", -1)) {
        Map<String, String> m = new HashMap<>();
        for (String key : part.split(",", -1)) if (!key.isEmpty()) m.put(key, "");
        if (all == null) all = m; else all.putAll(m);
      }
      out.println(String.join(",", all.keySet()));
    }
    out.flush();
  }
}
`

// The order of a javaMap is that of Java's own HashMap.
func TestJavaMapOrder(t *testing.T) {
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("java is not installed: a JDK from 17 on (Debian: openjdk-17-jdk-headless) compares the order of maps with the real one")
	}
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"jnlp", "maven", "JENKINS_URL", "JENKINS_SECRET", "/var/run", "volume-0", "workspace-volume", "日本語", "𝒳", "é"}
	var lines, want []string
	for range 2000 {
		var all *javaMap[string]
		var parts []string
		for range 1 + r.IntN(4) {
			m := new(javaMap[string])
			var keys []string
			for range r.IntN([]int{2, 8, 40}[r.IntN(3)]) {
				key := words[r.IntN(len(words))]
				if r.IntN(3) > 0 {
					key += fmt.Sprint(r.IntN(60))
				}
				keys = append(keys, key)
				m.put(key, "")
			}
			parts = append(parts, strings.Join(keys, ","))
			if all == nil {
				all = m
			} else {
				all.putAll(m)
			}
		}
		lines = append(lines, strings.Join(parts, ";"))
		want = append(want, strings.Join(keysOf(all), ","))
	}
	source := filepath.Join(t.TempDir(), "Orders.java")
	if err := os.WriteFile(source, []byte(ordersJava), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(java, source)
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("java cannot run a source file; a JDK from 11 on does: %v", err)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	bad := 0
	for i, line := range lines {
		if i < len(got) && want[i] == got[i] {
			continue
		}
		if bad++; bad < 5 {
			t.Errorf("%s\n got %s\njava %s", line, want[i], got[i])
		}
	}
	t.Logf("%d maps compared, %d differ", len(lines), bad)
}

func keysOf[V any](m *javaMap[V]) []string {
	var keys []string
	for _, i := range m.order() {
		keys = append(keys, m.entries[i].key)
	}
	return keys
}
