#!/bin/sh
# Makes the pictures of the documentation, on a display of its own: releng/pictures.sh
# (needs what ./test installs). The window of the demo, and the window attached to a machine of QEMU: light and dark, each
# at twice the scale, too.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
images="$root/docs/images"
name=pictures
. "$root/releng/build.sh"
need_jdk
get_maven
work_here=$(mktemp -d "${TMPDIR:-/tmp}/jobdeck-pictures.XXXXXX")
server=
manager=
trap '[ -z "$manager" ] || kill "$manager"; [ -z "$server" ] || kill "$server"; rm -rf "$work_here"' EXIT
mkdir -p "$images/desktop"
mkfifo "$work_here/number"
Xvfb -displayfd 5 -screen 0 2720x1900x24 -nolisten tcp 5>"$work_here/number" >"$work_here/server.log" 2>&1 &
server=$!
IFS= read -r number <"$work_here/number"
DISPLAY=:$number
NO_AT_BRIDGE=1
GDK_BACKEND=x11
export DISPLAY NO_AT_BRIDGE GDK_BACKEND
unset WAYLAND_DISPLAY
openbox >"$work_here/manager.log" 2>&1 &
manager=$!

# $1: theme of GTK, $2: how the pictures end, $3: scale
attached() {
  GTK_THEME=$1 JOBDECK_PICTURES="$work_here/$2" JOBDECK_PICTURES_SUFFIX=$2 GDK_SCALE=$3 \
    run_maven "$work/pictures.log" clean verify -Dtest=WindowPictures,InstalledFactoriesTest -DexcludedGroups=none \
    -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true 2>/dev/null ||
    { say "the pictures '$2' could not be made; the log is .build/pictures.log in the checkout."; exit 1; }
}

GTK_THEME=Adwaita "$root/jobdeck" demo --screenshot "$images/window-light.png"
GTK_THEME=Adwaita:dark "$root/jobdeck" demo --screenshot "$images/window-dark.png"
attached Adwaita light 1
attached Adwaita:dark dark 1
cp "$work_here/light/"*.png "$work_here/dark/"*.png "$images/desktop/"
attached Adwaita light-200 2
attached Adwaita:dark dark-200 2
for picture in overview charts node-graph new-job; do
  cp "$work_here/light-200/$picture-light-200.png" "$work_here/dark-200/$picture-dark-200.png" "$images/desktop/"
done
