"""All placements of N queens, by backtracking with sets of taken lines."""

import sys


def place(row, n, columns, rising, falling, board):
    """Yield every completed board that extends the queens already placed above `row`."""
    if row == n:
        yield tuple(board)
        return
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        board.append(column)
        yield from place(row + 1, n, columns, rising, falling, board)
        board.pop()
        columns.remove(column)
        rising.remove(row + column)
        falling.remove(row - column)


def count_with_bits(full, columns, rising, falling):
    """Count the same placements with bit masks."""
    if columns == full:
        return 1
    total = 0
    free = full & ~(columns | rising | falling)
    while free:
        bit = free & -free
        free ^= bit
        total += count_with_bits(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
    return total


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    boards = 0
    checksum = 0
    for board in place(0, n, set(), set(), set(), []):
        boards += 1
        for column in board:
            checksum = (checksum * 7 + column) % 1_000_003
    print(boards, checksum, count_with_bits((1 << n) - 1, 0, 0, 0))


if __name__ == "__main__":
    main()
