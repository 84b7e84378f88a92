package main

import "github.com/jenkinscode/jenkinscode/casc"

// gitCredential is the id of the credential that jobs fetch with.
const gitCredential = "git_credential"

// globalSettings returns the document of Jenkins' system settings: how many
// builds jobs keep.
func globalSettings(buildsToKeep string) casc.Document {
	return casc.Document{
		Unclassified: casc.Unclassified{
			BuildDiscarders: casc.BuildDiscarders{
				ConfiguredBuildDiscarders: []casc.GlobalBuildDiscarderStrategy{
					casc.JobBuildDiscarder{},
					casc.DefaultBuildDiscarder{Discarder: casc.LogRotator{NumToKeepStr: buildsToKeep}},
				},
			},
		},
	}
}

// security is the document of who may do what: the administrator's account and
// the git credential come from Kubernetes secrets that the chart mounts.
var security = casc.Document{
	Jenkins: casc.Jenkins{
		SecurityRealm: casc.LocalRealm{
			AllowsSignup: new(false),
			Users: []casc.User{{
				ID:       casc.Var("chart-admin-username"),
				Password: casc.Var("chart-admin-password"),
			}},
		},
		AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
	},
	Security: casc.Security{
		// The one script that runs outside the sandbox is approved by its hash.
		ScriptApproval: casc.ScriptApproval{ApprovedScriptHashes: []string{casc.ScriptHash(stopHangingBuilds)}},
	},
	Credentials: casc.Credentials{System: casc.SystemCredentials{
		DomainCredentials: []casc.DomainCredentials{{
			Credentials: []casc.Credential{
				casc.UsernamePassword{
					Scope: casc.ScopeGlobal, ID: gitCredential, Description: "read access to Git",
					Username: "jenkins", Password: casc.Var("git-password"),
				},
			},
		}},
	}},
}
