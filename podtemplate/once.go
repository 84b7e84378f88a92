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
	if _, known := faultless.get(sum); ok && known {
		return nil
	}
	err := check()
	if ok && err == nil {
		faultless.keep(sum, struct{}{})
	}
	return err
}

// faultless are the digests of what was found without fault.
var faultless = recent[digest.Sum, struct{}]{most: 1 << 12}

// recent keeps what was found out of late. When it is full it begins anew.
type recent[K comparable, V any] struct {
	most int
	mu   sync.RWMutex
	kept map[K]V
}

func (r *recent[K, V]) get(k K) (v V, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	v, ok = r.kept[k]
	return v, ok
}

func (r *recent[K, V]) keep(k K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || len(r.kept) == r.most {
		r.kept = map[K]V{}
	}
	r.kept[k] = v
}
