"""Checking of source files. MiniScript writes no files of compiled code."""

import enum
import sys
import traceback

__all__ = ['compile', 'main', 'PyCompileError', 'PycInvalidationMode']


class PyCompileError(Exception):
    """A source does not compile."""

    def __init__(self, exc_type, exc_value, file, msg=''):
        name = exc_type.__name__
        text = ''.join(traceback.format_exception_only(exc_type, exc_value))
        if exc_type is SyntaxError:
            text = text.replace('File "<string>"', f'File "{file}"')
        else:
            text = f'Sorry: {name}: {exc_value}'
        Exception.__init__(self, msg or text, name, exc_value, file)
        self.exc_type_name = name
        self.exc_value = exc_value
        self.file = file
        self.msg = msg or text

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    """When a file of compiled code is out of date: there are none."""

    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile a file to see whether it does; return None, because nothing is written. A path to write to is refused."""
    import builtins
    if cfile is not None:
        raise NotImplementedError('MiniScript writes no files of compiled code')
    with open(file, 'rb') as source:
        data = source.read()
    try:
        builtins.compile(data, dfile or file, 'exec', dont_inherit=True, optimize=optimize)
    except Exception as error:
        problem = PyCompileError(error.__class__, error, dfile or file)
        if quiet < 2:
            if doraise:
                raise problem from None
            sys.stderr.write(problem.msg + '\n')
        return None
    return None


def main():
    """The command line: check files."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    names = [line.rstrip('\n') for line in sys.stdin] if args.filenames == ['-'] else args.filenames
    for name in names:
        try:
            compile(name, doraise=True)
        except PyCompileError as error:
            parser.exit(1, '' if args.quiet else error.msg)
        except OSError as error:
            parser.exit(1, '' if args.quiet else str(error) + '\n')


if __name__ == '__main__':
    main()
