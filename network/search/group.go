package search

import (
	"net/netip"

	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// groupOf returns the part of the internet that addresses lie in: the first 16
// bits of IPv4 and 32 of IPv6, about what one provider hands out together. It
// is empty for a LAN, for this machine and for relayed addresses, which say
// nothing about the peer.
func groupOf(addrs ...ma.Multiaddr) string {
	for _, addr := range addrs {
		if addr == nil || !manet.IsPublicAddr(addr) {
			continue
		}
		if _, err := addr.ValueForProtocol(ma.P_CIRCUIT); err == nil {
			continue
		}
		ip, err := manet.ToIP(addr)
		if err != nil {
			continue
		}
		address, ok := netip.AddrFromSlice(ip)
		if !ok {
			continue
		}
		bits := 32
		if address = address.Unmap(); address.Is4() {
			bits = 16
		}
		if prefix, err := address.Prefix(bits); err == nil {
			return prefix.String()
		}
	}
	return ""
}
