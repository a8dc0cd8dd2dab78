"""Pancake flips over all permutations: list indexing, slicing and reversal."""

import sys


def fannkuch(n):
    """Return the checksum and the largest number of flips over all permutations of range(n)."""
    permutation = list(range(n))
    count = [0] * n
    checksum = 0
    max_flips = 0
    sign = 1
    r = n
    while True:
        while r > 1:
            count[r - 1] = r
            r -= 1

        first = permutation[0]
        if first:
            pancakes = permutation[:]
            flips = 0
            while first:
                pancakes[:first + 1] = pancakes[first::-1]
                flips += 1
                first = pancakes[0]
            if flips > max_flips:
                max_flips = flips
            checksum += sign * flips
        sign = -sign

        # The next permutation in rotation order: rotate a longer and longer prefix by one.
        r = 1
        while True:
            if r == n:
                return checksum, max_flips
            permutation.insert(r, permutation.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    checksum, max_flips = fannkuch(n)
    print(checksum)
    print(f"Pfannkuchen({n}) = {max_flips}")


if __name__ == "__main__":
    main()
