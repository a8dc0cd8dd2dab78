"""Which interpreters there are on this machine, and how each is started."""

import glob
import os
import shutil
import subprocess

OURS = "miniscript"
BASELINE = "python3.13"


class Interpreter:
    """One way to run a program.

    `command` starts the interpreter itself; `suffix` is the kind of source file it takes.
    """

    def __init__(self, name, command, suffix=".py"):
        self.name = name
        self.command = command
        self.suffix = suffix

    def run_file(self, path):
        return self.command + [path]

    def run_code(self, code):
        return self.command + ["-c", code]


def find_all(root):
    """Every interpreter found, ours first and the baseline second; `root` is the repository."""
    found = []
    ours = os.environ.get("MINISCRIPT") or os.path.join(root, "dist", "miniscript")
    if os.access(ours, os.X_OK):
        found.append(Interpreter(OURS, [os.path.abspath(ours)]))

    seen = set()
    for name, patterns in (
        (BASELINE, ["python3.13", pyenv("3.13*", "python3.13")]),
        ("python3", ["python3"]),
        ("pypy3", ["pypy3", pyenv("pypy3*", "pypy3")]),
    ):
        path = first_python(patterns)
        if path and path not in seen:
            seen.add(path)
            label = name if name != "python3" else "python" + version_of(path)
            # Isolated and without `site`, which costs milliseconds that are not the program's.
            found.append(Interpreter(label, [path, "-I", "-S"]))

    lua = shutil.which("lua5.4")
    if lua:
        found.append(Interpreter("lua5.4", [lua], suffix=".lua"))
    return found


def pyenv(version, executable):
    home = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    return os.path.join(home, "versions", version, "bin", executable)


def first_python(patterns):
    """The real executable behind the first pattern that works.

    A version manager's shim on PATH is a shell script that would be measured along with the interpreter, so the
    interpreter is asked where it is.
    """
    for pattern in patterns:
        for candidate in reversed(sorted(glob.glob(pattern))) if os.sep in pattern else [shutil.which(pattern)]:
            path = candidate and ask(candidate, "import os, sys; print(os.path.realpath(sys.executable))")
            if path:
                return path
    return None


def version_of(path):
    return ask(path, "import sys; print('%d.%d' % sys.version_info[:2])")


def ask(path, code):
    """The output of `code` under `path`, or None when that does not run."""
    try:
        answer = subprocess.run([path, "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                timeout=20, universal_newlines=True)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None
