package gitops

import (
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// partOf are the labels without which Argo CD does not see its own ConfigMaps.
func partOf(name string) map[string]string {
	return map[string]string{"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "argocd"}
}

// Settings are Argo CD's general settings. [Settings.ConfigMap] returns them as
// the ConfigMap argocd-cm; fields that are not set are left out.
type Settings struct {
	// URL is Argo CD's own address; single sign-on and notifications need it.
	URL string
	// AdminEnabled keeps the built-in user admin; the default is to.
	AdminEnabled *bool
	// Accounts are local users and what they may use: apiKey, login.
	Accounts map[string][]string
	// DexConfig is the configuration of Dex, for single sign-on. A value that
	// begins with $ names a key of the Secret argocd-secret.
	DexConfig any
	// OIDCConfig is the configuration of single sign-on without Dex.
	OIDCConfig any
	// KustomizeBuildOptions are arguments of kustomize build, as --enable-helm.
	KustomizeBuildOptions string
	// TrackingMethod is how objects are found to belong to an Application:
	// annotation (the default since Argo CD 3), label or annotation+label.
	TrackingMethod string
	// ReconciliationTimeout is the time between looks at the repositories, as
	// 180s; with it Applications don't hang on a webhook that was lost.
	ReconciliationTimeout string
	// Customizations say how Argo CD deals with kinds, by group/Kind or Kind;
	// all stands for every kind, where Argo CD allows it.
	Customizations map[string]Customization
	// Exclusions are kinds that Argo CD does not look at.
	Exclusions []ResourceFilter
	// Inclusions are the only kinds that Argo CD looks at.
	Inclusions []ResourceFilter
	// ExecEnabled allows a terminal in pods; the default is not to.
	ExecEnabled *bool
	// Extra are further keys.
	Extra map[string]Text
}

// Customization says how Argo CD deals with a kind.
type Customization struct {
	// Health is a Lua script that tells an object's health.
	Health string
	// Actions are Lua scripts that users can run, as Argo CD wants them.
	Actions any
	// IgnoreDifferences are fields that may differ between Git and cluster.
	IgnoreDifferences FieldSelection
	// IgnoreResourceUpdates are fields whose change is no reason to look again.
	IgnoreResourceUpdates FieldSelection
	// KnownTypeFields are fields of well-known types in a custom resource.
	KnownTypeFields []KnownTypeField
}

// FieldSelection are fields of objects.
type FieldSelection struct {
	// JSONPointers are fields, each as /spec/replicas.
	JSONPointers []string `json:"jsonPointers,omitzero"`
	// JQPathExpressions are fields found by jq.
	JQPathExpressions []string `json:"jqPathExpressions,omitzero"`
	// ManagedFieldsManagers are controllers whose fields are ignored.
	ManagedFieldsManagers []string `json:"managedFieldsManagers,omitzero"`
}

func (f FieldSelection) empty() bool {
	return len(f.JSONPointers)+len(f.JQPathExpressions)+len(f.ManagedFieldsManagers) == 0
}

// KnownTypeField is a field of a well-known type.
type KnownTypeField struct {
	// Field is the field.
	Field string `json:"field" jc:"required"`
	// Type is its type, as core/v1/PodSpec.
	Type string `json:"type" jc:"required"`
}

// ResourceFilter selects kinds in clusters; parts are globs.
type ResourceFilter struct {
	// APIGroups are API groups.
	APIGroups []string `json:"apiGroups,omitzero"`
	// Kinds are kinds.
	Kinds []string `json:"kinds,omitzero"`
	// Clusters are clusters.
	Clusters []string `json:"clusters,omitzero"`
}

// ConfigMap returns the settings as the ConfigMap argocd-cm.
func (s Settings) ConfigMap(namespace string) ConfigMap {
	data := map[string]Text{}
	set := func(key, value string) {
		if value != "" {
			data[key] = value
		}
	}
	flag := func(key string, value *bool) {
		if value != nil {
			data[key] = strconv.FormatBool(*value)
		}
	}
	doc := func(key string, value any) {
		if value != nil {
			data[key] = YAML(value)
		}
	}
	set("url", s.URL)
	flag("admin.enabled", s.AdminEnabled)
	for name, capabilities := range s.Accounts {
		data["accounts."+name] = strings.Join(capabilities, ", ")
	}
	doc("dex.config", s.DexConfig)
	doc("oidc.config", s.OIDCConfig)
	set("kustomize.buildOptions", s.KustomizeBuildOptions)
	set("application.resourceTrackingMethod", s.TrackingMethod)
	set("timeout.reconciliation", s.ReconciliationTimeout)
	flag("exec.enabled", s.ExecEnabled)
	if s.Exclusions != nil {
		doc("resource.exclusions", s.Exclusions)
	}
	if s.Inclusions != nil {
		doc("resource.inclusions", s.Inclusions)
	}
	for kind, c := range s.Customizations {
		kind = strings.Replace(kind, "/", "_", 1)
		set("resource.customizations.health."+kind, c.Health)
		doc("resource.customizations.actions."+kind, c.Actions)
		if !c.IgnoreDifferences.empty() {
			doc("resource.customizations.ignoreDifferences."+kind, c.IgnoreDifferences)
		}
		if !c.IgnoreResourceUpdates.empty() {
			doc("resource.customizations.ignoreResourceUpdates."+kind, c.IgnoreResourceUpdates)
		}
		if len(c.KnownTypeFields) > 0 {
			doc("resource.customizations.knownTypeFields."+kind, c.KnownTypeFields)
		}
	}
	for key, value := range s.Extra {
		data[key] = value
	}
	return ConfigMap{Metadata: Metadata{Name: "argocd-cm", Namespace: namespace, Labels: partOf("argocd-cm")}, Data: data}
}

// RBAC is who may do what in Argo CD. [RBAC.ConfigMap] returns it as the
// ConfigMap argocd-rbac-cm.
type RBAC struct {
	// Default is the role of everybody, as role:readonly; without it nobody may
	// do anything that is not granted.
	Default string
	// Grants give subjects rights or roles.
	Grants []Grant
	// Scopes are the claims of single sign-on that name a user's groups; the
	// default is groups.
	Scopes []string
	// MatchMode is how objects in rights match: glob (the default) or regex.
	MatchMode string
}

// Grant gives a subject a right or a role: one of [Allow], [Deny] and [Role].
type Grant interface{ csv() string }

// Right is what a subject may do.
type Right struct {
	// Subject is a role (role:…), a user or a group.
	Subject string
	// Resource is applications, applicationsets, projects, repositories,
	// clusters, accounts, certificates, gpgkeys, logs, exec or extensions.
	Resource string
	// Action is get, create, update, delete, sync, override, action/… or *.
	Action string
	// Object is what it is about, as project/application; globs are allowed.
	Object string
}

// Allow grants a right.
type Allow Right

func (a Allow) csv() string { return rightCSV(Right(a), "allow") }

// Deny takes a right away; it counts more than any [Allow].
type Deny Right

func (d Deny) csv() string { return rightCSV(Right(d), "deny") }

func rightCSV(r Right, effect string) string {
	return csvLine("p", r.Subject, r.Resource, r.Action, r.Object, effect)
}

// csvLine joins the fields of a line as Argo CD reads it: those that hold a comma
// or quotes are quoted.
func csvLine(fields ...string) string {
	for i, f := range fields {
		if strings.ContainsAny(f, ",\"\n\r#") || strings.TrimSpace(f) != f {
			fields[i] = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
	}
	return strings.Join(fields, ", ")
}

// Role gives a user or a group a role.
type Role struct {
	// Subject is the user or group.
	Subject string
	// Role is the role: role:admin, role:readonly, or one of [Allow]s.
	Role string
}

func (r Role) csv() string { return csvLine("g", r.Subject, r.Role) }

// ConfigMap returns the rights as the ConfigMap argocd-rbac-cm.
func (r RBAC) ConfigMap(namespace string) ConfigMap {
	data := map[string]Text{}
	if r.Default != "" {
		data["policy.default"] = r.Default
	}
	var policy strings.Builder
	for _, g := range r.Grants {
		policy.WriteString(g.csv())
		policy.WriteByte('\n')
	}
	if policy.Len() > 0 {
		data["policy.csv"] = policy.String()
	}
	if len(r.Scopes) > 0 {
		data["scopes"] = "[" + strings.Join(r.Scopes, ", ") + "]"
	}
	if r.MatchMode != "" {
		data["policy.matchMode"] = r.MatchMode
	}
	return ConfigMap{Metadata: Metadata{Name: "argocd-rbac-cm", Namespace: namespace, Labels: partOf("argocd-rbac-cm")}, Data: data}
}

// Parameters are the settings of Argo CD's components, which read them when they
// start. [Parameters.ConfigMap] returns them as the ConfigMap
// argocd-cmd-params-cm.
type Parameters struct {
	// RepoServerParallelismLimit is the number of manifests that a repo-server
	// makes at a time; 0, the default, is no limit.
	RepoServerParallelismLimit *int
	// RepoServerCacheExpiration is how long manifests are kept, as 24h.
	RepoServerCacheExpiration string
	// ControllerStatusProcessors is the number of Applications that are compared
	// at a time; the default is 20, for many Applications 50.
	ControllerStatusProcessors *int
	// ControllerOperationProcessors is the number of syncs at a time; the
	// default is 10, for many Applications 25.
	ControllerOperationProcessors *int
	// ControllerRepoServerTimeoutSeconds is how long manifests may take; the
	// default is 60.
	ControllerRepoServerTimeoutSeconds *int
	// ServerInsecure turns TLS off, behind a load balancer that ends it.
	ServerInsecure *bool
	// ServerRootPath is the path that Argo CD is served below.
	ServerRootPath string
	// ApplicationNamespaces are namespaces, beside Argo CD's own, that may hold
	// Applications.
	ApplicationNamespaces []string
	// ProgressiveSyncs allows [Strategy] in ApplicationSets.
	ProgressiveSyncs *bool
	// Extra are further keys.
	Extra map[string]string
}

// ConfigMap returns the parameters as the ConfigMap argocd-cmd-params-cm.
func (p Parameters) ConfigMap(namespace string) ConfigMap {
	data := map[string]Text{}
	number := func(key string, value *int) {
		if value != nil {
			data[key] = strconv.Itoa(*value)
		}
	}
	flag := func(key string, value *bool) {
		if value != nil {
			data[key] = strconv.FormatBool(*value)
		}
	}
	set := func(key, value string) {
		if value != "" {
			data[key] = value
		}
	}
	number("reposerver.parallelism.limit", p.RepoServerParallelismLimit)
	set("reposerver.repo.cache.expiration", p.RepoServerCacheExpiration)
	number("controller.status.processors", p.ControllerStatusProcessors)
	number("controller.operation.processors", p.ControllerOperationProcessors)
	number("controller.repo.server.timeout.seconds", p.ControllerRepoServerTimeoutSeconds)
	flag("server.insecure", p.ServerInsecure)
	set("server.rootpath", p.ServerRootPath)
	set("application.namespaces", strings.Join(p.ApplicationNamespaces, ","))
	flag("applicationsetcontroller.enable.progressive.syncs", p.ProgressiveSyncs)
	for key, value := range p.Extra {
		data[key] = value
	}
	return ConfigMap{Metadata: Metadata{Name: "argocd-cmd-params-cm", Namespace: namespace, Labels: partOf("argocd-cmd-params-cm")}, Data: data}
}

// Notifications are what Argo CD tells whom. [Notifications.ConfigMap] returns
// them as the ConfigMap argocd-notifications-cm.
type Notifications struct {
	// Services are where notifications go, by type or type.name: slack,
	// slack.mattermost, email, webhook.github …. A value that begins with $
	// names a key of the Secret argocd-notifications-secret.
	Services map[string]any
	// Triggers say when notifications are sent, by name.
	Triggers map[string][]TriggerCondition
	// Templates are the notifications, by name.
	Templates map[string]NotificationTemplate
	// Subscriptions are recipients for all Applications, beside those that an
	// Application or project has by [Subscribe].
	Subscriptions []Subscription
	// DefaultTriggers are those of subscriptions that name none.
	DefaultTriggers []string
	// Context are values that templates see below .context.
	Context map[string]string
}

// TriggerCondition is a condition under which templates are sent.
type TriggerCondition struct {
	// When is an expression over app, the Application.
	When string `json:"when" jc:"required"`
	// Send are names of templates.
	Send []string `json:"send" jc:"required"`
	// OncePer is an expression; for each of its values it is sent once.
	OncePer string `json:"oncePer,omitzero"`
	// Description says when that is.
	Description string `json:"description,omitzero"`
}

// NotificationTemplate is a notification. All its texts are Go templates, in
// which .app is the Application.
type NotificationTemplate struct {
	// Message is the text for services without one of their own.
	Message string `json:"message,omitzero"`
	// Email is the mail.
	Email NotificationEmail `json:"email,omitzero"`
	// Slack is the message on Slack.
	Slack NotificationSlack `json:"slack,omitzero"`
	// Webhook are requests, by the webhook's name.
	Webhook map[string]NotificationWebhook `json:"webhook,omitzero"`
	// Extra are further services.
	Extra map[string]any `json:",inline"`
}

// NotificationEmail is a mail.
type NotificationEmail struct {
	// Subject is its subject.
	Subject string `json:"subject,omitzero"`
	// Body is its body.
	Body string `json:"body,omitzero"`
}

// NotificationSlack is a message on Slack.
type NotificationSlack struct {
	// Attachments are attachments, as JSON.
	Attachments string `json:"attachments,omitzero"`
	// Blocks are blocks, as JSON.
	Blocks string `json:"blocks,omitzero"`
	// GroupingKey puts messages of one key into one thread.
	GroupingKey string `json:"groupingKey,omitzero"`
	// DeliveryPolicy is Post, PostAndUpdate or Update.
	DeliveryPolicy string `json:"deliveryPolicy,omitzero" jc:"enum=Post|PostAndUpdate|Update"`
}

// NotificationWebhook is a request.
type NotificationWebhook struct {
	// Method is the request's method; the default is GET.
	Method string `json:"method,omitzero"`
	// Path is put behind the service's address.
	Path string `json:"path,omitzero"`
	// Body is the request's body.
	Body string `json:"body,omitzero"`
}

// Subscription are recipients of notifications.
type Subscription struct {
	// Recipients are recipients, each as service:name.
	Recipients []string `json:"recipients" jc:"required"`
	// Triggers are the triggers; the default is DefaultTriggers.
	Triggers []string `json:"triggers,omitzero"`
	// Selector selects Applications by their labels.
	Selector string `json:"selector,omitzero"`
}

// Subscribe is the annotation of an Application or AppProject that subscribes
// recipients of a service to a trigger.
func Subscribe(trigger, service string, recipients ...string) Annotation {
	return Annotation{Key: "notifications.argoproj.io/subscribe." + trigger + "." + service, Value: strings.Join(recipients, ";")}
}

// Validate checks that triggers send templates that are there, and that
// subscriptions name triggers that are there.
func (n Notifications) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	for name, conditions := range n.Triggers {
		for i, c := range conditions {
			for _, t := range c.Send {
				if _, ok := n.Templates[t]; !ok {
					list.Add(fieldpath.NotFound, root.Child("triggers").Key(name).Index(i).Child("send"), t, "there is no template of this name")
				}
			}
		}
	}
	trigger := func(at *fieldpath.Path, name string) {
		if _, ok := n.Triggers[name]; !ok {
			list.Add(fieldpath.NotFound, at, name, "there is no trigger of this name")
		}
	}
	for i, s := range n.Subscriptions {
		at := root.Child("subscriptions").Index(i)
		for _, t := range s.Triggers {
			trigger(at.Child("triggers"), t)
		}
		for _, r := range s.Recipients {
			service, _, _ := strings.Cut(r, ":")
			if _, ok := n.Services[service]; !ok {
				list.Add(fieldpath.NotFound, at.Child("recipients"), r, "there is no service "+service)
			}
		}
	}
	for _, t := range n.DefaultTriggers {
		trigger(root.Child("defaultTriggers"), t)
	}
	return list.Err()
}

// ConfigMap returns the notifications as the ConfigMap argocd-notifications-cm.
// Its error is that of Validate.
func (n Notifications) ConfigMap(namespace string) (ConfigMap, error) {
	if err := n.Validate(); err != nil {
		return ConfigMap{}, err
	}
	data := map[string]Text{}
	for name, s := range n.Services {
		data["service."+name] = YAML(s)
	}
	for name, t := range n.Triggers {
		data["trigger."+name] = YAML(t)
	}
	for name, t := range n.Templates {
		data["template."+name] = YAML(t)
	}
	if n.Subscriptions != nil {
		data["subscriptions"] = YAML(n.Subscriptions)
	}
	if n.DefaultTriggers != nil {
		data["defaultTriggers"] = YAML(n.DefaultTriggers)
	}
	if n.Context != nil {
		data["context"] = YAML(n.Context)
	}
	return ConfigMap{Metadata: Metadata{Name: "argocd-notifications-cm", Namespace: namespace, Labels: partOf("argocd-notifications-cm")}, Data: data}, nil
}
