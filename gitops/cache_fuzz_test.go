package gitops

import (
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/internal/digest"
	"github.com/jenkinscode/jenkinscode/internal/disk"
)

// A cache, whatever stands in it, is read as something that is written and read
// the same.
func FuzzCache(f *testing.F) {
	c := cache{now: map[digest.Sum][]cached{{1}: {{path: "a/b", sum: checksum{2}, info: disk.Info{Mode: 0o644, Size: 3, Inode: 1 << 63, Modified: -1, Changed: 4}}}, {5}: {}}}
	text := c.append(nil)
	f.Add(text[len(c.head) : len(text)-4])
	f.Add([]byte{})
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := new(cache)
		text := append(c.head[:], body...)
		text = binary.LittleEndian.AppendUint32(text, checksumOf(string(text)))
		if c.now = c.parse(string(text)); c.now == nil {
			t.Fatal("a whole cache is taken for a broken one")
		}
		if diff := cmp.Diff(c.now, c.parse(string(c.append(nil))), cmp.AllowUnexported(cached{})); diff != "" {
			t.Errorf("(-read +read again)\n%s", diff)
		}
		if c.parse(string(text[:len(text)-1])) != nil {
			t.Error("a cache without its end is taken for a whole one")
		}
	})
}
