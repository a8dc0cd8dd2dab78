"""A dict whose entries are all replaced again and again: memory must follow what is live, not what was ever made."""

import sys

import observe


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    table = {}
    for i in range(count):
        table[f"key {i}"] = [i, str(i)]
    live_mib = observe.memory_mib("VmRSS")

    # The window of live keys moves on: every round deletes the oldest entry for each one that it inserts.
    total = 0
    for i in range(count, 10 * count):
        total += table.pop(f"key {i - count}")[0]
        table[f"key {i}"] = [i, str(i)]

    # And whole dicts come and go.
    for i in range(20):
        scratch = {n: (n, i) for n in range(count // 10)}
        total += len(scratch)

    print(len(table), total % 1_000_003)
    observe.verdict(live_mib)


if __name__ == "__main__":
    main()
