"""Sorting without a key: random, nearly sorted and reversed integers, floats, strings and tuples."""

import sys


def pseudo_random(n, seed):
    values = []
    state = seed
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(state >> 8)
    return values


def is_sorted(values):
    return all(a <= b for a, b in zip(values, values[1:]))


def quicksort(values):
    """The textbook version, as a script that does its own sorting would have it."""
    if len(values) <= 1:
        return values
    pivot = values[len(values) // 2]
    low = [v for v in values if v < pivot]
    equal = [v for v in values if v == pivot]
    high = [v for v in values if v > pivot]
    return quicksort(low) + equal + quicksort(high)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
    integers = pseudo_random(n, 1)

    ordered = sorted(integers)
    assert is_sorted(ordered)
    nearly = ordered[:]
    for i in range(0, n - 10, 1000):
        nearly[i], nearly[i + 7] = nearly[i + 7], nearly[i]
    nearly.sort()
    assert nearly == ordered
    assert sorted(reversed(ordered)) == ordered
    assert sorted(integers, reverse=True) == ordered[::-1]
    assert quicksort(integers) == ordered

    floats = sorted(value / 7 for value in integers)
    strings = sorted([str(value) for value in integers])
    tuples = sorted([(value % 100, value) for value in integers])
    print(ordered[n // 2], int(floats[n // 3]), strings[n // 4], tuples[n // 5])


if __name__ == "__main__":
    main()
