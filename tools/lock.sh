#!/bin/sh
# Pin every package with its hashes: the run-time lock, and two larger ones that keep its versions.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .tools/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-header \
        --python-version 3.11 "$@"
}

echo "$(sed -n 's/ \\$//p' requirements-uv.txt | head -1)" | compile - -o requirements-uv.txt
compile pyproject.toml -o requirements.txt
compile pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
compile pyproject.toml --group dev --group bench -c requirements-dev.txt -o requirements-bench.txt
