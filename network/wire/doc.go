// Package wire is what peers say to each other: the protobuf messages of every
// Hinny protocol, and the framing that carries them over a stream.
//
// A message is sent as its length (an unsigned varint) and its protobuf bytes.
// The reader names the most it accepts before it allocates anything, so that a
// hostile length costs nothing. The version of a protocol is the last part of
// its ID ("/hinny/search/1.0.0"); unknown fields are ignored, a field number is
// never given a second meaning, and testdata holds golden vectors of every
// message.
//
// The schemas are the .proto files beside this one; "go generate" makes the
// .pb.go files, which are committed. What the fields mean is said there; what
// is done with them is decided in the packages that own a protocol.
package wire
