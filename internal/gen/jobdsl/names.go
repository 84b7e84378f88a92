package main

import (
	"strings"
	"unicode"
)

// words maps a word of a Job DSL name, in lower case, to its form in Go.
var words = map[string]string{
	"api": "API", "ci": "CI", "cps": "CPS", "css": "CSS", "csv": "CSV", "dsl": "DSL", "dos": "DOS", "github": "GitHub", "gitlab": "GitLab",
	"html": "HTML", "http": "HTTP", "id": "ID", "ids": "IDs", "irc": "IRC", "jdk": "JDK", "json": "JSON", "jvm": "JVM", "junit": "JUnit",
	"php": "PHP", "pom": "POM", "pr": "PR", "pty": "PTY", "rtc": "RTC", "scm": "SCM", "ssh": "SSH", "ssl": "SSL", "svn": "Svn",
	"uri": "URI", "url": "URL", "vm": "VM", "xml": "XML", "iframe": "IFrame", "nodejs": "NodeJS", "javadoc": "Javadoc", "scp": "SCP",
	"sha1": "SHA1", "ccm": "CCM", "pmd": "PMD", "cpd": "CPD", "rvm": "RVM", "bitbucket": "Bitbucket", "mr": "MR", "ui": "UI", "jql": "JQL",
	"testng": "TestNG", "js": "JS", "yaml": "YAML", "uuid": "UUID", "tcp": "TCP", "ttl": "TTL", "lfs": "LFS", "nunit": "NUnit",
}

// goName returns a Job DSL name as Go spells it: customCssUrl as CustomCSSURL.
func goName(name string) string {
	var b strings.Builder
	for _, w := range split(name) {
		if s, ok := words[strings.ToLower(w)]; ok {
			b.WriteString(s)
			continue
		}
		r := []rune(w)
		b.WriteString(string(unicode.ToUpper(r[0])) + string(r[1:]))
	}
	return b.String()
}

// split cuts a camel-case name into words; runs of capitals are one word, but
// for their last letter when a small one follows.
func split(name string) []string {
	var out []string
	r := []rune(name)
	start := 0
	for i := 1; i <= len(r); i++ {
		if i == len(r) || unicode.IsUpper(r[i]) && (!unicode.IsUpper(r[i-1]) || i+1 < len(r) && unicode.IsLower(r[i+1])) || r[i] == '_' {
			out = append(out, strings.Trim(string(r[start:i]), "_"))
			start = i
		}
	}
	return out
}

// plural returns the Go name of a field that holds several of what name says.
func plural(name string) string {
	switch {
	case strings.HasSuffix(name, "s") || strings.HasSuffix(name, "List"):
		return name
	case strings.HasSuffix(name, "sh") || strings.HasSuffix(name, "ch") || strings.HasSuffix(name, "x"):
		return name + "es"
	case strings.HasSuffix(name, "y") && !strings.HasSuffix(name, "ey") && !strings.HasSuffix(name, "ay"):
		return name[:len(name)-1] + "ies"
	}
	return name + "s"
}
