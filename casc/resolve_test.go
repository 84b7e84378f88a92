package casc_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
)

// A document is resolved as a whole: values everywhere, keys nowhere, numbers and
// alternatives by their values.
func TestResolverDocument(t *testing.T) {
	const in = `jenkins:
  systemMessage: ${FOO} ^${FOO} ${MISSING:-d}${EMPTY}
  numExecutors: ${THREE}
  disableRememberMe: ${YES}
  markupFormatter: ${FORMATTER}
  clouds:
  - nomad:
      ${FOO}: ${FOO}
      list:
      - ${readFile:/f}
      - ${base64:${FOO}}
`
	const want = `jenkins:
  systemMessage: foo-val ^${FOO} d
  numExecutors: 3
  disableRememberMe: true
  clouds:
  - nomad:
      ${FOO}: foo-val
      list:
      - |
        text
      - Zm9vLXZhbA==
  markupFormatter: plainText
`
	doc, err := casc.Parse([]byte(in), casc.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r := resolver(map[string]string{"FOO": "foo-val", "EMPTY": "", "THREE": "3", "YES": "yes", "FORMATTER": "plainText"})
	resolved, err := r.Document(doc)
	if err != nil {
		t.Fatal(err)
	}
	if n := resolved.Jenkins.NumExecutors; n == nil || *n != 3 {
		t.Error("numExecutors is not 3")
	}
	if _, ok := resolved.Jenkins.MarkupFormatter.(casc.PlainText); !ok {
		t.Errorf("markupFormatter is a %T", resolved.Jenkins.MarkupFormatter)
	}
	text, err := resolved.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	r.Strict = true
	doc.Jenkins.LabelString = casc.Var("NOT_THERE")
	doc.Unclassified.Location.URL = casc.Var("NOR_HERE")
	_, err = r.Document(doc)
	for _, want := range []string{"jenkins.labelString: invalid value: the variable NOT_THERE has no value", "unclassified.location.url: invalid value: the variable NOR_HERE has no value"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
