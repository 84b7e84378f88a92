package casc

import (
	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Error is one finding: a place, what is wrong there, and what is allowed. The
// errors of this package are joined ones of this type; errors.As finds one, and
// [Errors] all.
type Error = fieldpath.Error

// Errors returns the findings in err.
func Errors(err error) []*Error { return fieldpath.Errors(err) }

// Validate returns all findings in v, which may be a [Document] or any part of
// one: required attributes that are missing, values that Jenkins does not know,
// secrets that are literal.
func Validate(v any) error { return check.Value(v).Err() }
