"""Build and drop many binary trees while one stays alive: allocation and collection."""

import sys

MIN_DEPTH = 4


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def bottom_up(depth):
    if depth == 0:
        return Node(None, None)
    return Node(bottom_up(depth - 1), bottom_up(depth - 1))


def main():
    max_depth = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    stretch = max_depth + 1
    print(f"stretch tree of depth {stretch}\t check: {bottom_up(stretch).count()}")

    long_lived = bottom_up(max_depth)
    for depth in range(MIN_DEPTH, max_depth + 1, 4):
        iterations = 2 ** (max_depth - depth + MIN_DEPTH)
        check = 0
        for _ in range(iterations):
            check += bottom_up(depth).count()
        print(f"{iterations}\t trees of depth {depth}\t check: {check}")
    print(f"long lived tree of depth {max_depth}\t check: {long_lived.count()}")


if __name__ == "__main__":
    main()
