// Package swarmtest starts real peers on loopback for tests: the very façade
// the programs use, with TCP on free ports, no mDNS and a peer book in a
// folder that the test removes. Nothing leaves the machine.
//
// It holds no assertions but Eventually, and no peers of its own: a test wires
// what its peers share through network.Options.
package swarmtest
