// Package journal remembers what happened lately, in sentences for a person.
//
// Every part of the node logs with slog. Handler stands between them and the
// log on standard error: what goes there goes there unchanged, and what matters
// to a person is kept in a Journal too. The Journal translates the messages it
// knows (see sentences.go), leaves out those that only an engineer reads, and
// shows any other as it is, so that nothing is lost because it is new.
//
// It is bounded (MaxEntries) and lives in memory alone. The same again directly
// afterwards is one entry that happened twice. The journal is no place to keep
// state in: nobody but a person reads it.
package journal
