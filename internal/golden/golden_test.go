package golden_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// recorder is a testing.TB that keeps what a case reports instead of failing.
type recorder struct {
	testing.TB
	failures []string
	cleanups []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Failed() bool     { return len(r.failures) > 0 }
func (r *recorder) Skipped() bool    { return false }
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(format string, _ ...any) {
	r.failures = append(r.failures, format)
}

func (r *recorder) finish() {
	for _, f := range r.cleanups {
		f()
	}
}

func TestCase(t *testing.T) {
	if golden.Update() {
		t.Skip("UPDATE is set: this test is about comparing")
	}
	const file = "why\n\n-- in --\nx\n-- out/a --\n1\n-- out/b --\n2\n"
	tests := []struct {
		name string
		outs map[string]string
		want string // part of the failure; empty for none
	}{
		{"equal", map[string]string{"a": "1\n", "b": "2"}, ""},
		{"differs", map[string]string{"a": "1 \n", "b": "2"}, "differs"},
		{"unwritten section", map[string]string{"a": "1"}, "nothing wrote section"},
		{"new section", map[string]string{"a": "1", "b": "2", "c": "3"}, "no section"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "case.txtar")
			if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
				t.Fatal(err)
			}
			r := &recorder{TB: t}
			c := golden.Open(r, path)
			if got := c.In("in"); got != "x\n" {
				t.Errorf("input %q", got)
			}
			for name, out := range tt.outs {
				c.Out(name, out)
			}
			r.finish()
			if got := strings.Join(r.failures, "; "); (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
				t.Errorf("failures %q, want %q", got, tt.want)
			}
		})
	}
}
