// Package rank merges what many peers answer to one search into the results a
// person sees: one per file content, the best first.
//
// Peers call the same content by different names, and some of them lie. A
// result carries the name most providers use, or our own name where we have the
// file, and is scored by how well that name fits the query (query.Query.Score)
// times log2 of one more than the number of providers: twice as many providers
// count less than a name that fits twice as well. Of equals, those that come
// faster are a little better: each doubling of the rate that the providers say,
// in the middle, is worth two hundredths (rateWeight). What a peer says is counted
// once, so no peer can vote twice, and of the peers of one network two have a vote
// for what a file is called, how long it is, what it says of itself and how many
// have it.
//
// Peers that answer every search are told by searches for words that nobody
// has (Trust); what they say is left out.
//
// Freshness is no part of the score. Nothing here is old: a provider signs each
// answer for the random ID of this very search, to the flood and to a question
// after the DHT named it, and what is signed for another ID is refused. So
// nothing that is merged was said before the search began, and what the DHT
// remembers of a peer only says whom to ask.
//
// It asks nobody and keeps no time: hits go in, results come out, in any order
// of arrival the same. Everything is bounded by the constants below; what comes
// beyond a bound is dropped, never what was there before.
package rank
