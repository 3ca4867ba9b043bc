// Package api is the language in which both programs talk to a running node:
// the values they see, the commands they give, and the local API that carries
// both between processes.
//
// Backend is the list of commands. app/node implements it in process; Client
// implements it over JSON and HTTP on the unix socket that Server listens on
// in the home folder. The window and hinnyd's client commands take a Backend
// and do not know which of the two they hold.
//
// The socket lies in the home folder as api.sock, on every system: Windows
// knows unix sockets since version 10. It is bound out of others' reach and
// renamed into place, which also replaces the socket a killed node left
// behind. Whether another node is alive is not the socket's to say: app/node
// holds a lock on the home before it serves.
//
// It is not a network protocol: other peers never see it, there is no TCP
// port, and the socket is readable by its owner only.
package api
