"""The operating system: files and directories, the environment, the process."""

import sys
import _os
import posixpath as path
from _os import (
    access, chdir, chmod, close, cpu_count, fspath, getcwd, getpid, isatty, listdir, mkdir, open, putenv, read, readlink, remove,
    rename, rmdir, stat, strerror, symlink, unsetenv, urandom, write, _exit,
)
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'nt' if sys.platform == 'win32' else 'posix'
linesep = '\r\n' if name == 'nt' else '\n'
error = OSError
unlink = remove
replace = rename

F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0x40, 0x80, 0x200, 0x400
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class PathLike:
    """What has a path in the file system: a class with __fspath__."""

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, '__fspath__') if cls is PathLike else NotImplemented


def _check(value):
    if not isinstance(value, str):
        raise TypeError(f'str expected, not {type(value).__name__}')
    return value


class _Environ:
    """The environment: a mapping whose changes reach the process."""

    def __init__(self, variables):
        self._data = variables

    def __getitem__(self, key):
        try:
            return self._data[_check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        _check(key), _check(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        _check(key)
        unsetenv(key)
        try:
            del self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        yield from list(self._data)

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return isinstance(key, str) and key in self._data

    def __eq__(self, other):
        return self._data == (other._data if isinstance(other, _Environ) else other)

    __hash__ = None

    def __repr__(self):
        return 'environ({' + ', '.join(f'{key!r}: {value!r}' for key, value in self._data.items()) + '})'

    def __or__(self, other):
        return self._data | dict(other)

    def get(self, key, default=None):
        return self._data.get(_check(key), default)

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def copy(self):
        return dict(self._data)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        if len(default) > 1:
            raise TypeError(f'pop expected at most 2 arguments, got {1 + len(default)}')
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def update(self, *others, **more):
        for key, value in dict(*others, **more).items():
            self[key] = value

    def clear(self):
        for key in list(self._data):
            del self[key]


environ = _Environ(_os.environment())


def getenv(key, default=None):
    return environ.get(key, default)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def getcwdb():
    return fsencode(getcwd())


def lstat(path):
    return stat(path, False)


def fstat(fd):
    return stat(fd)


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # Somebody else made it in between.
        if tail in (curdir, curdir.encode()):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


class DirEntry:
    """An entry of a directory, from scandir."""

    def __init__(self, directory, name):
        self.name = name
        self.path = path.join(directory, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'

    def _mode(self, follow_symlinks):
        return _os.mode(self.path, follow_symlinks) & 0xf000

    def is_dir(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0x4000

    def is_file(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0x8000

    def is_symlink(self):
        return self._mode(False) == 0xa000

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks)

    def inode(self):
        return stat(self.path, False).st_ino


class _ScandirIterator:
    def __init__(self, directory):
        self._entries = iter([DirEntry(directory, name) for name in listdir(directory)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path='.'):
    return _ScandirIterator(path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    try:
        entries = list(scandir(top))
    except OSError as failure:
        if onerror is not None:
            onerror(failure)
        return
    directories = [entry.name for entry in entries if entry.is_dir()]
    files = [entry.name for entry in entries if not entry.is_dir()]
    if topdown:
        yield top, directories, files
    for name in list(directories):
        below = path.join(top, name)
        if followlinks or not path.islink(below):
            yield from walk(below, topdown, onerror, followlinks)
    if not topdown:
        yield top, directories, files


def system(command):
    raise NotImplementedError('os.system() is not supported')


def popen(command, mode='r', buffering=-1):
    raise NotImplementedError('os.popen() is not supported')


def fork():
    raise NotImplementedError('os.fork() is not supported')
