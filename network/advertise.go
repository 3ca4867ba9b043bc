package network

import "hinny/share"

// Advertise tells the DHT that this peer provides a root, soon and until
// Withdraw or the end of Run. It returns at once.
func (n *Network) Advertise(root share.RootHash) { n.finder.Advertise(root) }

// Withdraw stops advertising a root; what was said expires within two days.
func (n *Network) Withdraw(root share.RootHash) { n.finder.Withdraw(root) }
