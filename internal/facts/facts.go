// Package facts holds the tables that generated code is made from: what Jenkins,
// its plugins, the Job DSL and the official chart accept. SOURCES.md beside it
// says where each comes from.
package facts

import "embed"

// Tables holds the tables by file name.
//
//go:embed *.json *.tsv
var Tables embed.FS
