"""Messages for people: levels, groups, tables, counters and times. Colours only on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise."""

import os as _os
import sys as _sys
import time as _time
from _catalog import expect as _expect

__all__ = ['assert_', 'clear', 'count', 'count_reset', 'debug', 'dir', 'error', 'group', 'group_end', 'info', 'log', 'set_level', 'table', 'time',
           'time_end', 'time_log', 'trace', 'warn']

_levels = {'debug': 0, 'info': 1, 'log': 1, 'warn': 2, 'error': 3, 'silent': 4}
_level = 0
_depth = 0
_counts = {}
_times = {}
_colors = {'debug': '2', 'warn': '33', 'error': '31'}


def _has_color(stream):
    if _os.environ.get('NO_COLOR'):
        return False
    force = _os.environ.get('FORCE_COLOR')
    if force is not None:
        return force not in ('0', 'false')
    try:
        return stream.isatty() and _os.environ.get('TERM') != 'dumb'
    except (AttributeError, ValueError):
        return False


def _text(value):
    return value if isinstance(value, str) else repr(value)


def _write(level, text):
    if _levels[level] < _level:
        return
    stream = _sys.stderr if _levels[level] >= 2 else _sys.stdout
    if stream is None:
        return
    margin = '  ' * _depth
    lines = [margin + line for line in text.split('\n')]
    color = _colors.get(level)
    if color is not None and _has_color(stream):
        lines = [f'\x1b[{color}m{line}\x1b[0m' for line in lines]
    stream.write('\n'.join(lines) + '\n')
    stream.flush()


def set_level(level):
    """Leaves out messages below a level: debug, info, warn, error; silent leaves out all. Returns the level before."""
    global _level
    _expect('set_level', 'level', level, str)
    if level not in _levels:
        raise ValueError(f"level must be 'debug', 'info', 'warn', 'error' or 'silent', not {level!r}")
    before = ('debug', 'info', 'warn', 'error', 'silent')[_level]
    _level = _levels[level]
    return before


def debug(*values):
    """Writes values to standard output, dimmed."""
    _write('debug', ' '.join(map(_text, values)))


def log(*values):
    """Writes values to standard output: text as it is, others as repr() shows them."""
    _write('log', ' '.join(map(_text, values)))


def info(*values):
    """The same as log()."""
    _write('info', ' '.join(map(_text, values)))


def warn(*values):
    """Writes values to standard error, in yellow."""
    _write('warn', ' '.join(map(_text, values)))


def error(*values):
    """Writes values to standard error, in red."""
    _write('error', ' '.join(map(_text, values)))


def assert_(condition, *values):
    """Writes an error unless a condition holds; the program goes on. Returns whether it holds."""
    if condition:
        return True
    _write('error', ' '.join(['Assertion failed' + (':' if values else ''), *map(_text, values)]))
    return False


def trace(*values):
    """Writes values and the stack of calls to standard error."""
    import traceback
    stack = ''.join(traceback.format_stack(_sys._getframe(1))).rstrip('\n')
    _write('error', ' '.join(['Trace' + (':' if values else ''), *map(_text, values)]) + '\n' + stack)


def dir(value, width=80):
    """Writes a value over as many lines as it needs."""
    import pprint
    _write('log', pprint.pformat(value, width=width, sort_dicts=False))


class _Group:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        group_end()
        return False


def group(*values):
    """Writes a heading and indents what follows, until group_end() or the end of a with statement."""
    global _depth
    if values:
        _write('log', ' '.join(map(_text, values)))
    _depth += 1
    return _Group()


def group_end():
    """Ends a group."""
    global _depth
    _depth = max(_depth - 1, 0)


def count(label='default'):
    """Counts how often it was called with a label, writes and returns the number."""
    _counts[label] = number = _counts.get(label, 0) + 1
    _write('log', f'{label}: {number}')
    return number


def count_reset(label='default'):
    """Begins to count from 0 again."""
    _counts.pop(label, None)


def time(label='default'):
    """Starts a clock."""
    _times[label] = _time.perf_counter()


def time_log(label='default', *values):
    """Writes how long a clock has run; returns the milliseconds, or None if it was not started."""
    began = _times.get(label)
    if began is None:
        _write('warn', f'There is no clock {label!r}')
        return None
    passed = (_time.perf_counter() - began) * 1000
    _write('log', ' '.join([f'{label}: {passed:.3f} ms', *map(_text, values)]))
    return passed


def time_end(label='default'):
    """The same, and stops the clock."""
    passed = time_log(label)
    _times.pop(label, None)
    return passed


def clear():
    """Clears a terminal."""
    if _sys.stdout is not None and _sys.stdout.isatty():
        _sys.stdout.write('\x1b[2J\x1b[H')
        _sys.stdout.flush()


def _row(value):
    if isinstance(value, dict):
        return value
    if hasattr(value, '_asdict'):
        return value._asdict()
    if hasattr(type(value), '__dataclass_fields__'):
        return {name: getattr(value, name) for name in type(value).__dataclass_fields__}
    if isinstance(value, (list, tuple)):
        return dict(enumerate(value))
    return {'Values': value}


def _width(text):
    from unicodedata import combining, east_asian_width
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in 'WF' else 1 for each in text)


def table(rows, columns=None):
    """Writes rows, which are dicts, lists, data classes or plain values, as a table; columns chooses among them. Numbers stand to the right."""
    if isinstance(rows, dict):
        keys, rows = list(rows), list(rows.values())
    else:
        rows = list(rows)
        keys = list(range(len(rows)))
    rows = [_row(row) for row in rows]
    if columns is None:
        columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [['', *map(_text, columns)]]
    numeric = [[False] * (len(columns) + 1)]
    for key, row in zip(keys, rows):
        cells.append([_text(key), *(_text(row[name]).replace('\n', '\\n') if name in row else '' for name in columns)])
        numeric.append([False, *(isinstance(row.get(name), (int, float)) and not isinstance(row.get(name), bool) for name in columns)])
    widths = [max(_width(line[place]) for line in cells) for place in range(len(columns) + 1)]

    def line(left, middle, right):
        return left + middle.join('─' * (width + 2) for width in widths) + right

    written = [line('┌', '┬', '┐')]
    for number, (texts, kinds) in enumerate(zip(cells, numeric)):
        shown = []
        for text, kind, width in zip(texts, kinds, widths):
            room = ' ' * (width - _width(text))
            shown.append(f' {room}{text} ' if kind else f' {text}{room} ')
        written.append('│' + '│'.join(shown) + '│')
        if number == 0:
            written.append(line('├', '┼', '┤'))
    written.append(line('└', '┴', '┘'))
    _write('log', '\n'.join(written))
