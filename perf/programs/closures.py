"""Functions that make functions: captured variables, `nonlocal`, decorators, composition."""

import sys


def counter(start, step):
    value = start

    def advance():
        nonlocal value
        value += step
        return value

    def current():
        return value

    return advance, current


def compose(*functions):
    def composed(argument):
        for function in functions:
            argument = function(argument)
        return argument

    return composed


def counted(function):
    """Decorator that counts calls."""

    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


@counted
def clamp(value, low, high):
    return low if value < low else high if value > high else value


def adders(count):
    return [lambda x, n=n: x + n for n in range(count)]


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    advance, current = counter(0, 3)
    for _ in range(n):
        advance()

    pipeline = compose(lambda x: x + 1, lambda x: x * 2, lambda x: x % 1009)
    piped = 0
    for i in range(n):
        piped += pipeline(i)

    clamped = sum(clamp(i, 100, 5000) for i in range(n))

    added = 0
    for _ in range(n // 100):
        for add in adders(20):
            added = add(added) % 65_537

    evens = list(filter(lambda x: x % 2 == 0, map(lambda x: x * 3, range(n))))
    print(current(), piped, clamped, clamp.calls, added, len(evens), evens[-1])


if __name__ == "__main__":
    main()
