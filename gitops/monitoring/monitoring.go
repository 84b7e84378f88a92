// Package monitoring watches Jenkins controllers and their agents with
// Prometheus and Grafana: a dashboard, alerts, and the objects that have
// Prometheus look.
//
// It reads the metrics of Jenkins' prometheus plugin, of kube-state-metrics and
// cAdvisor, which kube-prometheus-stack installs, and of the blackbox exporter.
package monitoring

import (
	"regexp"
	"strings"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// Options say what is watched.
type Options struct {
	// Namespaces are the controllers' namespaces.
	Namespaces []string
	// Namespace is where the objects go, as monitoring.
	Namespace string
	// Labels are labels that Prometheus and Grafana look for, as release:
	// kube-prometheus-stack.
	Labels map[string]string
	// Release is the name of the controllers' Helm release, which names their
	// pods; the default is jenkins.
	Release string
	// URLs are addresses to look at from outside: the controllers', Argo CD's.
	URLs []string
	// Prober is the host and port of the blackbox exporter; the default is
	// prometheus-blackbox-exporter:9115.
	Prober string
}

// Objects returns everything: [Options.ServiceMonitor], [Options.Rules],
// [Options.Probe] when there are URLs, and the ConfigMap with the dashboard.
func (o Options) Objects() []any {
	list := []any{o.ServiceMonitor(), o.Rules(), o.DashboardConfigMap()}
	if len(o.URLs) > 0 {
		list = append(list, o.Probe())
	}
	return list
}

func (o Options) metadata(name string) gitops.Metadata {
	return gitops.Metadata{Name: name, Namespace: o.Namespace, Labels: o.Labels}
}

func (o Options) release() string {
	if o.Release == "" {
		return "jenkins"
	}
	return o.Release
}

// ServiceMonitor has Prometheus scrape the controllers. They need the plugin
// prometheus; the chart's own controller.prometheus would do the same for one
// controller.
func (o Options) ServiceMonitor() gitops.ServiceMonitor {
	return gitops.ServiceMonitor{
		Metadata: o.metadata("jenkins"),
		Spec: gitops.ServiceMonitorSpec{
			Selector: gitops.LabelSelector{MatchLabels: map[string]string{
				"app.kubernetes.io/instance": o.release(), "app.kubernetes.io/component": "jenkins-controller",
			}},
			NamespaceSelector: gitops.NamespaceSelector{MatchNames: o.Namespaces},
			Endpoints:         []gitops.ScrapeEndpoint{{Port: "http", Path: "/prometheus/", Interval: "1m"}},
		},
	}
}

// Probe has Prometheus look at the URLs from outside.
func (o Options) Probe() gitops.Probe {
	prober := o.Prober
	if prober == "" {
		prober = "prometheus-blackbox-exporter:9115"
	}
	return gitops.Probe{
		Metadata: o.metadata("jenkins"),
		Spec: gitops.ProbeSpec{
			JobName: "jenkins-outside", Module: "http_2xx", Interval: "1m",
			Prober:  gitops.Prober{URL: prober},
			Targets: gitops.ProbeTargets{StaticConfig: gitops.StaticTargets{Static: o.URLs}},
		},
	}
}

// DashboardConfigMap returns the ConfigMap by which Grafana's sidecar loads
// [Dashboard].
func (o Options) DashboardConfigMap() gitops.ConfigMap {
	m := o.metadata("jenkins-dashboard")
	m.Labels = gitops.Merge(o.Labels, map[string]string{"grafana_dashboard": "1"})
	return gitops.ConfigMap{Metadata: m, Data: map[string]gitops.Text{"jenkins.json": o.Dashboard()}}
}

// namespaces is the regular expression of all namespaces.
func (o Options) namespaces() string {
	quoted := make([]string, len(o.Namespaces))
	for i, n := range o.Namespaces {
		quoted[i] = regexp.QuoteMeta(n)
	}
	return strings.Join(quoted, "|")
}

// fill puts the namespaces and the release into an expression: NAMESPACES are all
// of them, CONTROLLER are the pods of a controller.
func (o Options) fill(expr string) string {
	return strings.NewReplacer("NAMESPACES", o.namespaces(), "CONTROLLER", regexp.QuoteMeta(o.release())+"-[0-9]+").Replace(expr)
}

// Rules are the alerts: what goes wrong with controllers in a cluster that nodes
// come to and leave.
func (o Options) Rules() gitops.PrometheusRule {
	rule := func(name, expr, wait, severity, summary, description string) gitops.Rule {
		return gitops.Rule{
			Alert: name, Expr: o.fill(expr), For: wait,
			Labels:      map[string]string{"severity": severity},
			Annotations: map[string]string{"summary": summary, "description": description},
		}
	}
	r := gitops.PrometheusRule{
		Metadata: o.metadata("jenkins"),
		Spec: gitops.PrometheusRuleSpec{Groups: []gitops.RuleGroup{
			{Name: "jenkins-controllers", Rules: []gitops.Rule{
				rule("JenkinsDown", `default_jenkins_up{namespace=~"NAMESPACES"} == 0 or up{namespace=~"NAMESPACES",pod=~"CONTROLLER"} == 0`, "5m", "critical",
					"The controller in {{ $labels.namespace }} is down", "It does not answer, or does not accept requests yet."),
				rule("JenkinsRestarts", `increase(kube_pod_container_status_restarts_total{namespace=~"NAMESPACES",pod=~"CONTROLLER"}[1h]) > 3`, "", "warning",
					"The controller in {{ $labels.namespace }} restarts again and again", "Its last log and the events of its pod say why."),
				rule("JenkinsQueueWaits", `jenkins_queue_buildable_value{namespace=~"NAMESPACES"} > 0`, "30m", "warning",
					"Builds in {{ $labels.namespace }} wait for agents", "Nodes don't come, a quota is used up, or no pod template has the label that a job asks for."),
				rule("JenkinsBuildStuck", `default_jenkins_builds_last_likely_stuck{namespace=~"NAMESPACES"} > 0`, "30m", "warning",
					"A build of {{ $labels.jenkins_job }} in {{ $labels.namespace }} hangs", "Jenkins finds that it runs far longer than its like; its agent may be lost."),
				rule("JenkinsDiskFull", `default_jenkins_file_store_available_bytes{namespace=~"NAMESPACES"} / default_jenkins_file_store_capacity_bytes{namespace=~"NAMESPACES"} < 0.1`, "15m", "warning",
					"The disk of {{ $labels.namespace }} is 90 % full", "Old builds and workspaces take room; see the discarders of builds."),
			}},
			{Name: "jenkins-agents", Rules: []gitops.Rule{
				rule("JenkinsAgentRunsLong", `time() - kube_pod_start_time{namespace=~"NAMESPACES",pod!~"CONTROLLER"} > 12 * 3600 and on (namespace, pod) kube_pod_status_phase{phase="Running"} == 1`, "15m", "warning",
					"The agent {{ $labels.pod }} has been running for 12 hours", "A build may hang whose agent is lost to the controller."),
				rule("JenkinsAgentLost", `kube_pod_status_reason{namespace=~"NAMESPACES",pod!~"CONTROLLER",reason=~"Evicted|NodeLost|Shutdown"} == 1`, "", "warning",
					"The agent {{ $labels.pod }} was lost: {{ $labels.reason }}", "Its build may wait for it for ever. Agents that must not be moved need the annotation safe-to-evict: \"false\"."),
				rule("JenkinsAgentPending", `kube_pod_status_phase{namespace=~"NAMESPACES",pod!~"CONTROLLER",phase="Pending"} == 1`, "15m", "warning",
					"The agent {{ $labels.pod }} is not scheduled", "No node has room for it and none comes."),
			}},
		}},
	}
	if len(o.URLs) > 0 {
		r.Spec.Groups = append(r.Spec.Groups, gitops.RuleGroup{Name: "jenkins-outside", Rules: []gitops.Rule{
			rule("JenkinsUnreachable", `probe_success{job="jenkins-outside"} == 0`, "5m", "critical",
				"{{ $labels.instance }} can't be reached", "Seen from the blackbox exporter: the load balancer, the name, or what is behind."),
			rule("JenkinsCertificateEnds", `probe_ssl_earliest_cert_expiry{job="jenkins-outside"} - time() < 14 * 86400`, "1h", "warning",
				"The certificate of {{ $labels.instance }} ends in 14 days", "It has not been renewed."),
		}})
	}
	return r
}

// Dashboard shows the controllers and agents of each namespace: what they use,
// how long builds take and wait, how many pods and nodes there are, and which
// nodes stay.
func (o Options) Dashboard() gitops.Dashboard {
	panel := func(title, unit string, queries ...gitops.Query) gitops.Panel {
		return gitops.Panel{Title: title, Unit: unit, Queries: queries}
	}
	query := func(expr, legend string) gitops.Query { return gitops.Query{Expr: o.fill(expr), Legend: legend} }
	wide := func(p gitops.Panel) gitops.Panel { p.Width = 24; return p }
	stacked := func(p gitops.Panel) gitops.Panel { p.Stack = true; return p }
	small := func(p gitops.Panel, red float64) gitops.Panel {
		p.Type, p.Width, p.Height = gitops.StatPanel, 6, 4
		if red > 0 {
			p.Thresholds = []gitops.Threshold{{Value: red, Color: "red"}}
		}
		return p
	}
	row := func(title string) gitops.Panel { return gitops.Panel{Type: gitops.RowPanel, Title: title} }
	d := gitops.Dashboard{
		Title: "Jenkins", UID: "jenkins-fleet", Tags: []string{"jenkins"},
		Description: "Controllers and agents by namespace",
		Variables: []gitops.DashboardVariable{{
			Name: "namespace", Label: "Namespace", Multi: true, All: true,
			Query: "label_values(kube_pod_info{namespace=~\"" + o.namespaces() + "\"}, namespace)",
		}},
		Panels: []gitops.Panel{
			small(panel("Controllers up", "short", query(`sum(default_jenkins_up{namespace=~"$namespace"})`, "")), 0),
			small(panel("Builds that wait", "short", query(`sum(jenkins_queue_size_value{namespace=~"$namespace"})`, "")), 10),
			small(panel("Agents", "short", query(`count(kube_pod_info{namespace=~"$namespace",pod!~"CONTROLLER"}) or vector(0)`, "")), 0),
			small(panel("Nodes with agents", "short", query(`count(count by (node) (kube_pod_info{namespace=~"$namespace",pod!~"CONTROLLER"})) or vector(0)`, "")), 0),

			row("Controllers"),
			panel("CPU", "short", query(`sum by (namespace) (rate(container_cpu_usage_seconds_total{namespace=~"$namespace",pod=~"CONTROLLER",container!=""}[5m]))`, "{{namespace}}")),
			panel("Memory", "bytes", query(`sum by (namespace) (container_memory_working_set_bytes{namespace=~"$namespace",pod=~"CONTROLLER",container!=""})`, "{{namespace}}")),
			panel("Executors", "short",
				query(`sum by (namespace) (jenkins_executor_in_use_value{namespace=~"$namespace"})`, "{{namespace}} in use"),
				query(`sum by (namespace) (jenkins_executor_count_value{namespace=~"$namespace"})`, "{{namespace}} all")),
			panel("Disk that is left", "percentunit", query(`min by (namespace) (default_jenkins_file_store_available_bytes{namespace=~"$namespace"} / default_jenkins_file_store_capacity_bytes{namespace=~"$namespace"})`, "{{namespace}}")),

			row("Builds"),
			panel("Duration of builds", "ms", query(`sum by (namespace) (rate(default_jenkins_builds_duration_milliseconds_summary_sum{namespace=~"$namespace"}[1h])) / sum by (namespace) (rate(default_jenkins_builds_duration_milliseconds_summary_count{namespace=~"$namespace"}[1h]))`, "{{namespace}}")),
			panel("Builds per hour", "short",
				query(`sum by (namespace) (increase(default_jenkins_builds_success_build_count_total{namespace=~"$namespace"}[1h]))`, "{{namespace}} succeeded"),
				query(`sum by (namespace) (increase(default_jenkins_builds_failed_build_count_total{namespace=~"$namespace"}[1h]))`, "{{namespace}} failed")),
			wide(gitops.Panel{
				Type: gitops.BarGaugePanel, Title: "Builds that run longest", Unit: "ms",
				Queries: []gitops.Query{query(`topk(10, default_jenkins_builds_running_build_duration_milliseconds{namespace=~"$namespace"} > 0)`, "{{namespace}} {{jenkins_job}}")},
			}),

			row("Agents"),
			stacked(panel("CPU", "short", query(`sum by (namespace) (rate(container_cpu_usage_seconds_total{namespace=~"$namespace",pod!~"CONTROLLER",container!=""}[5m]))`, "{{namespace}}"))),
			stacked(panel("Memory", "bytes", query(`sum by (namespace) (container_memory_working_set_bytes{namespace=~"$namespace",pod!~"CONTROLLER",container!=""})`, "{{namespace}}"))),
			stacked(panel("Pods", "short", query(`sum by (namespace, phase) (kube_pod_status_phase{namespace=~"$namespace",pod!~"CONTROLLER"})`, "{{namespace}} {{phase}}"))),
			panel("Nodes", "short", query(`count(count by (node) (kube_pod_info{namespace=~"$namespace",pod!~"CONTROLLER"}))`, "nodes with agents"), query(`count(kube_node_info)`, "all nodes")),
			wide(gitops.Panel{
				Type: gitops.BarGaugePanel, Title: "Age of nodes with agents", Unit: "s",
				Queries:    []gitops.Query{query(`topk(10, (time() - kube_node_created) and on (node) count by (node) (kube_pod_info{namespace=~"$namespace",pod!~"CONTROLLER"}))`, "{{node}}")},
				Thresholds: []gitops.Threshold{{Value: 86400, Color: "orange"}, {Value: 3 * 86400, Color: "red"}},
			}),
		},
	}
	if len(o.URLs) > 0 {
		d.Panels = append(d.Panels, row("From outside"),
			panel("Answers", "short", query(`probe_success{job="jenkins-outside"}`, "{{instance}}")),
			panel("Time to answer", "s", query(`probe_duration_seconds{job="jenkins-outside"}`, "{{instance}}")),
		)
	}
	return d
}
