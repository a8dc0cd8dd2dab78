"""Conway's Game of Life twice over: a set of live cells, and a list of rows on a torus."""

import sys

GLIDER_GUN = """
........................#...........
......................#.#...........
............##......##............##
...........#...#....##............##
##........#.....#...##..............
##........#...#.##....#.#...........
..........#.....#.......#...........
...........#...#....................
............##......................
"""


def parse(picture):
    rows = picture.strip().splitlines()
    return {(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == "#"}


def next_cells(cells):
    neighbours = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    neighbours[key] = neighbours.get(key, 0) + 1
    return {cell for cell, count in neighbours.items() if count == 3 or count == 2 and cell in cells}


def next_rows(rows):
    height = len(rows)
    width = len(rows[0])
    result = []
    for y in range(height):
        above, here, below = rows[y - 1], rows[y], rows[(y + 1) % height]
        row = []
        for x in range(width):
            left, right = x - 1, (x + 1) % width
            count = (above[left] + above[x] + above[right] + here[left] + here[right]
                     + below[left] + below[x] + below[right])
            row.append(1 if count == 3 or (count == 2 and here[x]) else 0)
        result.append(row)
    return result


def main():
    generations = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    cells = parse(GLIDER_GUN)
    rows = [[1 if (x, y) in cells else 0 for x in range(100)] for y in range(60)]
    for _ in range(generations):
        cells = next_cells(cells)
    for _ in range(generations // 2):
        rows = next_rows(rows)
    print(len(cells), max(x + y for x, y in cells), sum(map(sum, rows)))


if __name__ == "__main__":
    main()
