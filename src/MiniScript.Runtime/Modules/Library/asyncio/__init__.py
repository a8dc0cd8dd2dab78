"""Concurrent code with async and await: tasks, an event loop to run them, what they synchronise with, streams and processes."""

from .exceptions import *
from .coroutines import *
from .events import *
from .futures import *
from .tasks import *
from .base_events import *
from .locks import *
from .queues import *
from .timeouts import *
from .taskgroups import *
from .threads import *
from .runners import *
from . import exceptions, coroutines, events, futures, tasks, base_events, locks, queues, timeouts, taskgroups, threads, runners

__all__ = (
    base_events.__all__ + coroutines.__all__ + events.__all__ + exceptions.__all__ + futures.__all__ + locks.__all__ + runners.__all__
    + queues.__all__ + tasks.__all__ + taskgroups.__all__ + threads.__all__ + timeouts.__all__
)

# What only some programs use is imported when it is asked for.
_LATE = {
    'streams': ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server', 'open_unix_connection', 'start_unix_server'),
    'subprocess': ('create_subprocess_exec', 'create_subprocess_shell'),
    'protocols': ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol'),
    'transports': ('BaseTransport', 'ReadTransport', 'WriteTransport', 'Transport', 'DatagramTransport', 'SubprocessTransport'),
    'servers': ('Server',),
}
_LATE_NAMES = {name: module for module, names in _LATE.items() for name in names}
__all__ += tuple(name for name in _LATE_NAMES if name != 'Server')


def __getattr__(name):
    from importlib import import_module
    if name in _LATE:
        return import_module('.' + name, __name__)
    if name in _LATE_NAMES:
        value = globals()[name] = getattr(import_module('.' + _LATE_NAMES[name], __name__), name)
        return value
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
