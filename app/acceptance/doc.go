// Package acceptance tries what Hinny promises with real hinnyd processes on
// loopback, from outside only: commands, their JSON, exit codes and files.
package acceptance
