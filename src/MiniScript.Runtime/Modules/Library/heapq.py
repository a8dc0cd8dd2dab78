"""Heaps: lists kept so that no item is less than its parent, the item at (k - 1) // 2 for the item at k.

heap[0] is the smallest item; heappush() and heappop() keep the order, heapify() makes it.
"""

from _heapq import heapify, heappop, heappush, heappushpop, heapreplace, _heapify_max, _heappop_max, _heapreplace_max

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted output, one item at a time.

    >>> list(merge([1, 3, 5, 7], [0, 2, 4, 8]))
    [0, 1, 2, 3, 4, 5, 7, 8]
    """
    if reverse:
        order, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        order, pop, replace, direction = heapify, heappop, heapreplace, 1
    heap = []
    for number, iterator in enumerate(map(iter, iterables)):
        for item in iterator:
            # Of equal items that of the earlier input comes first.
            heap.append([item if key is None else key(item), number * direction, item, iterator])
            break
    order(heap)
    while len(heap) > 1:
        entry = heap[0]
        iterator = entry[3]
        while True:
            yield entry[2]
            for item in iterator:
                entry[0] = item if key is None else key(item)
                entry[2] = item
                replace(heap, entry)
                break
            else:
                pop(heap)
                break
            if heap[0] is not entry:
                break
    if heap:
        _, _, item, iterator = heap[0]
        yield item
        yield from iterator


def _best(n, iterable, key, reverse):
    if n == 1:
        missing = object()
        pick = max if reverse else min
        result = pick(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=reverse)[:n]
    # A heap of the best n so far, the worst of them on top.
    iterator = iter(iterable)
    step = -1 if reverse else 1
    heap = []
    order = 0
    for item in iterator:
        if len(heap) >= n:
            break
        heap.append((item if key is None else key(item), order, item))
        order += step
        if len(heap) >= n:
            break
    if not heap:
        return []
    if reverse:
        heapify(heap)
        replace = heapreplace
    else:
        _heapify_max(heap)
        replace = _heapreplace_max
    worst = heap[0][0]
    for item in iterator:
        rank = item if key is None else key(item)
        if worst < rank if reverse else rank < worst:
            replace(heap, (rank, order, item))
            worst = heap[0][0]
            order += step
    heap.sort(reverse=reverse)
    return [item for _, _, item in heap]


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements: the same as sorted(iterable, key=key)[:n]."""
    return _best(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """Find the n largest elements: the same as sorted(iterable, key=key, reverse=True)[:n]."""
    return _best(n, iterable, key, True)
