package ui

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/search"
	"hinny/app/ui/uitest"
	"hinny/share"
)

// dialogs are all that the window can open over its screens, by the names of
// their goldens.
func dialogs(w *Window) map[string]func() {
	return map[string]func(){
		"folder": func() { w.AddFolder("/home/ada/Music") }, "link": func() { w.AddLink("") },
		"review": func() { w.share("/home/ada/Music") }, "export": func() { w.export() }, "closing": func() { w.askClosing() },
		"guide": func() { w.showGuide() }, "preferences": func() { w.showPreferences() }, "shortcuts": func() { w.showShortcuts() },
		"hiding": func() { w.showHiding() }, "week": func() { w.showWeek() }, "about": func() { w.showAbout() },
		"contact": func() { w.namePeer(w.peers.View().Peers[0]) }, "code": func() { w.showCode(w.peers.View().ID) },
		"message":  func() { w.showMessage() },
		"rename":   func() { w.rename(w.transfers.View().Downloads[0]) },
		"naming":   func() { w.nameFolder(api.Folder{Path: "/home/ada/Music", Name: "Music"}) },
		"category": func() { w.fileUnder(api.Category{Name: "Films", Folder: "/home/ada/Films", Color: "blue"}, nil) },
		"details":  func() { w.showDetails(song()) }, "download": func() { w.downloadTo([]search.Row{song()}) },
		"question": func() {
			w.ask("Cancel the download of “Hinnies, a film.mkv”? What has arrived of it is lost.", func() {})
		},
	}
}

// song is a result with all that a file can say of itself.
func song() search.Row {
	return search.Row{
		Root: uitest.Root(1), Name: "Mules at work.flac", Names: []string{"Mules at work.flac", "02 - Mules.flac"},
		Size: 31_457_280, Kind: share.KindAudio, Providers: []string{"12D3KooWMules", "12D3KooWHinny"},
		Meta: share.Meta{Title: "Mules at work", Artist: "The Hinnies", Album: "Farriery", Duration: 215 * time.Second, Bitrate: 1_011_000},
	}
}

func TestTheDialogsLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		for dialog := range dialogs(nil) {
			t.Run(dialog+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					uitest.App(t, variant)
					test.AssertRendersToImage(t, "dialog-"+dialog+"-"+name+".png", openDialog(t, dialog).window.Canvas())
				})
			})
		}
	}
}

func TestTheDialogsSpeakChinese(t *testing.T) {
	for dialog := range dialogs(nil) {
		t.Run(dialog, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				uitest.App(t, theme.VariantLight)
				uitest.Speak(t, look.Chinese)
				test.AssertRendersToMarkup(t, "dialog-"+dialog+"-zh.xml", openDialog(t, dialog).window.Canvas())
			})
		})
	}
}

// openDialog opens one over a fresh window of the application there is: what
// another says in the status bar is not in its picture.
func openDialog(t *testing.T, dialog string) *Window {
	t.Helper()
	w, _, queue := openIn(t)
	settle(queue)
	w.window.Canvas().Unfocus() // the cursor of a field blinks
	dialogs(w)[dialog]()
	settle(queue)
	w.window.Canvas().Unfocus()
	if w.window.Canvas().Overlays().Top() == nil {
		t.Fatalf("%s does not open", dialog)
	}
	return w
}
