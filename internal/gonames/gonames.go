// Package gonames makes Go names, and words for comments, of the names that
// Jenkins and its plugins use.
package gonames

import (
	"strings"
	"unicode"
)

// initialisms are the words that Go writes in capitals, or in a form of their own.
var initialisms = map[string]string{
	"Acl": "ACL", "Ami": "AMI", "Api": "API", "Arn": "ARN", "Aws": "AWS", "Casc": "CasC", "Cpu": "CPU", "Cpus": "CPUs", "Fs": "FS", "Nsg": "NSG", "Uami": "UAMI", "Msi": "MSI", "Jql": "JQL", "Shm": "Shm", "Css": "CSS",
	"Csrf": "CSRF", "Dn": "DN", "Dns": "DNS", "Dsl": "DSL", "Ebs": "EBS", "Ec2": "EC2", "Gcr": "GCR", "Github": "GitHub",
	"Gitlab": "GitLab", "Html": "HTML", "Http": "HTTP", "Https": "HTTPS", "Iam": "IAM", "Id": "ID", "Idp": "IDP", "Ids": "IDs",
	"Ip": "IP", "Jdk": "JDK", "Jnlp": "JNLP", "Json": "JSON", "Jvm": "JVM", "Jwks": "JWKS", "Kv": "KV", "Ldap": "LDAP",
	"Lfs": "LFS", "Mfa": "MFA", "Oauth": "OAuth", "Oic": "OIDC", "Oidc": "OIDC", "Os": "OS", "Otel": "OTel", "Otlp": "OTLP",
	"Pem": "PEM", "Pkce": "PKCE", "Rdn": "RDN", "Saml": "SAML", "Scm": "SCM", "Sku": "SKU", "Smtp": "SMTP", "Sni": "SNI", "Sp": "SP", "Sql": "SQL", "Ssh": "SSH",
	"Ssl": "SSL", "Sts": "STS", "Tcp": "TCP", "Tls": "TLS", "Tty": "TTY", "Ttl": "TTL", "Ui": "UI", "Uri": "URI",
	"Url": "URL", "Urls": "URLs", "Utc": "UTC", "Vm": "VM", "Vms": "VMs", "Xml": "XML", "Yaml": "YAML", "Jgit": "JGit", "Jcasc": "JCasC",
	"Tfs": "TFS", "Jenkinsfile": "Jenkinsfile", "Opentelemetry": "OpenTelemetry", "Ecs": "ECS", "Azurevm": "AzureVM",
}

// split splits a Java name into its words.
func split(s string) []string {
	var out []string
	start := 0
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		lowUp := unicode.IsUpper(r[i]) && !unicode.IsUpper(r[i-1])
		upUpLow := i+1 < len(r) && unicode.IsUpper(r[i]) && unicode.IsUpper(r[i-1]) && unicode.IsLower(r[i+1])
		if lowUp || upUpLow || r[i] == '-' || r[i] == '_' || r[i] == ' ' {
			out = append(out, string(r[start:i]))
			start = i
		}
	}
	out = append(out, string(r[start:]))
	var clean []string
	for _, w := range out {
		if w = strings.Trim(w, "-_ "); w != "" {
			clean = append(clean, w)
		}
	}
	return clean
}

// Go returns the Go name for a Java name.
func Go(s string) string {
	var b strings.Builder
	for _, w := range split(s) {
		w = strings.ToUpper(w[:1]) + w[1:]
		if i, ok := initialisms[w]; ok {
			w = i
		}
		b.WriteString(w)
	}
	return b.String()
}

// Words returns a Java name as lower-case words, initialisms aside.
func Words(s string) string {
	ws := split(s)
	for i, w := range ws {
		up := strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
		if in, ok := initialisms[up]; ok {
			ws[i] = in
		} else {
			ws[i] = strings.ToLower(w)
		}
	}
	return strings.Join(ws, " ")
}

// Simple returns the last part of a Java class name.
func Simple(class string) string {
	return class[strings.LastIndexAny(class, ".$")+1:]
}

// Comment returns text as a comment, wrapped.
func Comment(indent, text string) string {
	const width = 80
	var b strings.Builder
	for i, para := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString(indent + "//\n")
		}
		line := indent + "//"
		for _, w := range strings.Fields(para) {
			if len(line)+1+len(w) > width && line != indent+"//" {
				b.WriteString(line + "\n")
				line = indent + "//"
			}
			line += " " + w
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
