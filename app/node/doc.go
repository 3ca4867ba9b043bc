// Package node is the composition root: it makes the parts of one running
// Hinny, wires them, keeps them alive and stops them in order.
//
// New takes the home folder's lock, reads settings.toml and opens everything;
// Run lives until its context ends. In between *Node is an api.Backend: the
// window calls it directly, hinnyd's commands through the socket it serves.
//
// How it moves: each part with a life of its own is a Service; one supervisor
// runs them all. A part that can begin anew is started again with a growing
// pause; the failure of one that cannot ends the node. When the context ends,
// services stop first, then what New opened is closed in reverse order, so that
// unfinished files, catalog, index and peer book are whole.
//
// What is the user's will lies in files of its own, because catalog and index
// are caches that may be begun anew: settings.toml is written once with every
// key explained and then only read, folders.json holds the ticked folders,
// collections/ the lists of collections and what is wanted of them.
//
// It decides nothing about the network, the library or the index, draws
// nothing and reads no flags. It is the only place that knows all of them.
package node
