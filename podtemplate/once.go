package podtemplate

import (
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/digest"
)

// once returns what check says of v, unless it is known to find nothing: the
// controllers of a fleet have the same templates, which need not be checked for
// each. A value is known by all that it says, never by where it stands; one with
// findings is checked anew. There may be one check for each type.
func once(v any, check func() error) error {
	sum, ok := digest.Of(v)
	if ok && faultless.has(sum) {
		return nil
	}
	err := check()
	if ok && err == nil {
		faultless.add(sum)
	}
	return err
}

// sums is a set of digests. One that gets too large begins anew.
type sums struct {
	mu  sync.RWMutex
	set map[digest.Sum]bool
}

// faultless are the digests of what was found without fault.
var faultless sums

func (s *sums) has(sum digest.Sum) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.set[sum]
}

func (s *sums) add(sum digest.Sum) {
	const most = 1 << 12
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set == nil || len(s.set) == most {
		s.set = map[digest.Sum]bool{}
	}
	s.set[sum] = true
}
