"""Attributes read and written: instance, class and module level, chains, slots, and by name."""

import math
import sys

SCALE = 3


class Vector:
    dimensions = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("left", "right", "weight")

    def __init__(self, left, right, weight):
        self.left = left
        self.right = right
        self.weight = weight


class Settings:
    def __init__(self):
        self.limits = Vector(640, 480)
        self.origin = Vector(0, 0)


class Window:
    def __init__(self, settings):
        self.settings = settings
        self.position = Vector(10, 20)
        self.frames = 0

    def step(self, i):
        position = self.position
        limits = self.settings.limits
        position.x += i % 7
        position.y += SCALE
        if position.x > limits.x:
            position.x = self.settings.origin.x
        if position.y > limits.y:
            position.y = self.settings.origin.y
        self.frames += position.dimensions


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000
    window = Window(Settings())
    for i in range(n):
        window.step(i)

    chain = None
    for i in range(200):
        chain = Slotted(chain, i, i * SCALE)
    weight = 0
    for _ in range(n // 500):
        node = chain
        while node is not None:
            weight += node.weight - node.right
            node = node.left

    by_name = 0
    names = ["x", "y", "missing"]
    for i in range(n // 4):
        name = names[i % 3]
        if hasattr(window.position, name):
            by_name += getattr(window.position, name)
        else:
            setattr(window.position, "y", int(math.pi * SCALE))
    print(window.position.x, window.position.y, window.frames, weight, by_name)


if __name__ == "__main__":
    main()
