package render

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"helm.sh/helm/v3/pkg/downloader"
	"helm.sh/helm/v3/pkg/getter"
	"helm.sh/helm/v3/pkg/repo"
)

// Source says where a chart comes from.
type Source struct {
	// Repository is the URL of the chart repository, as
	// https://charts.jenkins.io.
	Repository string
	// Name is the chart's name.
	Name string
	// Version is the chart's version, or a constraint such as ~5.9; unset, the
	// latest that is no pre-release.
	Version string
	// Digest is the SHA-256 that the archive must have, in hexadecimal. With it
	// and a full Version, an archive in the cache is used without asking the
	// repository. Unset, the digest in the repository's index must match.
	Digest string
	// Cache is the folder that keeps archives and indexes; unset, the folder
	// jenkinscode/charts of the user's cache.
	Cache string
	// Username is the user name for a repository that asks for one.
	Username string
	// Password is the password that goes with Username.
	Password string
	// CAFile is a file with the certificates to trust, for a repository of
	// one's own.
	CAFile string
}

// Pull reads a chart from a chart repository over HTTP: the chart is looked up in
// the repository's index, downloaded unless the cache has it, and its checksum
// compared.
func Pull(s Source) (*Chart, error) {
	file, err := s.pull()
	if err != nil {
		return nil, fmt.Errorf("render: chart %s of %s: %w", s.Name, s.Repository, err)
	}
	return Load(file)
}

// pull returns the path of the archive in the cache.
func (s Source) pull() (string, error) {
	cache := s.Cache
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(user, "jenkinscode", "charts")
	}
	if s.Digest != "" && s.Version != "" {
		if file := s.archive(cache, s.Version, s.Digest); verify(file, s.Digest) == nil {
			return file, nil
		}
	}
	index, err := s.index(cache)
	if err != nil {
		return "", err
	}
	found, err := index.Get(s.Name, s.Version)
	switch {
	case err != nil:
		return "", fmt.Errorf("version %q: %w", s.Version, err)
	case len(found.URLs) == 0:
		return "", fmt.Errorf("the index has no URL for version %s", found.Version)
	case found.Digest == "" && s.Digest == "":
		return "", fmt.Errorf("the index has no digest for version %s, so that its archive can't be checked; give Digest", found.Version)
	case s.Digest != "" && found.Digest != "" && !strings.EqualFold(s.Digest, found.Digest):
		return "", fmt.Errorf("the index has digest %s for version %s, not %s", found.Digest, found.Version, s.Digest)
	}
	digest := strings.ToLower(found.Digest)
	if digest == "" {
		digest = strings.ToLower(s.Digest)
	}
	file := s.archive(cache, found.Version, digest)
	if verify(file, digest) == nil {
		return file, nil
	}
	return file, s.download(found.URLs[0], file, digest)
}

// archive returns where the cache keeps an archive.
func (s Source) archive(cache, version, digest string) string {
	return filepath.Join(cache, fmt.Sprintf("%s-%s-%s.tgz", filepath.Base(s.Name), filepath.Base(version), filepath.Base(strings.ToLower(digest))))
}

var getters = getter.Providers{{Schemes: []string{"http", "https"}, New: getter.NewHTTPGetter}}

// index reads the repository's index, and keeps it in the cache.
func (s Source) index(cache string) (*repo.IndexFile, error) {
	sum := sha256.Sum256([]byte(s.Repository))
	r, err := repo.NewChartRepository(&repo.Entry{
		Name: hex.EncodeToString(sum[:8]), URL: s.Repository,
		Username: s.Username, Password: s.Password, CAFile: s.CAFile,
	}, getters)
	if err != nil {
		return nil, err
	}
	r.CachePath = cache
	file, err := r.DownloadIndexFile()
	if err != nil {
		return nil, fmt.Errorf("the index of the repository: %w", err)
	}
	return repo.LoadIndexFile(file)
}

// download fetches an archive and puts it into the cache when its digest is right.
func (s Source) download(ref, file, digest string) (err error) {
	link, err := repo.ResolveReferenceURL(s.Repository, ref)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), ".download-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	d := downloader.ChartDownloader{
		Out: io.Discard, Getters: getters,
		RepositoryConfig: filepath.Join(dir, "repositories.yaml"), RepositoryCache: dir,
	}
	if s.CAFile != "" {
		d.Options = append(d.Options, getter.WithTLSClientConfig("", "", s.CAFile))
	}
	if s.Username != "" && sameHost(s.Repository, link) {
		d.Options = append(d.Options, getter.WithBasicAuth(s.Username, s.Password))
	}
	got, _, err := d.DownloadTo(link, "", dir)
	if err != nil {
		return err
	}
	if err := verify(got, digest); err != nil {
		return err
	}
	return os.Rename(got, file)
}

// sameHost reports whether credentials for one URL may be sent to the other.
func sameHost(a, b string) bool {
	u, err := url.Parse(a)
	if err != nil {
		return false
	}
	v, err := url.Parse(b)
	return err == nil && u.Scheme == v.Scheme && u.Host == v.Host
}

// verify compares a file with a digest.
func verify(file, digest string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); !strings.EqualFold(got, digest) {
		return fmt.Errorf("the archive has digest %s, not %s", got, digest)
	}
	return nil
}
