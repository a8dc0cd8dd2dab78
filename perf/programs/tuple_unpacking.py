"""Tuples packed, returned, swapped, starred and used as keys."""

import sys


def divide(a, b):
    return a // b, a % b


def extended_gcd(a, b):
    """Return (g, x, y) with a*x + b*y == g."""
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        quotient, (a, b) = a // b, (b, a % b)
        x0, x1 = x1, x0 - quotient * x1
        y0, y1 = y1, y0 - quotient * y1
    return a, x0, y0


def min_and_max(values):
    first, *rest = values
    low = high = first
    for value in rest:
        low, high = (value, high) if value < low else (low, value if value > high else high)
    return low, high


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 180_000
    a, b = 0, 1
    checksum = 0
    for i in range(1, n):
        a, b = b, (a + b) % 1_000_007
        quotient, remainder = divide(a, i)
        checksum ^= quotient + remainder
        g, x, y = extended_gcd(a, i)
        assert a * x + i * y == g
        checksum += g
        head, *middle, tail = (a, b, i, quotient, remainder)
        checksum += head - tail + len(middle)
        low, high = min_and_max((a, b, i, remainder))
        checksum += high - low
    for index, (left, right) in enumerate(zip(range(n), range(n, 0, -1))):
        checksum += index ^ left ^ right
    print(checksum, a, b)


if __name__ == "__main__":
    main()
