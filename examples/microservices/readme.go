package main

import "github.com/jenkinscode/jenkinscode/gitops"

// addReadme adds the README, with the order of syncs drawn from the objects
// themselves.
func (s system) addReadme(tree *gitops.Tree) {
	tree.Group("readme", func(tree *gitops.Tree) error {
		migrating := s.services[0]
		for _, svc := range s.services {
			if svc.migrates {
				migrating = svc
			}
		}
		one, err := gitops.SyncDiagram(migrating.migrationSettings(), migrating.migration(), migrating.deployment(), migrating.service())
		if err != nil {
			return err
		}
		objects := []any{environmentNamespace("dev1")}
		for _, svc := range s.services {
			objects = append(objects, svc.application())
		}
		all, err := gitops.SyncDiagram(objects...)
		if err != nil {
			return err
		}
		tree.Add("README.md", "# Manifests\n\n"+
			"Generated: change the program, not the files.\n\n"+
			"## A service's sync\n\n"+one+
			"\n## An environment's sync\n\n"+
			"Internal services are healthy before external ones are touched.\n\n"+all)
		return nil
	})
}
