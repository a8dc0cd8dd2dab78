#!/usr/bin/env bash
# Runs the benchmark programs on the published binary and on every other interpreter found; see README.md.
#
#   perf/compare.sh [-n RUNS] [--check] [--start-up] [--only NAME,…] [PROGRAM…]
#
# The measuring itself is in compare/, which any Python from 3.8 on can run.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for candidate in python3 python3.13 "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.*/bin/python3; do
    if "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
        exec "$candidate" -I "$here/compare" "$@"
    fi
done

echo "compare.sh: needs Python 3.8 or later to drive the measurements, and found none" >&2
exit 2
