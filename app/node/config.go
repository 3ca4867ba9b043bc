package node

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// Config is what a program tells the node. What is left empty comes from
// settings.toml, and then from the defaults.
type Config struct {
	Home      string   // settings, identity, catalog, index, unfinished downloads
	Downloads string   // where finished downloads go; it is shared
	Share     []string // folders to tick, absolute
	Listen    []string // multiaddrs
	Peers     []string // full multiaddrs of peers to meet
	NoMDNS    bool     // do not look for peers on the local network
	Log       *slog.Logger
	Version   string // of the program
}

// HomeVariable names the environment variable with the home folder.
const HomeVariable = "HINNY_HOME"

// DefaultHome returns the home folder of a program that was not told one:
// HINNY_HOME, or hinny in the folder where this system keeps settings.
func DefaultHome() (string, error) {
	if home := os.Getenv(HomeVariable); home != "" {
		return filepath.Abs(home)
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find a home folder: %w; name one with --home DIR or %s", err, HomeVariable)
	}
	return filepath.Join(dir, "hinny"), nil
}

// complete fills what the program left open from the settings.
func (c Config) complete(s settings) (Config, error) {
	if c.Downloads == "" {
		c.Downloads = s.Downloads
	}
	if c.Downloads == "" {
		user, err := os.UserHomeDir()
		if err != nil {
			return c, errors.New("there is no personal folder to put downloads in; name one with --downloads DIR or downloads in settings.toml")
		}
		c.Downloads = filepath.Join(user, "Downloads", "Hinny")
	}
	if !filepath.IsAbs(c.Downloads) {
		return c, fmt.Errorf("the downloads folder %q is no full path; give one that begins at the root", c.Downloads)
	}
	if len(c.Listen) == 0 {
		c.Listen = s.Listen
	}
	c.Peers = append(append([]string(nil), c.Peers...), s.Peers...)
	c.NoMDNS = c.NoMDNS || !s.MDNS
	return c, nil
}
