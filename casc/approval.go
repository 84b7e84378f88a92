package casc

import (
	"crypto/sha512"
	"encoding/hex"
)

// ScriptHash returns the hash by which [ScriptApproval] approves a Groovy script
// that runs outside the sandbox (approvedScriptHashes), such as an inline
// pipeline. The script must be the very text that the job holds. The form is
// that of the script-security plugin since 1190.
func ScriptHash(script string) string {
	sum := sha512.Sum512([]byte("groovy:" + script))
	return "SHA512:" + hex.EncodeToString(sum[:])
}
