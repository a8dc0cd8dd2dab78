"""Compares interpreters over the benchmark programs and prints the tables that README.md explains."""

import argparse
import os
import sys

import interpreters
import measure
import report
from interpreters import BASELINE, OURS

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.path.join(HERE, "programs")
START_UP_CODE = "print(1)"

# What the product promises, all against CPython 3.13.
MIN_MEAN_SPEED = 2.5
MIN_SPEED = 1.0
MAX_START_UP = 0.45
MAX_START_UP_KIB = 8 * 1024


def arguments():
    parser = argparse.ArgumentParser(prog="compare.sh", description="Compare interpreters over the benchmark programs.")
    parser.add_argument("-n", "--runs", type=int, default=5, help="measured runs of each program (default 5)")
    parser.add_argument("-t", "--timeout", type=float, default=60, help="seconds a run may take (default 60)")
    parser.add_argument("--only", metavar="NAME,…", help="interpreters to run, besides the baseline")
    parser.add_argument("--start-up", action="store_true", help="measure start-up only")
    parser.add_argument("--check", action="store_true", help="exit 1 when a promise is missed")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="names under programs/ (default all)")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("at least one run is needed")
    return options


def chosen_interpreters(only):
    found = interpreters.find_all(os.path.dirname(HERE))
    if only:
        wanted = only.split(",")
        missing = [name for name in wanted if name not in [i.name for i in found]]
        if missing:
            sys.exit("compare.sh: no such interpreter here: %s (found: %s)"
                     % (", ".join(missing), ", ".join(i.name for i in found)))
        found = [i for i in found if i.name in wanted or i.name == BASELINE]
    return found


def chosen_programs(names):
    known = sorted(name[:-3] for name in os.listdir(PROGRAMS) if name.endswith(".py"))
    names = [os.path.splitext(os.path.basename(name))[0] for name in names]
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit("compare.sh: no such program: " + ", ".join(unknown))
    return names or known


class Comparison:
    """Samples of every program on every interpreter, and what went wrong."""

    def __init__(self, candidates, baseline):
        self.candidates = candidates
        self.baseline = baseline
        self.samples = {}
        self.problems = []

    def measure(self, program, runs, timeout):
        commands = {}
        for candidate in self.candidates:
            path = os.path.join(PROGRAMS, program + candidate.suffix)
            if os.path.exists(path):
                commands[candidate.name] = candidate.run_file(path)
        samples, outputs = measure.interleave(commands, runs, timeout)
        for name, sample in samples.items():
            if sample.failure:
                self.problems.append("%s on %s: %s" % (program, name, sample.failure))
        self.samples[program] = {name: s for name, s in samples.items() if not s.failure}
        self.check_outputs(program, outputs)

    def check_outputs(self, program, outputs):
        """Every interpreter must print what the baseline prints; one that does not has no valid time."""
        measured = self.samples[program]
        if self.baseline not in measured:
            return
        expected = outputs[self.baseline]
        for name in list(measured):
            if any(r.output != expected for r in measured[name].runs):
                self.problems.append("%s on %s: output differs from %s's\n    expected %r\n    got      %r"
                                     % (program, name, self.baseline, shortened(expected), shortened(outputs[name])))
                del measured[name]

    def speed(self, program, name):
        """How many times faster than the baseline `name` ran `program`; None when either has no time."""
        measured = self.samples[program]
        if name not in measured or self.baseline not in measured:
            return None
        return measured[self.baseline].wall / measured[name].wall

    def speeds(self, name):
        pairs = [(self.speed(program, name), program) for program in self.samples]
        return [pair for pair in pairs if pair[0] is not None]


def shortened(output, limit=200):
    return output if len(output) <= limit else output[:limit] + b" ..."


def print_tables(comparison):
    names = [candidate.name for candidate in comparison.candidates]
    others = [name for name in names if name != comparison.baseline]
    wall_rows, cost_rows = [], []
    for program, measured in comparison.samples.items():
        wall, cost = [program], [program]
        for name in names:
            sample = measured.get(name)
            wall.append(report.seconds(sample.wall) if sample else "-")
            cost += [report.seconds(sample.cpu), report.mebibytes(sample.peak)] if sample else ["-", "-"]
        for name in others:
            speed = comparison.speed(program, name)
            wall.append(report.times(speed) if speed else "-")
        wall_rows.append(wall)
        cost_rows.append(cost)

    print("\nWall time in seconds, and speed as a multiple of %s's\n" % comparison.baseline)
    print(report.table(["program"] + names + [name + " x" for name in others], wall_rows))
    print("\nProcessor time (user + system) in seconds, and peak memory in MiB\n")
    print(report.table(["program"] + [name + unit for name in names for unit in (" s", " MiB")], cost_rows))

    print()
    summary = []
    for name in others:
        speeds = comparison.speeds(name)
        if speeds:
            worst, program = min(speeds)
            best, best_program = max(speeds)
            mean = report.geometric_mean([speed for speed, _ in speeds])
            summary.append([name, str(len(speeds)), report.times(mean), "%s %s" % (report.times(worst), program),
                            "%s %s" % (report.times(best), best_program)])
    if summary:
        print(report.table(["against " + comparison.baseline, "programs", "geometric mean", "worst", "best"], summary))


def print_start_up(candidates, baseline, runs, timeout):
    """Print the start-up table; return our wall time as a part of the baseline's, and our peak memory in KiB."""
    commands = {c.name: c.run_code(START_UP_CODE) for c in candidates if c.suffix == ".py"}
    samples, _ = measure.interleave(commands, max(20, 4 * runs), timeout)
    rows = []
    base = samples.get(baseline)
    for name, sample in samples.items():
        if sample.failure:
            rows.append([name, "-", "-", "-", sample.failure])
        else:
            part = "%.2f" % (sample.wall / base.wall) if base and not base.failure else "-"
            rows.append([name, "%.2f" % (sample.wall * 1000), "%.2f" % (sample.cpu * 1000), part,
                         report.mebibytes(sample.peak)])
    print("\nStart-up: -c '%s', Pythons with -I -S\n" % START_UP_CODE)
    print(report.table(["interpreter", "wall ms", "cpu ms", "part of " + baseline, "peak MiB"], rows))
    if measure.GNU_TIME is None:
        print("Peak memory needs GNU time (Debian package `time`).")
    ours = samples.get(OURS)
    if ours is None or ours.failure or base is None or base.failure:
        return None, None
    return ours.wall / base.wall, ours.peak


def missed_promises(comparison, start_up, start_up_kib):
    """Sentences, one per promise that these measurements do not keep."""
    missed = []
    speeds = comparison.speeds(OURS)
    if speeds:
        mean = report.geometric_mean([speed for speed, _ in speeds])
        if mean < MIN_MEAN_SPEED:
            missed.append("geometric mean %.2fx is under %.2fx" % (mean, MIN_MEAN_SPEED))
        missed += ["%s is at %.2fx" % (program, speed) for speed, program in sorted(speeds) if speed < MIN_SPEED]
    if start_up is None:
        missed.append("start-up was not measured")
    elif start_up > MAX_START_UP:
        missed.append("start-up is %.2f of %s's, over %.2f" % (start_up, BASELINE, MAX_START_UP))
    if start_up_kib is not None and start_up_kib > MAX_START_UP_KIB:
        missed.append("start-up takes %.1f MiB, over %d" % (start_up_kib / 1024, MAX_START_UP_KIB // 1024))
    return missed


def main():
    options = arguments()
    candidates = chosen_interpreters(options.only)
    names = [candidate.name for candidate in candidates]
    for candidate in candidates:
        print("%-12s %s" % (candidate.name, " ".join(candidate.command)))
    pythons = [c.name for c in candidates if c.suffix == ".py" and c.name != OURS]
    if not pythons:
        sys.exit("compare.sh: found no Python to compare with")
    baseline = BASELINE if BASELINE in names else pythons[0]
    if baseline != BASELINE:
        print("note: no CPython 3.13 here, so the baseline is %s and no promise can be checked" % baseline)
    if OURS not in names:
        print("note: no published binary at dist/miniscript (./publish.sh makes it; MINISCRIPT=PATH names another)")

    comparison = Comparison(candidates, baseline)
    if not options.start_up:
        for program in chosen_programs(options.programs):
            if sys.stderr.isatty():
                print("\r\033[K" + program, end="", file=sys.stderr, flush=True)
            comparison.measure(program, options.runs, options.timeout)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        print_tables(comparison)

    start_up, start_up_kib = print_start_up(candidates, baseline, options.runs, options.timeout)

    for problem in comparison.problems:
        print("\nPROBLEM " + problem)
    missed = missed_promises(comparison, start_up, start_up_kib) if OURS in names and baseline == BASELINE else []
    for promise in missed:
        print("\nMISSED " + promise)
    sys.exit(1 if comparison.problems or (options.check and (missed or OURS not in names)) else 0)


if __name__ == "__main__":
    main()
