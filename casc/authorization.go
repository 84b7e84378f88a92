package casc

import "github.com/jenkinscode/jenkinscode/internal/fieldpath"

// LoggedInUsersCanDoAnything lets everybody who is signed in do everything
// (loggedInUsersCanDoAnything): an [AuthorizationStrategy].
type LoggedInUsersCanDoAnything struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=loggedInUsersCanDoAnything"`
	// AllowAnonymousRead lets everybody else read (allowAnonymousRead); true by
	// default.
	AllowAnonymousRead *bool `json:"allowAnonymousRead,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Unsecured lets everybody do everything (unsecured): an [AuthorizationStrategy].
type Unsecured struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=unsecured"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LegacyAuthorization lets the user or group admin do everything and everybody
// else read (legacy): an [AuthorizationStrategy].
type LegacyAuthorization struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=legacy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GlobalMatrix gives users and groups permissions everywhere (globalMatrix): an
// [AuthorizationStrategy]. It needs the matrix-auth plugin, 3.2 or later for
// Entries.
type GlobalMatrix struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=globalMatrix"`
	// Entries say who may do what (entries).
	Entries []MatrixEntry `json:"entries,omitzero"`
	// Permissions is the older form: USER:Overall/Read:alice,
	// GROUP:Job/Build:developers (permissions). Entries are better.
	Permissions []string `json:"permissions,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline" jc:"also=grantedPermissions"`
}

// ProjectMatrix is [GlobalMatrix] to which folders and jobs can add
// (projectMatrix): an [AuthorizationStrategy].
type ProjectMatrix struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=projectMatrix"`
	// Entries say who may do what everywhere (entries).
	Entries []MatrixEntry `json:"entries,omitzero"`
	// Permissions is the older form: USER:Overall/Read:alice,
	// GROUP:Job/Build:developers (permissions). Entries are better.
	Permissions []string `json:"permissions,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline" jc:"also=grantedPermissions"`
}

// MatrixEntry gives one user or group permissions; one of User, Group and
// UserOrGroup is set.
type MatrixEntry struct {
	// User is a user (user). The user "anonymous" is who is not signed in.
	User MatrixPermissions `json:"user,omitzero"`
	// Group is a group (group). The group "authenticated" is everybody who is
	// signed in.
	Group MatrixPermissions `json:"group,omitzero"`
	// UserOrGroup is a name of which it is not known what it is (userOrGroup).
	UserOrGroup MatrixPermissions `json:"userOrGroup,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Validate reports an entry that is not of one user or group.
func (e MatrixEntry) Validate() error {
	if len(e.Extra) > 0 {
		return nil
	}
	return one("user, group or userOrGroup", e.User.Name != "", e.Group.Name != "", e.UserOrGroup.Name != "")
}

// MatrixPermissions is a name and what it may do.
type MatrixPermissions struct {
	// Name is the user or group (name).
	Name string `json:"name" jc:"required"`
	// Permissions are names such as Overall/Read or Job/Build (permissions).
	Permissions []string `json:"permissions" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// RoleBased gives roles to users and groups (roleBased): an
// [AuthorizationStrategy]. It needs the role-strategy plugin.
type RoleBased struct {
	IsAuthorizationStrategy `json:"-" jc:"symbol=roleBased"`
	// Roles are the roles (roles).
	Roles Roles `json:"roles" jc:"required"`
	// PermissionTemplates are named sets of permissions (permissionTemplates).
	PermissionTemplates []PermissionTemplate `json:"permissionTemplates,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Roles are the roles of [RoleBased].
type Roles struct {
	// Global are roles that hold everywhere (global).
	Global []Role `json:"global,omitzero"`
	// Items are roles for the folders and jobs that match their pattern (items).
	Items []Role `json:"items,omitzero"`
	// Agents are roles for the agents that match their pattern (agents).
	Agents []Role `json:"agents,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Role is a set of permissions, and who has them.
type Role struct {
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Description says what it is for (description).
	Description string `json:"description,omitzero"`
	// Pattern is a regular expression that the full name of an item, or the name
	// of an agent, must match (pattern); .* by default.
	Pattern string `json:"pattern,omitzero"`
	// Permissions are names such as Overall/Read or Job/Build (permissions).
	Permissions []string `json:"permissions,omitzero"`
	// TemplateName is a template that it takes its permissions from
	// (templateName).
	TemplateName string `json:"templateName,omitzero"`
	// Entries are who has the role (entries).
	Entries []RoleEntry `json:"entries,omitzero"`
	// Assignments is the older form of Entries (assignments).
	Assignments []string `json:"assignments,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// RoleEntry is who has a role: one of its fields is set.
type RoleEntry struct {
	// User is a user (user).
	User string `json:"user,omitzero"`
	// Group is a group (group).
	Group string `json:"group,omitzero"`
	// Either is a name of which it is not known what it is (either).
	Either string `json:"either,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Validate reports an entry that is not one user or group.
func (e RoleEntry) Validate() error {
	if len(e.Extra) > 0 {
		return nil
	}
	return one("user, group or either", e.User != "", e.Group != "", e.Either != "")
}

// PermissionTemplate is a named set of permissions.
type PermissionTemplate struct {
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// Permissions are names such as Job/Build (permissions).
	Permissions []string `json:"permissions" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// one reports that not exactly one of some fields is set.
func one(names string, set ...bool) error {
	n := 0
	for _, s := range set {
		if s {
			n++
		}
	}
	var list fieldpath.List
	switch {
	case n == 0:
		list.Add(fieldpath.Required, nil, nil, "set one of "+names)
	case n > 1:
		list.Add(fieldpath.Conflict, nil, nil, "set only one of "+names)
	}
	return list.Err()
}
