package casc

// Tool is the root element tool: the page "Tools". Tools without a field here go
// to Extra, under the name that JCasC knows them by.
type Tool struct {
	// Git are installations of git (git); needs the git-client plugin.
	Git ToolInstallations `json:"git,omitzero"`
	// JDK are installations of Java (jdk).
	JDK ToolInstallations `json:"jdk,omitzero"`
	// Maven are installations of Maven (maven).
	Maven ToolInstallations `json:"maven,omitzero"`
	// MavenGlobalConfig are Maven's settings files (mavenGlobalConfig).
	MavenGlobalConfig MavenGlobalConfig `json:"mavenGlobalConfig,omitzero"`
	// Ant are installations of Ant (ant); needs the ant plugin.
	Ant ToolInstallations `json:"ant,omitzero"`
	// Gradle are installations of Gradle (gradle); needs the gradle plugin.
	Gradle ToolInstallations `json:"gradle,omitzero"`
	// NodeJS are installations of Node.js (nodejs); needs the nodejs plugin.
	NodeJS ToolInstallations `json:"nodejs,omitzero"`
	// DockerTool are installations of the Docker client (dockerTool); needs the
	// docker-commons plugin.
	DockerTool ToolInstallations `json:"dockerTool,omitzero"`
	// Extra are further tools.
	Extra map[string]any `json:",inline" jc:"open"`
}

// ToolInstallations are the installations of a tool.
type ToolInstallations struct {
	// Installations are the installations (installations).
	Installations []ToolInstallation `json:"installations,omitzero"`
	// DefaultProperties are what the page of the tool proposes for a new
	// installation (defaultProperties). Exports of older versions have it.
	DefaultProperties []ToolProperty `json:"defaultProperties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ToolInstallation is an installation of a tool.
type ToolInstallation struct {
	// Name is the name that jobs use (name).
	Name string `json:"name" jc:"required"`
	// Home is the folder or program (home); none where an installer puts it in
	// place.
	Home string `json:"home,omitzero"`
	// Properties say how it gets there (properties).
	Properties []ToolProperty `json:"properties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// InstallSource installs a tool when it is needed (installSource): a
// [ToolProperty].
type InstallSource struct {
	IsToolProperty `json:"-" jc:"symbol=installSource"`
	// Installers are the ways to do it (installers).
	Installers []ToolInstaller `json:"installers" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// CommandInstaller installs a tool by a shell script (command): a
// [ToolInstaller].
type CommandInstaller struct {
	IsToolInstaller `json:"-" jc:"symbol=command"`
	// Label limits it to agents (label).
	Label string `json:"label,omitzero" jc:"ref=label"`
	// Command is the script (command).
	Command string `json:"command" jc:"required"`
	// ToolHome is the tool's folder afterwards (toolHome).
	ToolHome string `json:"toolHome" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// BatchInstaller installs a tool by a batch file (batchFile): a [ToolInstaller].
type BatchInstaller struct {
	IsToolInstaller `json:"-" jc:"symbol=batchFile"`
	// Label limits it to agents (label).
	Label string `json:"label,omitzero" jc:"ref=label"`
	// Command is the batch file (command).
	Command string `json:"command" jc:"required"`
	// ToolHome is the tool's folder afterwards (toolHome).
	ToolHome string `json:"toolHome" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ZipInstaller installs a tool from an archive (zip): a [ToolInstaller].
type ZipInstaller struct {
	IsToolInstaller `json:"-" jc:"symbol=zip"`
	// Label limits it to agents (label).
	Label string `json:"label,omitzero" jc:"ref=label"`
	// URL is the address of the archive (url).
	URL string `json:"url" jc:"required"`
	// Subdir is the tool's folder in the archive (subdir).
	Subdir string `json:"subdir,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// MavenInstaller installs Maven from Apache (maven): a [ToolInstaller].
type MavenInstaller struct {
	IsToolInstaller `json:"-" jc:"symbol=maven"`
	// ID is the version, such as 3.9.9 (id).
	ID string `json:"id" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// MavenGlobalConfig are Maven's settings files.
type MavenGlobalConfig struct {
	// SettingsProvider gives the user's settings (settingsProvider).
	SettingsProvider SettingsProvider `json:"settingsProvider,omitzero"`
	// GlobalSettingsProvider gives the global settings (globalSettingsProvider).
	GlobalSettingsProvider GlobalSettingsProvider `json:"globalSettingsProvider,omitzero"`
	// Installations are the installations of Maven (installations), the same as
	// those of [Tool] under maven.
	Installations []ToolInstallation `json:"installations,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
