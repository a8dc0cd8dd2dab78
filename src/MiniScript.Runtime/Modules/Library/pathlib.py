"""Paths as objects: pure ones, which only compute, and Path, which asks the file system."""

import errno
import fnmatch
import glob as _glob
import io
import ntpath
import os
import posixpath
import re
import stat as _stat
import sys

__all__ = ['UnsupportedOperation', 'PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']


class UnsupportedOperation(NotImplementedError):
    """An operation that this kind of path does not have."""


class _Parents:
    """The folders above a path, nearest first."""

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._tail)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index >= len(self) or index < -len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        tail = self._path._tail
        return self._path._from_parts(self._path._drv, self._path._root, tail[:len(tail) - index - 1])

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


_Parents.__name__ = _Parents.__qualname__ = '_PathParents'


class PurePath:
    """A path that is only computed with."""

    __slots__ = '_raw', '_drive', '_rooted', '_rest', '_text', '_key', '_hashed'

    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == 'nt' else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        raw = []
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not self.parser and arg.parser is ntpath:
                    raw.append('/'.join(arg._raw).replace('\\', '/') if len(arg._raw) < 2 else arg.as_posix())
                else:
                    raw.extend(arg._raw)
                continue
            try:
                path = os.fspath(arg)
            except TypeError:
                path = arg
            if not isinstance(path, str):
                raise TypeError('argument should be a str or an os.PathLike object where __fspath__ returns a str, '
                                f'not {type(path).__name__!r}')
            raw.append(path)
        self._raw = raw
        self._drive = self._text = self._key = self._hashed = None

    def with_segments(self, *pathsegments):
        """A path of this class from parts: what the operations that make paths call."""
        return type(self)(*pathsegments)

    def _parse(self):
        raw = self._raw
        path = '' if not raw else raw[0] if len(raw) == 1 else self.parser.join(*raw)
        self._drive, self._rooted, self._rest = self._split(path)

    @classmethod
    def _split(cls, path):
        if not path:
            return '', '', []
        parser = cls.parser
        if parser.altsep:
            path = path.replace(parser.altsep, parser.sep)
        drive, root, rest = parser.splitroot(path)
        if not root and drive.startswith(parser.sep) and not drive.endswith(parser.sep):
            parts = drive.split(parser.sep)
            if len(parts) == 4 and parts[2] not in '?.' or len(parts) == 6:
                root = parser.sep
        return drive, root, [part for part in rest.split(parser.sep) if part and part != '.']

    @property
    def _drv(self):
        if self._drive is None:
            self._parse()
        return self._drive

    @property
    def _root(self):
        if self._drive is None:
            self._parse()
        return self._rooted

    @property
    def _tail(self):
        if self._drive is None:
            self._parse()
        return self._rest

    @classmethod
    def _format(cls, drive, root, tail):
        if drive or root:
            return drive + root + cls.parser.sep.join(tail)
        if tail and cls.parser.splitdrive(tail[0])[0]:
            tail = ['.'] + tail
        return cls.parser.sep.join(tail)

    def _from_parts(self, drive, root, tail):
        path = self._format(drive, root, tail)
        made = self.with_segments(path)
        made._text = path or '.'
        made._drive, made._rooted, made._rest = drive, root, tail
        return made

    def __str__(self):
        if self._text is None:
            self._text = self._format(self._drv, self._root, self._tail) or '.'
        return self._text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f'{type(self).__name__}({self.as_posix()!r})'

    def __reduce__(self):
        return type(self), (str(self),)

    def as_posix(self):
        """The path with forward slashes."""
        return str(self).replace(self.parser.sep, '/')

    def as_uri(self):
        """The path as a file: URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        drive = self.drive
        path = self.as_posix()
        if len(drive) == 2 and drive[1] == ':':
            prefix, path = 'file:///' + drive, path[2:]
        elif drive:
            prefix = 'file:'
        else:
            prefix = 'file://'
        kept = b'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/'
        return prefix + ''.join(chr(byte) if byte in kept else f'%{byte:02X}' for byte in os.fsencode(path))

    @property
    def _comparison(self):
        if self._key is None:
            text = str(self)
            self._key = (text if self.parser is posixpath else text.lower()).split(self.parser.sep)
        return self._key

    def __hash__(self):
        if self._hashed is None:
            self._hashed = hash(str(self) if self.parser is posixpath else str(self).lower())
        return self._hashed

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._comparison == other._comparison and self.parser is other.parser

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._comparison < other._comparison

    def __le__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._comparison <= other._comparison

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._comparison > other._comparison

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._comparison >= other._comparison

    @property
    def drive(self):
        return self._drv

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._drv + self._root

    @property
    def parts(self):
        anchor = self.anchor
        return (anchor, *self._tail) if anchor else tuple(self._tail)

    @property
    def parent(self):
        tail = self._tail
        return self._from_parts(self._drv, self._root, tail[:-1]) if tail else self

    @property
    def parents(self):
        return _Parents(self)

    @property
    def name(self):
        return self._tail[-1] if self._tail else ''

    @property
    def suffix(self):
        name = self.name
        at = name.rfind('.')
        return name[at:] if 0 < at < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + part for part in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        name = self.name
        at = name.rfind('.')
        return name[:at] if 0 < at < len(name) - 1 else name

    def with_name(self, name):
        parser = self.parser
        if not name or parser.sep in name or parser.altsep and parser.altsep in name or name == '.':
            raise ValueError(f'Invalid name {name!r}')
        if not self._tail:
            raise ValueError(f'{self!r} has an empty name')
        return self._from_parts(self._drv, self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f'{self!r} has a non-empty suffix')
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        stem = self.stem
        if not stem:
            raise ValueError(f'{self!r} has an empty name')
        if suffix and not (suffix.startswith('.') and len(suffix) > 1):
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(stem + suffix)

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def relative_to(self, other, *_deprecated, walk_up=False):
        """The way from another path to this one."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        if _deprecated:
            other = self.with_segments(other, *_deprecated)
        for step, path in enumerate((other, *other.parents)):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
        return self._from_parts('', '', ['..'] * step + self._tail[len(path._tail):])

    def is_relative_to(self, other, *_deprecated):
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        if _deprecated:
            other = self.with_segments(other, *_deprecated)
        return other == self or other in self.parents

    def is_absolute(self):
        if self.parser is posixpath:
            return bool(self._root)
        return bool(self._drv and self._root) or self._drv.startswith('\\\\')

    def is_reserved(self):
        return self.parser is ntpath and ntpath.isreserved(str(self))

    def _sensitive(self, case_sensitive):
        return self.parser is posixpath if case_sensitive is None else case_sensitive

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path matches a pattern, in which ** stands for any parts."""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        flags = 0 if self._sensitive(case_sensitive) else re.IGNORECASE
        expression = _glob.translate(str(pattern) if pattern._raw and str(pattern) != '.' else '', recursive=True, include_hidden=True,
                                     seps=self.parser.sep)
        return re.compile(expression, flags).match(str(self) if str(self) != '.' else '') is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path, or its end if the pattern is relative, matches part by part."""
        if not isinstance(path_pattern, PurePath):
            path_pattern = self.with_segments(path_pattern)
        sensitive = self._sensitive(case_sensitive)
        pattern = path_pattern.parts[::-1]
        parts = self.parts[::-1]
        if not pattern:
            raise ValueError('empty pattern')
        if len(parts) < len(pattern) or path_pattern.anchor and len(parts) > len(pattern):
            return False
        for part, wanted in zip(parts, pattern):
            expression = _part_expression(wanted)
            if re.compile(expression, 0 if sensitive else re.IGNORECASE).match(part) is None:
                return False
        return True


def _part_expression(pattern):
    return _glob.translate('*' if pattern == '**' else pattern, include_hidden=True, seps='/') if pattern not in ('/', '\\') else re.escape(pattern) + r'\Z'


class PurePosixPath(PurePath):
    """A pure path with forward slashes."""

    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A pure path with backslashes and drives; letters' case does not count."""

    parser = ntpath
    __slots__ = ()


class Path(PurePath):
    """A path of this system."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == 'nt' else PosixPath
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        if kwargs:
            import warnings
            warnings._deprecated('pathlib.PurePath(**kwargs)', 'support for supplying keyword arguments to pathlib.PurePath is deprecated', remove=(3, 14))
        super().__init__(*args)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        home = os.path.expanduser('~')
        if home == '~':
            raise RuntimeError('Could not determine home directory.')
        return cls(home)

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith('file:'):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        path = uri[5:]
        if path[:3] == '///':
            path = path[2:]
        elif path[:12] == '//localhost/':
            path = path[11:]
        data = bytearray()
        raw = os.fsencode(path)
        at = 0
        while at < len(raw):
            if raw[at] == 0x25 and len(raw) >= at + 3:
                try:
                    data.append(int(raw[at + 1:at + 3], 16))
                    at += 3
                    continue
                except ValueError:
                    pass
            data.append(raw[at])
            at += 1
        made = cls(os.fsdecode(bytes(data)))
        if not made.is_absolute():
            raise ValueError(f'URI is not absolute: {uri!r}')
        return made

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        return self._is(_stat.S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        return self._is(_stat.S_ISREG, follow_symlinks)

    def is_symlink(self):
        return self._is(_stat.S_ISLNK, False)

    def is_block_device(self):
        return self._is(_stat.S_ISBLK)

    def is_char_device(self):
        return self._is(_stat.S_ISCHR)

    def is_fifo(self):
        return self._is(_stat.S_ISFIFO)

    def is_socket(self):
        return self._is(_stat.S_ISSOCK)

    def is_mount(self):
        return os.path.ismount(self)

    def is_junction(self):
        return False

    def _is(self, test, follow_symlinks=True):
        try:
            return test(os.stat(self, follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError):
            return False

    def samefile(self, other_path):
        other = other_path.stat() if hasattr(other_path, 'stat') else os.stat(other_path)
        return os.path.samestat(self.stat(), other)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open('rb') as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open('r', encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def write_bytes(self, data):
        with self.open('wb') as file:
            return file.write(bytes(memoryview(data)) if not isinstance(data, (bytes, str)) else data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % type(data).__name__)
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def _child(self, name):
        text = str(self)
        if text == '.':
            return self.with_segments(name) if not self._raw or self._raw == ['.'] or not self._tail else self._from_parts('', '', [name])
        return self._from_parts(self._drv, self._root, self._tail + [name])

    def iterdir(self):
        """The paths in a folder."""
        return (self._child(name) for name in os.listdir(self))

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below that match a relative pattern."""
        if not isinstance(pattern, PurePath):
            text = pattern
            pattern = self.with_segments(pattern)
        else:
            text = str(pattern)
        if pattern.anchor:
            raise NotImplementedError('Non-relative patterns are unsupported')
        parts = list(pattern._tail)
        if not parts:
            raise ValueError(f'Unacceptable pattern: {pattern!r}')
        only_folders = text[-1] in (self.parser.sep, self.parser.altsep)
        if only_folders:
            parts.append('')
        return _select(self, parts, self._sensitive(case_sensitive), recurse_symlinks)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """As glob(), with ** in front."""
        if isinstance(pattern, PurePath):
            pattern = str(pattern)
        if self.with_segments(pattern).anchor:
            raise NotImplementedError('Non-relative patterns are unsupported')
        return self.glob('**/' + pattern, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Each folder below, with the names of its folders and files."""
        pending = [self]
        while pending:
            path = pending.pop()
            if isinstance(path, tuple):
                yield path
                continue
            folders, files = [], []
            try:
                entries = list(os.scandir(path))
            except OSError as failure:
                if on_error is not None:
                    on_error(failure)
                continue
            for entry in entries:
                try:
                    is_folder = entry.is_dir(follow_symlinks=follow_symlinks)
                except OSError:
                    is_folder = False
                (folders if is_folder else files).append(entry.name)
            if top_down:
                yield path, folders, files
            else:
                pending.append((path, folders, files))
            pending += [path._child(name) for name in reversed(folders)]

    def absolute(self):
        """The path from the root; .. stays."""
        if self.is_absolute():
            return self
        return self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """The path from the root, without links and .."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def owner(self, *, follow_symlinks=True):
        import pwd
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        import grp
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok:
            try:
                os.utime(self)
                return
            except OSError:
                pass
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL), mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        os.link(target, self)

    def expanduser(self):
        if not (self._drv or self._root) and self._tail and self._tail[0][:1] == '~':
            home = os.path.expanduser(self._tail[0])
            if home[:1] == '~':
                raise RuntimeError('Could not determine home directory.')
            drive, root, tail = self._split(home)
            return self._from_parts(drive, root, tail + self._tail[1:])
        return self


def _select(path, parts, sensitive, follow):
    """The paths below one that match the parts of a pattern."""
    seen = set() if parts.count('**') > 1 else None
    for found in _selected(path, parts, 0, sensitive, follow):
        if seen is not None:
            key = str(found)
            if key in seen:
                continue
            seen.add(key)
        yield found


def _selected(path, parts, at, sensitive, follow):
    if at == len(parts):
        yield path
        return
    part = parts[at]
    rest = at + 1
    if part == '':
        if path.is_dir():
            yield path
    elif part == '**':
        if not path.is_dir():
            return
        while rest < len(parts) and parts[rest] == '**':
            rest += 1
        only_folders = rest < len(parts)
        pending = [path]
        while pending:
            current = pending.pop()
            yield from _selected(current, parts, rest, sensitive, follow)
            below = []
            for entry in _scan(current):
                try:
                    is_folder = entry.is_dir(follow_symlinks=follow)
                except OSError:
                    is_folder = False
                if is_folder:
                    below.append(current._child(entry.name))
                elif not only_folders:
                    yield current._child(entry.name)
            pending.extend(below)
    elif part == '..' or sensitive and not _glob.has_magic(part):
        child = path._child(part)
        if rest < len(parts) or child.exists(follow_symlinks=False):
            if rest == len(parts) or child.exists():
                yield from _selected(child, parts, rest, sensitive, follow)
    else:
        match = re.compile(_part_expression(part), 0 if sensitive else re.IGNORECASE).match
        for entry in _scan(path):
            if match(entry.name):
                if rest < len(parts):
                    try:
                        if not entry.is_dir():
                            continue
                    except OSError:
                        continue
                yield from _selected(path._child(entry.name), parts, rest, sensitive, follow)


def _scan(path):
    try:
        return list(os.scandir(path))
    except OSError:
        return []


class PosixPath(Path, PurePosixPath):
    """A path of a POSIX system."""

    __slots__ = ()

    if os.name == 'nt':
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f'cannot instantiate {cls.__name__!r} on your system')


class WindowsPath(Path, PureWindowsPath):
    """A path of Windows."""

    __slots__ = ()

    if os.name != 'nt':
        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f'cannot instantiate {cls.__name__!r} on your system')


for _class in PurePath, PurePosixPath, PureWindowsPath, Path, PosixPath, WindowsPath, _Parents:
    _class.__module__ = 'pathlib._local'
UnsupportedOperation.__module__ = 'pathlib._abc'
sys.modules['pathlib._local'] = sys.modules['pathlib._abc'] = sys.modules['pathlib']
