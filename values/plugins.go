package values

import (
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Plugins is a list of plugins to install.
type Plugins []Plugin

// Plugin names a plugin for the plugin installer of the Jenkins image. In a
// values file it is one string, as git:5.10.1.
type Plugin struct {
	// ID is the plugin's name, as git.
	ID string
	// Version is the version to install; latest or nothing for the latest one,
	// or an incremental build as incrementals;org.example;1.2-rc3.
	Version string
	// URL is where the plugin is taken from instead of the update centre.
	URL string
}

// ParsePlugin reads a plugin as a values file or a plugins.txt has it: id,
// id:version, id:version:url or id::url.
func ParsePlugin(s string) (Plugin, error) {
	id, rest, _ := strings.Cut(s, ":")
	version, url, _ := strings.Cut(rest, ":")
	p := Plugin{ID: id, Version: version, URL: url}
	if err := p.Validate(); err != nil {
		return Plugin{}, err
	}
	if p.String() != s {
		return Plugin{}, &Error{Kind: fieldpath.Invalid, Value: s, Detail: "a plugin is written as id, id:version, id:version:url or id::url"}
	}
	return p, nil
}

// String returns the plugin as id:version.
func (p Plugin) String() string {
	switch {
	case p.URL != "":
		return p.ID + ":" + p.Version + ":" + p.URL
	case p.Version != "":
		return p.ID + ":" + p.Version
	}
	return p.ID
}

// AppendText appends the plugin as id:version.
func (p Plugin) AppendText(b []byte) ([]byte, error) { return append(b, p.String()...), nil }

// MarshalText returns the plugin as id:version.
func (p Plugin) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText reads a plugin as [ParsePlugin] does.
func (p *Plugin) UnmarshalText(text []byte) error {
	parsed, err := ParsePlugin(string(text))
	if err == nil {
		*p = parsed
	}
	return err
}

// Validate reports names and versions that the plugin installer can't read.
func (p Plugin) Validate() error {
	var list fieldpath.List
	switch {
	case p.ID == "":
		list.Add(fieldpath.Required, nil, nil, "a plugin has a name")
	case !clean(p.ID, "_-."):
		list.Add(fieldpath.Invalid, nil, p.ID, "a plugin's name has letters, digits, _ - and . only")
	}
	if !clean(p.Version, "_-.+;") {
		list.Add(fieldpath.Invalid, nil, p.Version, "a plugin's version has letters, digits, _ - . + and ; only")
	}
	if p.URL != "" && (!strings.Contains(p.URL, "://") || strings.ContainsFunc(p.URL, unprintable)) {
		list.Add(fieldpath.Invalid, nil, p.URL, "not a URL")
	}
	return list.Err()
}

// clean reports whether s has letters, digits and the bytes of others only.
func clean(s, others string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune(others, r)
	})
}

func unprintable(r rune) bool { return r <= ' ' || r >= 0x7f }
