package gitops

import (
	"regexp"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// monitoringAPI is the API of the Prometheus operator.
const monitoringAPI = "monitoring.coreos.com/v1"

type serviceMonitorKind struct{}

func (serviceMonitorKind) kind() (string, string) { return monitoringAPI, "ServiceMonitor" }

// ServiceMonitor has Prometheus scrape the pods behind Services. It needs the
// Prometheus operator, as kube-prometheus-stack installs it, which by default
// looks at those only that have its release's label.
type ServiceMonitor struct {
	object[serviceMonitorKind]
	// Metadata names the monitor.
	Metadata Metadata `json:"metadata"`
	// Spec is what to scrape.
	Spec ServiceMonitorSpec `json:"spec"`
}

// ServiceMonitorSpec is what a [ServiceMonitor] scrapes.
type ServiceMonitorSpec struct {
	// JobLabel is a label of the Service whose value becomes the label job; the
	// default is the Service's name.
	JobLabel string `json:"jobLabel,omitzero"`
	// Selector selects Services.
	Selector LabelSelector `json:"selector"`
	// NamespaceSelector says in which namespaces; the default is the monitor's.
	NamespaceSelector NamespaceSelector `json:"namespaceSelector,omitzero"`
	// Endpoints are the ports to scrape.
	Endpoints []ScrapeEndpoint `json:"endpoints" jc:"required"`
	// TargetLabels are labels of the Service to take over.
	TargetLabels []string `json:"targetLabels,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// NamespaceSelector selects namespaces by their names.
type NamespaceSelector struct {
	// Any selects all.
	Any *bool `json:"any,omitzero"`
	// MatchNames are names.
	MatchNames []string `json:"matchNames,omitzero"`
}

// ScrapeEndpoint is a port to scrape.
type ScrapeEndpoint struct {
	// Port is the port's name in the Service.
	Port string `json:"port,omitzero"`
	// Path is the path; the default is /metrics. Jenkins' prometheus plugin has
	// /prometheus/.
	Path string `json:"path,omitzero"`
	// Scheme is http, the default, or https.
	Scheme string `json:"scheme,omitzero" jc:"enum=http|https"`
	// Interval is the time between scrapes, as 30s.
	Interval string `json:"interval,omitzero"`
	// ScrapeTimeout is how long one may take.
	ScrapeTimeout string `json:"scrapeTimeout,omitzero"`
	// HonorLabels keeps labels of the metrics that the target's would replace.
	HonorLabels *bool `json:"honorLabels,omitzero"`
	// BasicAuth are a user and a password to send.
	BasicAuth BasicAuth `json:"basicAuth,omitzero"`
	// Relabelings change the target's labels.
	Relabelings []Relabeling `json:"relabelings,omitzero"`
	// MetricRelabelings change the metrics' labels, or drop metrics.
	MetricRelabelings []Relabeling `json:"metricRelabelings,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks the durations.
func (e ScrapeEndpoint) Validate() error {
	var list fieldpath.List
	checkDuration(&list, "interval", e.Interval)
	checkDuration(&list, "scrapeTimeout", e.ScrapeTimeout)
	return list.Err()
}

// duration is what the operator's definitions allow.
var duration = regexp.MustCompile(`^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$`)

func checkDuration(list *fieldpath.List, name, value string) {
	if !duration.MatchString(value) {
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child(name), value, "a duration is written as 30s, 5m or 1h30m")
	}
}

// BasicAuth are a user and a password, from Secrets.
type BasicAuth struct {
	// Username is the user.
	Username SecretKey `json:"username"`
	// Password is the password.
	Password SecretKey `json:"password"`
}

// SecretKey is a key of a Secret.
type SecretKey struct {
	// Name is the Secret.
	Name string `json:"name" jc:"required"`
	// Key is its key.
	Key string `json:"key" jc:"required"`
}

// Relabeling is a step that changes labels.
type Relabeling struct {
	// SourceLabels are labels whose values are joined.
	SourceLabels []string `json:"sourceLabels,omitzero"`
	// Separator stands between them; the default is ;.
	Separator string `json:"separator,omitzero"`
	// Regex is what the value must match as a whole; the default is all.
	Regex string `json:"regex,omitzero"`
	// TargetLabel is the label to set.
	TargetLabel string `json:"targetLabel,omitzero"`
	// Replacement is the label's value, $1 and so on for groups; the default is $1.
	Replacement *string `json:"replacement,omitzero"`
	// Action is what to do; the default is replace.
	Action string `json:"action,omitzero" jc:"enum=replace|keep|drop|hashmod|labelmap|labeldrop|labelkeep|lowercase|uppercase|keepequal|dropequal"`
	// Modulus is that of hashmod.
	Modulus *int `json:"modulus,omitzero"`
}

type prometheusRuleKind struct{}

func (prometheusRuleKind) kind() (string, string) { return monitoringAPI, "PrometheusRule" }

// PrometheusRule holds alerts and recorded series.
type PrometheusRule struct {
	object[prometheusRuleKind]
	// Metadata names the rules.
	Metadata Metadata `json:"metadata"`
	// Spec are the rules.
	Spec PrometheusRuleSpec `json:"spec"`
}

// PrometheusRuleSpec are the rules of a [PrometheusRule].
type PrometheusRuleSpec struct {
	// Groups are groups of rules.
	Groups []RuleGroup `json:"groups" jc:"required"`
}

// Validate checks that groups are told apart.
func (s PrometheusRuleSpec) Validate() error {
	var list fieldpath.List
	seen := map[string]bool{}
	for i, g := range s.Groups {
		if seen[g.Name] {
			list.Add(fieldpath.Duplicate, (*fieldpath.Path)(nil).Child("groups").Index(i).Child("name"), g.Name, "another group has this name")
		}
		seen[g.Name] = true
	}
	return list.Err()
}

// RuleGroup are rules that are evaluated one after the other.
type RuleGroup struct {
	// Name is the group's name.
	Name string `json:"name" jc:"required"`
	// Interval is the time between evaluations; the default is Prometheus' own.
	Interval string `json:"interval,omitzero"`
	// Rules are the rules.
	Rules []Rule `json:"rules" jc:"required"`
}

// Validate checks the interval.
func (g RuleGroup) Validate() error {
	var list fieldpath.List
	checkDuration(&list, "interval", g.Interval)
	return list.Err()
}

// Rule is an alert or a recorded series.
type Rule struct {
	// Alert is the alert's name.
	Alert string `json:"alert,omitzero"`
	// Record is the recorded series' name, instead.
	Record string `json:"record,omitzero"`
	// Expr is the PromQL expression; an alert fires for each series in it.
	Expr string `json:"expr" jc:"required"`
	// For is how long it must hold before the alert fires, as 5m.
	For string `json:"for,omitzero"`
	// KeepFiringFor is how long the alert goes on when it holds no more.
	KeepFiringFor string `json:"keep_firing_for,omitzero"`
	// Labels are labels to add, as severity.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations are texts about the alert: Go templates with $labels and $value.
	Annotations map[string]string `json:"annotations,omitzero"`
}

// Validate checks that the rule is one of both.
func (r Rule) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	checkDuration(&list, "for", r.For)
	checkDuration(&list, "keep_firing_for", r.KeepFiringFor)
	switch {
	case r.Alert == "" && r.Record == "":
		list.Add(fieldpath.Required, root.Child("alert"), nil, "a rule is an alert or a record")
	case r.Alert != "" && r.Record != "":
		list.Add(fieldpath.Conflict, root.Child("record"), r.Record, "the rule is an alert too")
	case r.Record != "" && (r.For != "" || r.KeepFiringFor != "" || r.Annotations != nil):
		list.Add(fieldpath.Lost, root.Child("record"), r.Record, "for, keep_firing_for and annotations are for alerts")
	}
	return list.Err()
}

type probeKind struct{}

func (probeKind) kind() (string, string) { return monitoringAPI, "Probe" }

// Probe has Prometheus look at addresses from outside, through the blackbox
// exporter.
type Probe struct {
	object[probeKind]
	// Metadata names the probe.
	Metadata Metadata `json:"metadata"`
	// Spec is what to look at.
	Spec ProbeSpec `json:"spec"`
}

// ProbeSpec is what a [Probe] looks at.
type ProbeSpec struct {
	// JobName becomes the label job.
	JobName string `json:"jobName,omitzero"`
	// Prober is the blackbox exporter.
	Prober Prober `json:"prober"`
	// Module is the exporter's module, as http_2xx.
	Module string `json:"module,omitzero"`
	// Targets are the addresses.
	Targets ProbeTargets `json:"targets"`
	// Interval is the time between looks.
	Interval string `json:"interval,omitzero"`
	// ScrapeTimeout is how long one may take.
	ScrapeTimeout string `json:"scrapeTimeout,omitzero"`
	// MetricRelabelings change the metrics' labels, or drop metrics.
	MetricRelabelings []Relabeling `json:"metricRelabelings,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks the durations, and that there are targets.
func (s ProbeSpec) Validate() error {
	var list fieldpath.List
	if len(s.Targets.StaticConfig.Static) == 0 && !s.Targets.hasIngress() {
		list.Add(fieldpath.Required, (*fieldpath.Path)(nil).Child("targets").Child("staticConfig").Child("static"), nil, "a probe needs targets")
	}
	checkDuration(&list, "interval", s.Interval)
	checkDuration(&list, "scrapeTimeout", s.ScrapeTimeout)
	return list.Err()
}

// Prober is a blackbox exporter.
type Prober struct {
	// URL is its host and port, as blackbox-exporter.monitoring.svc:9115.
	URL string `json:"url" jc:"required"`
	// Scheme is http, the default, or https.
	Scheme string `json:"scheme,omitzero" jc:"enum=http|https"`
	// Path is the path; the default is /probe.
	Path string `json:"path,omitzero"`
}

// Validate checks that the address is one of a host.
func (p Prober) Validate() error {
	var list fieldpath.List
	if strings.Contains(p.URL, "/") {
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child("url"), p.URL, "it is host:port; scheme and path are set apart")
	}
	return list.Err()
}

// ProbeTargets are the addresses that a [Probe] looks at: one of both.
type ProbeTargets struct {
	// StaticConfig are addresses.
	StaticConfig StaticTargets `json:"staticConfig,omitzero"`
	// Ingress are the hosts of Ingresses.
	Ingress IngressTargets `json:"ingress,omitzero"`
}

// Validate checks that it is one of both.
func (t ProbeTargets) Validate() error {
	var list fieldpath.List
	if len(t.StaticConfig.Static) > 0 && t.hasIngress() {
		list.Add(fieldpath.Conflict, (*fieldpath.Path)(nil).Child("ingress"), nil, "there is a staticConfig too; the operator would ignore it")
	}
	return list.Err()
}

func (t ProbeTargets) hasIngress() bool {
	return t.Ingress.Selector.MatchLabels != nil || t.Ingress.Selector.MatchExpressions != nil ||
		t.Ingress.NamespaceSelector.Any != nil || t.Ingress.NamespaceSelector.MatchNames != nil
}

// StaticTargets are addresses.
type StaticTargets struct {
	// Static are the addresses.
	Static []string `json:"static,omitzero"`
	// Labels are labels for what is measured of them.
	Labels map[string]string `json:"labels,omitzero"`
	// RelabelingConfigs change the targets' labels.
	RelabelingConfigs []Relabeling `json:"relabelingConfigs,omitzero"`
}

// IngressTargets are the hosts of Ingresses.
type IngressTargets struct {
	// Selector selects Ingresses.
	Selector LabelSelector `json:"selector,omitzero"`
	// NamespaceSelector says in which namespaces; the default is the probe's.
	NamespaceSelector NamespaceSelector `json:"namespaceSelector,omitzero"`
	// RelabelingConfigs change the targets' labels.
	RelabelingConfigs []Relabeling `json:"relabelingConfigs,omitzero"`
}
