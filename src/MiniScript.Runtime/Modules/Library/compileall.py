"""Checking of the source files in directories. MiniScript writes no files of compiled code."""

import os
import py_compile
import sys

__all__ = ['compile_dir', 'compile_file', 'compile_path']


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, workers=1,
                invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Check all sources in a directory and below; return whether all compile."""
    if maxlevels is None:
        maxlevels = sys.getrecursionlimit()
    dir = os.fspath(dir)
    if not quiet:
        print(f'Listing {dir!r}...')
    try:
        names = sorted(os.listdir(dir))
    except OSError:
        if quiet < 2:
            print(f"Can't list {dir!r}")
        return True
    success = True
    for name in names:
        if name == '__pycache__':
            continue
        path = os.path.join(dir, name)
        if not os.path.isdir(path):
            success = compile_file(path, ddir, force, rx, quiet, legacy, optimize) and success
        elif maxlevels > 0 and not os.path.islink(path):
            success = compile_dir(path, maxlevels - 1, None if ddir is None else os.path.join(ddir, name), force, rx, quiet) and success
    return success


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, invalidation_mode=None, *,
                 stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Check a source; return whether it compiles."""
    fullname = os.fspath(fullname)
    if (rx is not None and rx.search(fullname)) or not os.path.isfile(fullname) or not fullname.endswith(('.py', '.ms')):
        return True
    if not quiet:
        print(f'Compiling {fullname!r}...')
    try:
        py_compile.compile(fullname, None, None if ddir is None else os.path.join(ddir, os.path.basename(fullname)), True)
    except py_compile.PyCompileError as error:
        if quiet >= 2:
            return False
        print(f'*** Error compiling {fullname!r}...' if quiet else '*** ', end='\n' if quiet else '')
        print(error.msg)
        return False
    except (SyntaxError, UnicodeError, OSError) as error:
        if quiet < 2:
            print(f'*** {type(error).__name__}: {error}')
        return False
    return True


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1, invalidation_mode=None):
    """Check the sources in the directories of sys.path; return whether all compile."""
    success = True
    for dir in sys.path:
        if (not dir or dir == os.curdir) and skip_curdir:
            if quiet < 2:
                print('Skipping current directory')
        elif os.path.isdir(dir):
            success = compile_dir(dir, maxlevels, None, force, quiet=quiet) and success
    return success


def main():
    """The command line: check directories and files."""
    import argparse
    parser = argparse.ArgumentParser(description='Check Python sources.')
    parser.add_argument('-l', action='store_const', const=0, default=None, dest='maxlevels', help="don't recurse into subdirectories")
    parser.add_argument('-q', action='count', dest='quiet', default=0, help='output only error messages; -qq will suppress the error messages as well.')
    parser.add_argument('compile_dest', metavar='FILE|DIR', nargs='*', help='files and directories to check; sys.path without any')
    args = parser.parse_args()
    if not args.compile_dest:
        return compile_path(quiet=args.quiet)
    success = True
    for path in args.compile_dest:
        if os.path.isdir(path):
            success = compile_dir(path, args.maxlevels, quiet=args.quiet) and success
        else:
            success = compile_file(path, quiet=args.quiet) and success
    return success


if __name__ == '__main__':
    sys.exit(int(not main()))
