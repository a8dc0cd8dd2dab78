"""Trees built and dropped beside a large one that stays: the shape of `binary_trees` with the memory watched."""

import sys

import observe


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def bottom_up(depth):
    if depth == 0:
        return Node(None, None)
    return Node(bottom_up(depth - 1), bottom_up(depth - 1))


def count(node):
    return 1 if node.left is None else 1 + count(node.left) + count(node.right)


def main():
    depth = int(sys.argv[1]) if len(sys.argv) > 1 else 19
    live = bottom_up(depth)
    live_mib = observe.memory_mib("VmRSS")
    total = 0
    for _ in range(1 << (depth - 7)):
        total += count(bottom_up(9))
    print(count(live), total)
    observe.verdict(live_mib)


if __name__ == "__main__":
    main()
