package casc

import (
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Credentials is the root element credentials: the stores of credentials.
type Credentials struct {
	// System is the store of the whole Jenkins (system).
	System SystemCredentials `json:"system,omitzero"`
	// Extra are the stores of other providers.
	Extra map[string]any `json:",inline" jc:"open"`
}

// SystemCredentials is the store of credentials of the whole Jenkins.
type SystemCredentials struct {
	// DomainCredentials are the credentials by domain (domainCredentials).
	DomainCredentials []DomainCredentials `json:"domainCredentials,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// DomainCredentials are the credentials of a domain; of the global one when
// Domain is empty.
type DomainCredentials struct {
	// Domain says what the credentials may be used for (domain).
	Domain Domain `json:"domain,omitzero"`
	// Credentials are the credentials (credentials).
	Credentials []Credential `json:"credentials,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Domain says what credentials may be used for.
type Domain struct {
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Specifications limit it (specifications).
	Specifications []DomainSpecification `json:"specifications,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Scope says who may use a credential.
type Scope string

// Who may use a credential.
const (
	ScopeGlobal Scope = "GLOBAL" // Jenkins and the jobs
	ScopeSystem Scope = "SYSTEM" // Jenkins alone, as for connecting agents
)

// UsernamePassword is a name and a password (usernamePassword): a [Credential].
type UsernamePassword struct {
	IsCredential `json:"-" jc:"symbol=usernamePassword"`
	// ID is the name that jobs use (id). Without one, Jenkins makes a new one
	// each time the document is read.
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// Username is the user name (username).
	Username string `json:"username" jc:"required"`
	// UsernameSecret hides the user name in logs too (usernameSecret).
	UsernameSecret *bool `json:"usernameSecret,omitzero"`
	// Password is the password (password).
	Password string `json:"password" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SecretString is a secret text, such as a token (string): a [Credential]. It
// needs the plain-credentials plugin.
type SecretString struct {
	IsCredential `json:"-" jc:"symbol=string"`
	// ID is the name that jobs use (id).
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// Secret is the secret (secret).
	Secret string `json:"secret" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SecretFile is a secret file (file): a [Credential]. It needs the
// plain-credentials plugin.
type SecretFile struct {
	IsCredential `json:"-" jc:"symbol=file"`
	// ID is the name that jobs use (id).
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// FileName is the name of the file (fileName).
	FileName string `json:"fileName" jc:"required"`
	// SecretBytes is its content in base64 (secretBytes), such as
	// [ReadFileBase64] gives.
	SecretBytes string `json:"secretBytes" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Validate reports content that is read as it is, where base64 is wanted.
func (f SecretFile) Validate() error {
	return refuse("secretBytes", f.SecretBytes, "the content is wanted in base64: use ReadFileBase64, or Base64 around a variable", "file:", "readfile:")
}

// SSHPrivateKey is a user name with a private key (basicSSHUserPrivateKey): a
// [Credential]. It needs the ssh-credentials plugin.
type SSHPrivateKey struct {
	IsCredential `json:"-" jc:"symbol=basicSSHUserPrivateKey"`
	// ID is the name that jobs use (id).
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// Username is the user name (username).
	Username string `json:"username,omitzero"`
	// UsernameSecret hides the user name in logs too (usernameSecret).
	UsernameSecret *bool `json:"usernameSecret,omitzero"`
	// Passphrase opens the key (passphrase).
	Passphrase string `json:"passphrase,omitzero" jc:"secret"`
	// PrivateKeySource is where the key comes from (privateKeySource).
	PrivateKeySource PrivateKeySource `json:"privateKeySource" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// DirectEntry is a private key given here (directEntry): a [PrivateKeySource].
type DirectEntry struct {
	IsPrivateKeySource `json:"-" jc:"symbol=directEntry"`
	// PrivateKey is the key, in PEM form and with its last newline
	// (privateKey).
	PrivateKey string `json:"privateKey" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Validate reports a key without its last newline, which OpenSSH refuses.
func (e DirectEntry) Validate() error {
	return refuse("privateKey", e.PrivateKey, "a private key needs its last newline", "trim:")
}

// Certificate is a key store with a certificate and its key (certificate): a
// [Credential].
type Certificate struct {
	IsCredential `json:"-" jc:"symbol=certificate"`
	// ID is the name that jobs use (id).
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// Password opens the key store (password).
	Password string `json:"password,omitzero" jc:"secret"`
	// KeyStoreSource is where the key store comes from (keyStoreSource).
	KeyStoreSource KeyStoreSource `json:"keyStoreSource" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// UploadedKeyStore is a PKCS #12 key store given here (uploaded): a
// [KeyStoreSource].
type UploadedKeyStore struct {
	IsKeyStoreSource `json:"-" jc:"symbol=uploaded"`
	// UploadedKeystore is the key store in base64 (uploadedKeystore).
	UploadedKeystore string `json:"uploadedKeystore" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Validate reports a key store that is read as it is, where base64 is wanted.
func (s UploadedKeyStore) Validate() error {
	return refuse("uploadedKeystore", s.UploadedKeystore, "the key store is wanted in base64: use ReadFileBase64, or Base64 around a variable", "file:", "readfile:")
}

// refuse reports a value that is one lookup with one of the prefixes.
func refuse(name, value, detail string, prefixes ...string) error {
	for p := range live.Parts(value) {
		for _, prefix := range prefixes {
			if p.Language == live.JCasC && strings.HasPrefix(strings.ToLower(p.Text), prefix) {
				return &Error{Kind: fieldpath.Invalid, Path: name, Detail: detail}
			}
		}
	}
	return nil
}

// AWSCredentials is an access key of Amazon Web Services, or a role to take (aws):
// a [Credential]. It needs the aws-credentials plugin.
type AWSCredentials struct {
	IsCredential `json:"-" jc:"symbol=aws"`
	// ID is the name that jobs use (id).
	ID string `json:"id" jc:"required,decl=credential"`
	// Description says what it is (description).
	Description string `json:"description,omitzero"`
	// Scope says who may use it (scope); GLOBAL by default.
	Scope Scope `json:"scope,omitzero" jc:"enum=GLOBAL|SYSTEM|USER"`
	// AccessKey is the access key's ID (accessKey); empty for the controller's own
	// role.
	AccessKey string `json:"accessKey,omitzero"`
	// SecretKey is its secret (secretKey).
	SecretKey string `json:"secretKey,omitzero" jc:"secret"`
	// IAMRoleARN is a role to take (iamRoleArn).
	IAMRoleARN string `json:"iamRoleArn,omitzero"`
	// IAMExternalID is the external ID that the role asks for (iamExternalId).
	IAMExternalID string `json:"iamExternalId,omitzero"`
	// IAMMFASerialNumber is the device for a second factor
	// (iamMfaSerialNumber).
	IAMMFASerialNumber string `json:"iamMfaSerialNumber,omitzero"`
	// STSTokenDuration is how many seconds a role's token lasts
	// (stsTokenDuration); 3600 by default.
	STSTokenDuration *int `json:"stsTokenDuration,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// HostnameSpecification limits a domain to hosts (hostnameSpecification): a
// [DomainSpecification].
type HostnameSpecification struct {
	IsDomainSpecification `json:"-" jc:"symbol=hostnameSpecification"`
	// Includes are the hosts, separated by commas, with * as a wildcard (includes).
	Includes string `json:"includes,omitzero"`
	// Excludes are hosts that it is not for (excludes).
	Excludes string `json:"excludes,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// HostnamePortSpecification limits a domain to hosts and ports
// (hostnamePortSpecification): a [DomainSpecification].
type HostnamePortSpecification struct {
	IsDomainSpecification `json:"-" jc:"symbol=hostnamePortSpecification"`
	// Includes are host:port, separated by commas, with * as a wildcard (includes).
	Includes string `json:"includes,omitzero"`
	// Excludes are those that it is not for (excludes).
	Excludes string `json:"excludes,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SchemeSpecification limits a domain to the schemes of URIs
// (schemeSpecification): a [DomainSpecification].
type SchemeSpecification struct {
	IsDomainSpecification `json:"-" jc:"symbol=schemeSpecification"`
	// Schemes are the schemes, separated by commas (schemes).
	Schemes string `json:"schemes" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// PathSpecification limits a domain to the paths of URIs (pathSpecification): a
// [DomainSpecification].
type PathSpecification struct {
	IsDomainSpecification `json:"-" jc:"symbol=pathSpecification"`
	// Includes are the paths, separated by commas, with * as a wildcard (includes).
	Includes string `json:"includes,omitzero"`
	// Excludes are paths that it is not for (excludes).
	Excludes string `json:"excludes,omitzero"`
	// CaseSensitive is whether case counts (caseSensitive).
	CaseSensitive *bool `json:"caseSensitive,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GlobalCredentialsConfiguration is the root element
// globalCredentialsConfiguration: which providers and types of credentials may be
// used.
type GlobalCredentialsConfiguration struct {
	// Configuration holds the filters (configuration).
	Configuration CredentialsFilters `json:"configuration,omitzero"`
	// Extra are what other plugins have on that page.
	Extra map[string]any `json:",inline" jc:"open"`
}

// CredentialsFilters limit providers and types of credentials.
type CredentialsFilters struct {
	// ProviderFilter says which providers may be used (providerFilter).
	ProviderFilter CredentialsProviderFilter `json:"providerFilter,omitzero"`
	// TypeFilter says which types may be used (typeFilter).
	TypeFilter CredentialsTypeFilter `json:"typeFilter,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline" jc:"also=restrictions"`
}
