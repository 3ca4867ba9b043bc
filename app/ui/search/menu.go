package search

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
)

// menu is what can be done with the selected results.
func (v *View) menu(rows []Row) fyne.Menu {
	menu := fyne.Menu{}
	if here(rows) {
		menu.Items = append(menu.Items, &fyne.MenuItem{Label: lang.L("Open"), Icon: theme.FileIcon(), Action: func() { v.open(rows) }})
	}
	menu.Items = append(menu.Items, []*fyne.MenuItem{
		{Label: lang.L("Download"), Icon: theme.DownloadIcon(), Action: func() { v.get(rows) }},
		{Label: lang.L("Download to…"), Icon: theme.FolderOpenIcon(), Action: func() { v.OnDownloadTo(rows) }},
		{Label: lang.L("Download paused"), Icon: theme.MediaPauseIcon(), Action: func() { v.presenter.DownloadPaused(rows) }},
		{Label: lang.L("Copy link"), Icon: theme.ContentCopyIcon(), Action: func() { v.OnCopy(rows) }},
	}...)
	if len(rows) == 1 && len(rows[0].Providers) > 0 {
		menu.Items = append(menu.Items, v.browseMenu(rows[0].Providers))
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
		v.judgeItem(rows, api.MarkFake, theme.WarningIcon(), [2]string{lang.L("Mark as fake"), lang.L("Not a fake")}),
		v.judgeItem(rows, api.MarkHidden, theme.VisibilityOffIcon(), [2]string{lang.L("Hide"), lang.L("Hide no more")}))
	if len(rows) == 1 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
			&fyne.MenuItem{Label: lang.L("Details…"), Icon: theme.InfoIcon(), Action: func() { v.OnDetails(rows[0]) }})
	}
	return menu
}

// judgeItem marks the rows, or takes the mark away where all of them have it;
// say has the words for both.
func (v *View) judgeItem(rows []Row, mark api.Mark, icon fyne.Resource, say [2]string) *fyne.MenuItem {
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Mark != mark }) {
		return &fyne.MenuItem{Label: say[0], Icon: icon, Action: func() { v.presenter.Judge(rows, mark) }}
	}
	return &fyne.MenuItem{Label: say[1], Icon: icon, Action: func() { v.presenter.Judge(rows, api.MarkNone) }}
}

// browseMenu lists who has a result; each can be browsed.
func (v *View) browseMenu(providers []string) *fyne.MenuItem {
	const most = 10 // a menu is no list
	browse := &fyne.Menu{}
	for _, peer := range providers[:min(len(providers), most)] {
		browse.Items = append(browse.Items, fyne.NewMenuItem(v.call(peer), func() { v.OnBrowse(peer) }))
	}
	return &fyne.MenuItem{Label: lang.L("Who has it"), Icon: theme.AccountIcon(), ChildMenu: browse}
}
