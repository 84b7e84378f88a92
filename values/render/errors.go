package render

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"helm.sh/helm/v3/pkg/release"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

type hookEvent = release.HookEvent

var (
	schemaError = regexp.MustCompile(`(?m)^- at '([^']*)': (.*)$`)
	schemaChart = regexp.MustCompile(`(?m)^([A-Za-z0-9._-]+):$`)
	tplText     = regexp.MustCompile(`(?:cannot parse template|error during tpl function execution for) ("(?:[^"\\]|\\.)*")`)
	action      = regexp.MustCompile(`at <([^>]*)>`)
	valueRef    = regexp.MustCompile(`\.Values((?:\.[A-Za-z0-9_-]+)+)`)
	dotted      = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+`)
	lineNumber  = regexp.MustCompile(`line (\d+)`)
	place       = regexp.MustCompile(`\(([^\s:()]+):(\d+)(?::\d+)?\)`)
	parseFile   = regexp.MustCompile(`YAML parse error on (\S+):`)
)

// locate returns err as findings with the paths of the values that it is about,
// as far as the message tells.
func (c *Chart) locate(err error, effective map[string]any) error {
	text := err.Error()
	var list fieldpath.List
	if found := schemaError.FindAllStringSubmatchIndex(text, -1); found != nil {
		for _, m := range found {
			path := pointer(text[m[2]:m[3]])
			// Values of a chart that this one depends on stand below its name.
			if names := schemaChart.FindAllStringSubmatch(text[:m[0]], -1); len(names) > 0 {
				name := names[len(names)-1][1]
				if _, at := get(effective, path); len(at) < len(path) {
					if _, ok := effective[name].(map[string]any); ok {
						path = append(values.Path{name}, path...)
					}
				}
			}
			list = append(list, &Error{Kind: fieldpath.Invalid, Path: path.String(), Detail: "against the chart's schema: " + text[m[4]:m[5]]})
		}
		return list.Err()
	}
	path, value := c.culprit(text, effective)
	return fieldpath.List{{Kind: fieldpath.Invalid, Path: path.String(), Value: value, Detail: text}}.Err()
}

// culprit finds the value that a template error is about.
func (c *Chart) culprit(text string, effective map[string]any) (values.Path, any) {
	// The text that tpl could not run, as it stands in the values, or as YAML
	// of which one of the values is part.
	if m := tplText.FindStringSubmatch(text); m != nil {
		if ran, err := strconv.Unquote(m[1]); err == nil {
			if p := holder(ran, text, effective); p != nil {
				return p, nil
			}
		}
	}
	// The innermost action that names a value.
	for _, m := range slices.Backward(action.FindAllStringSubmatch(text, -1)) {
		if ref := valueRef.FindStringSubmatch(m[1]); ref != nil {
			path := values.Path(strings.Split(ref[1][1:], "."))
			value, at := get(effective, path)
			if len(at) < len(path) && value != nil {
				return at, value // the chart expects a map there
			}
			return path, nil
		}
	}
	// A message of the chart's own that names a value.
	if i := strings.Index(text, "execution error at ("); i >= 0 {
		for _, name := range dotted.FindAllString(text[i+strings.IndexByte(text[i:], ')'):], -1) {
			path := values.Path(strings.Split(name, "."))
			if _, at := get(effective, path[:1]); len(at) == 1 {
				return path, nil
			}
		}
	}
	// The line of the template that failed, when it names just one value.
	if m := place.FindStringSubmatch(text); m != nil {
		if refs := valueRef.FindAllStringSubmatch(c.line(m[1], m[2]), -1); len(refs) == 1 {
			return strings.Split(refs[0][1][1:], "."), nil
		}
	}
	return nil, nil
}

// line returns a line of a template.
func (c *Chart) line(file, number string) string {
	_, name, _ := strings.Cut(file, "/")
	n, _ := strconv.Atoi(number)
	for _, t := range c.chart.Templates {
		if lines := strings.Split(string(t.Data), "\n"); t.Name == name && n > 0 && n <= len(lines) {
			return lines[n-1]
		}
	}
	return ""
}

// holder finds the value that is the text, or the one template in it that holds
// what the message is about.
func holder(text, message string, effective map[string]any) values.Path {
	var whole, part []values.Path
	quoted := regexp.MustCompile(`(?:function|variable) "([^"]+)"`).FindStringSubmatch(message[strings.LastIndex(message, "template: "):])
	walk(effective, nil, func(p values.Path, s string) {
		switch {
		case s == text:
			whole = append(whole, p)
		case strings.Contains(s, "{{") && strings.Contains(text, strings.SplitN(s, "\n", 2)[0]):
			if quoted == nil || strings.Contains(s, quoted[1]) {
				part = append(part, p)
			}
		}
	})
	if whole == nil {
		whole = part
	}
	if len(whole) != 1 {
		return nil
	}
	return whole[0]
}

// walk calls f for each string in v.
func walk(v any, p values.Path, f func(values.Path, string)) {
	switch v := v.(type) {
	case string:
		f(p, v)
	case map[string]any:
		for key, value := range v {
			walk(value, append(slices.Clone(p), key), f)
		}
	case []any:
		for i, value := range v {
			walk(value, append(slices.Clone(p), strconv.Itoa(i)), f)
		}
	}
}

// get returns the value at path, or the one above it where the path ends, and
// how far the path leads.
func get(root map[string]any, path values.Path) (any, values.Path) {
	var v any = root
	for i, key := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return v, path[:i]
		}
		if v, ok = m[key]; !ok {
			return nil, path[:i]
		}
	}
	return v, path
}

// pointer reads a JSON pointer.
func pointer(s string) values.Path {
	if s == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(s, "/"), "/")
	for i, part := range parts {
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
	}
	return parts
}

// unreadable says which line of a rendered file is no YAML.
func unreadable(files map[string]string, err error) error {
	detail := err.Error()
	if m := parseFile.FindStringSubmatch(detail); m != nil {
		if n := lineNumber.FindStringSubmatch(detail); n != nil {
			line, _ := strconv.Atoi(n[1])
			for _, text := range documents(files[m[1]]) {
				lines := strings.Split(text, "\n")
				if line < 1 || line > len(lines) || !broken(text) {
					continue
				}
				detail += fmt.Sprintf("; there stands %q", strings.TrimSpace(lines[line-1]))
				break
			}
		}
	}
	return fieldpath.List{{Kind: fieldpath.Invalid, Detail: detail}}.Err()
}

func broken(text string) bool {
	var v any
	return yaml.Unmarshal([]byte(text), &v) != nil
}
