#!/usr/bin/env bash
# Bundles bin/hinny as Fyne does for the system this runs on, in dist/: an archive
# that installs itself on Linux, an .app on macOS, an .exe on Windows.
# Usage: assets/package/bundle.sh TOOL@VERSION
set -euo pipefail
cd "$(dirname "$0")/../.."

# field prints a value of FyneApp.toml.
field() { sed -n "s/^$1 = \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" FyneApp.toml; }

mkdir -p dist
go run "$1" package --release --executable "$PWD/bin/hinny" --source-dir "$PWD" \
  --name "$(field Name)" --app-id "$(field ID)" --app-version "$(field Version)" --icon "$PWD/$(field Icon)"
for bundle in Hinny.tar.xz Hinny.app Hinny.exe; do
  if [ -e "$bundle" ]; then rm -rf "dist/$bundle"; mv "$bundle" dist/; echo "dist/$bundle"; fi
done
