"""Files and folders for the meantime."""

import errno
import io
import os
import shutil
import sys

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp', 'mktemp',
           'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb', 'gettempdirb']

TMP_MAX = 10000
template = 'tmp'
tempdir = None

_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789_'


def _names():
    while True:
        yield ''.join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(8))


def gettempprefix():
    return template


def gettempprefixb():
    return os.fsencode(template)


def _find_tempdir():
    candidates = [os.environ.get(name) for name in ('TMPDIR', 'TEMP', 'TMP')]
    candidates += ['/tmp', '/var/tmp', '/usr/tmp', os.getcwd()]
    for folder in candidates:
        if folder and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
            return os.path.abspath(folder)
    raise FileNotFoundError(errno.ENOENT, 'No usable temporary directory found in %s' % [folder for folder in candidates if folder])


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        tempdir = _find_tempdir()
    return os.fsdecode(tempdir)


def gettempdirb():
    return os.fsencode(gettempdir())


def _parameters(prefix, suffix, dir):
    given = [part for part in (suffix, prefix, dir) if part is not None]
    kinds = {bytes if isinstance(part if isinstance(part, (str, bytes)) else os.fspath(part), bytes) else str for part in given}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    kind = kinds.pop() if kinds else str
    if kind is bytes:
        return b'tmp' if prefix is None else prefix, b'' if suffix is None else suffix, gettempdirb() if dir is None else dir, kind
    return 'tmp' if prefix is None else prefix, '' if suffix is None else suffix, gettempdir() if dir is None else dir, kind


def _make(dir, prefix, suffix, kind, make):
    dir = os.path.abspath(dir)
    for attempt, name in zip(range(TMP_MAX), _names()):
        path = os.path.join(dir, prefix + (name if kind is str else name.encode()) + suffix)
        try:
            return make(path), path
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, 'No usable temporary file name found')


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file; its descriptor and path."""
    prefix, suffix, dir, kind = _parameters(prefix, suffix, dir)
    return _make(dir, prefix, suffix, kind, lambda path: os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder; its path."""
    prefix, suffix, dir, kind = _parameters(prefix, suffix, dir)
    return _make(dir, prefix, suffix, kind, lambda path: os.mkdir(path, 0o700))[1]


def mktemp(suffix='', prefix=template, dir=None):
    """A path that does not exist: another process may make it first."""
    if dir is None:
        dir = gettempdir()
    for name in _names():
        path = os.path.join(dir, prefix + name + suffix)
        if not os.path.lexists(path):
            return os.path.abspath(path)


class _TemporaryFileWrapper:
    """A file that removes itself when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._delete_on_close = delete_on_close
        self._gone = False

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} file={self.file!r}>'

    def __getattr__(self, name):
        return getattr(self.__dict__['file'], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *details):
        self.file.__exit__(*details)
        self._remove()
        return None

    def close(self):
        self.file.close()
        if self._delete_on_close:
            self._remove()

    def _remove(self):
        if self.delete and not self._gone:
            self._gone = True
            try:
                os.unlink(self.name)
            except FileNotFoundError:
                pass

    def __del__(self):
        self._remove()

    def __iter__(self):
        for line in self.file:
            yield line


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *,
                       errors=None, delete_on_close=True):
    """An open file with a name, removed when it is closed."""
    descriptor, name = mkstemp(suffix, prefix, dir)
    try:
        file = io.open(descriptor, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.close(descriptor)
        os.unlink(name)
        raise
    return _TemporaryFileWrapper(file, name, delete, delete_on_close)


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    """An open file that has no name any more."""
    descriptor, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    try:
        return io.open(descriptor, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.close(descriptor)
        raise


class SpooledTemporaryFile(io.IOBase):
    """A file in memory until it is larger than some size, then a temporary one."""

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        if 'b' in mode:
            self._file = io.BytesIO()
        else:
            self._file = io.TextIOWrapper(io.BytesIO(), encoding=encoding or 'utf-8', errors=errors, newline=newline)
        self._max_size = max_size
        self._how = {'mode': mode, 'buffering': buffering, 'suffix': suffix, 'prefix': prefix, 'encoding': encoding, 'newline': newline,
                     'dir': dir, 'errors': errors}

    def __enter__(self):
        if self._file.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, *details):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    def __next__(self):
        return self._file.__next__()

    def __del__(self):
        pass

    def _check_size(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Goes to the disk now."""
        if self._rolled:
            return
        old = self._file
        new = TemporaryFile(**self._how)
        position = old.tell()
        if hasattr(old, 'detach'):
            old.flush()
            data = old.detach().getvalue() if not isinstance(old, io.BytesIO) else old.getvalue()
        else:
            data = old.getvalue()
        if isinstance(old, io.BytesIO):
            new.write(data)
        else:
            new.buffer.write(data)
            new.buffer.flush()
        new.seek(position)
        self._file = new
        self._rolled = True

    def close(self):
        self._file.close()

    @property
    def closed(self):
        return self._file.closed

    @property
    def encoding(self):
        return self._file.encoding

    @property
    def errors(self):
        return self._file.errors

    @property
    def newlines(self):
        return self._file.newlines

    @property
    def mode(self):
        return self._file.mode if self._rolled else self._how['mode']

    @property
    def name(self):
        return self._file.name if self._rolled else None

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def flush(self):
        self._file.flush()

    def isatty(self):
        return self._file.isatty()

    def read(self, *args):
        return self._file.read(*args)

    def read1(self, *args):
        return self._file.read1(*args)

    def readinto(self, b):
        return self._file.readinto(b)

    def readline(self, *args):
        return self._file.readline(*args)

    def readlines(self, *args):
        return self._file.readlines(*args)

    def readable(self):
        return self._file.readable()

    def writable(self):
        return self._file.writable()

    def seekable(self):
        return self._file.seekable()

    def seek(self, *args):
        return self._file.seek(*args)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        result = self._file.write(s)
        self._check_size()
        return result

    def writelines(self, iterable):
        self._file.writelines(iterable)
        self._check_size()

    def detach(self):
        return self._file.detach()


class TemporaryDirectory:
    """A folder that is removed at the end of a with statement."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors
        self._delete = delete
        self._gone = False

    def __repr__(self):
        return '<{} {!r}>'.format(self.__class__.__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def __del__(self):
        if self._delete and not self._gone:
            shutil.rmtree(self.name, ignore_errors=True)

    def cleanup(self):
        if not self._gone:
            self._gone = True
            try:
                shutil.rmtree(self.name, ignore_errors=self._ignore)
            except FileNotFoundError:
                pass

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)
