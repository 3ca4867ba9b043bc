package e2e

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestAMistakeOnTheCommandLineIsOneClearLine(t *testing.T) {
	home := t.TempDir()
	zeros := strings.Repeat("0", 64)
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"fly"}, 2},
		{[]string{"get"}, 2},
		{[]string{"status", "--no-such-flag"}, 2},
		{[]string{"pause"}, 2},
		{[]string{"status", "--home", home}, 1},
		{[]string{"get", zeros, "--home", home}, 1},
		{[]string{"search", "word", "--home", home}, 1},
		{[]string{"hash", filepath.Join(home, "nothing")}, 1},
	} {
		cmd := exec.CommandContext(t.Context(), program, c.args...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		var exit *exec.ExitError
		if err := cmd.Run(); !errors.As(err, &exit) {
			t.Errorf("hinnyd %q: %v, want exit %d", c.args, err, c.code)
			continue
		}
		if exit.ExitCode() != c.code || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("hinnyd %q: exit %d, %q, want exit %d and one line", c.args, exit.ExitCode(), errs.String(), c.code)
		}
	}
}
