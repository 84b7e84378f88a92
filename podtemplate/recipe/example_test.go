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

// A template of one's own made to satisfy the restricted pod security level.
func ExampleRestricted() {
	node := recipe.Restricted(podtemplate.PodTemplate{
		Name: "node", Label: "node",
		Containers: []podtemplate.ContainerTemplate{{Name: "node", Image: "node:22", Command: "sleep", Args: "99d"}},
	})
	pod, err := podtemplate.Effective(node, podtemplate.Registry{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("root:", !*pod.Spec.SecurityContext.RunAsNonRoot)
	for _, c := range pod.Spec.Containers {
		fmt.Println(c.Name, c.SecurityContext.Capabilities.Drop, *c.SecurityContext.AllowPrivilegeEscalation)
	}
	// Output:
	// root: false
	// jnlp [ALL] false
	// node [ALL] false
}

// What a recipe returns is plain data, to be changed like any other.
func ExampleGo() {
	t := recipe.Go(recipe.Build{Name: "go-tests", CacheClaim: "go-cache"})
	t.IdleMinutes = new(10)
	t = recipe.Schedule(t, recipe.AMD64(), recipe.SpotEKS(), recipe.KeepWhileBuilding())
	fmt.Println(t.Name, *t.IdleMinutes, podtemplate.Validate(t))
	// Output: go-tests 10 <nil>
}

// The warning that comes with the node's own docker.
func ExampleDockerOutsideOfDocker() {
	r := podtemplate.Registry{Templates: podtemplate.WithIDs(recipe.DockerOutsideOfDocker(recipe.ImageBuild{}))}
	for _, w := range r.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// templates[0].yaml.spec.volumes[docker-sock]: forbidden "/var/run/docker.sock": whoever reaches the node's docker socket owns the node; nodes that run containerd have none, and pod security level baseline refuses it
}
