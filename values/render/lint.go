package render

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
)

// Severity says how bad a [Finding] is.
type Severity string

// How bad a finding is.
const (
	SeverityInfo    Severity = "info"    // a hint
	SeverityWarning Severity = "warning" // it works, but should not be so
	SeverityError   Severity = "error"   // it will not work
)

// Finding is something that helm lint has to say.
type Finding struct {
	// Severity says how bad it is.
	Severity Severity
	// File is the chart's file or folder that it is about.
	File string
	// Path is the path of the value that it is about, where Helm tells.
	Path string
	// Text says what it is.
	Text string
}

// String returns the finding on one line.
func (f Finding) String() string {
	text := fmt.Sprintf("%s: %s: %s", f.Severity, f.File, f.Text)
	if f.Path != "" {
		text = f.Path + ": " + text
	}
	return text
}

// Lint returns what helm lint says of the chart with v, which is as [Chart.Render]
// has it.
func (c *Chart) Lint(v any, o Options) (findings []Finding, err error) {
	given, err := tree(v)
	if err != nil {
		return nil, err
	}
	caps, err := o.capabilities()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "jenkinscode-lint-")
	if err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	defer func() {
		if e := os.RemoveAll(dir); err == nil && e != nil {
			err = fmt.Errorf("render: %w", e)
		}
	}()
	if err := c.write(dir); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	result := lint.AllWithKubeVersion(dir, given, cmp.Or(o.Namespace, "default"), &caps.KubeVersion)
	for _, m := range result.Messages {
		f := Finding{Severity: severities[m.Severity], File: m.Path, Text: strings.ReplaceAll(m.Err.Error(), dir+"/", "")}
		if path, _ := c.culprit(f.Text, given); path != nil {
			f.Path = path.String()
		}
		findings = append(findings, f)
	}
	return findings, nil
}

var severities = map[int]Severity{
	support.UnknownSev: SeverityInfo, support.InfoSev: SeverityInfo,
	support.WarningSev: SeverityWarning, support.ErrorSev: SeverityError,
}
