// Command bench measures Hinny beside its rivals on this machine, in one run.
//
// A scenario says how many hosts hold a file, how many want it, and how fast
// their uplinks are. The contestants that are installed (hinnyd; curl from
// nginx followed by b3sum; anacrolix/torrent; aria2; qBittorrent; a bare libp2p stream) run it in
// turn, round after round, so that a change of the machine's speed meets all
// of them, and one table shows medians with the fastest and slowest round.
//
// As root each host is a network namespace of its own behind one bridge, which
// several rivals need because they refuse loopback, and uplinks are shaped
// with a token bucket. Otherwise everything runs on loopback, and only what
// can is measured. Nothing leaves the machine.
//
// The scenario library has no rivals: one node shares many small files, and what
// the person at the machine waits for is measured: the first tick, a start with
// nothing changed, one file more, a large folder moved; with memory, processor
// time and what catalog and index take on the disk.
//
// The scenario small has none either: one peer orders a folder of ten thousand
// files of 10 KiB from another. Nor has large: a file of 10 GiB with holes, of
// which is told how long it paused and whether memory grew.
//
// The clock of the others runs from the order until the checked file lies under
// its final name. Processor time counts every process of the contestant on both sides;
// memory is the largest anonymous resident size of any one process.
package main
