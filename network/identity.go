package network

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/crypto/pb"

	"hinny/share/statefile"
)

// maxIdentitySize bounds what is read from the key file. A marshalled Ed25519
// key takes 68 bytes.
const maxIdentitySize = 4096

// PrivateKey is the secret half of an identity.
type PrivateKey = crypto.PrivKey

// LoadOrCreateIdentity reads the Ed25519 key in the file at path, or makes one
// there if the file does not exist. A file that others may read is made
// private, with a line in the log. A file that holds no key is an error and
// stays as it is: a new key would be a new identity.
func LoadOrCreateIdentity(path string, log *slog.Logger) (PrivateKey, error) {
	key, err := loadIdentity(path, log)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	created, err := createIdentity(path)
	if errors.Is(err, fs.ErrExist) { // another process was faster
		return loadIdentity(path, log)
	}
	return created, err
}

func loadIdentity(path string, log *slog.Logger) (PrivateKey, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the identity: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxIdentitySize {
		return nil, damagedIdentity(path, errors.New("it is no key file"))
	}
	if err := tighten(path, info.Mode(), log); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the identity: %w", err)
	}
	key, err := crypto.UnmarshalPrivateKey(data)
	if err != nil {
		return nil, damagedIdentity(path, err)
	}
	if key.Type() != pb.KeyType_Ed25519 {
		return nil, damagedIdentity(path, fmt.Errorf("it holds a key of type %s instead of Ed25519", key.Type()))
	}
	return key, nil
}

func damagedIdentity(path string, cause error) error {
	return fmt.Errorf("the identity file %s is damaged (%w); put a backup of it in its place, or move it away to begin with a new identity", path, cause)
}

// tighten makes the key file readable by its owner alone. Windows keeps the
// rights of the home folder instead of mode bits.
func tighten(path string, mode fs.FileMode, log *slog.Logger) error {
	if runtime.GOOS == "windows" || mode.Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fmt.Errorf("make the identity file private: %w", err)
	}
	log.Warn("the identity file was open to other users of this machine; it is private now", "path", path, "mode", mode.Perm().String())
	return nil
}

// createIdentity makes a key and links it into place once it is safely on
// disk, so that path never holds half a key and is never overwritten.
func createIdentity(path string) (PrivateKey, error) {
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make an identity: %w", err)
	}
	data, err := crypto.MarshalPrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("encode the identity: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the identity: %w", err)
	}
	temporary, err := statefile.WriteTemporary(path, data)
	if err != nil {
		return nil, fmt.Errorf("write the identity: %w", err)
	}
	defer os.Remove(temporary)
	if err := place(temporary, path); err != nil {
		return nil, fmt.Errorf("write the identity: %w", err)
	}
	return key, nil
}

// place gives the finished file its name and fails if the name is taken. Hard
// links do that in one step; where the file system has none, the name is
// checked first.
func place(temporary, path string) error {
	err := os.Link(temporary, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	return os.Rename(temporary, path)
}
