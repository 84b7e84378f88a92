package facts

import (
	"encoding/json"
	"fmt"
)

// JCasC is jcasc-classes.json: what JCasC can configure.
type JCasC struct {
	Classes []Class             `json:"classes"`
	Roots   []Class             `json:"roots"` // what it configures in place
	Kinds   map[string]Point    `json:"kinds"` // extension points by class
	Enums   map[string][]string `json:"enums"` // values by class
}

// Class is a class that JCasC can configure. A root is one that it configures in
// place: a descriptor or a global configuration.
type Class struct {
	Class      string      `json:"class"`
	Plugin     string      `json:"plugin"`
	Title      string      `json:"title"`    // what the pages call it
	Kinds      []string    `json:"kinds"`    // extension points, the nearest first
	Symbols    []string    `json:"symbols"`  // names of the alternative, the preferred first
	Names      []string    `json:"names"`    // names of the root, the preferred first
	Category   string      `json:"category"` // page of the root
	Deprecated bool        `json:"deprecated"`
	Attributes []Attribute `json:"attributes"`
}

// Point is an extension point.
type Point struct {
	Plugin string   `json:"plugin"`
	Supers []string `json:"supers"`
}

// Attribute is an attribute of a class.
type Attribute struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Class      string `json:"class"`
	Multi      bool   `json:"multi"`
	Ctor       bool   `json:"ctor"`
	Nonnull    bool   `json:"nonnull"`
	Deprecated bool   `json:"deprecated"`
	Restricted bool   `json:"restricted"`
	Default    string `json:"default"`
	Title      string `json:"title"`
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
