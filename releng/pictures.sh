#!/bin/sh
# Makes the pictures of the documentation, on a display of its own: releng/pictures.sh
# (needs Xvfb and openbox, which ./test installs)
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
out="$root/docs/images"
work=$(mktemp -d "${TMPDIR:-/tmp}/jobdeck-pictures.XXXXXX")
server=
manager=
trap '[ -z "$manager" ] || kill "$manager"; [ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
mkdir -p "$out"
mkfifo "$work/number"
Xvfb -displayfd 5 -screen 0 1280x1024x24 -nolisten tcp 5>"$work/number" >"$work/server.log" 2>&1 &
server=$!
IFS= read -r number <"$work/number"
DISPLAY=:$number
NO_AT_BRIDGE=1
GDK_BACKEND=x11
export DISPLAY NO_AT_BRIDGE GDK_BACKEND
unset WAYLAND_DISPLAY
openbox >"$work/manager.log" 2>&1 &
manager=$!
GTK_THEME=Adwaita "$root/jobdeck" demo --screenshot "$out/window-light.png"
GTK_THEME=Adwaita:dark "$root/jobdeck" demo --screenshot "$out/window-dark.png"
