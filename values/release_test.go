package values_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/values"
)

func ExampleRelease() {
	r := values.Release{Name: "jenkins"}
	fmt.Println(r.ReloadLabel())
	fmt.Println(r.AgentTunnel())
	fmt.Println(r.AgentPodLabel())
	fmt.Println(r.ConfigDir())
	// Output:
	// jenkins-jenkins-config
	// jenkins-agent:50000
	// jenkins/jenkins-jenkins-agent
	// /var/jenkins_home/casc_configs
}

func TestReleaseFullName(t *testing.T) {
	long := strings.Repeat("a", 62) + "-b"
	tests := []struct {
		name string
		v    values.Values
		want string
	}{
		{"jenkins", values.Values{}, "jenkins"},
		{"hoge", values.Values{}, "hoge-jenkins"},
		{"my-jenkins-x", values.Values{}, "my-jenkins-x"},
		{"hoge", values.Values{NameOverride: "ci"}, "hoge-ci"},
		{"hoge", values.Values{FullNameOverride: "x"}, "x"},
		{"hoge", values.Values{FullNameOverride: long}, strings.Repeat("a", 62)},
	}
	for _, tt := range tests {
		if got := (values.Release{Name: tt.name, Values: tt.v}).FullName(); got != tt.want {
			t.Errorf("%s %+v: got %s, want %s", tt.name, tt.v, got, tt.want)
		}
	}
}
