package facts

import (
	"encoding/json"
	"fmt"
)

// JCasC is jcasc-classes.json: what JCasC can configure.
type JCasC struct {
	Classes []Class             `json:"classes"` // the classes of elements and alternatives
	Roots   []Class             `json:"roots"`   // what it configures in place
	Kinds   map[string]Point    `json:"kinds"`   // extension points by class
	Enums   map[string][]string `json:"enums"`   // values by class
}

// Class is a class that JCasC can configure. A root is one that it configures in
// place: a descriptor or a global configuration.
type Class struct {
	Class      string      `json:"class"`      // Java class
	Plugin     string      `json:"plugin"`     // repository of the plugin; jenkins is core
	Title      string      `json:"title"`      // what the pages call it
	Kinds      []string    `json:"kinds"`      // extension points, the nearest first
	Symbols    []string    `json:"symbols"`    // names of the alternative, the preferred first
	Names      []string    `json:"names"`      // names of the root, the preferred first
	Category   string      `json:"category"`   // page of the root
	Deprecated bool        `json:"deprecated"` // the plugin says so
	Attributes []Attribute `json:"attributes"` // in the order of constructor and setters
}

// Point is an extension point.
type Point struct {
	Plugin string   `json:"plugin"` // repository of the plugin
	Supers []string `json:"supers"` // extension points that it implies
}

// Attribute is an attribute of a class.
type Attribute struct {
	Name       string `json:"name"`       // its name in JCasC
	Type       string `json:"type"`       // string, secret, bool, int, float, enum, class, describable …
	Class      string `json:"class"`      // of an enum, class or describable
	Multi      bool   `json:"multi"`      // it is a list
	Ctor       bool   `json:"ctor"`       // the constructor takes it
	Nonnull    bool   `json:"nonnull"`    // and must have it
	Deprecated bool   `json:"deprecated"` // the plugin says so
	Restricted bool   `json:"restricted"` // not for users
	Default    string `json:"default"`    // initial value of the field
	Title      string `json:"title"`      // label on the page
}

// Usable reports whether JCasC takes the attribute unless it is told to be lax,
// and whether the document can hold it.
func (a *Attribute) Usable() bool {
	return !a.Restricted && (!a.Deprecated || a.Ctor) && a.Type != "map" && a.Type != "abstract" && a.Type != "skip"
}

// ReadJCasC reads the table.
func ReadJCasC() (*JCasC, error) {
	b, err := Tables.ReadFile("jcasc-classes.json")
	if err != nil {
		return nil, err
	}
	t := new(JCasC)
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("jcasc-classes.json: %w", err)
	}
	return t, nil
}
