// Package house holds the rules of this repository as tests: who may import
// whom, what each package may pull in, that every package is documented and has
// examples, that generated files say so, and what may stand at the top level.
package house
