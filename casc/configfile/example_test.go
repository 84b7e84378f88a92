package configfile_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/configfile"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// Maven's settings, with a server's password from a credential.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		GlobalConfigFiles: casc.GlobalConfigFiles{Configs: []kind.ConfigFile{configfile.GlobalMavenSettingsConfig{
			ID: "settings", Name: "settings.xml", Content: "<settings>\n  <localRepository>${user.home}/.m2</localRepository>\n</settings>\n",
			ServerCredentialMappings: []configfile.ServerCredentialMapping{{ServerID: "nexus", CredentialsID: "nexus"}},
		}}},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   globalConfigFiles:
	//     configs:
	//     - globalMavenSettings:
	//         id: settings
	//         name: settings.xml
	//         content: |
	//           <settings>
	//             <localRepository>^${user.home}/.m2</localRepository>
	//           </settings>
	//         serverCredentialMappings:
	//         - serverId: nexus
	//           credentialsId: nexus
}
