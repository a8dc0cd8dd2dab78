#!/usr/bin/env bash
# Builds dist/miniscript, one stripped executable that needs nothing installed.
#
#   ./publish.sh                       dist/miniscript: needs glibc 2.34 or newer, and nothing else
#   ./publish.sh --static              dist/static/miniscript: needs no library at all (FROM scratch)
#   ./publish.sh --with-sqlite         the same in dist/sqlite or dist/static-sqlite, with the module sqlite3 and SQLite itself
#   ./publish.sh --extension PROJECT   with an extension in it: a project file; may be given more than once
#   ./publish.sh --package ID@VERSION --source DIR    with an extension from a NuGet package, and where to look for it
#   ./publish.sh --output DIR          where to put the executable; with extensions ./dist otherwise
#   ./publish.sh --run FILE [ARGS]     builds if anything changed, then runs FILE with the result
#   ./publish.sh --force               builds even if nothing changed
#   ./publish.sh --quiet               prints errors only
#
# Needs the .NET SDK 10. What the linker needs is installed with apt-get when it is missing, this is a Debian-like system and
# the user is root; otherwise the script says what to install.
set -euo pipefail
cd_from=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() { sed -n '2,/^set/p' "$root/publish.sh" | sed -n 's/^# \{0,1\}//p'; }
say() { [ "$quiet" = 1 ] || printf '%s\n' "$*"; }
fail() { printf 'publish.sh: %s\n' "$*" >&2; exit 1; }

flavour=default sqlite=0 quiet=0 force=0 run=() extensions="" package="" source="" output=""
while [ $# -gt 0 ]; do
    case $1 in
        --static) flavour=static ;;
        --with-sqlite) sqlite=1 ;;
        --extension) shift; [ -f "${1:-}" ] || fail "--extension needs a project file"; extensions+="${extensions:+%3B}$(realpath "$1")" ;;
        --package) shift; case ${1:-} in ?*@?*) package=$1 ;; *) fail "--package needs ID@VERSION" ;; esac ;;
        --source) shift; [ -d "${1:-}" ] || fail "--source needs a folder with packages"; source=$(realpath "$1") ;;
        --output) shift; [ $# -gt 0 ] || fail "--output needs a folder"; output=$1 ;;
        --quiet) quiet=1 ;;
        --force) force=1 ;;
        --run) shift; [ $# -gt 0 ] || fail "--run needs a file"; run=("$@"); break ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

[ $sqlite = 0 ] || flavour=$flavour-sqlite
given=$output own=""
case $flavour in
    static) output=$root/dist/static ;;
    default-sqlite) output=$root/dist/sqlite ;;
    static-sqlite) output=$root/dist/static-sqlite ;;
    *) output=$root/dist ;;
esac
if [ -n "$extensions$package" ]; then
    : "${given:=$cd_from/dist}"
    force=1
fi
if [ -n "$given" ]; then
    mkdir -p "$given"
    output=$(realpath "$given")
    [ -z "$extensions$package" ] || own=$output/.build
fi
binary=$output/miniscript
stamp=$output/.stamp
artifacts=${own:-$root/artifacts/publish-$flavour}

command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing; see https://dotnet.microsoft.com/download"
case $(uname -m) in
    x86_64) rid=linux-x64 ;;
    aarch64 | arm64) rid=linux-arm64 ;;
    *) fail "no NativeAOT compiler for $(uname -m)" ;;
esac
[ "$(uname -s)" = Linux ] || rid=${rid/linux/osx}

# What the result depends on: every source by content, and the tools.
fingerprint() {
    (
        cd "$root"
        dotnet --version
        find src Directory.Build.props Directory.Packages.props publish.sh -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 \
            | LC_ALL=C sort -z | xargs -0 sha256sum
    ) | sha256sum | cut -d' ' -f1
}

# The packages of what the linker needs and this machine lacks.
missing_packages() {
    command -v clang >/dev/null || command -v gcc >/dev/null || echo gcc
    command -v strip >/dev/null || command -v llvm-strip >/dev/null || echo binutils
    command -v cmake >/dev/null || echo cmake
    command -v make >/dev/null || echo make
    [ -e /usr/include/zlib.h ] || echo zlib1g-dev
    [ -e /usr/include/openssl/ssl.h ] || echo libssl-dev
    [ -e /usr/include/stdlib.h ] || echo libc6-dev
    [ $sqlite = 0 ] || [ -n "$(sqlite_archive)" ] || echo libsqlite3-dev
}

# SQLite as an archive for the linker; nothing if there is none.
sqlite_archive() {
    local directory
    for directory in /usr/lib/"$(uname -m)"-linux-gnu /usr/lib64 /usr/lib /usr/local/lib /opt/homebrew/opt/sqlite/lib /usr/local/opt/sqlite/lib; do
        if [ -e "$directory/libsqlite3.a" ]; then
            printf '%s\n' "$directory/libsqlite3.a"
            return
        fi
    done
}

install_tools() {
    [ "$(uname -s)" = Linux ] || return 0
    local packages
    packages=$(missing_packages | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing $packages"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null 2>&1 || {
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null
        } || fail "could not install $packages"
    else
        fail "the linker needs $packages(names of Debian packages): install them and run this again"
    fi
}

build() {
    local properties=(-p:MiniScriptPublish=true -p:RuntimeIdentifier="$rid")
    command -v clang >/dev/null || properties+=(-p:CppCompilerAndLinker=gcc)
    case $flavour in static*) properties+=(-p:MiniScriptStatic=true) ;; esac
    if [ $sqlite = 1 ]; then
        [ -n "$(sqlite_archive)" ] || fail "libsqlite3.a is missing (Debian: libsqlite3-dev)"
        properties+=(-p:MiniScriptSqlite=true -p:MiniScriptSqliteLibrary="$(sqlite_archive)")
    fi
    [ -z "$extensions" ] || properties+=(-p:MiniScriptExtensionProjects="$extensions")
    [ -z "$package" ] || properties+=(-p:MiniScriptExtensionPackage="${package%@*}" -p:MiniScriptExtensionPackageVersion="${package#*@}")
    [ -z "$source" ] || properties+=(-p:RestoreAdditionalProjectSources="$source")
    local project=$root/src/MiniScript.Cli framework log
    mkdir -p "$artifacts" "$output"
    log=$artifacts/build.log
    for framework in net10.0 net9.0; do
        if dotnet restore "$project" --artifacts-path "$artifacts" "${properties[@]}" -p:MiniScriptFramework=$framework >"$log" 2>&1; then
            break
        fi
        if [ $framework = net10.0 ] && grep -q NU1101 "$log"; then
            say "The NativeAOT runtime pack of net10.0 cannot be restored here: building for net9.0, whose compiler package carries its runtime."
            continue
        fi
        cat "$log" >&2
        fail "restore failed"
    done
    say "Compiling for $rid ($framework, $flavour)"
    if ! dotnet publish "$project" -c Release --no-restore --artifacts-path "$artifacts" -o "$artifacts/out" "${properties[@]}" \
        -p:MiniScriptFramework=$framework -v q -nologo >"$log" 2>&1; then
        cat "$log" >&2
        fail "build failed"
    fi
    # The copy is stripped and put in place by one rename, so that nobody ever runs half a file.
    cp "$artifacts/out/miniscript" "$output/.miniscript.new"
    unstripped=$(stat -c %s "$output/.miniscript.new" 2>/dev/null || stat -f %z "$output/.miniscript.new")
    if command -v strip >/dev/null; then
        strip "$output/.miniscript.new"
    else
        llvm-strip "$output/.miniscript.new"
    fi
    mv -f "$output/.miniscript.new" "$binary"
}

# The tour's main job is to fetch from a real server: while it runs, its data is served on a free port of this machine.
serve_tour() {
    [ -z "${TOUR_URL:-}" ] && command -v python3 >/dev/null || return 0
    local port_file
    port_file=$(mktemp)
    python3 - "$root/docs/examples/data" "$port_file" <<'PYTHON' &
import functools, http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *args): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
with open(sys.argv[2] + ".new", "w") as file:
    file.write(str(server.server_port))
os.replace(sys.argv[2] + ".new", sys.argv[2])
server.serve_forever()
PYTHON
    server=$!
    trap 'kill $server 2>/dev/null || true; rm -f "'"$port_file"'"' EXIT
    for _ in $(seq 100); do
        [ -s "$port_file" ] && break
        sleep 0.05
    done
    [ -s "$port_file" ] || fail "the server for the tour did not start"
    TOUR_URL=http://127.0.0.1:$(cat "$port_file")
    export TOUR_URL
}

mkdir -p "$root/artifacts"
current=$(fingerprint)
if [ $force = 0 ] && [ -x "$binary" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$current" ]; then
    say "$binary is up to date ($(stat -c %s "$binary" 2>/dev/null || stat -f %z "$binary") bytes)"
else
    started=$SECONDS
    install_tools
    build
    printf '%s\n' "$current" >"$stamp"
    size=$(stat -c %s "$binary" 2>/dev/null || stat -f %z "$binary")
    say "$binary: $size bytes ($(awk "BEGIN { printf \"%.1f\", $size / 1048576 }") MiB), $unstripped before stripping, built in $((SECONDS - started)) s"
    if command -v ldd >/dev/null && [ "$quiet" = 0 ]; then
        libraries=$(ldd "$binary" 2>/dev/null | awk '{ print $1 }' | sed 's|.*/||' | tr '\n' ' ' || true)
        say "It loads: ${libraries:-nothing}"
    fi
fi

if [ ${#run[@]} -gt 0 ]; then
    cd "$cd_from"
    case ${run[0]} in
        *tour.ms) serve_tour ;;
    esac
    if [ -n "${server:-}" ]; then
        "$binary" "${run[@]}"
    else
        exec "$binary" "${run[@]}"
    fi
fi
