package main

import (
	"encoding/json"
	"fmt"

	"github.com/jenkinscode/jenkinscode/internal/facts"
)

// table is what the generator knows of Jenkins.
type table struct {
	Classes []class             `json:"classes"`
	Roots   []class             `json:"roots"`
	Kinds   map[string]point    `json:"kinds"`
	Enums   map[string][]string `json:"enums"`
}

// class is a class that JCasC can configure. A root is one that it configures in
// place: a descriptor or a global configuration.
type class struct {
	Class      string      `json:"class"`
	Plugin     string      `json:"plugin"`
	Title      string      `json:"title"`    // what the pages call it
	Kinds      []string    `json:"kinds"`    // extension points, the nearest first
	Symbols    []string    `json:"symbols"`  // names of the alternative, the preferred first
	Names      []string    `json:"names"`    // names of the root, the preferred first
	Category   string      `json:"category"` // page of the root
	Deprecated bool        `json:"deprecated"`
	Attributes []attribute `json:"attributes"`
}

// point is an extension point.
type point struct {
	Plugin string   `json:"plugin"`
	Supers []string `json:"supers"`
}

// attribute is an attribute of a class.
type attribute struct {
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

// usable reports whether JCasC takes the attribute unless it is told to be lax,
// and whether the document can hold it.
func (a *attribute) usable() bool {
	return !a.Restricted && (!a.Deprecated || a.Ctor) && a.Type != "map" && a.Type != "abstract" && a.Type != "skip"
}

func read() (*table, error) {
	b, err := facts.Tables.ReadFile("jcasc-classes.json")
	if err != nil {
		return nil, err
	}
	t := new(table)
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("jcasc-classes.json: %w", err)
	}
	return t, nil
}
