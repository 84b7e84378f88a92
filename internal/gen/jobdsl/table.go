package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/facts"
)

// api is the Job DSL's API reference, by the short name of each context's class.
type api map[string]*context

// context is what can be called in one closure.
type context struct {
	name    string // the class without javaposse.jobdsl.dsl, as helpers.step.AntContext
	Type    string
	Methods []method
}

type method struct {
	Name       string
	Signatures []signature
}

type signature struct {
	Params         []param
	ContextClass   string
	AvailableSince string
	Deprecated     bool
	EmbeddedOnly   bool
	Plugins        []plugin
	repeat         string // what a second call does, as measured
}

type param struct {
	Name          string
	Type          string
	DefaultValue  string
	EnumConstants []string
}

type plugin struct {
	ID             string
	MinimumVersion string
}

func (p param) closure() bool { return strings.HasPrefix(p.Type, "Closure") }

// context returns the short name of the closure's context.
func (s signature) context() string { return short(s.ContextClass) }

// args returns the parameters that are not the closure at the end.
func (s signature) args() []param {
	var out []param
	for _, p := range s.Params {
		if !p.closure() {
			out = append(out, p)
		}
	}
	return out
}

// closure returns the closure parameter, if there is one.
func (s signature) closure() *param {
	for i := range s.Params {
		if s.Params[i].closure() {
			return &s.Params[i]
		}
	}
	return nil
}

func short(class string) string { return strings.TrimPrefix(class, "javaposse.jobdsl.dsl.") }

// behaviour is what was measured by running the engine, with the corrections
// read off its sources.
type behaviour struct {
	Repeatability map[string]string
	StringEnums   map[string][]string
	RequiredArgs  []string
	RequiredCalls map[string]requiredCalls
	Ranges        map[string]limits
	OnlyIn        map[string][]string
	Imports       []string
	EnumConstants map[string][]string
	Signatures    map[string][]signature
}

// requiredCalls says which calls must stand in a closure.
type requiredCalls struct {
	All       []string
	Any       [][]string
	AtMostOne [][]string
}

type limits struct{ Min, Max *float64 }

func load() (api, *behaviour, error) {
	var a struct{ Contexts map[string]*context }
	if err := table("jobdsl-api.json", &a); err != nil {
		return nil, nil, err
	}
	b := new(behaviour)
	if err := table("jobdsl-behaviour.json", b); err != nil {
		return nil, nil, err
	}
	// A correction replaces what has its key; null removes it.
	if err := table("jobdsl-corrections.json", b); err != nil {
		return nil, nil, err
	}
	out := api{}
	for class, c := range a.Contexts {
		c.name = short(class)
		for key, more := range b.Signatures {
			name, ok := strings.CutPrefix(key, class+"|")
			if !ok {
				continue
			}
			if i := slices.IndexFunc(c.Methods, func(m method) bool { return m.Name == name }); i >= 0 {
				c.Methods[i].Signatures = more
			} else {
				c.Methods = append(c.Methods, method{name, more})
			}
		}
		slices.SortStableFunc(c.Methods, func(a, b method) int { return cmp.Compare(a.Name, b.Name) })
		for i := range c.Methods {
			m := &c.Methods[i]
			for j := range m.Signatures {
				s := &m.Signatures[j]
				s.Params = slices.DeleteFunc(s.Params, func(p param) bool { return drop[c.name+"."+m.Name+"#"+p.Name] })
				for k := range s.Params {
					if noDefault[c.name+"#"+s.Params[k].Name] {
						s.Params[k].DefaultValue = ""
					}
				}
				s.repeat = b.Repeatability[fmt.Sprintf("%s|%s|%d", class, m.Name, j)]
			}
		}
		// Calls of which every signature is deprecated are left in the table
		// without any.
		c.Methods = slices.DeleteFunc(c.Methods, func(m method) bool { return len(m.Signatures) == 0 })
		out[c.name] = c
	}
	return out, b, nil
}

func table(name string, v any) error {
	raw, err := facts.Tables.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
