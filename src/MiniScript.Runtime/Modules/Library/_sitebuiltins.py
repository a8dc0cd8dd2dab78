"""The builtins that are there for the prompt."""

import sys

_EOF = 'Ctrl-Z plus Return' if sys.platform == 'win32' else 'Ctrl-D (i.e. EOF)'


class Quitter:
    """Ends the program when called, and says so when shown."""

    def __init__(self, name, eof):
        self.name = name
        self.eof = eof

    def __repr__(self):
        return f'Use {self.name}() or {self.eof} to exit'

    def __call__(self, code=None):
        try:
            sys.stdin.close()
        except Exception:
            pass
        raise SystemExit(code)


class _Printer:
    """A text that shows itself."""

    def __init__(self, name, data):
        self.__name = name
        self.__data = data

    def __repr__(self):
        return self.__data

    def __call__(self):
        print(self.__data)


class _Helper:
    """The function help()."""

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *args, **kwds):
        import pydoc
        return pydoc.help(*args, **kwds)


exit = Quitter('exit', _EOF)
quit = Quitter('quit', _EOF)
help = _Helper()
copyright = _Printer('copyright', sys.copyright)
credits = _Printer('credits', 'MiniScript is made by its contributors.')
license = _Printer('license', 'MIT license; see the file LICENSE of MiniScript.')
