package script_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/kind"
	"github.com/jenkinscode/jenkinscode/casc/mail"
	"github.com/jenkinscode/jenkinscode/casc/script"
)

// A script in the sandbox, where another struct asks for one.
func Example() {
	text, err := casc.Document{Items: casc.Items{Items: []casc.Item{
		casc.Freestyle{Name: "nightly", Publishers: []kind.Publisher{mail.ExtendedEmailPublisher{
			RecipientList: "team@example.com",
			ConfiguredTriggers: []kind.EmailTrigger{mail.ScriptTrigger{
				SecureTriggerScript: script.SecureGroovyScript{Script: "build.number % 10 == 0", Sandbox: new(true)},
			}},
		}}},
	}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// items:
	//   items:
	//   - freestyle:
	//       name: nightly
	//       publishers:
	//       - email-ext:
	//           recipientList: team@example.com
	//           configuredTriggers:
	//           - scriptTrigger:
	//               secureTriggerScript:
	//                 script: build.number % 10 == 0
	//                 sandbox: true
}
