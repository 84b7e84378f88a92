.DEFAULT_GOAL := help
tool = go tool -modfile=.ci/tools.mod

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.PHONY: test
test: ## Run all tests that need nothing but Go
	go test ./...

.PHONY: conformance
conformance: ## Run the tests against corpora and engines: make conformance CORPUS=DIR JENKINS_CHART=DIR JOBDSL_CLASSPATH=…
	@[ -n "$(CORPUS)" ] || { echo "set CORPUS (see CONTRIBUTING.md)"; exit 1; }
	CORPUS=$(CORPUS) JENKINS_CHART=$(JENKINS_CHART) JOBDSL_CLASSPATH=$(JOBDSL_CLASSPATH) go test -count=1 ./...

.PHONY: bench
bench: ## Compare a fleet with text/template and with writing the bytes alone, encoders with others: make bench DIR=/dev/shm
	go run ./internal/bench $(if $(DIR),-dir $(DIR))
	go test -run '^$$' -bench . -benchmem ./internal/yamltext ./jobdsl ./gitops/verify

.PHONY: generate
generate: ## Write the generated files anew
	go generate ./...

.PHONY: lint
lint: ## Format and lint with the tools pinned in .ci/tools.mod
	$(tool) gofumpt -l -w .
	go vet ./...
	$(tool) staticcheck ./...
	go mod tidy -diff

.PHONY: golden
golden: ## Rewrite the golden files
	UPDATE=1 go test ./...
