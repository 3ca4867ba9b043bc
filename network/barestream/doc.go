// Command barestream moves one file over one libp2p stream and nothing more:
// no protocol, no check, no resume. It is the ceiling that the benchmark
// holds Hinny's transfer against, tuned as well as we know how (TCP, TLS,
// 256 KiB yamux messages, 16 MiB windows). It is no part of the program.
package main
