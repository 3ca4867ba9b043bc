//go:build !windows && !darwin

package main

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// sessionBus starts a session bus of the test's own and returns its address.
func sessionBus(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("dbus-daemon is not installed")
	}
	daemon := exec.CommandContext(t.Context(), program, "--session", "--nofork", "--print-address", "--address=unix:dir="+t.TempDir())
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = daemon.Wait() }) // killed by then: the context of the test ends first
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

func TestATrayIsThereWhenSomebodyTakesIcons(t *testing.T) {
	address := sessionBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	if hasTray() {
		t.Error("nobody takes icons on a fresh bus")
	}
	desktop, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer desktop.Close()
	if _, err := desktop.RequestName(trayWatcher, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	if !hasTray() {
		t.Error("the desktop takes icons and is not noticed")
	}
}

func TestWithoutABusThereIsNoTray(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	if hasTray() {
		t.Error("a tray without a bus")
	}
}
