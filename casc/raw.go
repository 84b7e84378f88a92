package casc

import "github.com/jenkinscode/jenkinscode/casc/kind"

// Raw is an alternative that no struct stands for: a symbol and its attributes.
// It satisfies every interface of this package.
type Raw = kind.Raw
