#!/bin/sh
# Fill .venv with the packages for "run", "dev" or "bench", and do nothing when they are already there.
# Needs python3 with pip; neither root nor the venv module. Each lock holds all of the smaller one, so a
# .venv made for the tests also runs the app and nothing is installed back and forth.
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo "$1" >&2
    exit 1
}

lock_of() {
    case $1 in
    run) echo requirements.txt ;;
    dev) echo requirements-dev.txt ;;
    bench) echo requirements-bench.txt ;;
    esac
}

# After an installation each lock it satisfies is copied into .venv; the copy is the stamp.
installed() {
    cmp -s "$(lock_of "$1")" ".venv/$(lock_of "$1")"
}

python_with_pip() {
    newest=
    set -- python3 python3.14 python3.13 python3.12 python3.11
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    for name; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        newest=$name
        "$name" -m pip --version >/dev/null 2>&1 && echo "$name" && return
    done
    [ -z "$newest" ] || stop "Footnote needs pip for $newest: install it (Debian, Ubuntu: apt-get install python3-pip) and run make again."
    stop "Footnote needs Python 3.11 or newer: install it, or name it as in: make run PYTHON=/path/to/python3.12"
}

# uv needs a cache folder it can write to; an account without a home gets one here.
use_own_cache_without_a_home() {
    if [ -z "${UV_CACHE_DIR:-}${XDG_CACHE_HOME:-}" ] && [ ! -w "${HOME:-/nonexistent}" ]; then
        export UV_CACHE_DIR=.cache/uv
    fi
}

install() {
    python=$(python_with_pip)
    if ! cmp -s requirements-uv.txt .tools/requirements-uv.txt || ! .tools/bin/uv --version >/dev/null 2>&1; then
        rm -rf .tools
        "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore \
            --no-cache-dir --require-hashes --target .tools -r requirements-uv.txt
        cp requirements-uv.txt .tools/
    fi
    if ! .venv/bin/python -c '' 2>/dev/null; then
        .tools/bin/uv venv --quiet --clear --no-python-downloads \
            -p "$("$python" -c 'import sys; print(sys.executable)')" .venv
    fi
    rm -f .venv/requirements*.txt
    # Compiled once here, or by every process that starts where Python may not write what it compiled.
    .tools/bin/uv pip sync --quiet --compile-bytecode --require-hashes -p .venv "$(lock_of "$1")"
    for part in run dev bench; do
        cp "$(lock_of "$part")" .venv/
        [ "$part" != "$1" ] || break
    done
}

want=${1:?run, dev or bench}
[ "$want" = run ] || command -v git >/dev/null || stop "The tests need git: install it (Debian, Ubuntu: apt-get install git) and run make again."
if ! installed "$want" || ! .venv/bin/python -c '' 2>/dev/null; then
    for larger in dev bench; do # what is there already stays there
        [ ! -e ".venv/$(lock_of "$larger")" ] || [ "$want" = bench ] || want=$larger
    done
    echo "Installing what Footnote needs into .venv (once) …" >&2
    use_own_cache_without_a_home
    install "$want"
fi
