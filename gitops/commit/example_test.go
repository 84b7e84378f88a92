package commit_test

import (
	"fmt"
	"os"

	"github.com/go-git/go-git/v5"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/commit"
)

// What a pull request is made from.
func ExampleTree() {
	dir, err := os.MkdirTemp("", "repository")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if _, err := git.PlainInit(dir, false); err != nil {
		fmt.Println(err)
		return
	}

	tree := new(gitops.Tree)
	tree.Add("apps/hoge.yaml", map[string]any{"replicas": 1})
	options := commit.Options{
		Branch: "regenerate", Message: "Regenerate the manifests",
		Author: commit.Author{Name: "Robot", Email: "robot@example.com"},
	}
	for range 2 {
		report, err := commit.Tree(dir, tree, options)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(report, "- committed:", report.Hash != "")
	}
	// Output:
	// 1 written, 0 unchanged, 0 removed - committed: true
	// 0 written, 1 unchanged, 0 removed - committed: false
}
