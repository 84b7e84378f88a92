// Package kind holds the kinds of things that Jenkins lets one choose among: its
// extension points, such as [Cloud] or [SecurityRealm].
//
// Each kind is an interface that a struct satisfies by embedding the marker of
// that name; the marker's tag gives the symbol by which JCasC knows it. So a
// struct of your own is an alternative like any other:
//
//	type NomadCloud struct {
//		kind.IsCloud `json:"-" jc:"symbol=nomad"`
//		NomadURL     string `json:"nomadUrl"`
//	}
//
// Package casc has all of these names too; this package exists so that the
// packages of plugins can use them without importing package casc.
package kind

// Raw is an alternative that no struct stands for. It satisfies every interface
// of this package.
type Raw struct {
	anything `json:"-"`
	// Symbol is the name of the alternative, such as ec2.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes. Without any, the symbol is written alone.
	Attributes map[string]any `json:",inline"`
}
