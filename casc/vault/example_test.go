package vault_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/vault"
)

// Builds get their secrets from Vault, where Jenkins has a role.
func Example() {
	text, err := casc.Document{
		Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
			Credentials: []casc.Credential{vault.AppRoleCredential{ID: "vault", RoleID: casc.Var("VAULT_ROLE"), SecretID: casc.Var("VAULT_SECRET")}},
		}}}},
		Unclassified: casc.Unclassified{HashicorpVault: vault.GlobalConfiguration{Configuration: vault.Configuration{
			VaultURL: "https://vault.example.com", VaultCredentialID: "vault", EngineVersion: new(2),
		}}},
	}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   hashicorpVault:
	//     configuration:
	//       vaultUrl: https://vault.example.com
	//       vaultCredentialId: vault
	//       engineVersion: 2
	// credentials:
	//   system:
	//     domainCredentials:
	//     - credentials:
	//       - vaultAppRoleCredential:
	//           id: vault
	//           roleId: ${VAULT_ROLE}
	//           secretId: ${VAULT_SECRET}
}
