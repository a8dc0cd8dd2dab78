"""Files by whole contents, directories, changes in them. What the system refuses gives None or False, never an exception."""

import os as _os
from _catalog import expect as _expect, pass_denial as _pass_denial
from _fs import (
    append_text, combine_path, create_directory, enumerate_files, exists, extension, file_name_without_extension, glob, list,
    parent_directory, read_text, write_text, kind_name as _kind_name,
)


class Kind:
    """What a path is: a File, a Directory, or Missing."""

    __slots__ = ()


class _Found(Kind):
    __slots__ = ('path',)
    __match_args__ = ('path',)

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f'{type(self).__name__}({self.path!r})'

    def __eq__(self, other):
        return type(self) is type(other) and self.path == other.path

    def __hash__(self):
        return hash((type(self).__name__, self.path))


class File(_Found):
    __slots__ = ()


class Directory(_Found):
    __slots__ = ()


class _Missing(Kind):
    __slots__ = ()

    def __repr__(self):
        return 'Missing'

    def __bool__(self):
        return False


Missing = _Missing()


def kind(path):
    """Say what a path is."""
    name = _kind_name(path)
    return File(path) if name == 'file' else Directory(path) if name == 'directory' else Missing


def _path(function, path):
    _expect(function, 'path', path, str, _os.PathLike)
    return _os.fsdecode(path)


def _make_parent(path):
    create_directory(_os.path.dirname(_os.path.abspath(path)))


def read_bytes(path):
    """The contents of a file; None if it cannot be read."""
    try:
        with open(_path('read_bytes', path), 'rb') as file:
            return file.read()
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return None


def read_lines(path):
    """The lines of a UTF-8 file without their ends; None if it cannot be read."""
    text = read_text(_path('read_lines', path))
    if text is None:
        return None
    lines = text.replace('\r\n', '\n').split('\n')
    if not lines[-1]:
        lines.pop()
    return lines


def _write(function, path, data, mode):
    _expect(function, 'data', data, bytes, bytearray, memoryview)
    path = _path(function, path)
    try:
        _make_parent(path)
        with open(path, mode) as file:
            file.write(data)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return False
    return True


def write_bytes(path, data):
    """Writes a file, with the directories above it; whether that worked."""
    return _write('write_bytes', path, data, 'wb')


def append_bytes(path, data):
    """Adds to the end of a file, making it if needed; whether that worked."""
    return _write('append_bytes', path, data, 'ab')


def replace_text(path, text):
    """Writes a text file beside the old one and puts it in its place at once, so that nobody sees half of it; whether that worked."""
    _expect('replace_text', 'text', text, str)
    path = _path('replace_text', path)
    new = f'{path}.{_os.urandom(6).hex()}.new'
    try:
        _make_parent(path)
        with open(new, 'xb') as file:
            file.write(text.encode())
        try:
            _os.chmod(new, _os.stat(path).st_mode & 0o7777)
        except OSError:
            pass
        _os.replace(new, path)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        remove(new)
        return False
    return True


def copy(source, target):
    """Copies a file, or a directory with all that is in it, into a place that is free, or, for a file, over another; whether that worked."""
    import shutil
    source = _path('copy', source)
    target = _path('copy', target)
    try:
        _make_parent(target)
        if _os.path.isdir(source):
            inner = _os.path.join(_os.path.realpath(source), '')
            if _os.path.join(_os.path.realpath(target), '').startswith(inner):
                return False
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copyfile(source, target)
            shutil.copymode(source, target)
    except (OSError, ValueError, shutil.Error) as error:
        _pass_denial(error)
        return False
    return True


def move(source, target):
    """Moves a file, over another if there is one, or a directory; whether that worked."""
    source = _path('move', source)
    target = _path('move', target)
    try:
        _make_parent(target)
        try:
            _os.replace(source, target)
        except OSError as error:
            import errno
            if error.errno != errno.EXDEV:
                _pass_denial(error)
                return False
            # Another file system: a copy, and the original away.
            return not (_os.path.isdir(source) and _os.path.lexists(target)) and copy(source, target) and remove(source)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return False
    return True


def remove(path):
    """Removes a file, a link, or a directory with all that is in it; whether that worked."""
    path = _path('remove', path)
    try:
        if _os.path.isdir(path) and not _os.path.islink(path):
            import shutil
            shutil.rmtree(path)
        else:
            _os.unlink(path)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return False
    return True


class Status:
    """What is known of a file: size in bytes, times in seconds since 1970, permissions."""

    __slots__ = ('path', 'kind', 'size', 'modified', 'accessed', 'created', 'mode', 'is_link')

    def __repr__(self):
        return f'<Status {self.kind!r}, {self.size} bytes>'


def stat(path):
    """What is known of a file or directory; None if there is none."""
    path = _path('stat', path)
    try:
        found = _os.stat(path)
        is_link = _os.path.islink(path)
    except (OSError, ValueError):
        return None
    result = Status()
    result.path = path
    result.kind = kind(path)
    result.size = found.st_size
    result.modified = found.st_mtime
    result.accessed = found.st_atime
    result.created = found.st_ctime
    result.mode = found.st_mode & 0o7777
    result.is_link = is_link
    return result


def size(path):
    """The bytes of a file; None if there is none."""
    found = stat(path)
    return None if found is None else found.size


def walk(path='.'):
    """All that is in a directory, at any depth and in order, as File and Directory; links to directories are not followed. None if it cannot be read."""
    path = _path('walk', path)
    entries = _entries(path)
    return None if entries is None else _walk(entries)


def _entries(path):
    try:
        with _os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (OSError, ValueError):
        return None


def _walk(entries):
    waiting = [iter(entries)]
    while waiting:
        for entry in waiting[-1]:
            path = entry.path[2:] if entry.path.startswith('./') else entry.path
            try:
                is_directory = entry.is_dir(follow_symlinks=False)
            except OSError:
                continue
            if is_directory:
                yield Directory(path)
                waiting.append(iter(_entries(entry.path) or ()))
                break
            yield File(path)
        else:
            waiting.pop()


class Temporary:
    """A file or directory that goes away at the end of a with statement, with remove(), or at the end of the program. str() is its path."""

    def __init__(self, path):
        self.path = path
        import atexit
        atexit.register(self.remove)

    def __fspath__(self):
        return self.path

    __str__ = __fspath__

    def __repr__(self):
        return f'<Temporary {self.path!r}>'

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        self.remove()
        return False

    def remove(self):
        """Removes it; whether it was still there."""
        import atexit
        atexit.unregister(self.remove)
        return exists(self.path) and remove(self.path)


def temp_file(suffix=''):
    """A new empty file in the directory for temporary files; None if there can be none."""
    import tempfile
    _expect('temp_file', 'suffix', suffix, str)
    try:
        descriptor, path = tempfile.mkstemp(suffix)
        _os.close(descriptor)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return None
    return Temporary(path)


def temp_directory():
    """A new directory in that for temporary files; None if there can be none."""
    import tempfile
    try:
        return Temporary(tempfile.mkdtemp())
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return None


def watch(path, recursive=False):
    """Watches a file, or a directory and, if asked for, those below: a Watcher; None if that cannot be."""
    from _watching import watch as _start
    return _start(_path('watch', path), recursive)
