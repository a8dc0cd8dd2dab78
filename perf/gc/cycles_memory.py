"""Ten million objects in rings that nothing outside refers to: only a tracing collection gets them back."""

import sys

import observe


class Link:
    def __init__(self):
        self.following = self
        self.payload = None


def ring(size):
    first = last = Link()
    for i in range(size - 1):
        link = Link()
        link.payload = [i]
        last.following = link
        last = link
    last.following = first
    return first


def main():
    objects = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    size = 1000
    kept = [ring(size) for _ in range(max(1, objects // size // 50))]
    live_mib = observe.memory_mib("VmRSS")
    rings = 0
    for i in range(objects // size):
        kept[i % len(kept)] = ring(size)
        rings += 1
    print(rings, kept[0].following.payload)
    observe.verdict(live_mib)


if __name__ == "__main__":
    main()
