"""Archives of scripts that run as programs."""

import contextlib
import os
import pathlib
import shutil
import stat
import sys
import zipfile

__all__ = ['ZipAppError', 'create_archive', 'get_interpreter']

MAIN_TEMPLATE = '''\
# -*- coding: utf-8 -*-
import {module}
{module}.{fn}()
'''


class ZipAppError(ValueError):
    """The archive cannot be made."""


@contextlib.contextmanager
def _maybe_open(archive, mode):
    if isinstance(archive, (str, os.PathLike)):
        with open(archive, mode) as file:
            yield file
    else:
        yield archive


def _write_file_prefix(file, interpreter):
    if interpreter:
        file.write(b'#!' + interpreter.encode(sys.getfilesystemencoding()) + b'\n')


def _copy_archive(archive, new_archive, interpreter=None):
    with _maybe_open(archive, 'rb') as source:
        start = source.read(2)
        with _maybe_open(new_archive, 'wb') as target:
            _write_file_prefix(target, interpreter)
            if start == b'#!':
                source.readline()
            else:
                target.write(start)
            shutil.copyfileobj(source, target)
    if interpreter and isinstance(new_archive, str):
        os.chmod(new_archive, os.stat(new_archive).st_mode | stat.S_IEXEC)


def create_archive(source, target=None, interpreter=None, main=None, filter=None, compressed=False):
    """Make an archive of a directory, or a copy of an archive, that runs as a program."""
    source_is_file = hasattr(source, 'read') and hasattr(source, 'readline')
    if not source_is_file:
        source = pathlib.Path(source)
        source_is_file = source.is_file()
    if source_is_file:
        _copy_archive(source, target, interpreter)
        return
    if not source.exists():
        raise ZipAppError('Source does not exist')
    has_main = (source / '__main__.py').is_file() or (source / '__main__.ms').is_file()
    if main and has_main:
        raise ZipAppError('Cannot specify entry point if the source has __main__.py')
    if not (main or has_main):
        raise ZipAppError('Archive has no entry point')
    main_code = None
    if main:
        module, colon, function = main.partition(':')
        if not colon or not all(part.isidentifier() for part in module.split('.') + function.split('.')):
            raise ZipAppError('Invalid entry point: ' + main)
        main_code = MAIN_TEMPLATE.format(module=module, fn=function)
    if target is None:
        target = source.with_suffix('.pyz')
    elif not hasattr(target, 'write'):
        target = pathlib.Path(target)
    children = sorted(source.rglob('*'))
    if isinstance(target, pathlib.Path) and target in children and (filter is None or filter(target.relative_to(source))):
        raise ZipAppError(f'The target archive {target} overwrites one of the source files.')
    with _maybe_open(target, 'wb') as file:
        _write_file_prefix(file, interpreter)
        compression = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        with zipfile.ZipFile(file, 'w', compression=compression) as archive:
            for child in children:
                name = child.relative_to(source)
                if filter is None or filter(name) and (not isinstance(target, pathlib.Path) or child != target.resolve()):
                    archive.write(child, name.as_posix())
            if main_code:
                archive.writestr('__main__.py', main_code.encode('utf-8'))
    if interpreter and isinstance(target, pathlib.Path):
        target.chmod(target.stat().st_mode | stat.S_IEXEC)


def get_interpreter(archive):
    """Return the interpreter that an archive names; None if it names none."""
    with _maybe_open(archive, 'rb') as file:
        if file.read(2) == b'#!':
            return file.readline().strip().decode(sys.getfilesystemencoding())


def main(args=None):
    """The command line."""
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('--output', '-o', default=None, help='The name of the output archive. Required if SOURCE is an archive.')
    parser.add_argument('--python', '-p', default=None, help='The name of the Python interpreter to use (default: no shebang line).')
    parser.add_argument('--main', '-m', default=None, help='The main function of the application (default: use an existing __main__.py).')
    parser.add_argument('--compress', '-c', action='store_true', help='Compress files with the deflate method. Files are stored uncompressed by default.')
    parser.add_argument('--info', default=False, action='store_true', help='Display the interpreter from the archive.')
    parser.add_argument('source', help='Source directory (or existing archive).')
    args = parser.parse_args(args)
    if args.info:
        if not os.path.isfile(args.source):
            raise SystemExit('Can only get info for an archive file')
        print(f'Interpreter: {get_interpreter(args.source) or "<none>"}')
        sys.exit(0)
    if os.path.isfile(args.source):
        if args.output is None or (os.path.exists(args.output) and os.path.samefile(args.source, args.output)):
            raise SystemExit('In-place editing of archives is not supported')
        if args.main:
            raise SystemExit('Cannot change the main function when copying')
    create_archive(args.source, args.output, interpreter=args.python, main=args.main, compressed=args.compress)


if __name__ == '__main__':
    main()
