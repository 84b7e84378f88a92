package jobdsl

import (
	"reflect"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// XMLEdit is one edit of the XML that the Job DSL generates: what a configure
// block does. It is for what neither a struct nor [Call] reaches.
type XMLEdit interface {
	edit(e *encoder, n int)
}

// XML is an element of a config.xml.
type XML struct {
	// Name is the element's name.
	Name string
	// Attributes are the element's attributes; they are written sorted.
	Attributes map[string]string
	// Text is what stands in the element, when it has no children.
	Text string
	// Children are the elements in the element.
	Children []XML
}

// AppendXML adds elements at the end of the element at Path.
type AppendXML struct {
	// Path leads from the root element, which it doesn't name, to the element
	// that gets more children. What is missing on the way is made.
	Path []string
	// Elements are added.
	Elements []XML
}

// SetXML puts an element in the place of the first one of its name below Path, or
// at the end when there is none.
type SetXML struct {
	// Path leads from the root element, which it doesn't name, to the parent.
	// What is missing on the way is made.
	Path []string
	// Element is put there.
	Element XML
}

// RemoveXML removes elements.
type RemoveXML struct {
	// Path leads from the root element, which it doesn't name, to the elements.
	Path []string
}

// XMLSource is an edit in Groovy source, the last resort: the body of a
// configure block, in which node is the root element.
type XMLSource string

// edits writes configure { node -> … }.
func (e *encoder) edits(f *field, p unsafe.Pointer) {
	e.push(named(f.name))
	defer e.pop()
	start := len(e.out)
	if !f.inline {
		e.line()
		e.out = append(e.out, f.name...)
		e.out = append(e.out, " { node ->\n"...)
		e.depth++
	}
	body := len(e.out)
	for i, edit := range *(*[]XMLEdit)(p) {
		e.push(at("", i))
		if edit == nil {
			e.errs.Add(fieldpath.Required, e.at(), nil, "nil stands where an edit must")
		} else {
			edit.edit(e, i)
		}
		e.pop()
	}
	if f.inline {
		return
	}
	e.depth--
	if len(e.out) == body {
		e.out = e.out[:start]
		return
	}
	e.line()
	e.out = append(e.out, "}\n"...)
}

// node writes the expression for the element at path, made when it is missing.
func (e *encoder) node(path []string) {
	if len(path) == 0 {
		e.out = append(e.out, "node"...)
		return
	}
	e.out = append(e.out, "(node"...)
	defer func() { e.out = append(e.out, ')') }()
	for i, name := range path {
		if name == "" {
			e.errs.Add(fieldpath.Required, e.at().Child("path").Index(i), nil, "the name of an element is needed")
		}
		e.out = append(e.out, " / "...)
		e.word(name)
	}
}

func (a AppendXML) edit(e *encoder, n int) {
	for i := range a.Elements {
		e.line()
		e.node(a.Path)
		e.push(at("elements", i))
		e.appendNode(&a.Elements[i])
		e.pop()
	}
}

func (s SetXML) edit(e *encoder, _ int) {
	x := &s.Element
	e.push(named("element"))
	defer e.pop()
	e.checkXML(x)
	e.line()
	e.node(append(s.Path[:len(s.Path):len(s.Path)], x.Name))
	e.out = append(e.out, ".with {\n"...)
	e.depth++
	e.line()
	e.out = append(e.out, "it.attributes().clear()\n"...)
	if len(x.Attributes) > 0 {
		e.line()
		e.out = append(e.out, "it.attributes().putAll("...)
		e.entries(reflect.ValueOf(x.Attributes))
		e.out = append(e.out, ")\n"...)
	}
	e.line()
	e.out = append(e.out, "it.value = "...)
	if x.Text != "" {
		e.literal(x.Text)
	} else {
		e.out = append(e.out, "[]"...)
	}
	e.out = append(e.out, '\n')
	e.children(x)
	e.depth--
	e.line()
	e.out = append(e.out, "}\n"...)
}

func (r RemoveXML) edit(e *encoder, _ int) {
	if len(r.Path) == 0 {
		e.errs.Add(fieldpath.Required, e.at().Child("path"), nil, "the root element can't be removed")
		return
	}
	last := len(r.Path) - 1
	e.line()
	e.node(r.Path[:last])
	e.out = append(e.out, ".children().removeAll { it instanceof Node && it.name() == "...)
	e.word(r.Path[last])
	e.out = append(e.out, " }\n"...)
}

func (s XMLSource) edit(e *encoder, _ int) {
	e.line()
	e.source(string(s))
	e.out = append(e.out, '\n')
}

// appendNode writes .appendNode('name', [attributes], 'text'), with the children
// in a with block.
func (e *encoder) appendNode(x *XML) {
	e.checkXML(x)
	e.out = append(e.out, ".appendNode("...)
	e.word(x.Name)
	if len(x.Attributes) > 0 {
		e.out = append(e.out, ", "...)
		e.entries(reflect.ValueOf(x.Attributes))
	}
	if len(x.Children) == 0 {
		if x.Text != "" {
			e.out = append(e.out, ", "...)
			e.literal(x.Text)
		}
		e.out = append(e.out, ")\n"...)
		return
	}
	e.out = append(e.out, ").with {\n"...)
	e.depth++
	e.children(x)
	e.depth--
	e.line()
	e.out = append(e.out, "}\n"...)
}

// children writes a call for each element in x, which is it in the closure.
func (e *encoder) children(x *XML) {
	for i := range x.Children {
		e.push(at("children", i))
		e.line()
		e.out = append(e.out, "it"...)
		e.appendNode(&x.Children[i])
		e.pop()
	}
}

func (e *encoder) checkXML(x *XML) {
	if x.Name == "" {
		e.errs.Add(fieldpath.Required, e.at().Child("name"), nil, "")
	}
	if x.Text != "" && len(x.Children) > 0 {
		e.errs.Add(fieldpath.Conflict, e.at().Child("text"), x.Text, "an element has text or children")
	}
}
