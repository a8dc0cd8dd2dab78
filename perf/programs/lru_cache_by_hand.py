"""Least-recently-used caches: one over an ordered dict, one over a linked list, and a memo decorator."""

import sys


class DictCache:
    """Keeps the order of use in the order of the dict."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.hits = 0

    def get(self, key, compute):
        if key in self.entries:
            self.hits += 1
            value = self.entries.pop(key)
        else:
            value = compute(key)
            if len(self.entries) >= self.capacity:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        return value


class Link:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = self


class LinkedCache:
    """Keeps the order of use in a ring of links around a sentinel."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.links = {}
        self.ring = Link(None, None)
        self.hits = 0

    def get(self, key, compute):
        link = self.links.get(key)
        if link is not None:
            self.hits += 1
            self.unlink(link)
        else:
            if len(self.links) >= self.capacity:
                oldest = self.ring.after
                self.unlink(oldest)
                del self.links[oldest.key]
            link = self.links[key] = Link(key, compute(key))
        newest = self.ring.before
        link.before, link.after = newest, self.ring
        newest.after = self.ring.before = link
        return link.value

    @staticmethod
    def unlink(link):
        link.before.after = link.after
        link.after.before = link.before


def memoized(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    return wrapper


@memoized
def lattice_paths(x, y):
    if x == 0 or y == 0:
        return 1
    return (lattice_paths(x - 1, y) + lattice_paths(x, y - 1)) % 1_000_007


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    by_dict = DictCache(500)
    by_link = LinkedCache(500)
    total = 0
    state = 5
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        key = (state >> 12) % 700
        total += by_dict.get(key, lambda k: k * k)
        total -= by_link.get(key, lambda k: k * k - 1)
    assert by_dict.hits == by_link.hits
    paths = sum(lattice_paths(i % 300, (i * 7) % 300) for i in range(n // 10))
    print(total, by_dict.hits, paths % 1_000_007)


if __name__ == "__main__":
    main()
