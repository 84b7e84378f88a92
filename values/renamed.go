package values

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// moved says where keys of older charts have gone. The controller's keys stood
// below master before chart 3, and all keys began with capitals before chart 1;
// neither is repeated here.
var moved = map[string]string{
	"controller.image":                                "controller.image.registry, repository and tag",
	"controller.tag":                                  "controller.image.tag",
	"controller.tagLabel":                             "controller.image.tagLabel",
	"controller.imageTag":                             "controller.image.tag",
	"controller.imagePullPolicy":                      "controller.image.pullPolicy",
	"controller.imagePullSecret":                      "controller.imagePullSecretName",
	"controller.name":                                 "controller.componentName",
	"controller.component":                            "controller.componentName",
	"controller.cpu":                                  "controller.resources.requests.cpu",
	"controller.memory":                               "controller.resources.requests.memory",
	"controller.hostName":                             "controller.ingress.hostName",
	"controller.adminUser":                            "controller.admin.username",
	"controller.adminPassword":                        "controller.admin.password",
	"controller.adminSecret":                          "controller.admin.createSecret",
	"controller.useSecurity":                          "controller.admin.createSecret",
	"controller.slaveListenerPort":                    "controller.agentListenerPort",
	"controller.slaveHostPort":                        "controller.agentListenerHostPort",
	"controller.slaveListenerServiceType":             "controller.agentListenerServiceType",
	"controller.slaveListenerLoadBalancerIP":          "controller.agentListenerLoadBalancerIP",
	"controller.slaveListenerServiceAnnotations":      "controller.agentListenerServiceAnnotations",
	"controller.slaveKubernetesNamespace":             "agent.namespace",
	"controller.slaveDefaultsProviderTemplate":        "agent.defaultsProviderTemplate",
	"controller.slaveJenkinsUrl":                      "agent.jenkinsUrl",
	"controller.slaveJenkinsTunnel":                   "agent.jenkinsTunnel",
	"controller.slaveConnectTimeout":                  "agent.kubernetesConnectTimeout",
	"controller.slaveReadTimeout":                     "agent.kubernetesReadTimeout",
	"controller.deploymentLabels":                     "controller.statefulSetLabels",
	"controller.deploymentAnnotations":                "controller.statefulSetAnnotations",
	"controller.clusterIp":                            "controller.clusterIP",
	"controller.securityRealm":                        "controller.JCasC.securityRealm, as JCasC has it and not as config.xml",
	"controller.authorizationStrategy":                "controller.JCasC.authorizationStrategy, as JCasC has it and not as config.xml",
	"controller.sidecars.other":                       "controller.sidecars.additionalSidecarContainers",
	"controller.sidecars.configAutoReload.image":      "controller.sidecars.configAutoReload.image.registry, repository and tag",
	"controller.healthProbesLivenessTimeout":          "controller.probes.livenessProbe.timeoutSeconds",
	"controller.healthProbesReadinessTimeout":         "controller.probes.readinessProbe.timeoutSeconds",
	"controller.healthProbeLivenessInitialDelay":      "controller.probes.livenessProbe.initialDelaySeconds",
	"controller.healthProbeReadinessInitialDelay":     "controller.probes.readinessProbe.initialDelaySeconds",
	"controller.healthProbeLivenessPeriodSeconds":     "controller.probes.livenessProbe.periodSeconds",
	"controller.healthProbeReadinessPeriodSeconds":    "controller.probes.readinessProbe.periodSeconds",
	"controller.healthProbeLivenessFailureThreshold":  "controller.probes.livenessProbe.failureThreshold",
	"controller.healthProbeReadinessFailureThreshold": "controller.probes.readinessProbe.failureThreshold",
	"controller.master.overwritePluginsFromImage":     "controller.overwritePluginsFromImage",
	"agent.image":                                     "agent.image.registry, repository and tag",
	"agent.tag":                                       "agent.image.tag",
	"agent.imageTag":                                  "agent.image.tag",
	"agent.component":                                 "agent.componentName",
	"agent.cpu":                                       "agent.resources.requests.cpu",
	"agent.memory":                                    "agent.resources.requests.memory",
	"agent.slaveConnectTimeout":                       "agent.connectTimeout",
	"rbac.install":                                    "rbac.create",
	"rbac.serviceAccount":                             "serviceAccount",
	"rbac.serviceAccountName":                         "serviceAccount.name",
	"rbac.serviceAccountAnnotations":                  "serviceAccount.annotations",
	"helmtest.bats.image":                             "helmtest.bats.image.registry, repository and tag",
	"helmtest.bats.tag":                               "helmtest.bats.image.tag",
}

const (
	noBackup = "the chart makes no backups any more: schedule them with a CronJob or a volume snapshot of your own"
	noRole   = "the chart makes the roles by itself"
	noXML    = "the chart writes no config.xml any more: say it in JCasC, in controller.JCasC.configScripts"
)

// gone says of keys of older charts why there is no such key any more.
var gone = map[string]string{
	"backup":                                noBackup,
	"cronJob":                               noBackup,
	"rbac.apiVersion":                       noRole,
	"rbac.roleRef":                          noRole,
	"rbac.roleKind":                         noRole,
	"rbac.roleBindingKind":                  noRole,
	"controller.rollingUpdate":              "the controller is a StatefulSet: see controller.updateStrategy",
	"controller.cli":                        "Jenkins has no remoting CLI any more",
	"controller.jobs":                       "the chart writes no config.xml of jobs any more: describe them in Job DSL, below jobs in controller.JCasC.configScripts",
	"controller.overwriteJobs":              "the chart writes no config.xml of jobs any more: Job DSL below jobs in controller.JCasC.configScripts is applied at each start",
	"controller.additionalConfig":           noXML,
	"controller.customConfigMap":            noXML,
	"controller.enableXmlConfig":            noXML,
	"controller.overwriteConfig":            noXML,
	"controller.JCasC.enabled":              "JCasC is always on: see controller.JCasC.defaultConfig",
	"controller.JCasC.pluginVersion":        "name configuration-as-code in controller.installPlugins",
	"controller.JCasC.supportPluginVersion": "JCasC needs no support plugin any more",
}

// renamed says what became of a key of an older chart.
func renamed(path string) (detail string, ok bool) {
	at, since := path, "now"
	for _, master := range []string{"master", "Master"} {
		if rest, ok := strings.CutPrefix(at, master+"."); ok {
			at, since = "controller."+rest, "since chart 3"
		}
	}
	folded := strings.ToLower(at)
	old := older()
	switch {
	case old[folded] != "" && !(since == "now" && known()[folded] == at): // a map where text stood is as it should be
		detail = old[folded]
	case known()[folded] != "" && known()[folded] != path:
		detail = "it is " + known()[folded]
	default:
		return "", false
	}
	if strings.HasPrefix(detail, "it is ") {
		detail += " " + since
	}
	return detail, true
}

// older is what there is to say of keys of older charts, in lower case.
var older = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for from, to := range moved {
		out[strings.ToLower(from)] = "it is " + to
	}
	for from, why := range gone {
		out[strings.ToLower(from)] = why
	}
	return out
})

// isOlderStem reports whether path is a map in which older charts had keys that
// have gone elsewhere, each for itself.
func isOlderStem(path string) bool {
	folded := strings.ToLower(path)
	if folded == "master" {
		return true
	}
	if rest, ok := strings.CutPrefix(folded, "master."); ok {
		folded = "controller." + rest
	}
	stem := folded + "."
	for _, keys := range []map[string]string{older(), known()} {
		for key := range keys {
			if strings.HasPrefix(key, stem) {
				return true
			}
		}
	}
	return false
}

// known are the paths of the chart's keys, by their spelling in lower case.
var known = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	eachKey(reflect.TypeFor[Values](), "", nil, func(path, _ string) { out[strings.ToLower(path)] = path })
	return out
})

// knownPlaces returns the paths of the chart's keys by their last part.
var knownPlaces = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	eachKey(reflect.TypeFor[Values](), "", nil, func(path, name string) { out[name] = append(out[name], path) })
	return out
})

// eachKey calls f for each key of the chart.
func eachKey(t reflect.Type, stem string, seen []reflect.Type, f func(path, name string)) {
	if t.Kind() != reflect.Struct || t.PkgPath() != reflect.TypeFor[Values]().PkgPath() || slices.Contains(seen, t) {
		return
	}
	for i := range t.NumField() {
		field := t.Field(i)
		name := jsonName(field)
		if name == "" || name == "-" {
			continue
		}
		path := strings.TrimPrefix(stem+"."+name, ".")
		f(path, name)
		eachKey(field.Type, path, append(seen[:len(seen):len(seen)], t), f)
	}
}
