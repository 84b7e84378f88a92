package values_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/values"
)

func ExampleFactor() {
	// What each controller has today, copied from file to file.
	controller := func(host string, executors int, opts string) values.Values {
		return values.Values{Controller: values.Controller{
			NumExecutors: new(executors),
			JavaOpts:     opts,
			Ingress:      values.Ingress{Enabled: new(true), HostName: host},
			Admin:        values.Admin{ExistingSecret: "jenkins-admin"},
		}}
	}
	f, err := values.Factor([]values.Member{
		{Name: "hoge", Groups: []string{"production"}, Values: controller("hoge.example.com", 0, "-Xmx4g")},
		{Name: "fuga", Groups: []string{"production"}, Values: controller("fuga.example.com", 0, "-Xmx4g")},
		{Name: "piyo", Groups: []string{"staging"}, Values: controller("piyo.example.com", 2, "-Xmx1g")},
		{Name: "test", Groups: []string{"staging"}, Values: controller("test.example.com", 2, "-Xmx1g")},
	}, values.FactorOptions{Defaults: values.Defaults()})
	if err != nil {
		fmt.Println(err)
		return
	}
	show := func(name string, v any) {
		file, err := values.Append(nil, v)
		fmt.Printf("# %s\n%s", name, file)
		if err != nil {
			fmt.Println(err)
		}
	}
	show("base", f.Base)
	show("production", f.Groups["production"])
	show("staging", f.Groups["staging"])
	show("hoge", f.Overlays["hoge"])
	explanations, err := f.Stack("hoge").Explain("controller.javaOpts")
	fmt.Println(explanations[0], err)
	// Output:
	// # base
	// controller:
	//   admin:
	//     existingSecret: jenkins-admin
	//   ingress:
	//     enabled: true
	// # production
	// controller:
	//   javaOpts: -Xmx4g
	// # staging
	// controller:
	//   javaOpts: -Xmx1g
	//   numExecutors: 2
	// # hoge
	// controller:
	//   ingress:
	//     hostName: hoge.example.com
	// controller.javaOpts: "-Xmx4g", set by production
	//   hides null of the chart <nil>
}

func TestFactor(t *testing.T) {
	type m = map[string]any
	member := func(name string, v m, groups ...string) values.Member {
		return values.Member{Name: name, Groups: groups, Values: v}
	}
	tests := []struct {
		name    string
		members []values.Member
		o       values.FactorOptions
		want    string
	}{
		{"nobody", nil, values.FactorOptions{}, "base{}"},
		{
			"one has all for itself",
			[]values.Member{member("a", m{"x": 1})},
			values.FactorOptions{},
			"base{} a{x:1}",
		},
		{
			"all share, lists as a whole",
			[]values.Member{member("a", m{"x": []any{1, 2}, "y": 1}), member("b", m{"x": []any{1, 2}, "y": 2})},
			values.FactorOptions{},
			"base{x:[1 2]} a{y:1} b{y:2}",
		},
		{
			"most share",
			[]values.Member{member("a", m{"x": 1}), member("b", m{"x": 1}), member("c", m{"x": 2})},
			values.FactorOptions{},
			"base{x:1} a{} b{} c{x:2}",
		},
		{
			"but not enough for the quorum",
			[]values.Member{member("a", m{"x": 1}), member("b", m{"x": 1}), member("c", m{"x": 2})},
			values.FactorOptions{Quorum: 100},
			"base{} a{x:1} b{x:1} c{x:2}",
		},
		{
			"what one does not have can't be shared",
			[]values.Member{member("a", m{"x": 1}), member("b", m{"x": 1}), member("c", m{})},
			values.FactorOptions{},
			"base{} a{x:1} b{x:1} c{}",
		},
		{
			"unless the chart has it: then it is spelled out",
			[]values.Member{member("a", m{"x": 1}), member("b", m{"x": 1}), member("c", m{"x": 1}), member("d", m{})},
			values.FactorOptions{Defaults: m{"x": 3}},
			"base{x:1} a{} b{} c{} d{x:3}",
		},
		{
			"what the chart says needs no saying",
			[]values.Member{member("a", m{"x": 1, "y": m{"z": 1}}), member("b", m{"x": 1})},
			values.FactorOptions{Defaults: m{"x": 1, "y": m{"z": 1}}},
			"base{} a{} b{}",
		},
		{
			"what is taken away stays away",
			[]values.Member{member("a", m{"x": nil}), member("b", m{"x": 1})},
			values.FactorOptions{Defaults: m{"x": 1}},
			"base{} a{x:<nil>} b{}",
		},
		{
			"maps and other things don't mix",
			[]values.Member{member("a", m{"x": m{"y": 1}}), member("b", m{"x": m{"y": 1}}), member("c", m{"x": 1})},
			values.FactorOptions{},
			"base{} a{x:map[y:1]} b{x:map[y:1]} c{x:1}",
		},
		{
			"an empty map is something",
			[]values.Member{member("a", m{"x": m{}}), member("b", m{"x": m{}}), member("c", m{"x": m{"y": 1}})},
			values.FactorOptions{},
			"base{x:map[]} a{} b{} c{x:map[y:1]}",
		},
		{
			"groups in groups",
			[]values.Member{
				member("a", m{"x": 1, "y": 1, "z": 1}, "prod", "tokyo"), member("b", m{"x": 1, "y": 1, "z": 2}, "prod", "tokyo"),
				member("c", m{"x": 1, "y": 2, "z": 3}, "prod", "osaka"), member("d", m{"x": 1, "y": 2, "z": 4}, "prod", "osaka"),
				member("e", m{"x": 2, "y": 3, "z": 5}, "test"), member("f", m{"x": 2, "y": 3, "z": 6}, "test"),
			},
			values.FactorOptions{},
			"base{} prod{x:1} prod/osaka{y:2} prod/tokyo{y:1} test{x:2 y:3} a{z:1} b{z:2} c{z:3} d{z:4} e{z:5} f{z:6}",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := values.Factor(tt.members, tt.o)
			if err != nil {
				t.Fatal(err)
			}
			show := func(name string, v m) string {
				return name + strings.Replace(strings.TrimSuffix(fmt.Sprint(v), "]"), "map[", "{", 1) + "}"
			}
			got := []string{show("base", f.Base)}
			for _, name := range slices.Sorted(maps.Keys(f.Groups)) {
				got = append(got, show(name, f.Groups[name]))
			}
			for _, member := range tt.members {
				got = append(got, show(member.Name, f.Overlays[member.Name]))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestFactorErrors(t *testing.T) {
	_, err := values.Factor([]values.Member{
		{Name: "a"}, {Name: "a"}, {Name: "b", Groups: []string{"x/y"}}, {Name: "c", Values: make(chan int)},
	}, values.FactorOptions{Quorum: 101})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"members[a]: duplicate", `members[b]: invalid value "x/y"`, "members[c]: ", "quorum: invalid value 101"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not reported: %s\n%v", want, err)
		}
	}
}

// No other way to spread the values over the layers takes fewer of them: all
// ways are tried.
func TestFactorIsSmallest(t *testing.T) {
	shapes := [][][]string{
		{nil, nil, nil, nil},
		{{"p"}, {"p"}, {"q"}, {"q"}},
		{{"p"}, {"p"}, {"p"}, nil},
		{{"p", "r"}, {"p", "r"}, {"p", "s"}, {"q"}},
	}
	for _, groups := range shapes {
		for n := range 3 * 3 * 3 * 3 {
			var members []values.Member
			var own []int
			for i, g := range groups {
				own = append(own, 1+n%3)
				n /= 3
				members = append(members, values.Member{Name: fmt.Sprint(i), Groups: g, Values: map[string]any{"x": own[i]}})
			}
			f, err := values.Factor(members, values.FactorOptions{})
			if err != nil {
				t.Fatal(err)
			}
			written := len(f.Base)
			for _, layers := range []map[string]map[string]any{f.Groups, f.Overlays} {
				for _, l := range layers {
					written += len(l)
				}
			}
			if least := fewest(groups, own); written != least {
				t.Errorf("groups %v, values %v: %d values written, %d would do", groups, own, written, least)
			}
		}
	}
}

// fewest tries all ways to give values to the base and the groups.
func fewest(groups [][]string, own []int) int {
	shared := []string{""}
	for _, g := range groups {
		for i := range g {
			if name := strings.Join(g[:i+1], "/"); !slices.Contains(shared, name) {
				shared = append(shared, name)
			}
		}
	}
	least := len(own)
	ways := 1
	for range shared {
		ways *= 4
	}
	for way := range ways {
		at, written := map[string]int{}, 0
		for _, name := range shared {
			if at[name] = way % 4; at[name] != 0 {
				written++
			}
			way /= 4
		}
		for i, g := range groups {
			value := at[""]
			for j := range g {
				if v := at[strings.Join(g[:j+1], "/")]; v != 0 {
					value = v
				}
			}
			if value != own[i] {
				written++
			}
		}
		least = min(least, written)
	}
	return least
}

// Forty files copied from the chart's own become one base, two groups, and forty
// short files.
func TestFactorForty(t *testing.T) {
	var members []values.Member
	before := 0
	for i := range 40 {
		env := []string{"production", "staging"}[i%2]
		v, err := values.Stack{Layers: []values.Layer{
			{Values: values.Defaults()},
			{Values: values.Values{Controller: values.Controller{
				JavaOpts:       map[string]string{"production": "-Xmx8g", "staging": "-Xmx2g"}[env],
				InstallPlugins: values.Plugins{{ID: "kubernetes", Version: "4540.v612369217f87"}, {ID: "git", Version: "5.10.1"}},
				Ingress:        values.Ingress{Enabled: new(true), HostName: fmt.Sprintf("jenkins-%d.example.com", i)},
				Replicas:       new(1),
				NumExecutors:   new(i / 39), // one differs
			}}},
		}}.Merge()
		if err != nil {
			t.Fatal(err)
		}
		before += lines(t, v)
		members = append(members, values.Member{Name: fmt.Sprint("c", i), Groups: []string{env}, Values: v})
	}
	f, err := values.Factor(members, values.FactorOptions{Defaults: values.Defaults()})
	if err != nil {
		t.Fatal(err)
	}
	after := lines(t, f.Base)
	for _, l := range f.Groups {
		after += lines(t, l)
	}
	for _, l := range f.Overlays {
		after += lines(t, l)
	}
	t.Logf("%d lines before, %d after", before, after)
	if before < 40*350 || after > 140 {
		t.Errorf("%d lines before, %d after", before, after)
	}
	for _, m := range members {
		want, err := values.Stack{Defaults: values.Defaults(), Layers: []values.Layer{{Values: m.Values}}}.Effective()
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Stack(m.Name).Effective()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: -before +after:\n%s", m.Name, diff)
		}
	}
}

func lines(t *testing.T, v any) int {
	t.Helper()
	file, err := values.Append(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(file), "\n")
}
