"""List, set and dict comprehensions: filters, nesting, conditionals, and the list methods around them."""

import sys


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    checksum = 0
    for step in range(1, 7):
        squares = [x * x for x in range(n)]
        odd = [x for x in squares if x & 1]
        signs = [x if x % step else -x for x in odd]
        pairs = [(a, b) for a in range(0, 300, step) for b in range(a, 300) if (a + b) % 7 == 0]
        grid = [[row * column for column in range(120)] for row in range(120)]
        flat = [cell for row in grid for cell in row if cell % 3]
        lengths = {len(str(x)) for x in squares[::50]}
        index = {x: i for i, x in enumerate(signs[::10])}
        named = [f"{i}:{x}" for i, x in enumerate(squares[:2000])]
        checksum += sum(signs) % 1009 + len(pairs) + sum(flat) % 1013 + max(lengths) + len(index) + len(named)
    print(checksum)


if __name__ == "__main__":
    main()
