"""Largest singular value of an implicit matrix by the power method: float loops and calls."""

import math
import sys


def element(i, j):
    """Entry (i, j) of the infinite matrix 1, 1/2, 1/3; 1/4 … counted along its diagonals."""
    diagonal = i + j
    return 1.0 / (diagonal * (diagonal + 1) // 2 + i + 1)


def times(vector):
    n = len(vector)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(i, j) * vector[j]
        result.append(total)
    return result


def transposed_times(vector):
    n = len(vector)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(j, i) * vector[j]
        result.append(total)
    return result


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    u = [1.0] * n
    v = u
    for _ in range(5):
        v = transposed_times(times(u))
        u = transposed_times(times(v))

    uv = 0.0
    vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    print("%.9f" % math.sqrt(uv / vv))


if __name__ == "__main__":
    main()
