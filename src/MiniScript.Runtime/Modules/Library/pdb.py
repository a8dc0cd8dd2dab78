"""A debugger: steps through a program, stops at breakpoints, looks at the stack behind an exception."""

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
        self._main_file = None
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
        sys.settrace(None)
        if frame is None:
            frame = sys._getframe().f_back
        self.reset()
        self.enterframe = caller = frame
        while caller:
            caller.f_trace = self.trace_dispatch
            self.botframe = caller
            caller = caller.f_back
        self.cmdqueue.extend(commands or ())
        self.set_step()
        self.interaction(frame, None)
        if self.quitting:
            raise bdb.BdbQuit
        if self.breaks or self.stopframe is not self.botframe or self.stoplineno != -1:
            sys.settrace(self.trace_dispatch)

    # Where the program stops.

    def _is_outside(self, frame):
        """Whether the program given on the command line has not begun."""
        if self._main_file is None:
            return False
        if self._main_file != self.canonic(frame.f_code.co_filename) or frame.f_lineno <= 0:
            return True
        self._main_file = None
        return False

    def user_call(self, frame, argument_list):
        if not self._is_outside(frame) and self.stop_here(frame):
            self.message('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        if not self._is_outside(frame):
            self.interaction(frame, None)

    def user_return(self, frame, return_value):
        if self._is_outside(frame):
            return
        frame.f_locals['__return__'] = return_value
        self.message('--Return--')
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._is_outside(frame):
            return
        kind, value, tb = exc_info
        frame.f_locals['__exception__'] = kind, value
        prefix = 'Internal ' if not tb and kind is StopIteration else ''
        self.message(prefix + traceback.format_exception_only(kind, value)[-1].strip())
        self.interaction(frame, tb)

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

    # Going on.

    def do_step(self, arg):
        """s(tep): to the next line, in a called function too."""
        self.set_step()
        return 1

    do_s = do_step

    def do_next(self, arg):
        """n(ext): to the next line of the function, or its return."""
        self.set_next(self.curframe)
        return 1

    do_n = do_next

    def do_until(self, arg):
        """unt(il) [lineno]: to a line with a greater number, or the one given."""
        line = None
        if arg:
            try:
                line = int(arg)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return None
            if line <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return None
        self.set_until(self.curframe, line)
        return 1

    do_unt = do_until

    def do_return(self, arg):
        """r(eturn): to the return of the function."""
        self.set_return(self.curframe)
        return 1

    do_r = do_return

    def do_retval(self, arg):
        """rv | retval: what the function returns."""
        if '__return__' in self.curframe_locals:
            self.message(repr(self.curframe_locals['__return__']))
        else:
            self.error('Not yet returned!')

    do_rv = do_retval

    # Breakpoints.

    def _place(self, arg):
        """File, line and function that a text names; ValueError says why it names none."""
        name, colon, number = arg.rpartition(':')
        if colon and number.strip().isdigit():
            filename = self._find_file(name.strip())
            if not filename:
                raise ValueError(f'{name.strip()!r} not found from sys.path')
            return filename, int(number), None
        if arg.isdigit():
            return self.canonic(self.curframe.f_code.co_filename), int(arg), None
        try:
            function = eval(arg, self.curframe.f_globals, self.curframe_locals)
            code = getattr(function, '__func__', function).__code__
        except Exception:
            raise ValueError(f'The specified object {arg!r} is not a function or was not found along sys.path.') from None
        lines = sorted({line for *_, line in code.co_lines() if line and line > code.co_firstlineno}) or [code.co_firstlineno]
        return self.canonic(code.co_filename), lines[0], code.co_name

    def _find_file(self, name):
        for candidate in (name, name + '.py', name + '.ms'):
            for folder in ('', *sys.path):
                path = os.path.join(folder, candidate)
                if os.path.isfile(path):
                    return self.canonic(path)
        return None

    def _break(self, arg, temporary):
        if not arg:
            if self.breaks:
                self.message('Num Type         Disp Enb   Where')
                for breakpoint in bdb.Breakpoint.bpbynumber:
                    if breakpoint:
                        self.message(breakpoint.bpformat())
            return
        place, _, condition = arg.partition(',')
        try:
            filename, line, function = self._place(place.strip())
        except ValueError as problem:
            self.error(problem)
            return
        text = linecache.getline(filename, line, self.curframe.f_globals).strip()
        if not text or text[0] == '#' or text[:3] in ('"""', "'''"):
            if text or linecache.getlines(filename)[line - 1:]:
                self.error('Blank or comment')
            else:
                self.message('End of file')
            return
        problem = self.set_break(filename, line, temporary, condition.strip() or None, function)
        if problem:
            self.error(problem)
        else:
            made = self.get_breaks(filename, line)[-1]
            self.message(f'Breakpoint {made.number} at {made.file}:{made.line}')

    def do_break(self, arg):
        """b(reak) [([filename:]lineno | function) [, condition]]: sets a breakpoint, or lists all."""
        self._break(arg, False)

    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak: as break, for one stop."""
        self._break(arg, True)

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber ...]: removes breakpoints."""
        if not arg:
            if input('Clear all breaks? ').strip().lower() in ('y', 'yes'):
                gone = [b for b in bdb.Breakpoint.bpbynumber if b]
                self.clear_all_breaks()
                for breakpoint in gone:
                    self.message(f'Deleted {breakpoint}')
            return
        name, colon, number = arg.rpartition(':')
        if colon:
            try:
                line = int(number)
            except ValueError:
                self.error(f'Invalid line number ({arg})')
                return
            gone = self.get_breaks(name, line)[:]
            problem = self.clear_break(name, line)
            if problem:
                self.error(problem)
            else:
                for breakpoint in gone:
                    self.message(f'Deleted {breakpoint}')
            return
        for breakpoint in self._numbered(arg):
            self.clear_bpbynumber(breakpoint.number)
            self.message(f'Deleted {breakpoint}')

    do_cl = do_clear

    def _numbered(self, arg):
        for number in arg.split():
            try:
                yield self.get_bpbynumber(number)
            except ValueError as problem:
                self.error(problem)

    def do_enable(self, arg):
        """enable bpnumber ...: has breakpoints stop the program again."""
        for breakpoint in self._numbered(arg):
            breakpoint.enable()
            self.message(f'Enabled {breakpoint}')

    def do_disable(self, arg):
        """disable bpnumber ...: has breakpoints not stop the program."""
        for breakpoint in self._numbered(arg):
            breakpoint.disable()
            self.message(f'Disabled {breakpoint}')

    def do_condition(self, arg):
        """condition bpnumber [condition]: when a breakpoint stops."""
        number, _, condition = arg.partition(' ')
        for breakpoint in self._numbered(number):
            breakpoint.cond = condition.strip() or None
            self.message(f'New condition set for breakpoint {breakpoint.number}.' if breakpoint.cond
                         else f'Breakpoint {breakpoint.number} is now unconditional.')

    def do_ignore(self, arg):
        """ignore bpnumber [count]: how often a breakpoint does not stop."""
        number, _, count = arg.partition(' ')
        try:
            count = max(int(count or 0), 0)
        except ValueError:
            self.error(f'Error in argument: {arg!r}')
            return
        for breakpoint in self._numbered(number):
            breakpoint.ignore = count
            crossings = f'{count} crossings' if count > 1 else '1 crossing'
            self.message(f'Will ignore next {crossings} of breakpoint {breakpoint.number}.' if count
                         else f'Will stop next time breakpoint {breakpoint.number} is reached.')

    def do_continue(self, arg):
        """c(ont(inue)): goes on with the program."""
        self.set_continue()
        return True

    do_c = do_cont = do_continue

    def do_quit(self, arg):
        """q(uit): ends the program."""
        self.set_quit()
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
        self.error(f'{name} is not supported')

    method.__doc__ = f'{name}: is not supported.'
    return method


for _names in ('jump j', 'commands', 'display', 'undisplay', 'restart run'):
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


def main():
    """Debugs the program that the command line names: -m pdb FILE ARGUMENTS."""
    if len(sys.argv) < 2:
        sys.exit('usage: pdb FILE [ARG]...')
    del sys.argv[0]
    filename = sys.argv[0]
    if not os.path.isfile(filename):
        sys.exit(f'Error: {filename} does not exist')
    import __main__
    sys.path[:1] = [os.path.dirname(os.path.abspath(filename))]
    debugger = Pdb()
    debugger._main_file = debugger.canonic(filename)
    names = {'__name__': '__main__', '__file__': filename, '__builtins__': __builtins__}
    vars(__main__).update(names)
    with open(filename, 'rb') as file:
        code = compile(file.read(), debugger._main_file, 'exec')
    try:
        debugger.run(code, vars(__main__))
        print('The program finished')
    except SystemExit as status:
        print(f'The program exited via sys.exit(). Exit status: {status}')
    except Exception as error:
        traceback.print_exception(error)
        print('Uncaught exception. Entering post mortem debugging')
        debugger._main_file = None
        debugger.interaction(None, error.__traceback__)


if __name__ == '__main__':
    main()
