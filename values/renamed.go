package values

import "strings"

// moved says where keys of older charts have gone. A key that ends in .* stands
// for all keys below it, one that begins with master. for the controller's.
var moved = map[string]string{
	"master":                                     "controller",
	"controller.image":                           "controller.image.registry, repository and tag",
	"controller.tag":                             "controller.image.tag",
	"controller.tagLabel":                        "controller.image.tagLabel",
	"controller.imageTag":                        "controller.image.tag",
	"controller.imagePullPolicy":                 "controller.image.pullPolicy",
	"controller.adminUser":                       "controller.admin.username",
	"controller.adminPassword":                   "controller.admin.password",
	"controller.adminSecret":                     "controller.admin.createSecret",
	"controller.useSecurity":                     "controller.admin.createSecret",
	"controller.slaveListenerPort":               "controller.agentListenerPort",
	"controller.slaveHostPort":                   "controller.agentListenerHostPort",
	"controller.slaveListenerServiceType":        "controller.agentListenerServiceType",
	"controller.slaveListenerLoadBalancerIP":     "controller.agentListenerLoadBalancerIP",
	"controller.slaveListenerServiceAnnotations": "controller.agentListenerServiceAnnotations",
	"controller.slaveKubernetesNamespace":        "agent.namespace",
	"controller.slaveDefaultsProviderTemplate":   "agent.defaultsProviderTemplate",
	"controller.slaveJenkinsUrl":                 "agent.jenkinsUrl",
	"controller.slaveJenkinsTunnel":              "agent.jenkinsTunnel",
	"controller.slaveConnectTimeout":             "agent.kubernetesConnectTimeout",
	"controller.slaveReadTimeout":                "agent.kubernetesReadTimeout",
	"controller.deploymentLabels":                "controller.statefulSetLabels",
	"controller.deploymentAnnotations":           "controller.statefulSetAnnotations",
	"controller.clusterIp":                       "controller.clusterIP",
	"controller.sidecars.other":                  "controller.sidecars.additionalSidecarContainers",
	"controller.sidecars.configAutoReload.image": "controller.sidecars.configAutoReload.image.registry, repository and tag",
	"agent.image":                                "agent.image.registry, repository and tag",
	"agent.tag":                                  "agent.image.tag",
	"agent.slaveConnectTimeout":                  "agent.connectTimeout",
	"NetworkPolicy":                              "networkPolicy",
	"NetworkPolicy.Enabled":                      "networkPolicy.enabled",
	"NetworkPolicy.ApiVersion":                   "networkPolicy.apiVersion",
	"rbac.install":                               "rbac.create",
	"rbac.serviceAccountName":                    "serviceAccount.name",
	"rbac.serviceAccountAnnotations":             "serviceAccount.annotations",
	"helmtest.bats.tag":                          "helmtest.bats.image.tag",
}

// gone says of keys of older charts why there is no such key any more.
var gone = map[string]string{
	"backup":                         "the chart makes no backups any more: schedule them with a CronJob or a volume snapshot of your own",
	"rbac.roleRef":                   "the chart makes the roles by itself",
	"rbac.roleKind":                  "the chart makes the roles by itself",
	"rbac.roleBindingKind":           "the chart makes the roles by itself",
	"controller.rollingUpdate":       "the controller is a StatefulSet: see controller.updateStrategy",
	"controller.JCasC.pluginVersion": "name configuration-as-code in controller.installPlugins",
	"controller.JCasC.enabled":       "JCasC is always on: see controller.JCasC.defaultConfig",
}

// renamed says what became of a key of an older chart.
func renamed(path string) (detail string, ok bool) {
	if rest, master := strings.CutPrefix(path, "master."); master {
		at := "controller." + rest
		if to, ok := moved[at]; ok {
			return "it is " + to + " since chart 3", true
		}
		if why, ok := gone[at]; ok {
			return why, true
		}
		return "it is " + at + " since chart 3", true
	}
	if to, ok := moved[path]; ok && path != "master" {
		return "it is " + to + " now", true
	}
	why, ok := gone[path]
	return why, ok
}

// isRenamedStem reports whether keys below path may have gone elsewhere.
func isRenamedStem(path string) bool {
	for from := range moved {
		if strings.HasPrefix(from, path+".") {
			return true
		}
	}
	return false
}
