package settings

// The names under which the memory keeps what a person has chosen for the window.
// What the node must know is in its own files.
const (
	Language  = "language"  // as in look; empty: the system's
	Face      = "face"      // of the theme, as in look; empty: the system's
	Notify    = "notify"    // whether arrivals are notified; at first they are
	Clipboard = "clipboard" // whether copied links are offered
	Closing   = "closing"   // what closing the window does; empty: it is asked
	Guided    = "guided"    // whether the first steps were shown
)

// What closing the window can do.
const (
	Hides = "hides" // an icon in the tray stays
	Quits = "quits"
)
