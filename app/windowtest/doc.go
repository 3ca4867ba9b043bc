// Package windowtest tries the real window: built with OpenGL, on a virtual
// display, over a real node, beside a real provider behind a slow line, once
// driven by the keyboard alone and once by the mouse.
//
// It judges by outcome: what the node says, the colours of the chunk bar on
// the screen, the file on the disk with the right hash. It needs Xvfb, xdotool,
// openbox and ImageMagick and runs under the build tag "window" only; make test
// installs what is missing. A test that fails says where its pictures are.
//
// Its benchmarks (make bench-window) measure what a person waits for: the first
// frame over a large library, for how long the window does not answer while very
// many results come in, and what a download from many sources and the window
// cost each other. The latter two need the window's own goroutine and are
// programs of their own, stall and frames.
package windowtest
