package ec2_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/ec2"
)

// Build agents on spot instances, as many as are wanted.
func Example() {
	text, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{ec2.Cloud{
		Name: "build", Region: "eu-west-1", UseInstanceProfileForCredentials: new(true),
		SSHKeysCredentialsID: "ec2-key", InstanceCapStr: "20",
		Templates: []ec2.SlaveTemplate{{
			AMI: "ami-0123456789abcdef0", Type: "m7g.large", LabelString: "arm64", RemoteFS: "/home/jenkins",
			SpotConfig: ec2.SpotConfiguration{UseBidPrice: new(false), FallbackToOndemand: new(true)},
			AMIType:    ec2.UnixData{SSHPort: "22"}, IdleTerminationMinutes: "10", MaxTotalUses: new(1),
			Tenancy: ec2.TenancyDefault,
		}},
	}}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - amazonEC2:
	//       name: build
	//       useInstanceProfileForCredentials: true
	//       region: eu-west-1
	//       sshKeysCredentialsId: ec2-key
	//       instanceCapStr: "20"
	//       templates:
	//       - ami: ami-0123456789abcdef0
	//         spotConfig:
	//           useBidPrice: false
	//           fallbackToOndemand: true
	//         remoteFS: /home/jenkins
	//         type: m7g.large
	//         labelString: arm64
	//         amiType:
	//           unixData:
	//             sshPort: "22"
	//         idleTerminationMinutes: "10"
	//         maxTotalUses: 1
	//         tenancy: Default
}
