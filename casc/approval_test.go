package casc_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
)

// The wanted hash was computed by sha512sum over language, colon and script.
func TestScriptHash(t *testing.T) {
	const want = "SHA512:086aeb56ea2d2cf2b7c954f412640d6b20e5f224022c6bfcd7d4a9acaf5963b7dc1083ec419a14fc5c677cc7ea493adf7d90a0807655bffc18b6f53304941f43"
	if got := casc.ScriptHash("println 'ü'\n"); got != want {
		t.Errorf("got %s", got)
	}
}
