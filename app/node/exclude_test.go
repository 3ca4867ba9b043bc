package node

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/share/library"
)

// TestExclusionsOutliveTheNode: what was hidden stays hidden after a restart,
// and a reset brings the defaults back for good.
func TestExclusionsOutliveTheNode(t *testing.T) {
	home := t.TempDir()
	config := Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true}
	change := func(c api.ExclusionChange) (patterns []string) {
		t.Helper()
		n, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		defer n.Close()
		now, err := n.Exclude(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range now.Patterns {
			patterns = append(patterns, e.Pattern)
		}
		return patterns
	}
	defaults := library.DefaultExclusions()
	if got := change(api.ExclusionChange{}); !slices.Equal(got, defaults) {
		t.Fatalf("at first: %q", got)
	}
	want := append(slices.Clone(defaults[1:]), "Private")
	change(api.ExclusionChange{Add: []string{"Private", "PRIVATE"}, Remove: defaults[:1]})
	if got := change(api.ExclusionChange{}); !slices.Equal(got, want) {
		t.Errorf("after a restart: %q", got)
	}
	change(api.ExclusionChange{Reset: true})
	if got := change(api.ExclusionChange{}); !slices.Equal(got, defaults) {
		t.Errorf("after a reset: %q", got)
	}
	write(t, filepath.Join(home, exclusionsName), `["a/b"]`)
	if _, err := New(config); err == nil || !strings.Contains(err.Error(), exclusionsName) || !strings.Contains(err.Error(), `"a/b"`) {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestABadExclusionIsRefusedAndNamed(t *testing.T) {
	home := t.TempDir()
	n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	for _, c := range []struct {
		change api.ExclusionChange
		code   api.Code
	}{
		{api.ExclusionChange{Add: []string{"[x"}}, api.CodeUsage},
		{api.ExclusionChange{Remove: []string{"[x"}}, api.CodeNotFound},
	} {
		_, err := n.Exclude(t.Context(), c.change)
		var said *api.Error
		if !errors.As(err, &said) || said.Code != c.code || !strings.Contains(said.Message, `"[x"`) {
			t.Errorf("%+v: %v", c.change, err)
		}
	}
}
