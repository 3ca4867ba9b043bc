package api

// Reach says whether peers that this node has not dialled can dial it.
type Reach string

// What is known of it, in the words of network.Reach.
const (
	ReachUnknown Reach = "unknown" // nobody has tried yet
	ReachDirect  Reach = "direct"
	ReachRelayed Reach = "relayed" // they meet it at another peer first
	ReachNone    Reach = "none"
)
