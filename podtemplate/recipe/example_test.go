package recipe_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/podtemplate/recipe"
)

func ExampleSchedule() {
	arm := recipe.Schedule(
		recipe.Go(recipe.Build{Name: "go-arm64", CacheClaim: "go-cache"}),
		recipe.ARM64(), recipe.SpotKarpenter(), recipe.KeepWhileBuilding(),
	)
	pod, err := podtemplate.Effective(arm, podtemplate.Registry{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pod.Spec.NodeSelector)
	fmt.Println(pod.Annotations)
	// Output:
	// map[karpenter.sh/capacity-type:spot kubernetes.io/arch:arm64]
	// map[cluster-autoscaler.kubernetes.io/safe-to-evict:false karpenter.sh/do-not-disrupt:true]
}

func ExampleKaniko() {
	t := recipe.Kaniko(recipe.ImageBuild{RegistrySecret: "regcred"})
	text, err := podtemplate.DeclarativeAgent{Template: t, DefaultContainer: "kaniko"}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
	// Output:
	// agent {
	//     kubernetes {
	//         defaultContainer 'kaniko'
	//         yaml '''\
	// apiVersion: v1
	// kind: Pod
	// spec:
	//   volumes:
	//   - name: registry-config
	//     projected:
	//       sources:
	//       - secret:
	//           name: regcred
	//           items:
	//           - key: .dockerconfigjson
	//             path: config.json
	//   containers:
	//   - name: kaniko
	//     image: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
	//     command:
	//     - /busybox/sleep
	//     args:
	//     - 99d
	//     volumeMounts:
	//     - name: registry-config
	//       mountPath: /kaniko/.docker
	//     securityContext:
	//       runAsUser: 0
	//       allowPrivilegeEscalation: false
	//       seccompProfile:
	//         type: RuntimeDefault
	// '''
	//     }
	// }
}
