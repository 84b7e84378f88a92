package docker_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/docker"
)

// Build agents as containers of the Docker on the controller.
func Example() {
	text, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{docker.Cloud{
		Name:      "docker",
		DockerAPI: docker.API{DockerHost: docker.ServerEndpoint{URI: "unix:///var/run/docker.sock"}},
		Templates: []docker.Template{{
			LabelString: "docker-agent", InstanceCapStr: "10", RemoteFS: "/home/jenkins/agent",
			DockerTemplateBase: docker.TemplateBase{
				Image: "jenkins/agent", Mounts: []string{"type=tmpfs,destination=/run"},
			},
			Connector: docker.ComputerAttachConnector{User: "jenkins"},
		}},
	}}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - docker:
	//       name: docker
	//       dockerApi:
	//         dockerHost:
	//           uri: unix:///var/run/docker.sock
	//       templates:
	//       - dockerTemplateBase:
	//           image: jenkins/agent
	//           mounts:
	//           - type=tmpfs,destination=/run
	//         connector:
	//           attach:
	//             user: jenkins
	//         labelString: docker-agent
	//         instanceCapStr: "10"
	//         remoteFs: /home/jenkins/agent
}
