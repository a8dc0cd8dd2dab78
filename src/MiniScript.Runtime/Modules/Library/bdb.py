"""What debuggers have in common. Stepping and breakpoints need sys.settrace, which MiniScript does not have."""

import linecache
import os
import reprlib
import sys

__all__ = ['BdbQuit', 'Bdb']


class BdbQuit(Exception):
    """The user leaves the debugger."""


class Bdb:
    """Looks at stacks and frames."""

    def __init__(self, skip=None):
        self.skip = set(skip) if skip else None
        self.breaks = {}
        self.fncache = {}
        self.frame_returning = None
        self.botframe = None
        self.quitting = False

    def canonic(self, filename):
        """The absolute form of a file's name."""
        if filename == f'<{filename[1:-1]}>':
            return filename
        found = self.fncache.get(filename)
        if not found:
            found = self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return found

    def reset(self):
        """Forgets where things were."""
        linecache.checkcache()
        self.botframe = None
        self.quitting = False

    def get_stack(self, f, t):
        """The frames and lines of a frame and a traceback, and the place of the current one."""
        stack = []
        if t and t.tb_frame is f:
            t = t.tb_next
        while f is not None:
            stack.append((f, f.f_lineno))
            f = f.f_back
        stack.reverse()
        i = max(0, len(stack) - 1)
        while t is not None:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        if f is None:
            i = max(0, len(stack) - 1)
        return stack, i

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """A line for a place on the stack."""
        frame, number = frame_lineno
        filename = self.canonic(frame.f_code.co_filename)
        text = f'{filename}({number}){frame.f_code.co_name or "<lambda>"}()'
        if '__return__' in frame.f_locals:
            text += '->' + reprlib.repr(frame.f_locals['__return__'])
        line = linecache.getline(filename, number, frame.f_globals) if number is not None else ''
        return text + lprefix + line.strip() if line else text

    def set_quit(self):
        """Leaves the program."""
        self.quitting = True

    def get_all_breaks(self):
        return self.breaks


def _refused(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f'Bdb.{name}() is not supported: it needs sys.settrace()')

    method.__name__ = name
    return method


for _name in ('run', 'runeval', 'runctx', 'runcall', 'set_trace', 'set_step', 'set_next', 'set_return', 'set_until', 'set_break', 'set_continue',
              'trace_dispatch'):
    setattr(Bdb, _name, _refused(_name))
del _name
