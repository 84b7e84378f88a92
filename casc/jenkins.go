package casc

// Jenkins is the root element jenkins: the controller itself.
type Jenkins struct {
	// SystemMessage is shown at the top of the first page, through
	// MarkupFormatter (systemMessage).
	SystemMessage string `json:"systemMessage,omitzero"`
	// NumExecutors is how many builds run on the controller at once
	// (numExecutors); 2 by default. With agents, use 0: builds on the controller
	// can read all its secrets.
	NumExecutors *int `json:"numExecutors,omitzero"`
	// Mode says whether jobs without a label may run on the controller (mode);
	// NORMAL by default.
	Mode Mode `json:"mode,omitzero" jc:"enum=NORMAL|EXCLUSIVE"`
	// LabelString are the controller's labels, separated by blanks (labelString).
	LabelString string `json:"labelString,omitzero" jc:"decl=label"`
	// QuietPeriod is how many seconds a triggered build waits before it is started
	// (quietPeriod); 5 by default.
	QuietPeriod *int `json:"quietPeriod,omitzero"`
	// SCMCheckoutRetryCount is how often a failed checkout is tried again
	// (scmCheckoutRetryCount); 0 by default.
	SCMCheckoutRetryCount *int `json:"scmCheckoutRetryCount,omitzero"`
	// SecurityRealm says who people are (securityRealm).
	SecurityRealm SecurityRealm `json:"securityRealm,omitzero"`
	// AuthorizationStrategy says who may do what (authorizationStrategy).
	AuthorizationStrategy AuthorizationStrategy `json:"authorizationStrategy,omitzero"`
	// DisableRememberMe removes "Keep me signed in" (disableRememberMe).
	DisableRememberMe *bool `json:"disableRememberMe,omitzero"`
	// CrumbIssuer protects against cross-site request forgery (crumbIssuer);
	// [DefaultCrumbIssuer] by default.
	CrumbIssuer CrumbIssuer `json:"crumbIssuer,omitzero"`
	// RemotingSecurity limits what agents may do on the controller
	// (remotingSecurity). Since Jenkins 2.326 it is always on and this does nothing.
	RemotingSecurity RemotingSecurity `json:"remotingSecurity,omitzero"`
	// SlaveAgentPort is the TCP port for inbound agents (slaveAgentPort): 0 a
	// random one, -1 none, which is the default.
	SlaveAgentPort *int `json:"slaveAgentPort,omitzero"`
	// AgentProtocols are the protocols by which inbound agents connect
	// (agentProtocols). Since Jenkins 2.415 it does nothing.
	AgentProtocols []string `json:"agentProtocols,omitzero"`
	// Clouds make agents on demand (clouds).
	Clouds []Cloud `json:"clouds,omitzero"`
	// Nodes are the agents that always exist (nodes).
	Nodes []Node `json:"nodes,omitzero"`
	// LabelAtoms give labels properties (labelAtoms).
	LabelAtoms []LabelAtom `json:"labelAtoms,omitzero"`
	// NodeMonitors are watched on every agent (nodeMonitors).
	NodeMonitors []NodeMonitor `json:"nodeMonitors,omitzero"`
	// NodeProperties are properties of the controller as a node (nodeProperties).
	NodeProperties []NodeProperty `json:"nodeProperties,omitzero"`
	// GlobalNodeProperties are properties of all nodes, such as environment
	// variables (globalNodeProperties).
	GlobalNodeProperties []NodeProperty `json:"globalNodeProperties,omitzero"`
	// Views are the pages that list jobs (views).
	Views []View `json:"views,omitzero"`
	// PrimaryView is the view that is shown first (primaryView). It must be one of
	// Views, written the same.
	PrimaryView View `json:"primaryView,omitzero"`
	// ViewsTabBar draws the tabs of views (viewsTabBar).
	ViewsTabBar ViewsTabBar `json:"viewsTabBar,omitzero"`
	// MyViewsTabBar draws the tabs of a user's own views (myViewsTabBar).
	MyViewsTabBar MyViewsTabBar `json:"myViewsTabBar,omitzero"`
	// MarkupFormatter says how descriptions become HTML (markupFormatter);
	// [PlainText] by default.
	MarkupFormatter MarkupFormatter `json:"markupFormatter,omitzero"`
	// ProjectNamingStrategy says which names jobs may have
	// (projectNamingStrategy).
	ProjectNamingStrategy ProjectNamingStrategy `json:"projectNamingStrategy,omitzero"`
	// DisabledAdministrativeMonitors are the warnings not to be shown, by class
	// name (disabledAdministrativeMonitors).
	DisabledAdministrativeMonitors []string `json:"disabledAdministrativeMonitors,omitzero"`
	// NoUsageStatistics keeps Jenkins from reporting its use (noUsageStatistics).
	NoUsageStatistics *bool `json:"noUsageStatistics,omitzero"`
	// RawBuildsDir is where builds are stored, with Jenkins' own variables such as
	// ${ITEM_ROOTDIR}/builds (rawBuildsDir). The string is literal like any other.
	RawBuildsDir string `json:"rawBuildsDir,omitzero"`
	// Proxy is the HTTP proxy of the controller (proxy).
	Proxy Proxy `json:"proxy,omitzero"`
	// UpdateCenter says where plugins come from (updateCenter).
	UpdateCenter UpdateCenter `json:"updateCenter,omitzero"`
	// Log are the log recorders (log).
	Log LogRecorders `json:"log,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Mode says whether a node takes jobs that don't ask for it.
type Mode string

// Whether a node takes jobs that don't ask for it.
const (
	ModeNormal    Mode = "NORMAL"    // use it as much as possible
	ModeExclusive Mode = "EXCLUSIVE" // only for jobs that name one of its labels
)

// RemotingSecurity is the attribute remotingSecurity of [Jenkins].
type RemotingSecurity struct {
	// Enabled is whether agents are kept from commanding the controller (enabled).
	Enabled *bool `json:"enabled,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LabelAtom gives a label properties.
type LabelAtom struct {
	// Name is the label (name).
	Name string `json:"name" jc:"required"`
	// Properties are its properties, of plugins (properties).
	Properties []any `json:"properties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Proxy is the HTTP proxy by which the controller reaches the world.
type Proxy struct {
	// Name is the proxy's host (name).
	Name string `json:"name" jc:"required"`
	// Port is its port (port).
	Port int `json:"port" jc:"required"`
	// UserName is the user (userName).
	UserName string `json:"userName,omitzero"`
	// SecretPassword is the password (secretPassword).
	SecretPassword string `json:"secretPassword,omitzero" jc:"secret"`
	// NoProxyHost are the hosts reached without it, one a line, * as a wildcard
	// (noProxyHost).
	NoProxyHost string `json:"noProxyHost,omitzero"`
	// TestURL is the address that the page's button tries (testUrl).
	TestURL string `json:"testUrl,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// UpdateCenter says where plugins come from.
type UpdateCenter struct {
	// Sites are the update sites (sites).
	Sites []UpdateSite `json:"sites,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// UpdateSite is a place that plugins come from.
type UpdateSite struct {
	// ID is its name (id); that of the usual one is default.
	ID string `json:"id" jc:"required"`
	// URL is its address (url), such as
	// https://updates.jenkins.io/update-center.json.
	URL string `json:"url" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LogRecorders are the log recorders of the page "System Log".
type LogRecorders struct {
	// Recorders are the recorders (recorders).
	Recorders []LogRecorder `json:"recorders,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LogRecorder keeps the messages of some loggers.
type LogRecorder struct {
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Loggers are the loggers that it keeps (loggers).
	Loggers []LogTarget `json:"loggers,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LogTarget is a logger and the least level that is kept of it.
type LogTarget struct {
	// Name is the logger, such as hudson.model.Queue (name).
	Name string `json:"name" jc:"required"`
	// Level is the level, such as FINE or WARNING (level).
	Level string `json:"level" jc:"required,enum=OFF|SEVERE|WARNING|INFO|CONFIG|FINE|FINER|FINEST|ALL"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// DefaultCrumbIssuer is the usual [CrumbIssuer] (standard).
type DefaultCrumbIssuer struct {
	IsCrumbIssuer `json:"-" jc:"symbol=standard"`
	// ExcludeClientIPFromCrumb lets a crumb be used from another address
	// (excludeClientIPFromCrumb). Gone since Jenkins 2.404.
	ExcludeClientIPFromCrumb *bool `json:"excludeClientIPFromCrumb,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// PlainText shows descriptions as they are (plainText): the default
// [MarkupFormatter].
type PlainText struct {
	IsMarkupFormatter `json:"-" jc:"symbol=plainText"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// RawHTML shows descriptions as HTML of which only the harmless part is kept
// (rawHtml): a [MarkupFormatter]. It needs the antisamy-markup-formatter plugin.
type RawHTML struct {
	IsMarkupFormatter `json:"-" jc:"symbol=rawHtml"`
	// DisableSyntaxHighlighting shows the editor without colours
	// (disableSyntaxHighlighting).
	DisableSyntaxHighlighting *bool `json:"disableSyntaxHighlighting,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// DefaultProjectNamingStrategy lets jobs have any name (standard): a
// [ProjectNamingStrategy].
type DefaultProjectNamingStrategy struct {
	IsProjectNamingStrategy `json:"-" jc:"symbol=standard"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// PatternProjectNamingStrategy lets jobs have only names that match (pattern): a
// [ProjectNamingStrategy].
type PatternProjectNamingStrategy struct {
	IsProjectNamingStrategy `json:"-" jc:"symbol=pattern"`
	// NamePattern is the regular expression (namePattern).
	NamePattern string `json:"namePattern" jc:"required"`
	// Description is what users are told (description).
	Description string `json:"description,omitzero"`
	// ForceExistingJobs applies it to existing jobs when they are saved
	// (forceExistingJobs).
	ForceExistingJobs *bool `json:"forceExistingJobs,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
