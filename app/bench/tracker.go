package main

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// trackerCommand makes this program the tracker that BitTorrent clients need
// to find each other in the lab.
const (
	trackerCommand = "tracker"
	trackerPort    = 8097
)

// announceEvery is what clients are told, in seconds: short, because the last
// to come must be found by those who came first.
const announceEvery = 5

// tracker hands every client the addresses of all others (BEP 3, BEP 23).
type tracker struct {
	mu    sync.Mutex
	peers map[string][]byte // guarded by mu; compact address by client and port
	seeds map[string]bool   // guarded by mu; those that lack nothing
}

// seedsPath answers how many clients have said that they lack nothing.
const seedsPath = "/seeds"

func runTracker(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("tracker takes the address to listen on")
	}
	server := &http.Server{
		Addr:              args[0],
		Handler:           &tracker{peers: map[string][]byte{}, seeds: map[string]bool{}},
		ReadHeaderTimeout: 5 * time.Second,
	}
	return server.ListenAndServe()
}

func (t *tracker) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.URL.Path == seedsPath {
		t.mu.Lock()
		defer t.mu.Unlock()
		fmt.Fprint(w, len(t.seeds))
		return
	}
	host, _, err := net.SplitHostPort(req.RemoteAddr)
	port, portErr := strconv.ParseUint(req.URL.Query().Get("port"), 10, 16)
	ip := net.ParseIP(host).To4()
	if err != nil || portErr != nil || ip == nil {
		http.Error(w, "d14:failure reason11:bad requeste", http.StatusBadRequest)
		return
	}
	own := net.JoinHostPort(host, strconv.FormatUint(port, 10))
	t.mu.Lock()
	defer t.mu.Unlock()
	t.peers[own] = binary.BigEndian.AppendUint16(append([]byte(nil), ip...), uint16(port))
	if req.URL.Query().Get("left") == "0" {
		t.seeds[own] = true
	}
	var compact []byte
	for other, addr := range t.peers {
		if other != own {
			compact = append(compact, addr...)
		}
	}
	fmt.Fprintf(w, "d8:intervali%de12:min intervali%de5:peers%d:%se", announceEvery, announceEvery, len(compact), compact)
}
