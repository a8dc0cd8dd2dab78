"""Calling functions that block."""

import _contextvars as contextvars
from . import events

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Call a function that blocks, in a copy of the context, as run_in_executor() does, and return its result."""
    loop = events.get_running_loop()
    context = contextvars.copy_context()
    return await loop.run_in_executor(None, lambda: context.run(func, *args, **kwargs))
