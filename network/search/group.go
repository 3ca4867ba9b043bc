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
		if addr != nil && !relayed(addr) && manet.IsPublicAddr(addr) {
			if prefix := prefixOf(addr); prefix != "" {
				return prefix
			}
		}
	}
	return ""
}

// networkOf returns where a provider says it is, as far as that tells it from
// others: its group; or, without a public address, that of its relay; or its
// address in a LAN. It is what the provider signed, not what was proven.
func networkOf(addrs ...ma.Multiaddr) string {
	if group := groupOf(addrs...); group != "" {
		return group
	}
	for _, addr := range addrs {
		if addr != nil && relayed(addr) && manet.IsPublicAddr(addr) {
			return "behind " + prefixOf(addr)
		}
	}
	for _, addr := range addrs {
		if addr == nil || relayed(addr) {
			continue
		}
		if ip, err := manet.ToIP(addr); err == nil {
			return ip.String()
		}
	}
	return ""
}

func relayed(addr ma.Multiaddr) bool {
	_, err := addr.ValueForProtocol(ma.P_CIRCUIT)
	return err == nil
}

// prefixOf returns the part of the internet that an address begins with.
func prefixOf(addr ma.Multiaddr) string {
	ip, err := manet.ToIP(addr)
	if err != nil {
		return ""
	}
	address, ok := netip.AddrFromSlice(ip)
	if !ok {
		return ""
	}
	bits := 32
	if address = address.Unmap(); address.Is4() {
		bits = 16
	}
	prefix, err := address.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}
