package credit

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
)

func open(t *testing.T, path string) *Book {
	t.Helper()
	b, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// someone returns the peer ID of a fresh key.
func someone(t *testing.T) peer.ID {
	t.Helper()
	_, key, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := peer.IDFromPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAccountsOutliveARestart(t *testing.T) {
	giver, taker := someone(t), someone(t)
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "credits.json")
		b := open(t, path)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- b.Run(ctx) }()
		b.Gave(giver, 5<<20)
		b.Took(giver, 1<<20)
		b.Gave(giver, 1)
		<-time.After(saveEvery + time.Second)
		want := Account{Given: 5<<20 + 1, Taken: 1 << 20}
		if got := open(t, path).Of(giver); got != want {
			t.Errorf("a crash after a minute leaves %+v, want %+v", got, want)
		}
		b.Took(taker, 7)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if got := open(t, path).Of(taker); got.Taken != 7 {
			t.Errorf("the end of the program forgets: %+v", got)
		}
	})
}

func TestTheBookIsBoundedAndKeepsWhoGave(t *testing.T) {
	b := New()
	b.Gave("giver", 1)
	for i := range maxPeers + 10 {
		b.Took(peer.ID(fmt.Sprint(i)), 1)
	}
	if len(b.entries) != maxPeers || b.Of("giver").Given != 1 {
		t.Errorf("%d accounts, the giver has %+v", len(b.entries), b.Of("giver"))
	}
	if err := b.Save(); err != nil {
		t.Error(err)
	}
}

func TestWhoWasNotSeenForLongIsForgotten(t *testing.T) {
	old, fresh := someone(t), someone(t)
	now := time.Now()
	data, err := encode(map[peer.ID]entry{
		old: {Account{Given: 1}, now.Add(-forgetAfter)}, fresh: {Account{Given: 2}, now},
	}, now)
	if err != nil {
		t.Fatal(err)
	}
	if entries, err := decode(data); err != nil || len(entries) != 1 || entries[fresh].Given != 2 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestADamagedBookIsSetAside(t *testing.T) {
	for name, content := range map[string]string{
		"text": "hello", "version": `{"version":9,"peers":[]}`, "huge": string(make([]byte, maxFileBytes+1)),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "credits.json")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if b := open(t, path); len(b.entries) != 0 {
				t.Error("a damaged book has accounts")
			}
			if _, err := os.Stat(path + ".damaged"); err != nil {
				t.Error(err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"version":1,"peers":[{"id":"12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo","given":5,"taken":6,"seen":"2026-01-01T00:00:00Z"}]}`))
	f.Add([]byte(`{"version":1,"peers":[{"id":"x","given":-5}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := decode(data)
		if err == nil && len(entries) > maxPeers {
			t.Errorf("%d accounts", len(entries))
		}
		for p, e := range entries {
			if e.Given < 0 || e.Taken < 0 {
				t.Errorf("%s has %+v", p, e)
			}
		}
	})
}

func TestWhatMovedCountsFromTheOpeningOnAndOutlivesAccounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "credits.json")
	b := open(t, path)
	b.Gave(someone(t), 5)
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	b = open(t, path)
	for i := range maxPeers + 10 {
		b.Gave(peer.ID(fmt.Sprint(i)), 2)
		b.Took(peer.ID(fmt.Sprint(i)), 1)
	}
	if got, want := b.Moved(), (Account{Given: 2 * (maxPeers + 10), Taken: maxPeers + 10}); got != want {
		t.Errorf("moved %+v, want %+v", got, want)
	}
}
