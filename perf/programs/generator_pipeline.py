"""Records streamed through a chain of generators: resume, suspend, delegate, send."""

import sys


def readings(count):
    state = 17
    for tick in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield tick, "abcd"[state >> 16 & 3], (state >> 8) % 1000


def only_valid(records):
    for record in records:
        if record[2] >= 20:
            yield record


def scaled(records, factor):
    for tick, sensor, value in records:
        yield tick, sensor, value * factor


def batches(records, size):
    batch = []
    for record in records:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def flattened(groups):
    for group in groups:
        yield from group


def running_average():
    """Receives values by `send` and answers with the mean so far, rounded down."""
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 800_000
    average = running_average()
    next(average)
    by_sensor = {}
    mean = 0
    stream = flattened(batches(scaled(only_valid(readings(count)), 3), 64))
    for tick, sensor, value in stream:
        by_sensor[sensor] = by_sensor.get(sensor, 0) + value
        mean = average.send(value)
    squares = sum(n * n for n in (m + 1 for m in range(count)) if n % 3 == 0)
    print(sorted(by_sensor.items()), mean, squares % 1_000_003)


if __name__ == "__main__":
    main()
