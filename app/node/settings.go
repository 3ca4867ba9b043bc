package node

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/BurntSushi/toml"

	"hinny/share/statefile"
)

// settings is what settings.toml says.
type settings struct {
	Downloads string   `toml:"downloads"`
	Listen    []string `toml:"listen"`
	Peers     []string `toml:"peers"`
	MDNS      bool     `toml:"mdns"`
	Quiet     duration `toml:"quiet"`
	Rescan    duration `toml:"rescan"`
	Workers   int      `toml:"hash_workers"`

	quietSaid bool // quiet stands in the file, even if it is 0
}

// duration is a time.Duration written as "2s".
type duration time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err == nil && parsed < 0 {
		err = fmt.Errorf("%s is less than nothing", text)
	}
	*d = duration(parsed)
	return err
}

const (
	settingsName = "settings.toml"
	// maxSettings bounds the file: it is written by hand.
	maxSettings = 1 << 20
	maxWorkers  = 64
)

// template is the file of somebody who changed nothing.
const template = `# The settings of Hinny. A line that begins with # says what holds anyway:
# take the # away and change the value. They are read at the start.

# Where finished downloads go. This folder is shared. A full path.
#downloads = "/home/you/Downloads/Hinny"

# Addresses to listen on. Empty: all of this machine, on one port that is
# chosen once and kept.
#listen = ["/ip4/0.0.0.0/tcp/4001", "/ip4/0.0.0.0/udp/4001/quic-v1"]

# Full addresses of peers to meet at every start. Those met before are
# remembered anyway.
#peers = []

# Look for peers on the local network.
#mdns = true

# How long a file must stand still before it is hashed and shared.
#quiet = "2s"

# How often the shared folders are compared with the disk, in case that a
# change was not noticed.
#rescan = "1h"

# How many files are hashed at once. 0: half of the processor cores.
#hash_workers = 0
`

// readSettings reads settings.toml in home, or writes the template where there
// is none. A file that cannot be understood is an error that names the line;
// it is never written to. unknown lists keys that mean nothing.
func readSettings(home string) (s settings, unknown []string, err error) {
	path := filepath.Join(home, settingsName)
	s = settings{MDNS: true}
	text, err := statefile.Read(path, maxSettings)
	if errors.Is(err, fs.ErrNotExist) {
		if err := statefile.Write(path, []byte(template)); err != nil {
			return s, nil, fmt.Errorf("write the settings: %w", err)
		}
		return s, nil, nil
	}
	if err != nil {
		return s, nil, fmt.Errorf("read the settings: %w", err)
	}
	known, err := toml.Decode(string(text), &s)
	if err != nil {
		return s, nil, fmt.Errorf("understand %s: %w; correct it, or move it away to begin with the defaults", path, err)
	}
	if s.Workers < 0 || s.Workers > maxWorkers {
		return s, nil, fmt.Errorf("understand %s: hash_workers = %d is not between 0 and %d", path, s.Workers, maxWorkers)
	}
	s.quietSaid = known.IsDefined("quiet")
	for _, key := range known.Undecoded() {
		unknown = append(unknown, key.String())
	}
	return s, unknown, nil
}
