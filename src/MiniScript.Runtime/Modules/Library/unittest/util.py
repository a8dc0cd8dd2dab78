"""Texts and comparisons that tests need."""

from collections import Counter, namedtuple
from os.path import commonprefix

__unittest = True

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN + _PLACEHOLDER_LEN + _MIN_END_LEN)


def _shorten(s, prefixlen, suffixlen):
    skip = len(s) - prefixlen - suffixlen
    if skip > _PLACEHOLDER_LEN:
        return f'{s[:prefixlen]}[{skip} chars]{s[len(s) - suffixlen:]}'
    return s


def _common_shorten_repr(*args):
    # Long texts keep the places where they differ.
    texts = tuple([safe_repr(arg) for arg in args])
    longest = max([len(text) for text in texts])
    if longest <= _MAX_LENGTH:
        return texts
    prefix = commonprefix(texts)
    size = len(prefix)
    room = _MAX_LENGTH - (longest - size + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, room)
        return tuple([prefix + text[size:] for text in texts])
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple([prefix + _shorten(text[size:], _MIN_DIFF_LEN, _MIN_END_LEN) for text in texts])


def safe_repr(obj, short=False):
    """Return repr(obj), or what object makes of it if that fails."""
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if short and len(result) >= _MAX_LENGTH:
        return result[:_MAX_LENGTH] + ' [truncated]...'
    return result


def strclass(cls):
    return f'{cls.__module__}.{cls.__qualname__}'


def sorted_list_difference(expected, actual):
    """Return what only the first and what only the second of two sorted lists has; equal neighbours count once."""
    missing, unexpected = [], []
    i = j = 0

    def behind(items, index):
        item = items[index]
        while index < len(items) and items[index] == item:
            index += 1
        return index

    while i < len(expected) and j < len(actual):
        if expected[i] < actual[j]:
            missing.append(expected[i])
            i = behind(expected, i)
        elif expected[i] > actual[j]:
            unexpected.append(actual[j])
            j = behind(actual, j)
        else:
            item = expected[i]
            i = behind(expected, i)
            while j < len(actual) and actual[j] == item:
                j += 1
    missing.extend(expected[i:])
    unexpected.extend(actual[j:])
    return missing, unexpected


def unorderable_list_difference(expected, actual):
    """Return what only the first and what only the second list has; both are used up."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    """Return -1, 0 or 1."""
    return (x > y) - (x < y)


_Mismatch = namedtuple('Mismatch', 'actual expected value')


def _count_diff_all_purpose(actual, expected):
    # For items that can only be compared for equality.
    left, right = list(actual), list(expected)
    taken = object()
    result = []
    for i, item in enumerate(left):
        if item is taken:
            continue
        counts = [0, 0]
        for which, items, start in ((0, left, i), (1, right, 0)):
            for k in range(start, len(items)):
                if items[k] == item:
                    counts[which] += 1
                    items[k] = taken
        if counts[0] != counts[1]:
            result.append(_Mismatch(*counts, item))
    for i, item in enumerate(right):
        if item is taken:
            continue
        count = 0
        for k in range(i, len(right)):
            if right[k] == item:
                count += 1
                right[k] = taken
        result.append(_Mismatch(0, count, item))
    return result


def _count_diff_hashable(actual, expected):
    left, right = Counter(actual), Counter(expected)
    result = [_Mismatch(count, right.get(item, 0), item) for item, count in left.items() if count != right.get(item, 0)]
    result.extend([_Mismatch(0, count, item) for item, count in right.items() if item not in left])
    return result
