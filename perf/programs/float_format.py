"""Floats to text and back: shortest repr, fixed, exponent and general formats, rounding, parsing."""

import math
import sys


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 110_000
    total = 0
    state = 99
    for i in range(1, n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        value = state / i * (-1) ** i
        text = repr(value)
        assert float(text) == value
        total += len(text)
        total += len(str(value * 1e-9)) + len(repr(value * 1e30))
        total += len(f"{value:.3f}") + len(f"{value:12.4e}") + len("%g" % value)
        total += round(value) % 97 + int(round(value, 2) * 100) % 89
        total += math.floor(value / 3) % 83 + len(str(float(i)))
    print(total)


if __name__ == "__main__":
    main()
