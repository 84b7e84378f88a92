package podtemplate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// WithIDs returns the templates, each with the ID that [StableID] gives it
// unless it has one.
func WithIDs(templates ...PodTemplate) []PodTemplate {
	out := slices.Clone(templates)
	for i := range out {
		if out[i].ID == "" {
			out[i].ID = StableID(out[i])
		}
	}
	return out
}

// StableID returns an ID for t: the SHA-256, in hexadecimal, of its name, or of
// its label when it has no name. It stays the same whatever else changes, so
// that agents keep their template over any reload. Names must be unique in a
// cloud, and so are the IDs.
func StableID(t PodTemplate) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(orElse(t.Name, t.Label))))
	return hex.EncodeToString(sum[:])
}
