"""Making, comparing, replacing and sorting instances of data classes."""
from dataclasses import dataclass, field, replace, asdict


@dataclass(order=True)
class Point:
    x: int
    y: int
    tags: list = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Key:
    name: str
    version: int = 1


def main():
    points = [Point(i * 7919 % 1000, i * 104729 % 1000) for i in range(20000)]
    points.sort()
    print(points[0], points[-1], sum(a == b for a, b in zip(points, points[1:])))
    moved = [replace(p, x=p.x + 1) for p in points[:5000]]
    print(sum(p.x for p in moved))
    counts = {}
    for i in range(40000):
        key = Key('k%d' % (i % 50), i % 7)
        counts[key] = counts.get(key, 0) + 1
    print(len(counts), max(counts.values()))
    print(len(str([asdict(p) for p in points[:2000]])), len(repr(points[:2000])))


for _ in range(3):
    main()
