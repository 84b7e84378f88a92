package casc

// LocalRealm is Jenkins' own user database (local): a [SecurityRealm].
type LocalRealm struct {
	IsSecurityRealm `json:"-" jc:"symbol=local"`
	// AllowsSignup lets anybody make an account (allowsSignup).
	AllowsSignup *bool `json:"allowsSignup,omitzero"`
	// EnableCaptcha asks those who do for a captcha (enableCaptcha).
	EnableCaptcha *bool `json:"enableCaptcha,omitzero"`
	// CaptchaSupport makes the captcha (captchaSupport).
	CaptchaSupport CaptchaSupport `json:"captchaSupport,omitzero"`
	// PasswordComplexityRule says which passwords users may choose
	// (passwordComplexityRule); any by default.
	PasswordComplexityRule PasswordComplexityRule `json:"passwordComplexityRule,omitzero"`
	// Users are made, or changed, when the document is read (users). A user that
	// is removed here stays in Jenkins.
	Users []User `json:"users,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// User is a user of a [LocalRealm].
type User struct {
	// ID is the name by which the user signs in (id).
	ID string `json:"id" jc:"required"`
	// Name is the full name (name).
	Name string `json:"name,omitzero"`
	// Password is the password, or its hash after "#jbcrypt:" (password). Without
	// one, an existing user keeps theirs.
	Password string `json:"password,omitzero" jc:"secret"`
	// Description is shown on the user's page (description).
	Description string `json:"description,omitzero"`
	// Properties are what plugins know of the user (properties).
	Properties []UserProperty `json:"properties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// NoRealm is no security at all: everybody is anonymous (none). It is a
// [SecurityRealm].
type NoRealm struct {
	IsSecurityRealm `json:"-" jc:"symbol=none"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LegacyRealm leaves signing in to the servlet container (legacy): a
// [SecurityRealm].
type LegacyRealm struct {
	IsSecurityRealm `json:"-" jc:"symbol=legacy"`
	// CaptchaSupport makes a captcha (captchaSupport).
	CaptchaSupport CaptchaSupport `json:"captchaSupport,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LDAP signs users in by LDAP servers (ldap): a [SecurityRealm]. It needs the
// ldap plugin.
type LDAP struct {
	IsSecurityRealm `json:"-" jc:"symbol=ldap"`
	// Configurations are the servers (configurations).
	Configurations []LDAPConfiguration `json:"configurations" jc:"required"`
	// DisableMailAddressResolver keeps the servers from being asked for mail
	// addresses (disableMailAddressResolver).
	DisableMailAddressResolver *bool `json:"disableMailAddressResolver,omitzero"`
	// DisableRolePrefixing gives groups no ROLE_ in front (disableRolePrefixing);
	// true by default.
	DisableRolePrefixing *bool `json:"disableRolePrefixing,omitzero"`
	// CaptchaSupport makes a captcha (captchaSupport).
	CaptchaSupport CaptchaSupport `json:"captchaSupport,omitzero"`
	// Cache keeps what the servers said (cache).
	Cache LDAPCache `json:"cache,omitzero"`
	// UserIDStrategy compares user names (userIdStrategy).
	UserIDStrategy IDStrategy `json:"userIdStrategy,omitzero"`
	// GroupIDStrategy compares group names (groupIdStrategy).
	GroupIDStrategy IDStrategy `json:"groupIdStrategy,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LDAPConfiguration is a server of [LDAP].
type LDAPConfiguration struct {
	// Server is the server's address, such as ldaps://ldap.example.com:636
	// (server).
	Server string `json:"server" jc:"required"`
	// RootDN is the distinguished name at which searches start (rootDN).
	RootDN string `json:"rootDN,omitzero"`
	// InhibitInferRootDN keeps the plugin from guessing it (inhibitInferRootDN).
	InhibitInferRootDN *bool `json:"inhibitInferRootDN,omitzero"`
	// UserSearchBase is where users are searched, below RootDN (userSearchBase).
	UserSearchBase string `json:"userSearchBase,omitzero"`
	// UserSearch is the filter for a user name (userSearch); uid={0} by default.
	UserSearch string `json:"userSearch,omitzero"`
	// GroupSearchBase is where groups are searched, below RootDN
	// (groupSearchBase).
	GroupSearchBase string `json:"groupSearchBase,omitzero"`
	// GroupSearchFilter is the filter for a group name (groupSearchFilter).
	GroupSearchFilter string `json:"groupSearchFilter,omitzero"`
	// GroupMembershipStrategy finds a user's groups (groupMembershipStrategy).
	GroupMembershipStrategy LDAPGroupMembershipStrategy `json:"groupMembershipStrategy,omitzero"`
	// ManagerDN is the name by which the plugin binds (managerDN).
	ManagerDN string `json:"managerDN,omitzero"`
	// ManagerPasswordSecret is its password (managerPasswordSecret).
	ManagerPasswordSecret string `json:"managerPasswordSecret,omitzero" jc:"secret"`
	// DisplayNameAttributeName is the attribute with the full name
	// (displayNameAttributeName); displayname by default.
	DisplayNameAttributeName string `json:"displayNameAttributeName,omitzero"`
	// MailAddressAttributeName is the attribute with the mail address
	// (mailAddressAttributeName); mail by default.
	MailAddressAttributeName string `json:"mailAddressAttributeName,omitzero"`
	// IgnoreIfUnavailable goes on to the next server when this one fails
	// (ignoreIfUnavailable).
	IgnoreIfUnavailable *bool `json:"ignoreIfUnavailable,omitzero"`
	// EnvironmentProperties are properties of Java's directory interface
	// (environmentProperties).
	EnvironmentProperties []LDAPEnvironment `json:"environmentProperties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LDAPCache keeps what LDAP servers said.
type LDAPCache struct {
	// Size is how many entries are kept (size).
	Size int `json:"size" jc:"required"`
	// TTL is for how many seconds (ttl).
	TTL int `json:"ttl" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LDAPFromGroupSearch finds a user's groups by searching (fromGroupSearch): the
// default [LDAPGroupMembershipStrategy].
type LDAPFromGroupSearch struct {
	IsLDAPGroupMembershipStrategy `json:"-" jc:"symbol=fromGroupSearch"`
	// Filter is the search filter (filter); (| (member={0}) (uniqueMember={0})
	// (memberUid={1})) by default.
	Filter string `json:"filter,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LDAPFromUserRecord reads a user's groups from an attribute of the user
// (fromUserRecord): an [LDAPGroupMembershipStrategy].
type LDAPFromUserRecord struct {
	IsLDAPGroupMembershipStrategy `json:"-" jc:"symbol=fromUserRecord"`
	// AttributeName is the attribute (attributeName); memberOf is usual.
	AttributeName string `json:"attributeName" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// CaseInsensitive compares names without regard to case (caseInsensitive): the
// default [IDStrategy].
type CaseInsensitive struct {
	IsIDStrategy `json:"-" jc:"symbol=caseInsensitive"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// CaseSensitive compares names exactly (caseSensitive): an [IDStrategy].
type CaseSensitive struct {
	IsIDStrategy `json:"-" jc:"symbol=caseSensitive"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// CaseSensitiveEmailAddress compares names exactly but for the part after the @
// (caseSensitiveEmailAddress): an [IDStrategy].
type CaseSensitiveEmailAddress struct {
	IsIDStrategy `json:"-" jc:"symbol=caseSensitiveEmailAddress"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SAML signs users in by a SAML 2.0 identity provider (saml): a [SecurityRealm].
// It needs the saml plugin.
type SAML struct {
	IsSecurityRealm `json:"-" jc:"symbol=saml"`
	// IDPMetadataConfiguration is the provider's metadata
	// (idpMetadataConfiguration).
	IDPMetadataConfiguration SAMLIDPMetadata `json:"idpMetadataConfiguration" jc:"required"`
	// DisplayNameAttributeName is the attribute with the full name
	// (displayNameAttributeName).
	DisplayNameAttributeName string `json:"displayNameAttributeName" jc:"required"`
	// GroupsAttributeName is the attribute with the groups (groupsAttributeName).
	GroupsAttributeName string `json:"groupsAttributeName" jc:"required"`
	// MaximumAuthenticationLifetime is after how many seconds users must sign in
	// again (maximumAuthenticationLifetime); 86400 is usual.
	MaximumAuthenticationLifetime int `json:"maximumAuthenticationLifetime" jc:"required"`
	// UsernameAttributeName is the attribute with the user name
	// (usernameAttributeName).
	UsernameAttributeName string `json:"usernameAttributeName,omitzero"`
	// EmailAttributeName is the attribute with the mail address
	// (emailAttributeName).
	EmailAttributeName string `json:"emailAttributeName,omitzero"`
	// UsernameCaseConversion changes the case of user names
	// (usernameCaseConversion).
	UsernameCaseConversion string `json:"usernameCaseConversion" jc:"required,enum=none|lowercase|uppercase"`
	// Binding is how the request is sent (binding).
	Binding string `json:"binding" jc:"required"`
	// LogoutURL is where users go who sign out (logoutUrl).
	LogoutURL string `json:"logoutUrl,omitzero"`
	// AdvancedConfiguration are rarely needed settings (advancedConfiguration).
	AdvancedConfiguration SAMLAdvanced `json:"advancedConfiguration,omitzero"`
	// EncryptionData is the key with which assertions are decrypted and requests
	// signed (encryptionData).
	EncryptionData SAMLEncryption `json:"encryptionData,omitzero"`
	// CaptchaSupport makes a captcha (captchaSupport).
	CaptchaSupport CaptchaSupport `json:"captchaSupport,omitzero"`
	// SAMLCustomAttributes are attributes that are kept of users
	// (samlCustomAttributes).
	SAMLCustomAttributes []SAMLAttribute `json:"samlCustomAttributes,omitzero"`
	// Properties are further settings (properties).
	Properties []SAMLProperty `json:"properties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SAMLIDPMetadata is the metadata of a SAML identity provider: the text itself,
// or an address that it is read from regularly.
type SAMLIDPMetadata struct {
	// XML is the metadata (xml).
	XML string `json:"xml,omitzero"`
	// URL is the address of the metadata (url).
	URL string `json:"url,omitzero"`
	// Period is after how many minutes the address is read again (period).
	Period *int `json:"period,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SAMLAdvanced are rarely needed settings of [SAML].
type SAMLAdvanced struct {
	// ForceAuthn makes the provider ask for the password each time (forceAuthn).
	ForceAuthn *bool `json:"forceAuthn,omitzero"`
	// AuthnContextClassRef is how users must have signed in
	// (authnContextClassRef).
	AuthnContextClassRef string `json:"authnContextClassRef,omitzero"`
	// SPEntityID is the name by which the provider knows this Jenkins
	// (spEntityId).
	SPEntityID string `json:"spEntityId,omitzero"`
	// NameIDPolicyFormat is the form of user names (nameIdPolicyFormat).
	NameIDPolicyFormat string `json:"nameIdPolicyFormat,omitzero"`
	// UseDiskCache keeps the provider's metadata on disk (useDiskCache).
	UseDiskCache *bool `json:"useDiskCache,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SAMLEncryption is the key of [SAML].
type SAMLEncryption struct {
	// KeystorePath is the path of the key store (keystorePath).
	KeystorePath string `json:"keystorePath" jc:"required"`
	// KeystorePassword is its password (keystorePassword).
	KeystorePassword string `json:"keystorePassword,omitzero" jc:"secret"`
	// PrivateKeyAlias is the name of the key in it (privateKeyAlias).
	PrivateKeyAlias string `json:"privateKeyAlias,omitzero"`
	// PrivateKeyPassword is the password of the key (privateKeyPassword).
	PrivateKeyPassword string `json:"privateKeyPassword,omitzero" jc:"secret"`
	// ForceSignRedirectBindingAuthnRequest signs requests sent by redirect
	// (forceSignRedirectBindingAuthnRequest).
	ForceSignRedirectBindingAuthnRequest *bool `json:"forceSignRedirectBindingAuthnRequest,omitzero"`
	// WantsAssertionsSigned asks for signed assertions (wantsAssertionsSigned).
	WantsAssertionsSigned *bool `json:"wantsAssertionsSigned,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// OIDC signs users in by OpenID Connect (oic): a [SecurityRealm]. It needs the
// oic-auth plugin, 4.239 or later.
type OIDC struct {
	IsSecurityRealm `json:"-" jc:"symbol=oic"`
	// ClientID is the name by which the provider knows this Jenkins (clientId).
	ClientID string `json:"clientId" jc:"required"`
	// ClientSecret is the secret of that name (clientSecret).
	ClientSecret string `json:"clientSecret" jc:"required,secret"`
	// ServerConfiguration says where the provider is (serverConfiguration).
	ServerConfiguration OIDCServerConfiguration `json:"serverConfiguration" jc:"required"`
	// UserNameField is the claim with the user name (userNameField); sub by
	// default.
	UserNameField string `json:"userNameField,omitzero"`
	// FullNameFieldName is the claim with the full name (fullNameFieldName).
	FullNameFieldName string `json:"fullNameFieldName,omitzero"`
	// EmailFieldName is the claim with the mail address (emailFieldName).
	EmailFieldName string `json:"emailFieldName,omitzero"`
	// GroupsFieldName is the claim with the groups (groupsFieldName).
	GroupsFieldName string `json:"groupsFieldName,omitzero"`
	// TokenFieldToCheckKey is a claim that must have a value
	// (tokenFieldToCheckKey).
	TokenFieldToCheckKey string `json:"tokenFieldToCheckKey,omitzero"`
	// TokenFieldToCheckValue is that value (tokenFieldToCheckValue).
	TokenFieldToCheckValue string `json:"tokenFieldToCheckValue,omitzero"`
	// DisableSSLVerification trusts any certificate (disableSslVerification).
	DisableSSLVerification *bool `json:"disableSslVerification,omitzero"`
	// LogoutFromOpenIDProvider signs users out there too
	// (logoutFromOpenidProvider).
	LogoutFromOpenIDProvider *bool `json:"logoutFromOpenidProvider,omitzero"`
	// PostLogoutRedirectURL is where users go then (postLogoutRedirectUrl).
	PostLogoutRedirectURL string `json:"postLogoutRedirectUrl,omitzero"`
	// RootURLFromRequest takes Jenkins' address from the request
	// (rootURLFromRequest).
	RootURLFromRequest *bool `json:"rootURLFromRequest,omitzero"`
	// SendScopesInTokenRequest sends the scopes with the token request too
	// (sendScopesInTokenRequest).
	SendScopesInTokenRequest *bool `json:"sendScopesInTokenRequest,omitzero"`
	// TokenExpirationCheckDisabled lets sessions outlive their token
	// (tokenExpirationCheckDisabled).
	TokenExpirationCheckDisabled *bool `json:"tokenExpirationCheckDisabled,omitzero"`
	// AllowTokenAccessWithoutOICSession lets API tokens be used without a session
	// (allowTokenAccessWithoutOicSession).
	AllowTokenAccessWithoutOICSession *bool `json:"allowTokenAccessWithoutOicSession,omitzero"`
	// UserIDStrategy compares user names (userIdStrategy).
	UserIDStrategy IDStrategy `json:"userIdStrategy,omitzero"`
	// GroupIDStrategy compares group names (groupIdStrategy).
	GroupIDStrategy IDStrategy `json:"groupIdStrategy,omitzero"`
	// CaptchaSupport makes a captcha (captchaSupport).
	CaptchaSupport CaptchaSupport `json:"captchaSupport,omitzero"`
	// Properties are further settings, such as an escape hatch (properties).
	Properties []OIDCProperty `json:"properties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// OIDCWellKnown reads the provider's configuration from its well-known address
// (wellKnown): an [OIDCServerConfiguration].
type OIDCWellKnown struct {
	IsOIDCServerConfiguration `json:"-" jc:"symbol=wellKnown"`
	// WellKnownOpenIDConfigurationURL is the address
	// (wellKnownOpenIDConfigurationUrl).
	WellKnownOpenIDConfigurationURL string `json:"wellKnownOpenIDConfigurationUrl" jc:"required"`
	// ScopesOverride are the scopes to ask for (scopesOverride).
	ScopesOverride string `json:"scopesOverride,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// OIDCManual gives the provider's addresses one by one (manual): an
// [OIDCServerConfiguration].
type OIDCManual struct {
	IsOIDCServerConfiguration `json:"-" jc:"symbol=manual"`
	// Issuer is the provider's name (issuer).
	Issuer string `json:"issuer" jc:"required"`
	// AuthorizationServerURL is where users sign in (authorizationServerUrl).
	AuthorizationServerURL string `json:"authorizationServerUrl" jc:"required"`
	// TokenServerURL is where tokens are had (tokenServerUrl).
	TokenServerURL string `json:"tokenServerUrl" jc:"required"`
	// JWKSServerURL is where the provider's keys are (jwksServerUrl).
	JWKSServerURL string `json:"jwksServerUrl,omitzero"`
	// UserInfoServerURL is where more is told about a user (userInfoServerUrl).
	UserInfoServerURL string `json:"userInfoServerUrl,omitzero"`
	// EndSessionURL is where users sign out (endSessionUrl).
	EndSessionURL string `json:"endSessionUrl,omitzero"`
	// Scopes are the scopes to ask for, separated by blanks (scopes).
	Scopes string `json:"scopes,omitzero"`
	// TokenAuthMethod is how this Jenkins proves itself (tokenAuthMethod).
	TokenAuthMethod string `json:"tokenAuthMethod,omitzero" jc:"enum=client_secret_basic|client_secret_post"`
	// UseRefreshTokens renews tokens (useRefreshTokens).
	UseRefreshTokens *bool `json:"useRefreshTokens,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// OIDCEscapeHatch is a local account for when the provider is away
// (escapeHatch): an [OIDCProperty].
type OIDCEscapeHatch struct {
	IsOIDCProperty `json:"-" jc:"symbol=escapeHatch"`
	// Username is its name (username).
	Username string `json:"username" jc:"required"`
	// Group is its group (group).
	Group string `json:"group,omitzero"`
	// Secret is its password (secret).
	Secret string `json:"secret" jc:"required,secret"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
