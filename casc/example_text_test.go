package casc_test

import (
	"fmt"

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
