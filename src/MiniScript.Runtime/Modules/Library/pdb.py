"""A debugger that looks: at the stack behind an exception, or at a breakpoint in the program. It does not step, as there is no sys.settrace."""

import bdb
import cmd
import linecache
import os
import pprint
import sys
import traceback

__all__ = ['run', 'pm', 'Pdb', 'runeval', 'runctx', 'runcall', 'set_trace', 'post_mortem', 'help']

line_prefix = '\n-> '


class Restart(Exception):
    """The program is to be started again."""


class Pdb(bdb.Bdb, cmd.Cmd):
    """The commands of the debugger."""

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True):
        bdb.Bdb.__init__(self, skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        if stdout:
            self.use_rawinput = False
        self.prompt = '(Pdb) '
        self.lineno = None
        self.forget()

    def forget(self):
        self.lineno = None
        self.stack = []
        self.curindex = 0
        self.curframe = None
        self.curframe_locals = None

    def setup(self, f, tb):
        self.forget()
        self.stack, self.curindex = self.get_stack(f, tb)
        self._select(self.curindex)

    def _select(self, index):
        self.curindex = index
        self.curframe, self.lineno = self.stack[index]
        self.curframe_locals = self.curframe.f_locals
        self._listed = None

    def interaction(self, frame, tb_or_exc):
        """Asks for commands about a frame, or a traceback or exception."""
        tb = tb_or_exc
        if isinstance(tb, BaseException):
            self.curframe_exception = tb
            tb = tb.__traceback__
        self.setup(frame, tb)
        self.print_stack_entry(self.stack[self.curindex])
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            self.message('--KeyboardInterrupt--')
        self.forget()

    def set_trace(self, frame=None, *, commands=None):
        """Asks for commands about the program as it is here."""
        self.reset()
        self.cmdqueue.extend(commands or ())
        self.interaction(sys._getframe().f_back if frame is None else frame, None)
        if self.quitting:
            raise bdb.BdbQuit

    def message(self, msg):
        print(msg, file=self.stdout)

    def error(self, msg):
        print('***', msg, file=self.stdout)

    def _failed(self):
        kind, value = sys.exc_info()[:2]
        self.error(traceback.format_exception_only(kind, value)[-1].strip())

    def _value(self, arg):
        try:
            return True, eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            self._failed()
            return False, None

    def emptyline(self):
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def onecmd(self, line):
        if line.startswith('!'):
            self.default(line)
            return None
        return cmd.Cmd.onecmd(self, line)

    def default(self, line):
        """A statement: runs it in the current frame."""
        line = line.removeprefix('!').strip()
        try:
            code = compile(line + '\n', '<stdin>', 'single')
            stdout, stdin, hook = sys.stdout, sys.stdin, sys.displayhook
            try:
                sys.stdout, sys.stdin, sys.displayhook = self.stdout, self.stdin, self.displayhook
                exec(code, self.curframe.f_globals, self.curframe_locals)
            finally:
                sys.stdout, sys.stdin, sys.displayhook = stdout, stdin, hook
        except:
            self._failed()

    def displayhook(self, obj):
        if obj is not None:
            self.message(repr(obj))

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        mark = '> ' if frame_lineno[0] is self.curframe else '  '
        self.message(mark + self.format_stack_entry(frame_lineno, prompt_prefix))

    def print_stack_trace(self):
        for entry in self.stack:
            self.print_stack_entry(entry)

    def do_where(self, arg):
        """w(here): the stack, the newest frame last."""
        self.print_stack_trace()

    do_w = do_bt = do_where

    def _move(self, arg, step, end, complaint):
        if self.curindex == end:
            self.error(complaint)
            return
        try:
            count = int(arg or 1)
        except ValueError:
            self.error(f'Invalid frame count ({arg})')
            return
        wanted = self.curindex + step * count
        self._select(end if count < 0 or not 0 <= wanted < len(self.stack) else wanted)
        self.print_stack_entry(self.stack[self.curindex])
        self.lineno = None

    def do_up(self, arg):
        """u(p) [count]: to an older frame."""
        self._move(arg, -1, 0, 'Oldest frame')

    def do_down(self, arg):
        """d(own) [count]: to a newer frame."""
        self._move(arg, 1, len(self.stack) - 1, 'Newest frame')

    do_u, do_d = do_up, do_down

    def do_args(self, arg):
        """a(rgs): the arguments of the function."""
        code = self.curframe.f_code
        count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
        for name in code.co_varnames[:count]:
            if name in self.curframe_locals:
                self.message(f'{name} = {self.curframe_locals[name]!r}')
            else:
                self.message(f'{name} = *** undefined ***')

    do_a = do_args

    def do_p(self, arg):
        """p expression: its value."""
        known, value = self._value(arg)
        if known:
            self.message(repr(value))

    def do_pp(self, arg):
        """pp expression: its value over several lines."""
        known, value = self._value(arg)
        if known:
            self.message(pprint.pformat(value))

    def do_whatis(self, arg):
        """whatis expression: its type."""
        known, value = self._value(arg)
        if not known:
            return
        code = getattr(value, '__code__', None)
        if hasattr(value, '__func__'):
            self.message(f'Method {value.__func__.__code__.co_name}')
        elif code:
            self.message(f'Function {code.co_name}')
        elif value.__class__ is type:
            self.message(f'Class {value.__module__}.{value.__qualname__}')
        else:
            self.message(type(value))

    def _print_lines(self, lines, start, current=-1):
        for number, line in enumerate(lines, start):
            mark = f'{number:3} '.ljust(5) + ('->' if number == current else '')
            self.message(mark.ljust(5) + '\t' + line.rstrip())

    def do_list(self, arg):
        """l(ist) [first[, last]]: eleven lines around the current one, or those named."""
        current = self.stack[self.curindex][1]
        if arg and arg != '.':
            try:
                first, _, last = arg.partition(',')
                first = int(first)
                last = int(last) if last.strip() else None
                if last is not None and last < first:
                    last += first
                if last is None:
                    first = max(1, first - 5)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return
        elif self._listed is None or arg == '.':
            first, last = max(1, current - 5), None
        else:
            first, last = self._listed + 1, None
        if last is None:
            last = first + 10
        lines = linecache.getlines(self.curframe.f_code.co_filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1:last], first, current)
        self._listed = min(last, len(lines))
        if len(lines) < last:
            self.message('[EOF]')

    do_l = do_list

    def do_longlist(self, arg):
        """ll | longlist: the whole function."""
        import inspect
        try:
            lines, first = inspect.getsourcelines(self.curframe)
        except OSError as failure:
            self.error(failure)
            return
        self._print_lines(lines, max(first, 1), self.stack[self.curindex][1])

    do_ll = do_longlist

    def do_source(self, arg):
        """source expression: its source code."""
        import inspect
        known, value = self._value(arg)
        if not known:
            return
        try:
            lines, first = inspect.getsourcelines(value)
        except (OSError, TypeError) as failure:
            self.error(failure)
            return
        self._print_lines(lines, first)

    def do_interact(self, arg):
        """interact: an interpreter with the variables of the frame."""
        import code
        code.interact('*interactive*', local={**self.curframe.f_globals, **self.curframe_locals})

    def do_continue(self, arg):
        """c(ont(inue)): goes on with the program."""
        return True

    do_c = do_cont = do_continue

    def do_quit(self, arg):
        """q(uit): ends the program."""
        self.quitting = True
        return True

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF: as quit."""
        self.message('')
        return self.do_quit(arg)

    def do_help(self, arg):
        """h(elp) [command]: the commands, or what one does."""
        return cmd.Cmd.do_help(self, arg)

    do_h = do_help


def _refusing(name):
    def method(self, arg):
        self.error(f'{name} is not supported: it needs sys.settrace()')

    method.__doc__ = f'{name}: is not supported.'
    return method


for _names in ('step s', 'next n', 'until unt', 'return r', 'break b', 'tbreak', 'clear cl', 'jump j', 'condition', 'ignore', 'commands', 'enable',
               'disable', 'display', 'undisplay', 'restart run'):
    for _name in _names.split():
        setattr(Pdb, 'do_' + _name, _refusing(_names.split()[0]))
del _names, _name


def set_trace(*, header=None, commands=None):
    """Asks for commands about the program as it is where this is called."""
    debugger = Pdb()
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back, commands=commands)


def post_mortem(t=None):
    """Asks for commands about a traceback or an exception, or the one that is handled."""
    if t is None:
        t = sys.exception()
    if t is None or isinstance(t, BaseException) and t.__traceback__ is None:
        raise ValueError('A valid traceback must be passed if no exception is being handled')
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    """Asks for commands about the last exception that was not handled."""
    post_mortem(sys.last_exc)


def run(statement, globals=None, locals=None):
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    return Pdb().runeval(expression, globals, locals)


def runctx(statement, globals, locals):
    run(statement, globals, locals)


def runcall(*args, **kwds):
    return Pdb().runcall(*args, **kwds)


def help():
    """The commands."""
    print('\n\n'.join(method.__doc__ for name, method in vars(Pdb).items() if name.startswith('do_') and len(name) > 5 and method.__doc__))
