"""Prompts of a program's own."""

import builtins
import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ['InteractiveInterpreter', 'InteractiveConsole', 'interact', 'compile_command']


class InteractiveInterpreter:
    """Runs sources in a namespace and shows what goes wrong."""

    def __init__(self, locals=None):
        if locals is None:
            locals = {'__name__': '__console__', '__doc__': None}
        self.locals = locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename='<input>', symbol='single'):
        """Compile and run a source; return True if more lines are needed."""
        try:
            code = self.compile(source, filename, symbol)
        except (OverflowError, SyntaxError, ValueError):
            self.showsyntaxerror(filename, source=source)
            return False
        if code is None:
            return True
        self.runcode(code)
        return False

    def runcode(self, code):
        """Run code; SystemExit goes on, other exceptions are shown."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, **kwargs):
        """Show the error of a source that does not compile."""
        try:
            type, value, tb = sys.exc_info()
            if filename and issubclass(type, SyntaxError):
                value.filename = filename
            self._showtraceback(type, value, None, kwargs.pop('source', ''))
        finally:
            type = value = tb = None

    def showtraceback(self):
        """Show the exception that is handled, without this module's frame."""
        try:
            type, value, tb = sys.exc_info()
            self._showtraceback(type, value, tb.tb_next, '')
        finally:
            type = value = tb = None

    def _showtraceback(self, type, value, tb, source):
        sys.last_type = type
        sys.last_traceback = tb
        value = value.with_traceback(tb)
        sys.last_exc = sys.last_value = value
        if sys.excepthook is sys.__excepthook__:
            self.write(''.join(traceback.format_exception(type, value, tb)))
        else:
            # A hook of the program's own gets the exception; what it raises itself is shown with it.
            try:
                sys.excepthook(type, value, tb)
            except SystemExit:
                raise
            except BaseException as error:
                error.__context__ = None
                print('Error in sys.excepthook:', file=sys.stderr)
                self.write(''.join(traceback.format_exception(error.__class__, error, error.__traceback__.tb_next)))
                print(file=sys.stderr)
                print('Original exception was:', file=sys.stderr)
                self.write(''.join(traceback.format_exception(type, value, tb)))

    def write(self, data):
        """Write to standard error."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """A prompt: reads lines and runs them when they are complete."""

    def __init__(self, locals=None, filename='<console>', *, local_exit=False):
        InteractiveInterpreter.__init__(self, locals)
        self.filename = filename
        self.local_exit = local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines that were not complete."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Read and run lines until the input ends."""
        remove = []
        for name, default in (('ps1', '>>> '), ('ps2', '... ')):
            if not hasattr(sys, name):
                setattr(sys, name, default)
                remove.append(name)
        if banner is None:
            self.write(f'Python {sys.version} on {sys.platform}\nType "help", "copyright", "credits" or "license" for more information.\n'
                       f'({self.__class__.__name__})\n')
        elif banner:
            self.write(f'{banner!s}\n')
        more = 0
        saved = {}
        if self.local_exit:
            for name in ('exit', 'quit'):
                if hasattr(builtins, name):
                    saved[name] = getattr(builtins, name)
                    setattr(builtins, name, Quitter(name))
        try:
            while True:
                try:
                    try:
                        line = self.raw_input(sys.ps2 if more else sys.ps1)
                    except EOFError:
                        self.write('\n')
                        break
                    more = self.push(line)
                except KeyboardInterrupt:
                    self.write('\nKeyboardInterrupt\n')
                    self.resetbuffer()
                    more = 0
                except SystemExit as error:
                    if not self.local_exit:
                        raise
                    self.write('\n')
                    break
        finally:
            for name, value in saved.items():
                setattr(builtins, name, value)
            for name in remove:
                delattr(sys, name)
            if exitmsg is None:
                self.write(f'now exiting {self.__class__.__name__}...\n')
            elif exitmsg != '':
                self.write(f'{exitmsg}\n')

    def push(self, line, filename=None, _symbol='single'):
        """Add a line; run what there is if it is complete, else return True."""
        self.buffer.append(line)
        source = '\n'.join(self.buffer)
        more = self.runsource(source, self.filename if filename is None else filename, symbol=_symbol)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=''):
        """Read a line."""
        return input(prompt)


class Quitter:
    """Ends a prompt."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'Use {self.name}() or Ctrl-D (i.e. EOF) to exit'

    def __call__(self, code=None):
        raise SystemExit(code)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Run a prompt."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is not None:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)


if __name__ == '__main__':
    interact('' if '-q' in sys.argv else None)
