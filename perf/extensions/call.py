"""Nanoseconds for a call of a function of two floats, over an empty iteration of the loop: the least of several rounds."""
import math
import sys
import time

COUNT = 2_000_000


def empty(a, b):
    start = time.perf_counter()
    for _ in range(COUNT):
        pass
    return time.perf_counter() - start


def called(a, b, function):
    start = time.perf_counter()
    for _ in range(COUNT):
        function(a, b)
    return time.perf_counter() - start


def measure(function, rounds=15):
    least = min(called(3.0, 4.0, function) for _ in range(rounds))
    return (least - min(empty(3.0, 4.0) for _ in range(rounds))) / COUNT * 1e9


if len(sys.argv) > 1:
    module, _, name = sys.argv[1].rpartition('.')
    print(f'{measure(getattr(__import__(module), name)):.1f}')
else:
    print(f'{measure(math.hypot):.1f}')
