#!/usr/bin/env bash
# What extensions cost: builds an executable with as many as there is room for, of 64 functions each, and compares it with the one without.
#
#   perf/extensions/run.sh [FOLDER]     the executable with them is built in FOLDER, once (minutes)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$root/artifacts/many-extensions}
python=${PYTHON:-python3}
plain=$root/dist/miniscript
many=$folder/bin/miniscript

[ -x "$plain" ] || "$root/publish.sh"
own=$("$plain" ext list | wc -l)
extra=$((32 - own))
if [ ! -x "$many" ]; then
    mkdir -p "$folder"
    (cd "$folder" && rm -rf many && "$plain" ext new many --sources "$root" >/dev/null)
    {
        echo 'using MiniScript.Extensions;'
        echo 'namespace Many;'
        for ((i = 0; i < extra; i++)); do
            echo "/// <summary>Extension $i of many.</summary>"
            echo "[Extension(\"many$i\", Version = \"1.0\")] public static partial class Many${i}Extension {"
            for ((j = 0; j < 64; j++)); do
                echo "    /// <summary>Return the sum of two numbers and $j.</summary>"
                echo "    [Function(\"f$j\")] private static double F$j(double x, double y) => x + y + $j;"
            done
            echo '}'
        done
    } >"$folder/many/src/ManyExtension.cs"
    rm -rf "$folder/many/tests"
    "$root/publish.sh" --extension "$folder/many/src/Many.csproj" --output "$folder/bin"
fi

echo "extensions: $own in dist/miniscript, 32 in the other"
echo "file: $(stat -c %s "$plain") and $(stat -c %s "$many") bytes"
echo "a call of two floats over an empty iteration, ns: $("$many" "$here/call.py" many0.f0); CPython's math.hypot: $("$python" "$here/call.py")"

# Start-up and memory, in turns, the medians.
"$python" - "$plain" "$many" "$extra" <<'PYTHON'
import os, statistics, subprocess, sys, time
plain, many, extra = sys.argv[1], sys.argv[2], int(sys.argv[3])

def run(program, code):
    start = time.perf_counter()
    process = subprocess.Popen([program, '-c', code])
    _, _, usage = os.wait4(process.pid, 0)
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss

imports = 'import ' + ', '.join(f'many{i}' for i in range(extra))
rounds = [(run(plain, 'pass'), run(many, 'pass'), run(many, imports)) for _ in range(200)]
times = [statistics.median(r[i][0] for r in rounds) for i in range(3)]
sizes = [statistics.median(r[i][1] for r in rounds) for i in range(3)]
print(f'start, ms: {times[0]:.2f} without, {times[1]:.2f} with ({times[1] / times[0] - 1:+.1%}); all imported {times[2]:.2f}')
print(f'resident, KiB: {sizes[0]:.0f} without, {sizes[1]:.0f} with: {(sizes[1] - sizes[0]) / extra:.2f} an extension that is not imported; '
      f'{(sizes[2] - sizes[1]) / extra:.1f} an imported one of 64 functions')
PYTHON
