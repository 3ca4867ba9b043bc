package network

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p/core/crypto"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestIdentityIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "home", "identity.key")
	made, err := LoadOrCreateIdentity(path, quiet())
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v", info.Mode().Perm())
	}
	again, err := LoadOrCreateIdentity(path, quiet())
	if err != nil || !again.Equals(made) {
		t.Errorf("the second start has another identity (%v)", err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("files beside the key are left: %v, %v", left, err)
	}
}

func TestDamagedIdentityIsNamedAndKept(t *testing.T) {
	rsa, _, err := crypto.GenerateRSAKeyPair(2048, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := crypto.MarshalPrivateKey(rsa)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty": {}, "cut off": []byte("\x08\x01\x12"), "text": []byte("hello"),
		"far too long": make([]byte, maxIdentitySize+1), "another kind of key": foreign,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "identity.key")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := LoadOrCreateIdentity(path, quiet())
			if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "backup") {
				t.Errorf("the error does not name the file and what to do: %v", err)
			}
			if kept, _ := os.ReadFile(path); !bytes.Equal(kept, content) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

func TestOpenIdentityIsMadePrivateAndSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	path := filepath.Join(t.TempDir(), "identity.key")
	if _, err := LoadOrCreateIdentity(path, quiet()); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if _, err := LoadOrCreateIdentity(path, slog.New(slog.NewTextHandler(&said, nil))); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v", info.Mode().Perm())
	}
	if !strings.Contains(said.String(), path) {
		t.Errorf("the log does not name the file: %q", said.String())
	}
}

func TestProcessesThatStartTogetherShareOneIdentity(t *testing.T) {
	path := filepath.Join(t.TempDir(), "identity.key")
	var starts sync.WaitGroup
	keys := make([]PrivateKey, 8)
	for i := range keys {
		starts.Go(func() {
			key, err := LoadOrCreateIdentity(path, quiet())
			if err != nil {
				t.Error(err)
				return
			}
			keys[i] = key
		})
	}
	starts.Wait()
	for _, key := range keys {
		if key != nil && keys[0] != nil && !key.Equals(keys[0]) {
			t.Fatal("two starts have two identities")
		}
	}
}
