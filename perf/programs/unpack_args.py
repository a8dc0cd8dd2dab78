"""Calls with `*args`: gathered, spread, forwarded, and mixed with keyword spreading."""

import sys


def add3(a, b, c):
    return a + b + c


def total(*numbers):
    result = 0
    for number in numbers:
        result += number
    return result


def forward(function, *args, **kwargs):
    return function(*args, **kwargs)


def weighted(first, *rest, scale=1):
    return (first + sum(rest)) * scale


class Emitter:
    def __init__(self):
        self.handlers = []
        self.received = 0

    def on(self, handler):
        self.handlers.append(handler)

    def emit(self, *args):
        for handler in self.handlers:
            handler(*args)

    def count(self, *args):
        self.received += len(args)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 450_000
    emitter = Emitter()
    emitter.on(emitter.count)
    emitter.on(lambda first, *_: None)
    options = {"scale": 2}
    checksum = 0
    for i in range(n):
        triple = (i, i + 1, i + 2)
        checksum += add3(*triple)
        checksum += total(*triple, i, *[1, 2])
        checksum += forward(add3, 1, b=2, c=i)
        checksum += weighted(*triple, **options)
        emitter.emit(i, i)
        checksum += max(*triple)
    print(checksum, emitter.received)


if __name__ == "__main__":
    main()
