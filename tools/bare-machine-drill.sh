#!/bin/sh
# Try the two commands as a newcomer would: a clean clone in a path with spaces, an ordinary user (when root
# calls), an empty home, a PATH of the system's folders only, empty caches. Prints times; stops at the first fault.
#   tools/bare-machine-drill.sh [run|test|both] [user]
set -eu
what=${1:-both}
user=${2:-nobody}
source=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d /tmp/footnote-drill.XXXXXX)
home="$place/home"
copy="$place/a clean clone"
port=$((20000 + $$ % 20000))
make=
trap '[ -z "$make" ] || kill -TERM $make 2>/dev/null; rm -rf "$place"' EXIT
mkdir "$home"
git clone --quiet --no-local "$source" "$copy"

# Proxy and certificate settings belong to the network, not to the machine's set-up: they stay.
keep=$(env | sed -n 's/^\(SSL_CERT_FILE\|NODE_EXTRA_CA_CERTS\|[A-Za-z]*_[Pp][Rr][Oo][Xx][Yy]\|PIP_CERT\)=.*/\1/p')
set -- HOME="$home" PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 PORT="$port" PYTEST_ARGS="${PYTEST_ARGS:-}"
for name in $keep; do set -- "$@" "$name=$(printenv "$name")"; done

as_user() {
    if [ "$(id -u)" = 0 ]; then
        exec setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env -i "$@"
    else
        exec env -i "$@"
    fi
}

[ "$(id -u)" != 0 ] || chown -R "$user:$(id -g "$user")" "$place"
cd "$copy"

answers_within() {
    began=$(date +%s%N)
    (as_user "$@" make run) >"$place/log" 2>&1 &
    make=$!
    until python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/')" 2>/dev/null; do
        kill -0 $make 2>/dev/null && [ $(($(date +%s%N) - began)) -lt 120000000000 ] || { tail -40 "$place/log"; exit 1; }
        sleep 0.1
    done
    echo "make run answered after $((($(date +%s%N) - began) / 1000000)) ms"
    sed 's/^/    /' "$place/log"
    kill -TERM $make
    wait $make 2>/dev/null || true
    sleep 1
    make=
    left=$(pgrep -f "127.0.0.1:$port" || true)
    [ -z "$left" ] || { echo "left running: $left"; exit 1; }
}

if [ "$what" != test ]; then
    answers_within "$@"
    answers_within "$@"
    stat -c '%a %n' instance/*
fi
if [ "$what" != run ]; then
    began=$(date +%s)
    (as_user "$@" make test) >"$place/log" 2>&1 || { tail -60 "$place/log"; exit 1; }
    tail -3 "$place/log"
    echo "make test took $(($(date +%s) - began)) s"
    (as_user "$@" make test) >"$place/log" 2>&1 || { tail -60 "$place/log"; exit 1; }
    tail -1 "$place/log"
fi
(as_user "$@" git status --short)
echo "The drill is over; nothing is left."
