"""What debuggers have in common: stepping through a program over sys.settrace, and breakpoints."""

import fnmatch
import linecache
import os
import reprlib
import sys

__all__ = ['BdbQuit', 'Bdb', 'Breakpoint']

_GENERATOR_FLAGS = 0x20 | 0x80 | 0x200


class BdbQuit(Exception):
    """The user leaves the debugger."""


class Bdb:
    """Decides where a traced program stops. Subclasses say what happens there: the methods user_..."""

    def __init__(self, skip=None):
        self.skip = set(skip) if skip else None
        self.breaks = {}
        self.fncache = {}
        self.frame_trace_lines = {}
        self.frame_returning = None
        self.trace_opcodes = False
        self.enterframe = None
        self.botframe = None
        self.quitting = False
        self.stopframe = self.returnframe = None
        self.stoplineno = -1
        self._load_breaks()

    def canonic(self, filename):
        """The absolute form of a file's name."""
        if filename == f'<{filename[1:-1]}>':
            return filename
        found = self.fncache.get(filename)
        if not found:
            found = self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return found

    def reset(self):
        """Forgets where things were; the next event stops."""
        linecache.checkcache()
        self.botframe = None
        self._set_stopinfo(None, None)

    # What the trace function does with each event.

    def trace_dispatch(self, frame, event, arg):
        """The trace function."""
        if self.quitting:
            return None
        handler = {'line': self.dispatch_line, 'call': self.dispatch_call, 'return': self.dispatch_return,
                   'exception': self.dispatch_exception}.get(event)
        if handler is None:
            if not event.startswith('c_') and event != 'opcode':
                print('bdb.Bdb.dispatch: unknown debugging event:', repr(event))
            return self.trace_dispatch
        self.enterframe = frame
        return handler(frame) if event == 'line' else handler(frame, arg)

    def _ask(self, method, *args):
        method(*args)
        if self.quitting:
            raise BdbQuit

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self._ask(self.user_line, frame)
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:
            # The first call is that of the debugged program itself.
            self.botframe = frame.f_back
            return self.trace_dispatch
        is_stop = self.stop_here(frame)
        if not (is_stop or self.break_anywhere(frame)):
            return None
        if is_stop and self.stopframe and frame.f_code.co_flags & _GENERATOR_FLAGS:
            return self.trace_dispatch
        self._ask(self.user_call, frame, arg)
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        if self.stop_here(frame) or frame == self.returnframe:
            if self.stopframe and frame.f_code.co_flags & _GENERATOR_FLAGS:
                return self.trace_dispatch
            before = self.frame_returning
            try:
                self.frame_returning = frame
                self._ask(self.user_return, frame, arg)
            finally:
                self.frame_returning = before
            if self.stopframe is frame and self.stoplineno != -1:
                self._set_stopinfo(None, None)
        if self.stoplineno != -1:
            self._set_caller_tracefunc(frame)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        if self.stop_here(frame):
            in_generator = frame.f_code.co_flags & _GENERATOR_FLAGS
            if not (in_generator and arg[0] is StopIteration and arg[2] is None):
                self._ask(self.user_exception, frame, arg)
        elif self.stopframe and frame is not self.stopframe and self.stopframe.f_code.co_flags & _GENERATOR_FLAGS \
                and arg[0] in (StopIteration, GeneratorExit):
            self._ask(self.user_exception, frame, arg)
        return self.trace_dispatch

    # Whether an event is one to stop at.

    def is_skipped_module(self, module_name):
        """Whether a pattern of skip matches a module's name."""
        return module_name is not None and any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Whether the last command stops in a frame."""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        """Whether a breakpoint that is in force is at a frame's line."""
        filename = self.canonic(frame.f_code.co_filename)
        if filename not in self.breaks:
            return False
        line = frame.f_lineno
        if line not in self.breaks[filename]:
            # One that was set on the line of a def is at the function's first line.
            line = frame.f_code.co_firstlineno
            if line not in self.breaks[filename]:
                return False
        breakpoint, goes = effective(filename, line, frame)
        if not breakpoint:
            return False
        self.currentbp = breakpoint.number
        if goes and breakpoint.temporary:
            self.do_clear(str(breakpoint.number))
        return True

    def do_clear(self, arg):
        """Removes a temporary breakpoint that was reached."""
        raise NotImplementedError('subclass of bdb must implement do_clear()')

    def break_anywhere(self, frame):
        """Whether there is a breakpoint in a frame's code."""
        filename = self.canonic(frame.f_code.co_filename)
        if filename not in self.breaks:
            return False
        last = max((line for *_, line in frame.f_code.co_lines() if line), default=0)
        return any(frame.f_code.co_firstlineno <= line <= last for line in self.breaks[filename])

    # To be overridden.

    def user_call(self, frame, argument_list):
        """A function was called that may be stopped in."""

    def user_line(self, frame):
        """The program stops at a line."""

    def user_return(self, frame, return_value):
        """The program stops at a return."""

    def user_exception(self, frame, exc_info):
        """The program stops at an exception."""

    # Where to stop next.

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe = stopframe
        self.returnframe = returnframe
        self.quitting = False
        self.stoplineno = stoplineno

    def _set_caller_tracefunc(self, current_frame):
        caller = current_frame.f_back
        if caller and not caller.f_trace:
            caller.f_trace = self.trace_dispatch

    def set_until(self, frame, lineno=None):
        """Stops at a later line of the frame, or at its return."""
        self._set_stopinfo(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """Stops at the next line, wherever it is."""
        if self.frame_returning:
            self._set_caller_tracefunc(self.frame_returning)
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        """Stops at the next line of the frame or of those that called it."""
        self._set_stopinfo(frame, None)
        if self.frame_returning:
            self._set_caller_tracefunc(self.frame_returning)

    def set_return(self, frame):
        """Stops when the frame returns."""
        if frame.f_code.co_flags & _GENERATOR_FLAGS:
            self._set_stopinfo(frame, None, -1)
        else:
            self._set_stopinfo(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Begins to debug at a frame, by default the caller's."""
        sys.settrace(None)
        if frame is None:
            frame = sys._getframe().f_back
        self.reset()
        self.enterframe = frame
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe = frame
            self.frame_trace_lines[frame] = frame.f_trace_lines
            frame.f_trace_lines = True
            frame = frame.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """Stops at breakpoints only; without any, tracing ends."""
        self._set_stopinfo(self.botframe, None, -1)
        if not self.breaks:
            sys.settrace(None)
            frame = sys._getframe().f_back
            while frame and frame is not self.botframe:
                del frame.f_trace
                frame = frame.f_back
            for frame, traced in self.frame_trace_lines.items():
                frame.f_trace_lines = traced
            self.frame_trace_lines = {}

    def set_quit(self):
        """Leaves the program at the next event."""
        self.stopframe = self.botframe
        self.returnframe = None
        self.quitting = True
        sys.settrace(None)

    # Breakpoints. These methods return the text of an error, or None.

    def _load_breaks(self):
        for (filename, line) in Breakpoint.bplist:
            self._add_to_breaks(filename, line)

    def _add_to_breaks(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        """Sets a breakpoint."""
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f'Line {filename}:{lineno} does not exist'
        self._add_to_breaks(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        frame = self.enterframe
        while frame:
            if self.break_anywhere(frame):
                frame.f_trace = self.trace_dispatch
            frame = frame.f_back
        return None

    def _prune_breaks(self, filename, lineno):
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    def clear_break(self, filename, lineno):
        """Removes the breakpoints of a line."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        if lineno not in self.breaks[filename]:
            return f'There is no breakpoint at {filename}:{lineno}'
        for breakpoint in Breakpoint.bplist[filename, lineno][:]:
            breakpoint.deleteMe()
        self._prune_breaks(filename, lineno)
        return None

    def clear_bpbynumber(self, arg):
        """Removes the breakpoint of a number."""
        try:
            breakpoint = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        breakpoint.deleteMe()
        self._prune_breaks(breakpoint.file, breakpoint.line)
        return None

    def clear_all_file_breaks(self, filename):
        """Removes the breakpoints of a file."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        for line in self.breaks.pop(filename):
            for breakpoint in list(Breakpoint.bplist.get((filename, line), ())):
                breakpoint.deleteMe()
        return None

    def clear_all_breaks(self):
        """Removes all breakpoints."""
        if not self.breaks:
            return 'There are no breakpoints'
        for breakpoint in Breakpoint.bpbynumber:
            if breakpoint:
                breakpoint.deleteMe()
        self.breaks = {}
        return None

    def get_bpbynumber(self, arg):
        """The breakpoint of a number; ValueError says why there is none."""
        if not arg:
            raise ValueError('Breakpoint number expected')
        try:
            number = int(arg)
        except ValueError:
            raise ValueError(f'Non-numeric breakpoint number {arg}') from None
        try:
            breakpoint = Breakpoint.bpbynumber[number]
        except IndexError:
            raise ValueError(f'Breakpoint number {number} out of range') from None
        if breakpoint is None:
            raise ValueError(f'Breakpoint {number} already deleted')
        return breakpoint

    def get_break(self, filename, lineno):
        """Whether a line has breakpoints."""
        return lineno in self.breaks.get(self.canonic(filename), ())

    def get_breaks(self, filename, lineno):
        """The breakpoints of a line."""
        return Breakpoint.bplist[self.canonic(filename), lineno] if self.get_break(filename, lineno) else []

    def get_file_breaks(self, filename):
        """The lines of a file that have breakpoints."""
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        """The lines with breakpoints, by file."""
        return self.breaks

    # Stacks.

    def get_stack(self, f, t):
        """The frames and lines of a frame and a traceback, and the place of the current one."""
        stack = []
        if t and t.tb_frame is f:
            t = t.tb_next
        while f is not None:
            stack.append((f, f.f_lineno))
            if f is self.botframe:
                break
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
        if number is None:
            return f'{text}{lprefix}Warning: lineno is None'
        line = linecache.getline(filename, number, frame.f_globals)
        return text + lprefix + line.strip() if line else text

    # Running what is to be debugged.

    def run(self, cmd, globals=None, locals=None):
        """Debugs statements."""
        if globals is None:
            import __main__
            globals = __main__.__dict__
        if locals is None:
            locals = globals
        self.reset()
        if isinstance(cmd, str):
            cmd = compile(cmd, '<string>', 'exec')
        sys.settrace(self.trace_dispatch)
        try:
            exec(cmd, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)

    def runeval(self, expr, globals=None, locals=None):
        """Debugs an expression and returns its value."""
        if globals is None:
            import __main__
            globals = __main__.__dict__
        if locals is None:
            locals = globals
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return eval(expr, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)

    def runctx(self, cmd, globals, locals):
        """As run."""
        self.run(cmd, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        """Debugs a call and returns its result."""
        self.reset()
        sys.settrace(self.trace_dispatch)
        result = None
        try:
            result = func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)
        return result


class Breakpoint:
    """A breakpoint. Those of a line are in bplist, all in bpbynumber, by their numbers."""

    next = 1
    bplist = {}
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.funcname = funcname
        self.func_first_executable_line = None
        self.file = file
        self.line = line
        self.temporary = temporary
        self.cond = cond
        self.enabled = True
        self.ignore = 0
        self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        """Forgets all."""
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        """Takes it out of the lists."""
        index = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[index].remove(self)
        if not self.bplist[index]:
            del self.bplist[index]

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpprint(self, out=None):
        """Prints what bpformat returns."""
        print(self.bpformat(), file=sys.stdout if out is None else out)

    def bpformat(self):
        """What is known of it, as lines of text."""
        kind = ('del  ' if self.temporary else 'keep ') + ('yes  ' if self.enabled else 'no   ')
        lines = [f'{self.number:<4d}breakpoint   {kind} at {self.file}:{self.line}']
        if self.cond:
            lines.append(f'\tstop only if {self.cond}')
        if self.ignore:
            lines.append(f'\tignore next {self.ignore} hits')
        if self.hits:
            lines.append(f'\tbreakpoint already hit {self.hits} time{"s" if self.hits > 1 else ""}')
        return '\n'.join(lines)

    def __str__(self):
        return f'breakpoint {self.number} at {self.file}:{self.line}'


def checkfuncname(b, frame):
    """Whether a breakpoint is meant for the place of a frame: those of functions are for their first line only."""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """The breakpoint to stop at, and whether it goes if it is temporary; (None, None) if there is none."""
    for b in Breakpoint.bplist.get((file, line), ()):
        if not b.enabled or not checkfuncname(b, frame):
            continue
        b.hits += 1
        goes = True
        if b.cond:
            try:
                if not eval(b.cond, frame.f_globals, frame.f_locals):
                    continue
            except:
                # A condition that fails stops, and the breakpoint stays for another look.
                goes = False
                if b.ignore <= 0:
                    return b, False
        if b.ignore > 0:
            b.ignore -= 1
            continue
        return b, goes
    return None, None
