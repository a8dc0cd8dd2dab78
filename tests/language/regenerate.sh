#!/usr/bin/env bash
# Writes the expectations of the language cases from CPython 3.13, the oracle.
#
#   regenerate.sh [--check] [PATH ...]
#
# A case is any *.ms file below this folder. It runs with its own folder as the working directory, with CASE.in
# (or nothing) as standard input. Written beside it: CASE.out (standard output, always), CASE.err (standard error,
# when there is any) and CASE.exit (the exit status, when it is not 0). The working directory's path is taken out of
# standard error, so that a traceback names "case.ms" and not where the repository happens to lie.
#
# A case whose first line is "# own process" handles signals or starts programs: it runs on the published binary only. One whose first line is
# "# needs sqlite3" runs in the test process only, if the system has libsqlite3.so.0. One that says "# MiniScript only" on one of its first two lines is
# about what CPython does not have: its expectations are written by hand, and left alone here.
#
# Every case runs under two hash seeds: one whose output depends on the seed is refused. So is one that names a path of
# this machine, and one that writes to standard error without saying so on its first line ("# stderr expected").
# With --check nothing is written, and stale expectations are reported instead. PATHs (files or folders) limit the run.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python3.13 python3; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    echo "regenerate.sh: CPython 3.13 not found; set PYTHON to it" >&2
    return 1
}

check=0
if [ "${1:-}" = "--check" ]; then check=1; shift; fi
paths=()
for path in "$@"; do paths+=("$(realpath -- "$path")"); done
[ ${#paths[@]} -gt 0 ] || paths=("$root")

python=$(find_python) || exit 2
prefix=$("$python" -c 'import sys; print(sys.prefix)')
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 PYTHON_COLORS=0 LC_ALL=C.UTF-8 TZ=UTC

# run CASE SEED PREFIX: leaves PREFIX.out, PREFIX.err and PREFIX.exit
run() {
    local folder=${1%/*} name=${1##*/} input=/dev/null
    [ -f "${1%.ms}.in" ] && input=${1%.ms}.in
    (cd "$folder" && PYTHONHASHSEED=$2 timeout 60 "$python" "$name" <"$input" >"$3.out" 2>"$3.raw")
    echo $? >"$3.exit"
    sed "s|$folder/||g" "$3.raw" >"$3.err"
}

# settle WANTED TARGET KEEP: makes TARGET equal to WANTED (absent when KEEP is 0), or reports that it is not
settle() {
    if [ "$3" = 1 ]; then
        cmp -s "$1" "$2" && return 0
    else
        [ -e "$2" ] || return 0
    fi
    if [ $check = 1 ]; then
        echo "stale: ${2#"$root"/}"
        stale=$((stale + 1))
    elif [ "$3" = 1 ]; then
        cp "$1" "$2"
    else
        rm -f "$2"
    fi
}

cases=0 refused=0 stale=0
while IFS= read -r case; do
    ! head -n 2 "$case" | grep -qx '# MiniScript only' || continue
    cases=$((cases + 1))
    run "$case" 1 "$work/a"
    run "$case" 20 "$work/b"
    problem=
    cmp -s "$work/a.out" "$work/b.out" && cmp -s "$work/a.err" "$work/b.err" && cmp -s "$work/a.exit" "$work/b.exit" ||
        problem="depends on the hash seed"
    [ ! -s "$work/a.err" ] || head -n 1 "$case" | grep -q '^# stderr expected' || problem="writes to standard error: $(tail -n 1 "$work/a.err")"
    ! grep -qF -e "$prefix" -e "$root" "$work/a.out" "$work/a.err" || problem="names a path of this machine"
    [ "$(cat "$work/a.exit")" != 124 ] || problem="runs longer than 60 seconds"
    if [ -n "$problem" ]; then
        echo "refused: ${case#"$root"/}: $problem"
        refused=$((refused + 1))
        continue
    fi
    stem=${case%.ms}
    settle "$work/a.out" "$stem.out" 1
    settle "$work/a.err" "$stem.err" "$([ -s "$work/a.err" ] && echo 1 || echo 0)"
    settle "$work/a.exit" "$stem.exit" "$([ "$(cat "$work/a.exit")" != 0 ] && echo 1 || echo 0)"
done < <(find "${paths[@]}" -name '*.ms' -type f | LC_ALL=C sort -u)

echo "$cases cases, $refused refused, $stale stale ($("$python" -V))"
[ $((refused + stale)) = 0 ]
