package azure_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/azure"
)

// Build agents in Azure, thrown away after one build.
func Example() {
	text, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{azure.Cloud{
		Name: "azure", AzureCredentialsID: "azure", MaxVirtualMachinesLimit: "10", DeploymentTimeout: "1200",
		ResourceGroupReferenceType: "existing", ExistingResourceGroupName: "jenkins",
		VMTemplates: []azure.AgentTemplate{{
			TemplateName: "linux", Labels: "linux", Location: "West Europe", VirtualMachineSize: "Standard_D2s_v5",
			OSType: "Linux", Launcher: azure.SSHLauncher{}, RetentionStrategy: azure.CloudOnceRetentionStrategy{},
			CredentialsID: "azure-vm",
		}},
	}}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - azureVM:
	//       name: azure
	//       azureCredentialsId: azure
	//       maxVirtualMachinesLimit: "10"
	//       deploymentTimeout: "1200"
	//       resourceGroupReferenceType: existing
	//       existingResourceGroupName: jenkins
	//       vmTemplates:
	//       - templateName: linux
	//         labels: linux
	//         location: West Europe
	//         virtualMachineSize: Standard_D2s_v5
	//         osType: Linux
	//         launcher: ssh
	//         credentialsId: azure-vm
	//         retentionStrategy: azureVMCloudOnce
}
