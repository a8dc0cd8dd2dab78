"""Turns measurements into tables."""

import math


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def table(header, rows):
    """Columns as wide as their widest cell, the first aligned left and the others right."""
    lines = [header] + rows
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    text = []
    for line in lines:
        cells = [line[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        text.append("  ".join(cells).rstrip())
    text.insert(1, "-" * max(map(len, text)))
    return "\n".join(text)


def seconds(value):
    return "%.3f" % value


def times(value):
    return "%.2fx" % value


def mebibytes(kib):
    return "n/a" if kib is None else "%.1f" % (kib / 1024)
