package main

import (
	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// controllers returns three controllers that have something of their own,
// spelled out, and one for each team of the table.
func controllers() []gitops.Controller {
	list := []gitops.Controller{hoge(), sre(), mobile()}
	for _, t := range teams {
		list = append(list, t.controller())
	}
	return list
}

// hoge is the write-up's own controller.
func hoge() gitops.Controller {
	return gitops.Controller{
		Name: "hoge",
		Values: values.Values{
			Controller: values.Controller{
				Ingress:      values.Ingress{HostName: domain("hoge")},
				ContainerEnv: environment("hoge"),
			},
			AWSSecurityGroupPolicies: securityGroup("sg-0a1b2c3d4e5f60001"),
		},
		Casc: map[string]casc.Document{
			"global-settings": globalSettings("10"),
			"security":        security,
			"kubernetes":      kubernetes(agents("cicd-jenkins-slave")),
		},
		Jobs: map[string]jobdsl.Script{
			"test": {
				jobdsl.Folder{Name: "Sandbox"},
				pipeline("Sandbox/test", "https://hoge.jp/test.git"),
			},
			"maintenance": maintenance,
		},
		Objects: []any{efsClaim},
	}
}

// sre is the platform team's controller: larger, and it keeps more builds.
func sre() gitops.Controller {
	return gitops.Controller{
		Name: "sre",
		Values: values.Values{
			Controller: values.Controller{
				Ingress:      values.Ingress{HostName: domain("sre")},
				ContainerEnv: environment("sre"),
				Resources: corev1.ResourceRequirements{
					Requests: corev1.ResourceList{"cpu": resource.MustParse("2"), "memory": resource.MustParse("8Gi")},
					Limits:   corev1.ResourceList{"memory": resource.MustParse("12Gi")},
				},
			},
			AWSSecurityGroupPolicies: securityGroup("sg-0a1b2c3d4e5f60002"),
		},
		Casc: map[string]casc.Document{
			"global-settings": globalSettings("50"),
			"security":        security,
			"kubernetes":      kubernetes(agents("cicd-sre")),
		},
		Jobs: map[string]jobdsl.Script{
			"sre":         builds("sre", "terraform", "charts", "runbooks"),
			"maintenance": maintenance,
		},
		Objects: []any{efsClaim},
	}
}

// mobile builds apps: it has a third, larger kind of agents.
func mobile() gitops.Controller {
	android := podtemplate.PodTemplate{
		Name:              "jenkins-agent-android",
		Label:             "jenkins-agent-android",
		InheritFrom:       "jenkins-agent-x86_64",
		NodeUsageMode:     podtemplate.NodeUsageNormal,
		PodRetention:      podtemplate.Never{},
		YAML:              podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{androidSDK}}}),
		YAMLMergeStrategy: podtemplate.Merge{},
	}
	return gitops.Controller{
		Name: "mobile",
		Values: values.Values{
			Controller: values.Controller{
				Ingress:      values.Ingress{HostName: domain("mobile")},
				ContainerEnv: environment("mobile"),
			},
			AWSSecurityGroupPolicies: securityGroup("sg-0a1b2c3d4e5f60003"),
		},
		Casc: map[string]casc.Document{
			"global-settings": globalSettings("10"),
			"security":        security,
			"kubernetes":      kubernetes(append(agents("cicd-mobile"), android)),
		},
		Jobs: map[string]jobdsl.Script{
			"mobile":      builds("mobile", "android", "backend"),
			"maintenance": maintenance,
		},
		Objects: []any{efsClaim},
	}
}

// team is a row of the table.
type team struct {
	name          string   // the controller's
	pool          string   // the node pool that its agents run on
	securityGroup string   // of the controller's pod
	repositories  []string // what it builds
}

// teams is the table: everybody who needs nothing special.
var teams = []team{
	{"ads", "cicd-general", "sg-0a1b2c3d4e5f60101", []string{"delivery", "billing", "reports"}},
	{"analytics", "cicd-general", "sg-0a1b2c3d4e5f60102", []string{"pipeline", "notebooks"}},
	{"api-gateway", "cicd-general", "sg-0a1b2c3d4e5f60103", []string{"gateway", "policies"}},
	{"auth", "cicd-general", "sg-0a1b2c3d4e5f60104", []string{"idp", "sessions", "audit"}},
	{"bicycle", "cicd-spot", "sg-0a1b2c3d4e5f60105", []string{"routes", "share"}},
	{"bus", "cicd-spot", "sg-0a1b2c3d4e5f60106", []string{"timetable", "location"}},
	{"car-navigation", "cicd-general", "sg-0a1b2c3d4e5f60107", []string{"guidance", "voice", "map-match"}},
	{"content", "cicd-spot", "sg-0a1b2c3d4e5f60108", []string{"cms", "images"}},
	{"crm", "cicd-general", "sg-0a1b2c3d4e5f60109", []string{"mail", "segments"}},
	{"data-platform", "cicd-memory", "sg-0a1b2c3d4e5f60110", []string{"lake", "catalog", "jobs"}},
	{"delivery", "cicd-general", "sg-0a1b2c3d4e5f60111", []string{"dispatch", "tracking"}},
	{"design", "cicd-spot", "sg-0a1b2c3d4e5f60112", []string{"components"}},
	{"disaster", "cicd-general", "sg-0a1b2c3d4e5f60113", []string{"alerts", "shelters"}},
	{"fleet-management", "cicd-general", "sg-0a1b2c3d4e5f60114", []string{"vehicles", "telemetry"}},
	{"flight", "cicd-spot", "sg-0a1b2c3d4e5f60115", []string{"search", "status"}},
	{"geocoder", "cicd-memory", "sg-0a1b2c3d4e5f60116", []string{"index", "api"}},
	{"hotel", "cicd-spot", "sg-0a1b2c3d4e5f60117", []string{"search", "booking"}},
	{"image-search", "cicd-memory", "sg-0a1b2c3d4e5f60118", []string{"features", "index"}},
	{"indoor", "cicd-general", "sg-0a1b2c3d4e5f60119", []string{"beacons", "maps"}},
	{"infra", "cicd-general", "sg-0a1b2c3d4e5f60120", []string{"ami", "network", "dns"}},
	{"logistics", "cicd-general", "sg-0a1b2c3d4e5f60121", []string{"planning", "warehouse"}},
	{"map-data", "cicd-memory", "sg-0a1b2c3d4e5f60122", []string{"import", "tiles", "diff"}},
	{"map-render", "cicd-memory", "sg-0a1b2c3d4e5f60123", []string{"raster", "vector"}},
	{"notification", "cicd-general", "sg-0a1b2c3d4e5f60124", []string{"push", "mail"}},
	{"parking", "cicd-spot", "sg-0a1b2c3d4e5f60125", []string{"occupancy", "payment"}},
	{"payment", "cicd-general", "sg-0a1b2c3d4e5f60126", []string{"checkout", "ledger"}},
	{"poi", "cicd-memory", "sg-0a1b2c3d4e5f60127", []string{"editor", "export"}},
	{"qa", "cicd-spot", "sg-0a1b2c3d4e5f60128", []string{"e2e", "load"}},
	{"rail", "cicd-general", "sg-0a1b2c3d4e5f60129", []string{"timetable", "fares", "delays"}},
	{"research", "cicd-memory", "sg-0a1b2c3d4e5f60130", []string{"models", "training"}},
	{"route-search", "cicd-memory", "sg-0a1b2c3d4e5f60131", []string{"engine", "api", "bench"}},
	{"security", "cicd-general", "sg-0a1b2c3d4e5f60132", []string{"scanner", "secrets"}},
	{"sightseeing", "cicd-spot", "sg-0a1b2c3d4e5f60133", []string{"plans", "guides"}},
	{"taxi", "cicd-spot", "sg-0a1b2c3d4e5f60134", []string{"dispatch", "fares"}},
	{"traffic", "cicd-memory", "sg-0a1b2c3d4e5f60135", []string{"probe", "forecast"}},
	{"walk", "cicd-spot", "sg-0a1b2c3d4e5f60136", []string{"routes", "stairs"}},
	{"weather", "cicd-spot", "sg-0a1b2c3d4e5f60137", []string{"radar", "forecast"}},
}

// controller returns the controller of a team: the fleet's rule, in one place.
func (t team) controller() gitops.Controller {
	return gitops.Controller{
		Name: t.name,
		Values: values.Values{
			Controller: values.Controller{
				Ingress:      values.Ingress{HostName: domain(t.name)},
				ContainerEnv: environment(t.name),
			},
			AWSSecurityGroupPolicies: securityGroup(t.securityGroup),
		},
		Casc: map[string]casc.Document{
			"global-settings": globalSettings("10"),
			"security":        security,
			"kubernetes":      kubernetes(agents(t.pool)),
		},
		Jobs: map[string]jobdsl.Script{
			t.name:        builds(t.name, t.repositories...),
			"maintenance": maintenance,
		},
		Objects: []any{efsClaim},
	}
}

// domain returns the host that a controller is reached at.
func domain(controller string) string { return controller + ".jenkins.example.com" }

// environment returns what a controller's JCasC documents refer to.
func environment(controller string) []corev1.EnvVar {
	return []corev1.EnvVar{
		{Name: "jenkins_domain", Value: domain(controller)},
		{Name: "namespace", Value: controller + "-jenkins"},
		{Name: "k8s_control_plane_server_url", Value: "https://kubernetes.default.svc"},
	}
}

// securityGroup returns the policy that puts a controller's pod into a group.
func securityGroup(id string) values.AWSSecurityGroupPolicies {
	return values.AWSSecurityGroupPolicies{
		Enabled: new(true),
		Policies: []values.AWSSecurityGroupPolicy{{
			Name:             "jenkins-controller",
			SecurityGroupIDs: []string{id},
			PodSelector:      metav1.LabelSelector{MatchLabels: map[string]string{"app.kubernetes.io/component": "jenkins-controller"}},
		}},
	}
}
