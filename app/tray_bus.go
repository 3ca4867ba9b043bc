//go:build !windows && !darwin

package main

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	// trayWatcher is the name under which a desktop takes icons for its tray,
	// by the StatusNotifierItem specification of freedesktop.org.
	trayWatcher = "org.kde.StatusNotifierWatcher"
	// busTimeout is how long the session bus may take: it is on this machine,
	// and the window waits for it.
	busTimeout = 300 * time.Millisecond
)

// hasTray asks the session bus whether anybody takes icons.
func hasTray() bool {
	ctx, cancel := context.WithTimeout(context.Background(), busTimeout)
	defer cancel()
	bus, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer bus.Close()
	if bus.Auth(nil) != nil || bus.Hello() != nil {
		return false
	}
	var owned bool
	err = bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, trayWatcher).Store(&owned)
	return err == nil && owned
}
