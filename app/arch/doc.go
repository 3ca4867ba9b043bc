// Package arch holds no code: its tests are the law of the house.
//
// They read the import graph and the source of the whole module and fail when
// a package imports up the ladder share <- index <- network <- app, when a
// library is used outside the one place that may know it, when a pure package
// reaches for a clock or a socket, when the headless program links a window,
// and when a package, file or function outgrows the rules of CONTRIBUTING.md.
package arch
