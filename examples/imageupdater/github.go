package main

// workflow is a workflow of GitHub Actions: the part of it that is used here.
type workflow struct {
	Name        string            `json:"name"`
	On          map[string]any    `json:"on"`
	Permissions map[string]string `json:"permissions"`
	Jobs        map[string]job    `json:"jobs"`
}

type job struct {
	If     string `json:"if,omitzero"`
	RunsOn string `json:"runs-on"`
	Steps  []step `json:"steps"`
}

// step runs a script or an action. What comes from outside (names of branches,
// inputs) reaches scripts by Env alone: inside the text it would be code.
type step struct {
	Name string            `json:"name"`
	ID   string            `json:"id,omitzero"`
	Uses string            `json:"uses,omitzero"`
	With map[string]any    `json:"with,omitzero"`
	Env  map[string]string `json:"env,omitzero"`
	Run  string            `json:"run,omitzero"`
}

// tagPattern is what follows the branch in a tag: the time and the commit.
const tagPattern = `-[0-9]{14}-[0-9a-f]{7}$`

// spellBranch spells $BRANCH as it stands in tags. Branches that differ in
// punctuation alone share their tags.
const spellBranch = `branch=$(printf %s "$BRANCH" | LC_ALL=C tr -c 'A-Za-z0-9' '-' | sed 's/^-/b-/' | cut -c1-60)
`

const tagImage = spellBranch + `printf 'tag=%s-%s-%.7s\n' "$branch" "$(date -u +%Y%m%d%H%M%S)" "$GITHUB_SHA" >>"$GITHUB_OUTPUT"
`

const allowTags = spellBranch + `kubectl --namespace ` + argoNamespace + ` annotate --overwrite applications.argoproj.io "$SERVICE" \
  "argocd-image-updater.argoproj.io/$SERVICE.allow-tags=regexp:^$branch` + tagPattern + `"
`

// signIn takes a role in AWS.
func signIn(role string) step {
	return step{Name: "Sign in to AWS", Uses: "aws-actions/configure-aws-credentials@v5", With: map[string]any{
		"aws-region": "ap-northeast-1", "role-to-assume": "arn:aws:iam::123456789012:role/" + role,
	}}
}

// buildImage is the workflow of a service's own repository.
var buildImage = workflow{
	Name:        "image",
	On:          map[string]any{"push": map[string]any{"branches": []string{"**"}}},
	Permissions: map[string]string{"contents": "read", "id-token": "write"},
	Jobs: map[string]job{"image": {RunsOn: "ubuntu-24.04", Steps: []step{
		{Name: "Check out", Uses: "actions/checkout@v5"},
		signIn("github-push-images"),
		{Name: "Sign in to ECR", ID: "ecr", Uses: "aws-actions/amazon-ecr-login@v2"},
		{Name: "Name the image", ID: "image", Env: map[string]string{"BRANCH": "${{ github.ref_name }}"}, Run: tagImage},
		{Name: "Build and push", Uses: "docker/build-push-action@v6", With: map[string]any{
			"push": true,
			"tags": "${{ steps.ecr.outputs.registry }}/${{ github.event.repository.name }}:${{ steps.image.outputs.tag }}",
		}},
	}}},
}

// branchDeploy makes staging follow a branch of a service; the branch master
// ends that.
func branchDeploy() workflow {
	var names []string
	for _, s := range services {
		names = append(names, s.name)
	}
	return workflow{
		Name: "branch deploy",
		On: map[string]any{"workflow_dispatch": map[string]any{"inputs": map[string]any{
			"service": map[string]any{"type": "choice", "options": names, "required": true},
			"branch":  map[string]any{"type": "string", "required": true, "description": "master ends a branch deployment"},
		}}},
		Permissions: map[string]string{"id-token": "write"},
		Jobs: map[string]job{"deploy": {RunsOn: "ubuntu-24.04", Steps: []step{
			signIn("github-branch-deploy"),
			{Name: "Find the cluster", Run: "aws eks update-kubeconfig --name staging\n"},
			{Name: "Allow the branch's tags", Env: map[string]string{
				"SERVICE": "${{ inputs.service }}", "BRANCH": "${{ inputs.branch }}",
			}, Run: allowTags},
		}}},
	}
}

// announceProduction tells Slack what can be deployed to production, and what is.
var announceProduction = workflow{
	Name:        "production",
	On:          map[string]any{"pull_request": map[string]any{"types": []string{"opened", "closed"}, "branches": []string{"master"}}},
	Permissions: map[string]string{},
	Jobs: map[string]job{
		"ready": {
			If:     "github.event.action == 'opened' && startsWith(github.head_ref, 'image-updater-')",
			RunsOn: "ubuntu-24.04",
			Steps:  []step{tellSlack("Merge to deploy to production, revert to roll back:")},
		},
		"merged": {
			If:     "github.event.pull_request.merged",
			RunsOn: "ubuntu-24.04",
			Steps:  []step{tellSlack("Production is being deployed:")},
		},
	},
}

// tellSlack posts a text with the pull request's title and address.
func tellSlack(text string) step {
	return step{Name: "Tell Slack", Uses: "slackapi/slack-github-action@v2", With: map[string]any{
		"method": "chat.postMessage",
		"token":  "${{ secrets.SLACK_TOKEN }}",
		"payload": `{"channel": "deploy", "text": ${{ toJSON(format('` + text + ` {0} {1}', ` +
			`github.event.pull_request.title, github.event.pull_request.html_url)) }}}`,
	}}
}
