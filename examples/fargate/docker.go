package main

import "github.com/jenkinscode/jenkinscode/values"

// pluginsTxt is a list of plugins as the plugin installer reads it.
type pluginsTxt values.Plugins

// AppendText appends a line for each plugin.
func (p pluginsTxt) AppendText(b []byte) ([]byte, error) {
	for _, plugin := range p {
		b = append(append(b, plugin.String()...), '\n')
	}
	return b, nil
}

// dockerfile makes the controller's image: the official one with plugins, and
// with the command line of AWS for the entrypoint.
const dockerfile = `FROM jenkins/jenkins:2.568.2-alpine

USER root
RUN apk add --no-cache aws-cli

USER jenkins
COPY plugins.txt /usr/share/jenkins/ref/plugins.txt
RUN jenkins-plugin-cli --plugin-file /usr/share/jenkins/ref/plugins.txt

COPY --chmod=755 entrypoint.sh /usr/local/bin/entrypoint.sh
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
`

// agentDockerfile makes the example agent's image: the official one with what
// the example job calls.
const agentDockerfile = `FROM jenkins/inbound-agent:3355.v388858a_47b_33-3-alpine-jdk21

USER root
RUN apk add --no-cache aws-cli curl jq

USER jenkins
`

// entrypoint puts the version of the configuration that the task definition
// names where JCasC looks for it, and starts Jenkins. Without a version it takes
// a configuration away that an earlier start left, so that what was set up by
// hand since then stays.
const entrypoint = `#!/bin/sh
set -eu

conf=$JENKINS_HOME/jenkins.yaml
if [ -n "${JENKINS_CONF_S3_VERSION_ID:-}" ]; then
  echo "Configuration: s3://$JENKINS_CONF_S3_BUCKET/$JENKINS_CONF_S3_KEY, version $JENKINS_CONF_S3_VERSION_ID"
  aws s3api get-object --bucket "$JENKINS_CONF_S3_BUCKET" --key "$JENKINS_CONF_S3_KEY" \
    --version-id "$JENKINS_CONF_S3_VERSION_ID" "$conf.new" >/dev/null
  mv "$conf.new" "$conf"
else
  echo "Configuration: none is named, what Jenkins has stays"
  rm -f "$conf"
fi

exec tini -- /usr/local/bin/jenkins.sh "$@"
`
