// Package apitest holds a Backend without a network or a disk, so that what
// speaks the local API can be tested alone: its server, its client and the
// commands of hinnyd.
package apitest
