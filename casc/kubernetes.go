package casc

import (
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// KubernetesCloud makes agents as pods (kubernetes): a [Cloud]. It needs the
// kubernetes plugin.
type KubernetesCloud struct {
	IsCloud `json:"-" jc:"symbol=kubernetes"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// ServerURL is the address of the API server (serverUrl); that of the cluster
	// that Jenkins runs in by default.
	ServerURL string `json:"serverUrl,omitzero"`
	// UseJenkinsProxy reaches it through Jenkins' proxy (useJenkinsProxy).
	UseJenkinsProxy *bool `json:"useJenkinsProxy,omitzero"`
	// ServerCertificate is its certificate in PEM form (serverCertificate).
	ServerCertificate string `json:"serverCertificate,omitzero"`
	// SkipTLSVerify trusts any certificate (skipTlsVerify).
	SkipTLSVerify *bool `json:"skipTlsVerify,omitzero"`
	// CredentialsID names the credential to sign in with (credentialsId).
	CredentialsID string `json:"credentialsId,omitzero" jc:"ref=credential"`
	// Namespace is where pods are made (namespace); that of the controller by
	// default.
	Namespace string `json:"namespace,omitzero"`
	// JNLPRegistry is put before the default agent image (jnlpregistry).
	JNLPRegistry string `json:"jnlpregistry,omitzero"`
	// RestrictedPSSSecurityContext makes containers satisfy the "restricted" pod
	// security standard (restrictedPssSecurityContext).
	RestrictedPSSSecurityContext *bool `json:"restrictedPssSecurityContext,omitzero"`
	// WebSocket lets agents connect by HTTP, without the TCP port (webSocket).
	WebSocket *bool `json:"webSocket,omitzero"`
	// DirectConnection lets agents connect to the TCP port without asking the
	// controller by HTTP first (directConnection).
	DirectConnection *bool `json:"directConnection,omitzero"`
	// JenkinsURL is the controller's address as agents see it (jenkinsUrl);
	// Location's by default.
	JenkinsURL string `json:"jenkinsUrl,omitzero"`
	// JenkinsTunnel is the host:port of the controller's TCP port as agents see it
	// (jenkinsTunnel).
	JenkinsTunnel string `json:"jenkinsTunnel,omitzero"`
	// ContainerCap is how many pods there are at most (containerCap); unlimited by
	// default.
	ContainerCap *int `json:"containerCap,omitzero"`
	// ContainerCapStr is the same as a string (containerCapStr).
	ContainerCapStr string `json:"containerCapStr,omitzero"`
	// ConnectTimeout is how many seconds connecting to the API server may take
	// (connectTimeout); 5 by default, which is the least.
	ConnectTimeout *int `json:"connectTimeout,omitzero"`
	// ReadTimeout is how many seconds an answer may take (readTimeout); 15 by
	// default, which is the least.
	ReadTimeout *int `json:"readTimeout,omitzero"`
	// RetentionTimeout is after how many minutes an agent that is offline is
	// removed (retentionTimeout); 5 by default, which is the least.
	RetentionTimeout *int `json:"retentionTimeout,omitzero"`
	// MaxRequestsPerHost is how many requests run at once (maxRequestsPerHost); 32
	// by default.
	MaxRequestsPerHost *int `json:"maxRequestsPerHost,omitzero"`
	// MaxRequestsPerHostStr is the same as a string (maxRequestsPerHostStr).
	MaxRequestsPerHostStr string `json:"maxRequestsPerHostStr,omitzero"`
	// WaitForPodSec is how many seconds a pod may take to start (waitForPodSec);
	// 600 by default.
	WaitForPodSec *int `json:"waitForPodSec,omitzero"`
	// PodLabels are labels of all pods (podLabels); jenkins=slave by default.
	PodLabels []podtemplate.Label `json:"podLabels,omitzero"`
	// PodRetention says whether pods are kept when their agent has ended
	// (podRetention); never by default.
	PodRetention podtemplate.PodRetention `json:"podRetention,omitzero"`
	// DefaultsProviderTemplate names the template that all others inherit from
	// first (defaultsProviderTemplate).
	DefaultsProviderTemplate string `json:"defaultsProviderTemplate,omitzero" jc:"ref=podTemplate"`
	// UsageRestricted limits the cloud to folders that allow it (usageRestricted).
	UsageRestricted *bool `json:"usageRestricted,omitzero"`
	// AddMasterProxyEnvVars gives agents the controller's proxy variables
	// (addMasterProxyEnvVars).
	AddMasterProxyEnvVars *bool `json:"addMasterProxyEnvVars,omitzero"`
	// GarbageCollection removes pods that were left behind (garbageCollection).
	GarbageCollection GarbageCollection `json:"garbageCollection,omitzero"`
	// Traits are further behaviours (traits).
	Traits []KubernetesCloudTrait `json:"traits,omitzero"`
	// Templates are the pods (templates).
	Templates []podtemplate.PodTemplate `json:"templates,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Registry returns what the cloud's pods are made of, for
// [podtemplate.Effective] and its warnings.
func (c KubernetesCloud) Registry() podtemplate.Registry {
	is := func(b *bool) bool { return b != nil && *b }
	return podtemplate.Registry{
		Templates: c.Templates, DefaultsProviderTemplate: c.DefaultsProviderTemplate,
		Namespace: c.Namespace, PodLabels: c.PodLabels,
		JenkinsURL: c.JenkinsURL, JenkinsTunnel: c.JenkinsTunnel,
		WebSocket: is(c.WebSocket), DirectConnection: is(c.DirectConnection),
		JNLPRegistry: c.JNLPRegistry, RestrictedPSSSecurityContext: is(c.RestrictedPSSSecurityContext),
	}
}

// Validate reports what is wrong between the templates: unknown parents, cycles,
// names that two have, mounts of volumes that nobody declares.
func (c KubernetesCloud) Validate() error { return c.Registry().Validate() }

// GarbageCollection removes pods of agents that were left behind.
type GarbageCollection struct {
	// Namespaces are where it looks, one a line (namespaces).
	Namespaces string `json:"namespaces,omitzero"`
	// Timeout is after how many seconds a pod without a sign of life is removed
	// (timeout); 300 by default, 120 at least.
	Timeout *int `json:"timeout,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Warnings returns what the document is allowed to say but hardly means: what
// pods of its kubernetes clouds lose when templates are merged, and agents that
// are overridden by accident; see [podtemplate.Registry.Warnings].
func Warnings(d Document) []*Error {
	var list fieldpath.List
	for i, cloud := range d.Jenkins.Clouds {
		if p, ok := cloud.(*KubernetesCloud); ok && p != nil {
			cloud = *p
		}
		if k, ok := cloud.(KubernetesCloud); ok {
			at := (*fieldpath.Path)(nil).Child("jenkins").Child("clouds").Index(i).Child("kubernetes")
			for _, w := range k.Registry().Warnings() {
				list.Append(at, w)
			}
		}
	}
	return list
}
