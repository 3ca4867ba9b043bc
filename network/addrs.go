package network

import (
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// ErrBadAddress marks text that is no address or no peer ID.
var ErrBadAddress = errors.New("not a peer address")

// example is what people are shown beside a mistake.
const example = "/ip4/192.0.2.7/tcp/4001/p2p/12D3KooW…"

// parsePeerAddr reads the full address of a peer.
func parsePeerAddr(text string) (peer.AddrInfo, error) {
	addr, err := ma.NewMultiaddr(text)
	if err != nil {
		return peer.AddrInfo{}, fmt.Errorf("%w: %q; an address looks like %s", ErrBadAddress, text, example)
	}
	info, err := peer.AddrInfoFromP2pAddr(addr)
	if err != nil {
		return peer.AddrInfo{}, fmt.Errorf("%w: %q does not end in /p2p/ and a peer ID; an address looks like %s", ErrBadAddress, text, example)
	}
	if len(info.Addrs) == 0 {
		return peer.AddrInfo{}, fmt.Errorf("%w: %q says who but not where; an address looks like %s", ErrBadAddress, text, example)
	}
	return *info, nil
}

// parsePeers reads the addresses the user gave, those of one peer together.
func parsePeers(texts []string) ([]peer.AddrInfo, error) {
	var infos []peer.AddrInfo
	for _, text := range texts {
		info, err := parsePeerAddr(text)
		if err != nil {
			return nil, err
		}
		infos = append(infos, info)
	}
	return infos, nil
}

// ParsePeerID returns a peer ID in the form that Hinny shows; it may be written
// as a CID, too. What is none gives ErrBadAddress.
func ParsePeerID(text string) (string, error) {
	id, err := parseID(text)
	if err != nil {
		return "", err
	}
	return id.String(), nil
}

// parseID reads a peer ID.
func parseID(text string) (peer.ID, error) {
	id, err := peer.Decode(text)
	if err != nil {
		return "", fmt.Errorf("%w: %q is no peer ID; one looks like 12D3KooW… and has 52 characters", ErrBadAddress, text)
	}
	return id, nil
}

// parseListen reads the addresses to listen on.
func parseListen(texts []string) ([]ma.Multiaddr, error) {
	var addrs []ma.Multiaddr
	for _, text := range texts {
		addr, err := ma.NewMultiaddr(text)
		if err != nil {
			return nil, fmt.Errorf("%w: cannot listen on %q; a listen address looks like /ip4/0.0.0.0/tcp/4001 or /ip4/0.0.0.0/udp/4001/quic-v1", ErrBadAddress, text)
		}
		if !hasProtocol(addr, ma.P_TCP) && !hasProtocol(addr, ma.P_QUIC_V1) {
			return nil, fmt.Errorf("%w: cannot listen on %q; only TCP and QUIC (/udp/PORT/quic-v1) are spoken", ErrBadAddress, text)
		}
		addrs = append(addrs, addr)
	}
	return addrs, nil
}

// fullAddrs writes a peer's addresses with its ID behind each.
func fullAddrs(info peer.AddrInfo) []string {
	addrs, err := peer.AddrInfoToP2pAddrs(&info)
	if err != nil { // only for an ID that cannot be written
		return nil
	}
	texts := make([]string, len(addrs))
	for i, addr := range addrs {
		texts[i] = addr.String()
	}
	return texts
}
