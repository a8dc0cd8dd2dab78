"""Dense matrix product, with index loops and with comprehensions over rows and columns."""

import sys


def matrix(n, seed):
    rows = []
    state = seed
    for _ in range(n):
        row = []
        for _ in range(n):
            state = (state * 1103515245 + 12345) % 2147483648
            row.append(state % 1000 / 8.0 - 60.0)
        rows.append(row)
    return rows


def multiply_by_index(a, b):
    n, m, p = len(a), len(b), len(b[0])
    product = [[0.0] * p for _ in range(n)]
    for i in range(n):
        row = a[i]
        target = product[i]
        for k in range(m):
            factor = row[k]
            source = b[k]
            for j in range(p):
                target[j] += factor * source[j]
    return product


def multiply_by_zip(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 180
    a = matrix(n, 42)
    b = matrix(n, 7)
    # Every entry is a multiple of 1/8 and small, so both orders of summation are exact.
    c = multiply_by_index(a, b)
    assert c == multiply_by_zip(a, b)
    print(c[0][0], c[n // 2][n // 3], sum(c[i][i] for i in range(n)))


if __name__ == "__main__":
    main()
