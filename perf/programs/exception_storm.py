"""Exceptions as control flow: raised, caught, chained, re-raised, and passed through `finally` and `with`."""

import sys


class ParseError(ValueError):
    def __init__(self, position, message):
        super().__init__(message)
        self.position = position


class Counter:
    """A context manager that counts what leaves its block, and swallows one kind."""

    def __init__(self):
        self.entered = 0
        self.swallowed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None and issubclass(kind, ParseError):
            self.swallowed += 1
            return True
        return False


def digit(i):
    if i % 5 == 0:
        raise ParseError(i, "not a digit")
    return i % 10


def nested(depth):
    if depth == 0:
        raise KeyError("bottom")
    try:
        return nested(depth - 1)
    finally:
        FINALLY_RUNS[0] += 1


FINALLY_RUNS = [0]


def lookups(n):
    table = {i: i for i in range(0, 1000, 2)}
    misses = 0
    for i in range(n):
        try:
            table[i % 1000]
        except KeyError:
            misses += 1
    return misses


def conversions(n):
    bad = 0
    total = 0
    words = ["12", "x", "7", "", "40", "3.5"]
    for i in range(n):
        try:
            total += int(words[i % 6])
        except ValueError:
            bad += 1
        else:
            total += 1
    return bad, total


def wrapped(n):
    positions = 0
    for i in range(n):
        try:
            try:
                digit(i)
            except ParseError as error:
                raise RuntimeError("wrapped") from error
        except RuntimeError as error:
            positions += error.__cause__.position
    return positions


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    counter = Counter()
    for i in range(n):
        with counter:
            digit(i)

    unwound = 0
    for _ in range(n // 50):
        try:
            nested(20)
        except LookupError:
            unwound += 1
    print(lookups(n), conversions(n), wrapped(n // 2), counter.entered, counter.swallowed, unwound,
          FINALLY_RUNS[0])


if __name__ == "__main__":
    main()
