package casc_test

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/casc"
)

// Text is literal, and a reference is an ordinary string among others.
func ExampleVar() {
	for _, s := range []string{
		"https://" + casc.Var("domain") + "/",
		"echo ${HOME} costs 5$",
		casc.Trim(casc.ReadFile("/run/secrets/token")),
		casc.VarOr("agents", "3"),
	} {
		text, err := casc.EscapeText(s)
		fmt.Println(text, err)
	}
	// Output:
	// https://${domain}/ <nil>
	// echo ^${HOME} costs 5$ <nil>
	// ${trim:${readFile:/run/secrets/token}} <nil>
	// ${agents:-3} <nil>
}

// A Resolver shows what Jenkins will see.
func ExampleResolver() {
	r := casc.Resolver{Variable: func(name string) (string, bool) { return "hoge.jp", name == "domain" }}
	fmt.Println(r.Text("https://" + casc.Var("domain") + "/${literal}"))
	// Output: https://hoge.jp/${literal} <nil>
}

// Existing files are read as Jenkins reads them; strict reading tells what it
// would refuse.
func ExampleParse() {
	doc, err := casc.Parse([]byte(`
jenkins:
  numExecutors: 0
  systemMesage: ${MESSAGE}
  clouds:
  - nomad:
      nomadUrl: https://nomad.hoge.jp
`), casc.ParseOptions{File: "jenkins.yaml", Strict: true})
	fmt.Println(err)
	fmt.Println(*doc.Jenkins.NumExecutors, doc.Jenkins.Clouds[0].(casc.Raw).Symbol)
	text, _ := doc.MarshalText()
	fmt.Print(string(text))
	// Output:
	// jenkins.yaml:4: jenkins.systemMesage: unknown field: did you mean systemMessage?
	// 0 nomad
	// jenkins:
	//   numExecutors: 0
	//   clouds:
	//   - nomad:
	//       nomadUrl: https://nomad.hoge.jp
	//   systemMesage: ${MESSAGE}
}

func ExampleMerge() {
	a := casc.Source{Name: "a.yaml", Document: casc.Document{Jenkins: casc.Jenkins{SystemMessage: "one", NumExecutors: new(0)}}}
	b := casc.Source{Name: "b.yaml", Document: casc.Document{Jenkins: casc.Jenkins{SystemMessage: "two"}}}

	_, err := casc.Merge(casc.MergeOptions{}, a, b)
	fmt.Println(err)

	doc, err := casc.Merge(casc.MergeOptions{Strategy: casc.Override}, a, b)
	fmt.Println(doc.Jenkins.SystemMessage, *doc.Jenkins.NumExecutors, err)
	// Output:
	// jenkins.systemMessage: conflict: a.yaml and b.yaml both set this
	// two 0 <nil>
}

// A part for each root element, as the chart takes them in configScripts.
func ExampleSplit() {
	doc := casc.Document{
		Jenkins:      casc.Jenkins{NumExecutors: new(0)},
		Unclassified: casc.Unclassified{Location: casc.Location{URL: "https://jenkins.hoge.jp/"}},
	}
	for name, part := range casc.Split(doc, nil) {
		text, _ := part.MarshalText()
		fmt.Printf("--- %s\n%s", name, text)
	}
	// Unordered output:
	// --- jenkins
	// jenkins:
	//   numExecutors: 0
	// --- unclassified
	// unclassified:
	//   location:
	//     url: https://jenkins.hoge.jp/
}

// A field that takes a secret wants a reference.
func ExampleInsecure() {
	realm := func(password string) casc.LocalRealm {
		return casc.LocalRealm{Users: []casc.User{{ID: "admin", Password: password}}}
	}
	fmt.Println(casc.Validate(realm("hunter2")))
	fmt.Println(casc.Validate(realm(casc.Var("ADMIN_PASSWORD"))))
	fmt.Println(casc.Validate(realm(casc.Insecure("hunter2"))))
	// Output:
	// users[0].password: literal secret: spell a reference to where the secret is kept
	// <nil>
	// <nil>
}

// A document as Jenkins is going to see it, and what it needs for that.
func ExampleResolver_Document() {
	doc, err := casc.Parse([]byte("jenkins:\n  systemMessage: ${GREETING:-hello} ^${literal}\n  numExecutors: ${EXECUTORS}\n"), casc.ParseOptions{})
	if err != nil {
		fmt.Println(err)
	}
	for _, v := range casc.Variables(doc) {
		fmt.Println(v.Name, v.HasDefault)
	}
	secrets := map[string]string{"EXECUTORS": "0"}
	r := casc.Resolver{Variable: func(name string) (string, bool) { v, ok := secrets[name]; return v, ok }, Strict: true}
	seen, err := r.Document(doc)
	fmt.Println(seen.Jenkins.SystemMessage, *seen.Jenkins.NumExecutors, err)
	// Output:
	// GREETING true
	// EXECUTORS false
	// hello ${literal} 0 <nil>
}

// A text that somebody else writes into a file for Jenkins, and one that was read
// from it.
func ExampleEscapeText() {
	text, err := casc.EscapeText("echo ${HOME} ${")
	fmt.Println(text, err)
	fmt.Println(casc.ParseText(text) == "echo ${HOME} ${", casc.ParseText("${HOME}") == casc.Var("HOME"))
	// Output:
	// echo ^${HOME} ${ <nil>
	// true true
}

// The parts of a document as ConfigMaps, for kustomize.
func ExampleConfigMaps() {
	doc := casc.Document{
		Jenkins: casc.Jenkins{NumExecutors: new(0)},
		Tool:    casc.Tool{Git: casc.ToolInstallations{Installations: []casc.ToolInstallation{{Name: "Default", Home: "git"}}}},
	}
	maps, err := casc.ConfigMaps(metav1.ObjectMeta{Name: "casc", Labels: map[string]string{"jenkins-config": "true"}}, casc.Split(doc, nil))
	if err != nil {
		fmt.Println(err)
	}
	for _, m := range maps {
		fmt.Println(m.Name, len(m.Data))
	}
	// Output:
	// casc-jenkins 1
	// casc-tool 1
}

// A pipeline outside the sandbox, approved before it first runs.
func ExampleScriptHash() {
	approval := casc.ScriptApproval{ApprovedScriptHashes: []string{casc.ScriptHash("println 1")}}
	fmt.Println(approval.ApprovedScriptHashes[0][:20])
	// Output: SHA512:b45d348e10985
}
