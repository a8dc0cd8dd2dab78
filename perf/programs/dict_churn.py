"""Dictionaries filled, read, updated and emptied, with integer, string and tuple keys."""

import sys


def integer_keys(n):
    table = {}
    for i in range(n):
        table[i * 7919 % n] = i
    found = 0
    for i in range(0, 2 * n, 3):
        if i in table:
            found += table[i]
    for i in range(0, n, 2):
        del table[i]
    return found, len(table)


def string_keys(n):
    names = [f"user{i % 5000}" for i in range(n)]
    visits = {}
    for name in names:
        visits[name] = visits.get(name, 0) + 1
    return len(visits), max(visits.values())


def tuple_keys(n):
    grid = {}
    for i in range(n):
        grid[(i % 300, i % 211)] = i
    return len(grid), sum(value for (x, y), value in grid.items() if x == y)


def sliding_window(n):
    """A bounded cache: as many deletions as insertions, so the table must reclaim its holes."""
    window = {}
    for i in range(n):
        window[i] = str(i & 15)
        if i >= 1000:
            window.pop(i - 1000)
    return len(window), next(iter(window))


def small_records(n):
    total = 0
    for i in range(n):
        record = {"id": i, "name": "item", "price": i * 3 % 100, "tags": None}
        record["total"] = record["price"] * 2
        total += record["total"] + len(record)
    return total


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 700_000
    print(integer_keys(n), string_keys(n), tuple_keys(n), sliding_window(n), small_records(n))


if __name__ == "__main__":
    main()
