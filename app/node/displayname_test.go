package node

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hinny/app/api"
)

func nameOf(t *testing.T, n *Node) string {
	t.Helper()
	now, err := n.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return now.DisplayName
}

func TestADisplayNameHoldsAfterTheNextStart(t *testing.T) {
	home := t.TempDir()
	n := unsaid(t, home)
	if got := nameOf(t, n); got != "" {
		t.Errorf("a new peer is called %q", got)
	}
	for _, wrong := range []string{strings.Repeat("x", 33), "a\u202eb", "two\nlines", "two  spaces"} {
		var refused *api.Error
		if err := n.SetDisplayName(t.Context(), wrong); !errors.As(err, &refused) || refused.Code != api.CodeUsage {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if err := n.SetDisplayName(t.Context(), " 骡子 "); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	n = unsaid(t, home)
	if got := nameOf(t, n); got != "骡子" {
		t.Errorf("after a restart it is called %q", got)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, displayNameFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	n = unsaid(t, home)
	now, _ := n.Status(t.Context())
	if now.DisplayName != "" || len(now.Notices) != 1 || !strings.Contains(now.Notices[0], displayNameFile) {
		t.Errorf("of a damaged file remain the name %q and the notices %q", now.DisplayName, now.Notices)
	}
}
