//go:build linux

// Command bench measures what it takes to generate, check and write the
// repository of a fleet, next to a program by hand with text/template that
// writes the same bytes, and to writing these bytes from memory.
//
// Each run is a process of its own, so that memory can be told apart; they take
// turns, and the table shows medians. The ratios are of processor time, which
// varies less than the clock, to the others' runs over the same state of the
// folder; those two write every file each time. Run it on a machine that has
// nothing else to do, with a file system in memory:
//
//	go run ./internal/bench -dir /dev/shm
//
// With -fleet N it generates the repository of that many controllers, checks it
// for drift, and reports time and memory.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func main() {
	log.SetFlags(0)
	controllers := flag.String("controllers", "40,400,4000", "sizes of the fleets")
	rounds := flag.Int("rounds", 5, "runs of each kind, of which the median is shown")
	procs := flag.String("procs", "1,"+strconv.Itoa(runtime.NumCPU()), "values of GOMAXPROCS")
	dir := flag.String("dir", "", "where to write; default: a folder for temporary files")
	large := flag.Int("fleet", 0, "generate and check a fleet of this size instead")
	one := flag.String("run", "", "for the program's own use: who,controllers,changed")
	flag.Parse()
	if *one != "" {
		if err := run(*one, *dir); err != nil {
			log.Fatal(err)
		}
		return
	}
	work, err := os.MkdirTemp(*dir, "bench-")
	if err != nil {
		log.Fatal(err)
	}
	if *large > 0 {
		err = generate(*large, filepath.Join(work, "tree"))
	} else {
		err = compare(*controllers, *procs, *rounds, work)
	}
	if err := errors.Join(err, os.RemoveAll(work)); err != nil {
		log.Fatal(err)
	}
}

// result is what one process reports of its run.
type result struct {
	Wall, CPU time.Duration
	Allocs    uint64
	Bytes     int64 // written, or compared
	Peak      int64 // resident memory in KiB
}

// The contenders and the states of the folder that they find.
var (
	contenders = []string{"jenkinscode", "with a cache", "and inputs", "text/template", "bytes alone"}
	states     = []string{"full", "no change", "one changed"}
)

// cacheSuffix tells the file of the contender with a cache from its folder.
const cacheSuffix = ".cache"

// run is one run in a process of its own.
func run(spec, dir string) error {
	part := strings.Split(spec, ",")
	n, err := strconv.Atoi(part[1])
	if err != nil {
		return err
	}
	changed, err := strconv.Atoi(part[2])
	if err != nil {
		return err
	}
	var inMemory []gitops.File
	if part[0] == "bytes alone" {
		if inMemory, err = fleet(n, changed).Tree().Files(); err != nil {
			return err
		}
	}
	var r result
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start, cpu := time.Now(), used()
	switch part[0] {
	case "jenkinscode":
		_, err = fleet(n, changed).Tree().Write(dir, gitops.WriteOptions{})
	case "with a cache":
		_, err = fleet(n, changed).Tree().Write(dir, gitops.WriteOptions{Cache: dir + cacheSuffix})
	case "and inputs":
		f := fleet(n, changed)
		f.Inputs = func(name string) any { return changed >= 0 && name == teamName(changed) }
		_, err = f.Tree().Write(dir, gitops.WriteOptions{Cache: dir + cacheSuffix})
	case "text/template":
		r.Bytes, err = byTemplate(n, changed, dir)
	case "bytes alone":
		r.Bytes, err = byHand(inMemory, dir)
	}
	r.Wall, r.CPU = time.Since(start), used()-cpu
	if err != nil {
		return err
	}
	runtime.ReadMemStats(&after)
	r.Allocs = after.Mallocs - before.Mallocs
	if r.Peak, err = peak(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// byHand writes files with nothing but the system calls that it takes.
func byHand(files []gitops.File, dir string) (written int64, err error) {
	made := map[string]bool{}
	var mkdir func(string) error
	mkdir = func(name string) error {
		if made[name] {
			return nil
		}
		made[name] = true
		if name != "." {
			if err := mkdir(filepath.Dir(name)); err != nil {
				return err
			}
		}
		if err := syscall.Mkdir(filepath.Join(dir, name), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		return nil
	}
	for _, f := range files {
		if err := mkdir(filepath.Dir(f.Path)); err != nil {
			return 0, err
		}
		fd, err := syscall.Open(dir+"/"+f.Path, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_TRUNC|syscall.O_CLOEXEC, 0o644)
		if err != nil {
			return 0, err
		}
		n, err := syscall.Write(fd, f.Content)
		if err := errors.Join(err, syscall.Close(fd)); err != nil {
			return 0, err
		}
		written += int64(n)
	}
	return written, nil
}

// used returns the processor time of the process so far.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak returns the largest resident memory of the process, in KiB.
func peak() (int64, error) {
	b, err := os.ReadFile("/proc/self/status") // getrusage has the parent's
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strconv.ParseInt(strings.Fields(value)[0], 10, 64)
		}
	}
	return 0, errors.New("/proc/self/status has no VmHWM")
}

func compare(controllers, procs string, rounds int, work string) error {
	fmt.Printf("%s/%s, %d processors, %s, medians of %d runs\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), rounds)
	for p := range strings.SplitSeq(procs, ",") {
		for size := range strings.SplitSeq(controllers, ",") {
			n, err := strconv.Atoi(size)
			if err != nil {
				return err
			}
			if err := table(p, n, rounds, work); err != nil {
				return err
			}
		}
	}
	return nil
}

// table measures everything for one size of fleet and prints it.
func table(procs string, n, rounds int, work string) error {
	results := map[[2]string][]result{}
	dir := filepath.Join(work, "tree")
	for range rounds {
		for _, who := range contenders {
			// Each run finds what the one before it left.
			if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(dir+cacheSuffix)); err != nil {
				return err
			}
			if err := os.Mkdir(dir, 0o755); err != nil {
				return err
			}
			for _, state := range states {
				changed := -1
				if state == "one changed" {
					changed = n / 2
				}
				r, err := child(procs, who, n, changed, dir)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", who, state, err)
				}
				results[[2]string{who, state}] = append(results[[2]string{who, state}], r)
			}
		}
	}
	if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(dir+cacheSuffix)); err != nil {
		return err
	}
	size := results[[2]string{"text/template", "full"}][0].Bytes
	fmt.Printf("\n%d controllers, %d jobs each, %.1f MB, GOMAXPROCS=%s\n\n", n, jobs, float64(size)/1e6, procs)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| run \t| by \t| ms \t| CPU ms \t| × text/template \t| × bytes alone \t| allocations \t| peak MB \t|")
	fmt.Fprintln(w, "| --- \t| --- \t| --- \t| --- \t| --- \t| --- \t| --- \t| --- \t|")
	for _, state := range states {
		for _, who := range contenders {
			of := func(who string, f func(result) float64) float64 { return median(results[[2]string{who, state}], f) }
			cpu := func(r result) float64 { return ms(r.CPU) }
			mine := of(who, cpu)
			fmt.Fprintf(w, "| %s \t| %s \t| %.1f \t| %.1f \t| %.2f \t| %.2f \t| %.0f \t| %.0f \t|\n", state, who,
				of(who, func(r result) float64 { return ms(r.Wall) }), mine,
				mine/of("text/template", cpu), mine/of("bytes alone", cpu),
				of(who, func(r result) float64 { return float64(r.Allocs) }),
				of(who, func(r result) float64 { return float64(r.Peak) / 1024 }))
		}
	}
	return w.Flush()
}

func child(procs, who string, n, changed int, dir string) (r result, err error) {
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := exec.Command(self, "-dir", dir, "-run", fmt.Sprintf("%s,%d,%d", who, n, changed))
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+procs)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(out, &r)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(list []result, f func(result) float64) float64 {
	values := make([]float64, len(list))
	for i, r := range list {
		values[i] = f(r)
	}
	slices.Sort(values)
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}

// generate writes a large fleet, finds that nothing drifted, and says what it took.
func generate(n int, dir string) error {
	start := time.Now()
	step := func(what string) error {
		high, err := peak()
		if err != nil {
			return err
		}
		fmt.Printf("%-28s %6.1f s, CPU %6.1f s, peak memory %d MB\n", what, time.Since(start).Seconds(), used().Seconds(), high/1024)
		return nil
	}
	reported := 0
	report, err := fleet(n, -1).Tree().Write(dir, gitops.WriteOptions{Progress: func(done int, _ string) {
		if done%(n*2) == 0 {
			fmt.Printf("%d files\n", done)
		}
		reported++
	}})
	if err != nil {
		return err
	}
	if err := step(fmt.Sprintf("%d files written", len(report.Written))); err != nil {
		return err
	}
	if reported != len(report.Written) {
		return fmt.Errorf("%d of %d files reported", reported, len(report.Written))
	}
	if err := fleet(n, -1).Tree().Check(dir); err != nil {
		return err
	}
	if err := step("no drift"); err != nil {
		return err
	}
	report, err = fleet(n, -1).Tree().Write(dir, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	if len(report.Written) > 0 {
		return fmt.Errorf("written again: %v", report)
	}
	return step("written again, no change")
}
