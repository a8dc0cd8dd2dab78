"""Concurrent code with async and await: tasks, an event loop to run them, and what they synchronise with.

Network streams and subprocesses are not there yet.
"""

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

_MISSING = {
    'open_connection': 'network streams', 'start_server': 'network streams', 'open_unix_connection': 'network streams',
    'start_unix_server': 'network streams', 'create_subprocess_exec': 'subprocesses', 'create_subprocess_shell': 'subprocesses',
}
_MISSING_CLASSES = {
    'StreamReader': 'network streams', 'StreamWriter': 'network streams', 'StreamReaderProtocol': 'network streams', 'Server': 'network streams',
    'AbstractServer': 'network streams', 'BaseProtocol': 'protocols', 'Protocol': 'protocols', 'DatagramProtocol': 'protocols',
    'SubprocessProtocol': 'protocols', 'BufferedProtocol': 'protocols', 'BaseTransport': 'transports', 'ReadTransport': 'transports',
    'WriteTransport': 'transports', 'Transport': 'transports', 'DatagramTransport': 'transports', 'SubprocessTransport': 'transports',
}


def _refusal(name, what):
    async def refuse(*args, **kwargs):
        raise NotImplementedError(f'asyncio.{name} is not supported: {what} are not implemented')
    refuse.__name__ = refuse.__qualname__ = name
    return refuse


def __getattr__(name):
    if name in _MISSING:
        return _refusal(name, _MISSING[name])
    if name in _MISSING_CLASSES:
        raise AttributeError(f'asyncio.{name} is not supported: {_MISSING_CLASSES[name]} are not implemented')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
