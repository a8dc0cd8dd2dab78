"""Short-lived garbage beside 256 MiB of small live objects: how long does the script ever stand still?

The argument is the number of live records. One record is an instance of three slots, a pair and a short string, which
come to about 128 bytes, so the default makes a live heap of about 256 MiB.
"""

import sys

import observe


class Record:
    def __init__(self, key, label, following):
        self.key = key
        self.label = label
        self.following = following


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_700_000
    gaps = observe.Gaps()
    live = []
    previous = None
    for i in range(count):
        previous = Record((i, -i), "record " + str(i), previous)
        live.append(previous)
        gaps.tick()
    live_mib = observe.memory_mib("VmRSS")

    # Three times as many records are dropped at once as are live, and each tenth replaces a live one.
    for i in range(3 * count):
        fresh = Record((i, i), "fresh " + str(i), None)
        if i % 10 == 0:
            live[i * 7919 % count] = fresh
        gaps.tick()

    print(len(live), sum(record.key[0] for record in live) % 1_000_003)
    observe.verdict(live_mib, gaps)


if __name__ == "__main__":
    main()
