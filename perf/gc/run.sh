#!/usr/bin/env bash
# Runs the collector's programs on the published binary (or on $MINISCRIPT) with --stats; exits 1 when one of them
# misses what it promises.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
miniscript=${MINISCRIPT:-$here/../../dist/miniscript}
if [[ ! -x $miniscript ]]; then
    echo "run.sh: no executable at $miniscript (./publish.sh makes it)" >&2
    exit 2
fi

missed=0
for program in live_heap_pauses dict_churn_memory tree_churn_memory cycles_memory; do
    echo "== $program"
    "$miniscript" --stats "$here/$program.py" || missed=1
done
exit $missed
