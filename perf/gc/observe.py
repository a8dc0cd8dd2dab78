"""What the collector's programs measure about themselves: memory from the kernel, and gaps between steps of work."""

import sys
import time

MAX_PAUSE_MS = 150
MAX_PEAK_TO_LIVE = 3.0


def memory_mib(field):
    """`VmRSS` (resident now) or `VmHWM` (peak so far) in MiB; None where /proc does not exist."""
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith(field + ":"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return None


class Gaps:
    """The longest time between two calls of `tick`: what a user of the script would feel as a pause."""

    def __init__(self):
        self.longest_ms = 0.0
        self.last = time.perf_counter()

    def tick(self):
        now = time.perf_counter()
        gap = (now - self.last) * 1000
        if gap > self.longest_ms:
            self.longest_ms = gap
        self.last = now


def verdict(live_mib=None, gaps=None):
    """Print what was seen beside what is allowed, and exit 1 when it is not kept."""
    kept = True
    peak = memory_mib("VmHWM")
    if live_mib is not None and peak is not None:
        ratio = peak / live_mib
        kept = kept and ratio <= MAX_PEAK_TO_LIVE
        print(f"live {live_mib:.0f} MiB, peak {peak:.0f} MiB: {ratio:.2f} x live (at most {MAX_PEAK_TO_LIVE:.1f})")
    if gaps is not None:
        kept = kept and gaps.longest_ms <= MAX_PAUSE_MS
        print(f"longest gap between steps {gaps.longest_ms:.1f} ms (at most {MAX_PAUSE_MS};"
              " --stats shows the collector's own share as its longest pause)")
    print("kept" if kept else "MISSED")
    sys.exit(0 if kept else 1)
