"""Formatting: f-strings with specs, `str.format`, `%`, `repr` and plain `str`."""

import sys


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        return format(f"{self.cents // 100}.{self.cents % 100:02d}", spec)

    def __repr__(self):
        return f"Money({self.cents!r})"


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 130_000
    width = 12
    total = 0
    line = ""
    for i in range(n):
        name = "item" + str(i % 100)
        price = Money(i * 7 % 10_000)
        share = i / n
        line = f"{i:06d}|{name:<{width}}|{price:>9}|{share:6.2%}|{i * 1001:,}|{i & 255:#04x}|{name!r}"
        total += len(line)
        total += len("{} of {}: {:>8.3f}".format(i, n, share * 100))
        total += len("%s=%5d (%.2f)" % (name, i, share))
        total += len(f"{name}-{i}") + len(str(i)) + len(repr(price)) + len(f"{i=}")
    print(total, line)


if __name__ == "__main__":
    main()
