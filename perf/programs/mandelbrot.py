"""The Mandelbrot set as a bitmap in memory: an inner loop of float arithmetic."""

import sys

MAX_ITERATIONS = 50


def escapes_after(cr, ci):
    zr = zi = 0.0
    for iteration in range(MAX_ITERATIONS):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return iteration
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return MAX_ITERATIONS


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    inside = 0
    checksum = 0
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        bits = 0
        for x in range(size):
            steps = escapes_after(2.0 * x / size - 1.5, ci)
            if steps == MAX_ITERATIONS:
                inside += 1
                bits = (bits << 1 | 1) & 0xFFFFFF
            else:
                bits = (bits << 1) & 0xFFFFFF
            checksum = (checksum * 31 + steps) % 1_000_003
        checksum = (checksum + bits) % 1_000_003
    print(inside, checksum)


if __name__ == "__main__":
    main()
