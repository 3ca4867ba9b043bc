// Package vocabulary remembers the words of names that were heard from others,
// so that a person who mistypes a word can be understood though no own file has
// it.
//
// It is no index: it knows that a word exists and roughly how often it was
// heard, not where. It holds a bounded number of words. When they become too
// many, all counts are halved and what was heard least is forgotten, as in
// TinyLFU (Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache
// Admission Policy", 2017), so that whoever makes up words pushes out other
// made-up words first. Nothing of it is written to the disk.
//
// Words and slips are those of index/query.
package vocabulary
