"""Sets: membership, growth, removal and set algebra."""

import sys


def collatz_reach(limit):
    """Count the starts below `limit` whose trajectory meets one already seen."""
    seen = {1}
    merged = 0
    for start in range(2, limit):
        n = start
        path = []
        while n not in seen:
            path.append(n)
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        seen.update(path)
        merged += len(path) < 3
    return len(seen), merged


def algebra(n):
    threes = set(range(0, n, 3))
    fives = set(range(0, n, 5))
    evens = {i for i in range(n) if i & 1 == 0}
    both = threes & fives
    either = threes | fives
    only_one = threes ^ fives
    assert either - both == only_one
    assert both <= threes and not threes <= both
    return len(both), len(either), len(only_one - evens), sum(both & evens)


def queue_of_distinct(n):
    waiting = set()
    drops = 0
    for i in range(n):
        word = f"job-{i * i % 2003}"
        if word in waiting:
            waiting.discard(word)
            drops += 1
        else:
            waiting.add(word)
    return len(waiting), drops


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    print(collatz_reach(n // 2), algebra(n), queue_of_distinct(n))


if __name__ == "__main__":
    main()
