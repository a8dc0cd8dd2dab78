"""Doubly recursive Fibonacci: the cost of a call, a comparison and an addition."""

import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 33
    print(fib(n))


if __name__ == "__main__":
    main()
