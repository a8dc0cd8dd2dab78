"""Runs one process and says what it cost."""

import os
import shutil
import signal
import statistics
import tempfile
import time

GNU_TIME = shutil.which("time")


class Run:
    """What one process did: seconds of wall and of processor time, its output, and why it failed, if it did."""

    def __init__(self, wall, cpu, output, failure):
        self.wall = wall
        self.cpu = cpu
        self.output = output
        self.failure = failure


def run(command, timeout):
    """Start `command`, wait for it at most `timeout` seconds, and return its `Run`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, err.fileno(), 2)]
        started = time.perf_counter()
        try:
            # A group of its own, so that a timeout ends what the process started as well.
            pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions, setpgroup=0)
        except OSError as error:
            return Run(0.0, 0.0, b"", str(error))
        status, usage, timed_out = wait(pid, timeout)
        wall = time.perf_counter() - started

        out.seek(0)
        err.seek(0)
        return Run(wall, usage.ru_utime + usage.ru_stime, out.read(), reason(status, timed_out, timeout, err.read()))


def wait(pid, timeout):
    """Reap `pid`, killing its group after `timeout` seconds; return its status, its usage and whether it was killed."""
    expired = []

    def expire(signum, frame):
        expired.append(True)
        os.killpg(pid, signal.SIGKILL)

    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        _, status, usage = os.wait4(pid, 0)
    except BaseException:
        os.killpg(pid, signal.SIGKILL)
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    return status, usage, bool(expired)


def reason(status, timed_out, timeout, errors):
    """One line that says why a process failed, or None when it did not."""
    if timed_out:
        return "took more than %g s" % timeout
    if status == 0:
        return None
    if os.WIFSIGNALED(status):
        return "killed by signal %d" % os.WTERMSIG(status)
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return "exit status %d%s" % (os.WEXITSTATUS(status), ": " + lines[-1] if lines else "")


def peak_memory(command, timeout):
    """Run `command` once and return its `Run` and its peak resident memory in KiB.

    The memory is None without GNU time. The kernel counts what the launching process held when it started another
    towards the other's peak, so the launcher has to be much smaller than this one.
    """
    if GNU_TIME is None:
        return run(command, timeout), None
    with tempfile.NamedTemporaryFile("r", suffix=".kib") as report:
        result = run([GNU_TIME, "-q", "-f", "%M", "-o", report.name] + command, timeout)
        text = report.read().strip()
    return result, int(text) if text.isdigit() else None


class Samples:
    """Repeated runs of one command."""

    def __init__(self):
        self.runs = []
        self.peak = None
        self.failure = None

    def add(self, result):
        self.runs.append(result)
        self.failure = self.failure or result.failure

    @property
    def wall(self):
        return statistics.median(r.wall for r in self.runs)

    @property
    def cpu(self):
        return statistics.median(r.cpu for r in self.runs)


def interleave(commands, runs, timeout):
    """Run every command of the dict `commands` `runs` times, taking turns; return a dict of `Samples`.

    A slow spell of the machine then falls on all of them, and none always runs first. One unmeasured round warms the
    disk cache and gives the peak memory; a command that fails in it is not run again.
    """
    samples = {name: Samples() for name in commands}
    outputs = {}
    for name, command in commands.items():
        first, samples[name].peak = peak_memory(command, timeout)
        samples[name].failure = first.failure
        outputs[name] = first.output
    names = [name for name in commands if not samples[name].failure]
    for turn in range(runs):
        for i in range(len(names)):
            name = names[(turn + i) % len(names)]
            samples[name].add(run(commands[name], timeout))
    return samples, outputs
