// Command hinny is the window to find and share files with no server.
//
// It runs a node in its own process and shows it. If a node runs in the home
// folder already, the window attaches to that one instead of starting another,
// and closing the window leaves it running. This is the only package that
// imports Fyne's driver, and with it OpenGL.
package main
