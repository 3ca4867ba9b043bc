// Package digest says in few bytes what a peer shares, so that a query need
// not be sent where nothing can answer it.
//
// What a file is found by becomes keys: hashes of 32 bits of the tokens of its
// name (query.Tokens, the same that the index is made of) and of the first
// characters of each token, because the last word of a query is often only
// begun. A leaf gives its hubs the exact set of its keys (Set), so that they
// know which leaf has all words of a query. A hub gives its neighbours a Bloom
// filter (Filter) over its own keys and those of its leaves.
//
// Both can be wrong in one direction only: they may say "perhaps" where
// nothing is, never "no" to an honest owner's file. Who fills his digest with
// everything only gets himself asked, which costs the budget of a query and
// never more.
//
// The package is pure: it sends nothing and knows no peers. network/search
// decides when digests are sent and network/flood what follows from them.
package digest
