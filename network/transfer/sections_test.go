package transfer

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/network/transfer/transfertest"
	"hinny/share"
	"hinny/share/merkle"
)

// unequal has an empty peer fetch a file from a provider that sends slow bytes a
// second, whose chunk is the last to be missing, and from a fast one.
func unequal(t *testing.T, slow, fast func(t *testing.T, h host.Host, v *volume), check func(n *node, d Download, took time.Duration, hosts []host.Host)) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		source := &node{shelf: &shelf{files: map[share.RootHash]*volume{}}}
		v := source.put(t, bytesOf(9, 5*share.MinChunkSize))
		slow(t, hosts[0], v)
		fast(t, hosts[1], v)
		n := start(t, hosts[2], nil)
		began := time.Now()
		n.get(t, v.manifest.Root(), infoOf(hosts[0]))
		<-time.After(2 * time.Second) // it is asked first
		n.get(t, v.manifest.Root(), infoOf(hosts[1]))
		d := n.arrives(t, v)
		check(n, d, time.Since(began), hosts)
		<-time.After(time.Minute) // who sends slowly ends
	})
}

func slowly(bytesPerSecond int64) func(t *testing.T, h host.Host, v *volume) {
	return func(t *testing.T, h host.Host, v *volume) { shares(start(t, h, limited(bytesPerSecond)), v) }
}

func quickly(t *testing.T, h host.Host, v *volume) { shares(start(t, h, nil), v) }

func shares(n *node, v *volume) {
	n.shelf.mu.Lock()
	defer n.shelf.mu.Unlock()
	n.shelf.files[v.manifest.Root()] = v
}

// TestAChunkOfASlowProviderIsFinishedByAFasterOne: each sends what it can until
// the end, and what the slow one has sent counts.
func TestAChunkOfASlowProviderIsFinishedByAFasterOne(t *testing.T) {
	for name, slow := range map[string]func(t *testing.T, h host.Host, v *volume){
		"slow":                                slowly(30_000),
		"slow and without a word of sections": func(_ *testing.T, h host.Host, v *volume) { transfertest.Slowly(h, fileOf(v), 30_000) },
	} {
		t.Run(name, func(t *testing.T) {
			unequal(t, slow, slowly(150_000), func(n *node, d Download, took time.Duration, hosts []host.Host) {
				given := d.Sources[hosts[0].ID().String()]
				t.Logf("took %v, the slow one gave %d bytes, %d were wasted", took, given, d.Wasted)
				if given == 0 || given%share.MinSectionSize != 0 || given >= 2*share.MinChunkSize {
					t.Errorf("the slow one gave %d bytes, want some sections", given)
				}
				if least := 9 * time.Second; took > least+time.Second {
					t.Errorf("it took %v: together they need %v", took, least)
				}
				if d.Wasted > share.MinSectionSize {
					t.Errorf("%d bytes were wasted", d.Wasted)
				}
				if providerState(d, hosts[0]) == "avoided" || providerState(d, hosts[1]) == "avoided" {
					t.Error("somebody was blamed")
				}
			})
		})
	}
}

// TestALiarInSectionsIsAvoided: there is one culprit, and the honest one ends what
// it began.
func TestALiarInSectionsIsAvoided(t *testing.T) {
	for name, lie := range map[string]func(host.Host, transfertest.File){
		"a section": transfertest.WrongSection, "the list": transfertest.WrongSectionList,
	} {
		t.Run(name, func(t *testing.T) {
			unequal(t, slowly(30_000), func(_ *testing.T, h host.Host, v *volume) { lie(h, fileOf(v)) },
				func(n *node, d Download, _ time.Duration, hosts []host.Host) {
					if state := providerState(d, hosts[1]); state != "avoided" {
						t.Errorf("the liar is %q", state)
					}
					if providerState(d, hosts[0]) == "avoided" {
						t.Error("the honest one was blamed")
					}
					if !strings.Contains(n.log.String(), hosts[1].ID().String()) {
						t.Error("the liar is not named")
					}
				})
		})
	}
}

// TestADiskThatTakesNoSectionBlamesNobody: it is written again.
func TestADiskThatTakesNoSectionBlamesNobody(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		source := &node{shelf: &shelf{files: map[share.RootHash]*volume{}}}
		v := source.put(t, bytesOf(9, 5*share.MinChunkSize))
		slowly(30_000)(t, hosts[0], v)
		quickly(t, hosts[1], v)
		n := start(t, hosts[2], nil)
		disk := &refusesSections{}
		n.m.disk = func(f unfinished) unfinished {
			disk.unfinished = f
			return disk
		}
		n.get(t, v.manifest.Root(), infoOf(hosts[0]))
		<-time.After(2 * time.Second)
		n.get(t, v.manifest.Root(), infoOf(hosts[1]))
		d := n.arrives(t, v)
		if disk.refused != 3 || providerState(d, hosts[0]) == "avoided" || providerState(d, hosts[1]) == "avoided" {
			t.Errorf("refused %d times; %v", disk.refused, d.Providers)
		}
	})
}

// refusesSections is a disk that takes the first three sections at the second try.
type refusesSections struct {
	unfinished
	refused int
}

func (f *refusesSections) WriteSection(s *merkle.Sections, section int, data []byte) (bool, error) {
	if f.refused < 3 {
		f.refused++
		return false, diskFault(true, syscall.ENOSPC)
	}
	return f.unfinished.WriteSection(s, section, data)
}

func TestRequestsForImpossibleSectionsEndTheStream(t *testing.T) {
	for name, record := range map[string][3]byte{
		"more than there are": {5, 0, 2}, "none": {1, 1, 2}, "backwards": {1, 2, 2},
		"more than any chunk has": {17, 0, 2}, "of an outboard": {1, 0, 1}, "of no kind": {1, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
				_, data := askByHand(t, hosts, 3)
				ask := []byte{0, 0, 0, 7, 0, 0, 0, 1, 0, record[0], record[1], record[2], 0, 0, 0, 0}
				if _, err := data.Write(ask); err != nil {
					t.Fatal(err)
				}
				if _, _, err := transfertest.Answer(data); err == nil {
					t.Error("it was answered")
				}
			})
		})
	}
}

// TestListsAreNotMadeWithoutEnd: one takes reading a chunk.
func TestListsAreNotMadeWithoutEnd(t *testing.T) {
	virtual(t, 2, 200*mbit, func(t *testing.T, hosts []host.Host) {
		seed, data := askByHand(t, hosts, 100)
		served, busy := 0, 0
		for chunk := range byte(3 * freshLists) {
			ask := []byte{0, 0, 0, chunk + 1, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, chunk}
			if _, err := data.Write(ask); err != nil {
				t.Fatal(err)
			}
			switch status := answered(t, data, 4*32+share.MinSectionSize); status {
			case statusOK:
				served++
			case statusBusy:
				busy++
			default:
				t.Fatalf("answered with %v", status)
			}
		}
		if served < freshLists || busy == 0 {
			t.Errorf("%d requests were served, %d refused", served, busy)
		}
		if kept := len(seed.m.lists.recent); kept != served {
			t.Errorf("%d lists are kept of %d", kept, served)
		}
	})
}

// answered reads a refusal, or all blocks of an answer of so many bytes.
func answered(t *testing.T, data io.Reader, bytes int) status {
	t.Helper()
	for bytes > 0 {
		var head [recordSize]byte
		if _, err := io.ReadFull(data, head[:]); err != nil {
			t.Fatal(err)
		}
		b, err := parseBlock(head)
		if err != nil {
			t.Fatal(err)
		}
		if b.status != statusOK {
			return b.status
		}
		if _, err := io.CopyN(io.Discard, data, int64(b.length)); err != nil {
			t.Fatal(err)
		}
		bytes -= int(b.length)
	}
	return statusOK
}

func TestOnlyTheLastListsAreKept(t *testing.T) {
	content := bytesOf(3, 2*share.MinChunkSize)
	n := &node{shelf: &shelf{files: map[share.RootHash]*volume{}}}
	m := n.put(t, content).manifest
	s, err := m.ListSections(bytes.NewReader(content), 0, make([]byte, share.MinSectionSize))
	if err != nil {
		t.Fatal(err)
	}
	var l lists
	for i := range maxLists + 1 {
		l.keep(share.RootHash{byte(i)}, s)
	}
	if l.find(share.RootHash{0}, 0) != nil || l.find(share.RootHash{1}, 0) != s || l.find(share.RootHash{1}, 1) != nil || len(l.recent) != maxLists {
		t.Errorf("%d lists are kept", len(l.recent))
	}
}
