#!/usr/bin/env bash
# Bundles bin/hinny as Fyne does for the system this runs on, in dist/: an archive
# that installs itself on Linux, an .app on macOS, an .exe on Windows.
# Usage: assets/package/bundle.sh TOOL@VERSION
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"

# field prints a value of FyneApp.toml.
field() { sed -n "s/^$1 = \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" "$root/FyneApp.toml"; }

# The tool leaves the bundle where it is called, which is a folder of its own
# here, and counts builds in FyneApp.toml, which is put back as it was.
work="$(mktemp -d)"
cp "$root/FyneApp.toml" "$work"
trap 'cp "$work/FyneApp.toml" "$root"; rm -rf "$work"' EXIT
cd "$work"
go run "$1" package --release --executable "$root/bin/hinny" --source-dir "$root" \
  --name "$(field Name)" --app-id "$(field ID)" --app-version "$(field Version)" --icon "$root/$(field Icon)"

# On Linux our own desktop entry takes the place of the tool's, which knows
# nothing of magnet: links.
if [ -e Hinny.tar.xz ]; then
  tar xf Hinny.tar.xz
  cp "$root/assets/package/$(field ID).desktop" hinny/usr/local/share/applications/
  tar cJf Hinny.tar.xz --owner=root:0 --group=root:0 hinny
fi

mkdir -p "$root/dist"
for bundle in Hinny.tar.xz Hinny.app Hinny.exe; do
  if [ -e "$bundle" ]; then rm -rf "$root/dist/$bundle"; mv "$bundle" "$root/dist/"; echo "dist/$bundle"; fi
done
