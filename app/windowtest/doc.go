// Package windowtest tries the real window: built with OpenGL, on a virtual
// display, over a real node, beside a real provider, driven by the keyboard.
//
// It judges by outcome: the file on the disk with the right hash. It needs
// Xvfb, xdotool and openbox and runs under the build tag "window" only; make
// test installs what is missing.
package windowtest
