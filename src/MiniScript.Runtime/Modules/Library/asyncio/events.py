"""Event loops as seen from outside, and the policy that gives them out."""

import _asyncio
from _asyncio import Handle, TimerHandle, _get_running_loop, _set_running_loop, get_event_loop, get_running_loop

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle', 'get_event_loop_policy', 'set_event_loop_policy',
           'get_event_loop', 'set_event_loop', 'new_event_loop', '_set_running_loop', 'get_running_loop', '_get_running_loop')


class AbstractServer:
    """What serves."""

    def close(self):
        raise NotImplementedError

    def get_loop(self):
        raise NotImplementedError

    def is_serving(self):
        raise NotImplementedError

    async def start_serving(self):
        raise NotImplementedError

    async def serve_forever(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoop:
    """The methods of an event loop. What a loop lacks raises NotImplementedError."""


def _abstract(name, is_coroutine):
    def refuse():
        raise NotImplementedError(f'event loop method {name}() is not implemented')
    if is_coroutine:
        async def method(self, *args, **kwargs):
            refuse()
    else:
        def method(self, *args, **kwargs):
            refuse()
    method.__name__ = name
    method.__qualname__ = f'AbstractEventLoop.{name}'
    setattr(AbstractEventLoop, name, method)


for _name in ('run_forever run_until_complete stop is_running is_closed close call_soon call_later call_at time create_future create_task '
              'call_soon_threadsafe run_in_executor set_default_executor add_reader remove_reader add_writer remove_writer '
              'add_signal_handler remove_signal_handler set_task_factory get_task_factory get_exception_handler set_exception_handler '
              'default_exception_handler call_exception_handler get_debug set_debug').split():
    _abstract(_name, False)
for _name in ('shutdown_asyncgens shutdown_default_executor getaddrinfo getnameinfo create_connection create_server start_tls sendfile '
              'create_unix_connection create_unix_server connect_accepted_socket create_datagram_endpoint connect_read_pipe '
              'connect_write_pipe subprocess_shell subprocess_exec sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall '
              'sock_sendto sock_connect sock_accept sock_sendfile').split():
    _abstract(_name, True)
del _name


class AbstractEventLoopPolicy:
    """What gives out event loops."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """The policy there is by default: one current loop, made when it is first asked for."""

    _loop_factory = None

    def __init__(self):
        self._loop = None
        self._set_called = False

    def get_event_loop(self):
        if self._loop is None and not self._set_called:
            from ._support import warn_deprecated
            warn_deprecated('There is no current event loop')
            self.set_event_loop(self.new_event_loop())
        if self._loop is None:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        return self._loop

    def set_event_loop(self, loop):
        self._set_called = True
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._loop = loop

    def new_event_loop(self):
        return self._loop_factory()


_event_loop_policy = None


def get_event_loop_policy():
    """Return the policy that gives out event loops."""
    global _event_loop_policy
    if _event_loop_policy is None:
        from .base_events import DefaultEventLoopPolicy
        _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Set the policy that gives out event loops; None for the default one."""
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _event_loop_policy = policy


def set_event_loop(loop):
    """Make a loop the current one."""
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """Make an event loop."""
    return get_event_loop_policy().new_event_loop()
