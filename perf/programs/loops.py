"""Nested counting loops, `while` and `for`, over small integers."""

import sys


def while_loop(limit):
    total = 0
    i = 0
    while i < limit:
        if i % 3 == 0:
            total += i
        elif i & 1:
            total -= 1
        else:
            total ^= i
        i += 1
    return total


def nested_for(limit):
    count = 0
    for i in range(limit):
        for j in range(i, limit):
            if (i ^ j) % 5 == 0:
                continue
            if j - i > 500:
                break
            count += j - i
    return count


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    side = 1
    while side * side < n:
        side += 1
    print(while_loop(n), nested_for(side))


if __name__ == "__main__":
    main()
