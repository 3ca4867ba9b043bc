#!/usr/bin/env bash
# Builds dist/hinny_VERSION_ARCH.deb from bin/hinny and bin/hinnyd.
# Usage: assets/package/deb.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/../.."

id=io.hinny.Hinny
# A Debian version begins with a digit: v1.2.3-4-gabc is 1.2.3-4-gabc, and what
# git names by its commit alone, or not at all, comes before every release.
version="${1#v}"
[[ "$version" =~ ^[0-9]+\. ]] || version="0~$version"
version="${version//-/+}"
arch="$(dpkg --print-architecture)"

root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
install -D -m 755 bin/hinny "$root/usr/bin/hinny"
install -D -m 755 bin/hinnyd "$root/usr/bin/hinnyd"
install -D -m 644 "assets/package/$id.desktop" "$root/usr/share/applications/$id.desktop"
install -D -m 644 "assets/package/$id.metainfo.xml" "$root/usr/share/metainfo/$id.metainfo.xml"
install -D -m 644 assets/icon.png "$root/usr/share/icons/hicolor/512x512/apps/$id.png"
install -D -m 644 assets/icon.svg "$root/usr/share/icons/hicolor/scalable/apps/$id.svg"
install -D -m 644 LICENSE "$root/usr/share/doc/hinny/copyright"
gzip -9nc CHANGELOG.md > "$root/changelog.gz"
install -D -m 644 "$root/changelog.gz" "$root/usr/share/doc/hinny/changelog.gz"
rm "$root/changelog.gz"

mkdir -m 755 "$root/DEBIAN"
cat > "$root/DEBIAN/control" <<CONTROL
Package: hinny
Version: $version
Architecture: $arch
Maintainer: The Hinny developers <developers@hinny.invalid>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6, libgl1, libwayland-client0, libx11-6, libxcursor1, libxi6, libxinerama1, libxkbcommon0, libxrandr2, libxxf86vm1
Recommends: fonts-noto-cjk, libgl1-mesa-dri, xdg-utils
Section: net
Priority: optional
Description: find and share files with no server
 Tick a folder, and everyone on the network can find what is in it. A file
 arrives in chunks from many people at once; each chunk is checked, and passed
 on as soon as it is.
 .
 This package has the window, hinny, and the headless program, hinnyd.
CONTROL

# What the desktop reads must be right, where there is something to check it.
if command -v desktop-file-validate >/dev/null; then desktop-file-validate "assets/package/$id.desktop"; fi
if command -v appstreamcli >/dev/null; then appstreamcli validate --no-net "assets/package/$id.metainfo.xml"; fi

mkdir -p dist
dpkg-deb --root-owner-group --build "$root" "dist/hinny_${version}_$arch.deb"
