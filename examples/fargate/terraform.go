package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/casc"
)

// known are the placeholders of the template, with what Terraform fills in.
var known = map[string]string{
	"cluster_arn":               "aws_ecs_cluster.cluster.arn",
	"region":                    "var.aws_region",
	"public_url":                `"${local.jenkins_public_url}/"`,
	"private_url":               fmt.Sprintf(`"http://${aws_lb.agents.dns_name}:%d/"`, httpPort),
	"agent_image":               "var.agent_docker_image",
	"agents_subnet_ids":         `join(",", var.private_subnets)`,
	"agents_sg_ids":             "aws_security_group.agents.id",
	"agents_task_role_arn":      "aws_iam_role.agents_task.arn",
	"agents_execution_role_arn": "aws_iam_role.agents_execution.arn",
}

// elsewhere is what other files of the module declare.
var elsewhere = []string{
	"aws_efs_file_system.jenkins_home",
	"aws_iam_role.agents_execution", "aws_iam_role.agents_task",
	"aws_iam_role.controller_execution", "aws_iam_role.controller_task",
	"aws_lb.agents", "aws_lb.users",
	"aws_lb_target_group.agents_http", "aws_lb_target_group.agents_inbound", "aws_lb_target_group.users",
	"aws_security_group.agents", "aws_security_group.controller",
	"data.aws_caller_identity.current",
	"local.jenkins_public_url",
	"var.agent_docker_image", "var.aws_region", "var.controller_docker_image", "var.private_subnets",
}

// placeholder returns a value that Terraform fills in.
func placeholder(name string) string { return "terraform-fills-in-" + name + "-here" }

var placeholders = regexp.MustCompile(`terraform-fills-in-(\w+)-here`)

// template is a document as Terraform's templatefile reads it: what looks like a
// placeholder there (${, %{), JCasC's own variables above all, is escaped, and
// placeholders are live. Their values are written as JSON, which in YAML is a
// quoted string, whatever is in it.
type template struct{ casc.Document }

// AppendText appends the template.
func (t template) AppendText(b []byte) ([]byte, error) {
	text, err := t.MarshalText()
	if err != nil {
		return b, err
	}
	text = escape(text)
	for line := range bytes.Lines(text) {
		for _, m := range placeholders.FindAllSubmatchIndex(line, -1) {
			name := string(line[m[2]:m[3]])
			if known[name] == "" {
				return b, fmt.Errorf("%s is none of the placeholders %s", name, slices.Sorted(maps.Keys(known)))
			}
			if !bytes.HasSuffix(line[:m[0]], []byte(": ")) || m[1] != len(line)-1 {
				return b, fmt.Errorf("the placeholder %s stands inside a text; let it be the whole value", name)
			}
		}
		b = append(b, placeholders.ReplaceAll(line, []byte("$${jsonencode($1)}"))...)
	}
	return b, nil
}

// MarshalText returns the document alone.
func (t template) MarshalText() ([]byte, error) { return t.Document.MarshalText() }

// escape returns text as a template that gives it.
func escape(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("${"), []byte("$${"))
	return bytes.ReplaceAll(text, []byte("%{"), []byte("%%{"))
}

// fill returns the call of templatefile.
func fill() string {
	var b strings.Builder
	b.WriteString(`templatefile("${path.module}/templates/jcasc.template.yml", {`)
	for i, name := range slices.Sorted(maps.Keys(known)) {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s = %s", name, known[name])
	}
	b.WriteString("})")
	return b.String()
}

// object is an object of JSON.
type object map[string]any

// module is a .tf.json file. Its strings are templates to Terraform: see expr.
type module object

// AppendText appends the file.
func (m module) AppendText(b []byte) ([]byte, error) {
	buf := bytes.NewBuffer(b)
	e := json.NewEncoder(buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(m)
	return buf.Bytes(), err
}

// expr returns the string that is an expression in a .tf.json file.
func expr(e string) string { return "${" + e + "}" }

// text is JSON inside a string, as policies and container definitions are.
type text struct{ v any }

// MarshalJSON writes the string.
func (t text) MarshalJSON() ([]byte, error) {
	b, err := json.Marshal(t.v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(string(b))
}
