package casc

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
)

// Split returns d in parts, each with the root elements that name gives the same
// name: what the chart's controller.JCasC.configScripts takes, and [ConfigMaps].
// [Merge] makes d of them again. With a nil name every root element is a part of
// its own, named after it in the form that Kubernetes wants: the root
// globalCredentialsConfiguration becomes global-credentials-configuration.
func Split(d Document, name func(root string) string) map[string]Document {
	if name == nil {
		name = RootName
	}
	parts := map[string]Document{}
	yamlread.Fields(&d, func(root string, move func(to any)) {
		n := name(root)
		part := parts[n]
		move(&part)
		parts[n] = part
	})
	return parts
}

// RootName returns the name that [Split] gives a root element by default.
func RootName(root string) string {
	var b strings.Builder
	for i, r := range root {
		switch {
		case unicode.IsUpper(r) && i > 0:
			b.WriteByte('-')
			b.WriteRune(unicode.ToLower(r))
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToLower(r))
		case i > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// mostConfigMap is how many bytes the data of a ConfigMap may have.
const mostConfigMap = 1 << 20

// ConfigMaps returns a ConfigMap for each document, sorted by name, for
// installations without the chart: named after meta.Name and the document, with
// the labels and annotations of meta, and the document in one file. A document
// that is too large for a ConfigMap is an error; [Split] it further.
func ConfigMaps(meta metav1.ObjectMeta, docs map[string]Document) ([]corev1.ConfigMap, error) {
	var list fieldpath.List
	var out []corev1.ConfigMap
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		path := (*fieldpath.Path)(nil).Key(name)
		text, err := docs[name].MarshalText()
		if err != nil {
			list.Append(path, err)
			continue
		}
		cm := corev1.ConfigMap{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"}, ObjectMeta: *meta.DeepCopy()}
		cm.Name = strings.Trim(meta.Name+"-"+name, "-")
		file := name + ".yaml"
		if n := len(text) + len(file); n > mostConfigMap {
			list.Add(fieldpath.Limit, path, nil, fmt.Sprintf("%d bytes, of which a ConfigMap holds %d", n, mostConfigMap))
		}
		cm.Data = map[string]string{file: string(text)}
		out = append(out, cm)
	}
	return out, list.Err()
}
