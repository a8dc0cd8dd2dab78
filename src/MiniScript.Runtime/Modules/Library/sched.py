"""A scheduler of events: functions to be called at certain times."""

import heapq
import time as _time
from collections import namedtuple
from itertools import count

__all__ = ['scheduler']

Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')
Event.time.__doc__ = 'When the event runs, in the units of the scheduler\'s clock.'
Event.priority.__doc__ = 'Of events at the same time the one with the lesser priority runs first.'
Event.sequence.__doc__ = 'Tells events of the same time and priority apart: the one entered first runs first.'
Event.action.__doc__ = 'The function to call.'
Event.argument.__doc__ = 'Its positional arguments.'
Event.kwargs.__doc__ = 'Its keyword arguments.'

_sentinel = object()


class scheduler:
    def __init__(self, timefunc=_time.monotonic, delayfunc=_time.sleep):
        """timefunc() is the clock, delayfunc(n) waits for n of its units."""
        self._queue = []
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence_generator = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_sentinel):
        """Enter an event at a time, and return it, for cancel()."""
        if kwargs is _sentinel:
            kwargs = {}
        event = Event(time, priority, next(self._sequence_generator), action, argument, kwargs)
        heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_sentinel):
        """Enter an event after a delay."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Remove an event; ValueError if it is not in the queue."""
        self._queue.remove(event)
        heapq.heapify(self._queue)

    def empty(self):
        """True if there are no events."""
        return not self._queue

    def run(self, blocking=True):
        """Run events until there are none; without blocking only those that are due, and return the delay of the next."""
        queue = self._queue
        while queue:
            time, priority, sequence, action, argument, kwargs = queue[0]
            now = self.timefunc()
            if time > now:
                if not blocking:
                    return time - now
                self.delayfunc(time - now)
                continue
            heapq.heappop(queue)
            action(*argument, **kwargs)
            # Let other tasks run.
            self.delayfunc(0)

    @property
    def queue(self):
        """The events in order."""
        events = self._queue[:]
        return list(map(heapq.heappop, [events] * len(events)))
