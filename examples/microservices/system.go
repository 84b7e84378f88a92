package main

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// system is everything that the repository delivers.
type system struct {
	services []service
	clusters []cluster
}

// service is an API: what it is called, who calls it, and what it needs.
type service struct {
	name     string
	external bool // REST, for clients; otherwise gRPC, for other services
	migrates bool // has a database whose schema it changes
	cpu      string
	memory   string
}

// cluster is a cluster with an Argo CD of its own. A cluster's environments are
// namespaces in it.
type cluster struct {
	name         string
	argoURL      string
	environments []environment
}

// environment is one instance of all services.
type environment struct {
	name     string // of its namespace, too
	branch   string // that it follows
	replicas int
	tag      string // of the images; Jenkins changes it here, and runs the program
}

const (
	repository = "https://git.example.com/english/manifests.git"
	registry   = "registry.example.com/english/"

	// master is reached by pull requests. Development has a branch of its own,
	// which Jenkins pushes to.
	master      = "master"
	development = "development"
)

// newSystem returns the write-up's system: 14 services in development's so many
// environments, in staging and in production.
func newSystem(environments int) system {
	dev := cluster{name: "development", argoURL: "https://argocd.dev.example.com"}
	for i := range environments {
		dev.environments = append(dev.environments, environment{fmt.Sprintf("dev%d", i+1), development, 1, "1.0.0"})
	}
	one := func(name, url string, replicas int) cluster {
		return cluster{name, url, []environment{{name, master, replicas, "1.0.0"}}}
	}
	return system{
		clusters: []cluster{
			dev,
			one("staging", "https://argocd.stg.example.com", 3),
			one("production", "https://argocd.example.com", 3),
		},
		services: []service{
			{name: "account", migrates: true, cpu: "200m", memory: "512Mi"},
			{name: "billing", migrates: true, cpu: "200m", memory: "512Mi"},
			{name: "catalog", migrates: true, cpu: "200m", memory: "512Mi"},
			{name: "lesson", migrates: true, cpu: "500m", memory: "1Gi"},
			{name: "notification", cpu: "100m", memory: "256Mi"},
			{name: "progress", migrates: true, cpu: "500m", memory: "1Gi"},
			{name: "review", migrates: true, cpu: "200m", memory: "512Mi"},
			{name: "search", cpu: "500m", memory: "1Gi"},
			{name: "vocabulary", migrates: true, cpu: "200m", memory: "512Mi"},
			{name: "hoge-api", external: true, migrates: true, cpu: "500m", memory: "1Gi"},
			{name: "fuge-api", external: true, cpu: "200m", memory: "512Mi"},
			{name: "student-api", external: true, cpu: "500m", memory: "1Gi"},
			{name: "teacher-api", external: true, cpu: "200m", memory: "512Mi"},
			{name: "admin-api", external: true, cpu: "100m", memory: "256Mi"},
		},
	}
}

// tree returns the repository.
func (s system) tree() *gitops.Tree {
	tree := new(gitops.Tree)
	for _, svc := range s.services {
		svc.add(tree)
	}
	for _, c := range s.clusters {
		for _, e := range c.environments {
			for _, svc := range s.services {
				svc.addTo(tree, e)
			}
			s.addEnvironment(tree, e)
		}
		c.addArgoCD(tree)
		c.addAddons(tree)
		c.addBootstrap(tree)
	}
	addArgoCDBases(tree)
	addAddonBases(tree)
	s.addReadme(tree)
	return tree
}
