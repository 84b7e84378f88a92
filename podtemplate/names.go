package podtemplate

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// A rule is one of Kubernetes' rules for names, and the words for it. The rules
// of names that every pod has are written out here, as Kubernetes' own functions
// take a regular expression for each.
type rule struct {
	allows func(s string) bool
	words  string
}

var (
	anything     = rule{func(string) bool { return true }, ""}
	dnsLabel     = rule{isDNSLabel, "lower-case letters, digits and dashes, at most 63 of them"}
	dnsName      = rule{func(s string) bool { return len(s) <= validation.DNS1123SubdomainMaxLength && isDNSName(s) }, "lower-case letters, digits, dashes and dots"}
	labelKey     = rule{isLabelKey, "at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without"}
	labelContent = rule{isLabelContent, "letters, digits, dashes, dots and underscores between letters or digits, at most 63 of them"}
	variable     = rule{func(s string) bool { return len(validation.IsRelaxedEnvVarName(s)) == 0 }, "printable ASCII characters other than ="}
	secretKey    = rule{func(s string) bool { return len(validation.IsConfigMapKey(s)) == 0 }, "letters, digits, dashes, dots and underscores"}
	portName     = rule{func(s string) bool { return len(validation.IsValidPortName(s)) == 0 }, "at most 15 lower-case letters, digits and dashes, a letter among them"}

	// annotationKey is the rule for the keys of annotations, which case does not
	// matter to.
	annotationKey = rule{func(s string) bool { return isLabelKey(strings.ToLower(s)) }, labelKey.words}
)

// fits reports whether s keeps to the rule, as far as it can be known.
func (r *rule) fits(s string) bool { return s == "" || r.allows(s) || live.Has(s) }

// report reports that s breaks the rule.
func (r *rule) report(list *fieldpath.List, at *fieldpath.Path, s string) {
	list.Add(fieldpath.Invalid, at, s, "Kubernetes wants "+r.words)
}

const containerNameRule = "a container's name has lower-case letters, digits and dashes, and at most 63 of them"

func validContainerName(s string) bool { return isDNSLabel(s) || live.Has(s) }

func isDNSLabel(s string) bool {
	return len(s) <= validation.DNS1123LabelMaxLength && isDNSName(s) && strings.IndexByte(s, '.') < 0
}

// isDNSName reports whether s is names with dots between them, each of lower-case
// letters, digits and dashes, no dash first or last.
func isDNSName(s string) bool {
	before := byte('.')
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && before != '.' || c == '.' && before != '.' && before != '-':
			before = c
		default:
			return false
		}
	}
	return before != '.' && before != '-'
}

// isLabelKey reports whether s is a label's key: a name, after a DNS name and /
// or without.
func isLabelKey(s string) bool {
	prefix, name, ok := strings.Cut(s, "/")
	if !ok {
		name = prefix
	} else if !dnsName.allows(prefix) {
		return false
	}
	return name != "" && isLabelContent(name)
}

func isLabelContent(s string) bool {
	for i := range len(s) {
		if inner := s[i] == '-' || s[i] == '_' || s[i] == '.'; !isAlphanumeric(s[i]) && (!inner || i == 0 || i == len(s)-1) {
			return false
		}
	}
	return len(s) <= validation.LabelValueMaxLength
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
