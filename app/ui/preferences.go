package ui

// The names under which Fyne keeps what concerns the window alone. What the
// node must know is in its settings.toml.
const (
	PreferenceLanguage = "language" // as in look; empty: the system's
)
