"""The operating system: files and directories, the environment, the process."""

import abc
import sys
import _os
import posixpath as path
from _os import (
    chdir as _chdir, close, cpu_count, dup, dup2, fchdir, fchmod, fspath, fsync, ftruncate, getcwd, getpgid, getpid, getsid, isatty,
    kill, lseek, mkfifo, nice, pipe, putenv, read, setpgid, setsid, stat_result, strerror, umask, unsetenv, urandom, waitpid, write, _exit,
)
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'nt' if sys.platform == 'win32' else 'posix'
linesep = '\r\n' if name == 'nt' else '\n'
error = OSError
fdatasync = fsync

F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE = 0, 1, 2, 3
O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND = 0x40, 0x80, 0x100, 0x200, 0x400
O_NONBLOCK = O_NDELAY = 0x800
O_DSYNC, O_SYNC, O_RSYNC = 0x1000, 0x101000, 0x101000
O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC, O_PATH, O_TMPFILE = 0x10000, 0x20000, 0x80000, 0x200000, 0x410000
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK, EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOUSER, EX_NOHOST, EX_UNAVAILABLE, EX_SOFTWARE = 0, 64, 65, 66, 67, 68, 69, 70
EX_OSERR, EX_OSFILE, EX_CANTCREAT, EX_IOERR, EX_TEMPFAIL, EX_PROTOCOL, EX_NOPERM, EX_CONFIG = 71, 72, 73, 74, 75, 76, 77, 78
WNOHANG, WUNTRACED, WEXITED, WCONTINUED, WNOWAIT = 1, 2, 4, 8, 0x1000000
P_NOWAIT = P_NOWAITO = 1
P_WAIT = 0

supports_bytes_environ = name != 'nt'
supports_dir_fd = set()
supports_effective_ids = set()


class PathLike(abc.ABC):
    """What has a path in the file system: a class with __fspath__."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, '__fspath__') if cls is PathLike else NotImplemented

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def _no_dir_fd(*descriptors):
    if any(descriptor is not None for descriptor in descriptors):
        raise NotImplementedError('dir_fd unavailable on this platform')


def _check(value):
    if not isinstance(value, str):
        raise TypeError('str expected, not %s' % type(value).__name__)
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
        if '=' in key:
            raise ValueError('illegal environment variable name')
        if '\0' in key or '\0' in value:
            raise ValueError('embedded null byte')
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
        return dict(self._data) | dict(other) if hasattr(other, 'keys') else NotImplemented

    def __ror__(self, other):
        return dict(other) | self._data if hasattr(other, 'keys') else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self

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

    def popitem(self):
        try:
            key = next(iter(self))
        except StopIteration:
            raise KeyError from None
        return key, self.pop(key)

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


class _EnvironBytes:
    """The environment in bytes: a view of environ."""

    def __getitem__(self, key):
        return fsencode(environ[fsdecode(key)])

    def __setitem__(self, key, value):
        environ[fsdecode(key)] = fsdecode(value)

    def __delitem__(self, key):
        del environ[fsdecode(key)]

    def __contains__(self, key):
        return fsdecode(key) in environ

    def __iter__(self):
        return map(fsencode, environ)

    def __len__(self):
        return len(environ)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def items(self):
        return [(fsencode(key), fsencode(value)) for key, value in environ.items()]


environb = _EnvironBytes()


def getenvb(key, default=None):
    return environb.get(key, default)


def get_exec_path(env=None):
    """The folders that programs are looked for in."""
    variables = environ if env is None else env
    path = variables.get('PATH') or (None if env is None else variables.get(b'PATH'))
    return fsdecode(path or defpath).split(pathsep)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def getcwdb():
    return fsencode(getcwd())


def chdir(path):
    fchdir(path) if isinstance(path, int) else _chdir(path)


def open(path, flags, mode=0o777, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    return _os.open(path, flags, mode)


def closerange(fd_low, fd_high, /):
    for descriptor in range(fd_low, fd_high):
        try:
            close(descriptor)
        except OSError:
            pass


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError('invalid fd type (%s, expected integer)' % type(fd))
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def pipe2(flags, /):
    ends = pipe()
    for end in ends:
        set_inheritable(end, not flags & O_CLOEXEC)
        set_blocking(end, not flags & O_NONBLOCK)
    return ends


def get_inheritable(fd, /):
    return not _os.fcntl(fd, 1) & 1


def set_inheritable(fd, inheritable, /):
    _os.fcntl(fd, 2, 0 if inheritable else 1)


def get_blocking(fd, /):
    return not _os.fcntl(fd, 3) & O_NONBLOCK


def set_blocking(fd, blocking, /):
    flags = _os.fcntl(fd, 3)
    _os.fcntl(fd, 4, flags & ~O_NONBLOCK if blocking else flags | O_NONBLOCK)


def truncate(path, length):
    ftruncate(path, length) if isinstance(path, int) else _os.truncate_path(path, length)


def pread(fd, length, offset, /):
    """Reads at a place; the position stays."""
    before = lseek(fd, 0, SEEK_CUR)
    lseek(fd, offset, SEEK_SET)
    try:
        return read(fd, length)
    finally:
        lseek(fd, before, SEEK_SET)


def pwrite(fd, data, offset, /):
    """Writes at a place; the position stays."""
    before = lseek(fd, 0, SEEK_CUR)
    lseek(fd, offset, SEEK_SET)
    try:
        return write(fd, data)
    finally:
        lseek(fd, before, SEEK_SET)


def readv(fd, buffers, /):
    total = 0
    for buffer in buffers:
        data = read(fd, len(buffer))
        buffer[:len(data)] = data
        total += len(data)
        if len(data) < len(buffer):
            break
    return total


def writev(fd, buffers, /):
    return write(fd, b''.join(buffers))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    return _os.stat(path, follow_symlinks)


def lstat(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    return _os.stat(path, False)


def fstat(fd):
    if not isinstance(fd, int):
        raise TypeError(f"'{type(fd).__name__}' object cannot be interpreted as an integer")
    return _os.stat(fd)


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    return _os.access(path, mode)


def mkdir(path, mode=0o777, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _os.mkdir(path, mode)


def rmdir(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _os.rmdir(path)


def remove(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _os.remove(path)


def unlink(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _os.remove(path)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _no_dir_fd(src_dir_fd, dst_dir_fd)
    _os.rename(src, dst)


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _no_dir_fd(src_dir_fd, dst_dir_fd)
    _os.rename(src, dst)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    _no_dir_fd(src_dir_fd, dst_dir_fd)
    _os.hard_link(src, dst, follow_symlinks)


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _os.symlink(src, dst)


def readlink(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    target = _os.readlink(path)
    return fsencode(target) if isinstance(fspath(path), bytes) else target


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    if not follow_symlinks:
        raise NotImplementedError('chmod: follow_symlinks unavailable on this platform')
    fchmod(path, mode) if isinstance(path, int) else _os.chmod(path, mode)


def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    _os.chown(path, uid, gid, follow_symlinks)


def lchown(path, uid, gid):
    _os.chown(path, uid, gid, False)


def fchown(fd, uid, gid):
    _os.chown(fd, uid, gid, True)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if times is not None and not (isinstance(times, tuple) and len(times) == 2):
        raise TypeError("utime: 'times' must be either a tuple of two ints or None")
    if ns is not None and not (isinstance(ns, tuple) and len(ns) == 2):
        raise TypeError("utime: 'ns' must be a tuple of two ints")
    if times is not None:
        ns = tuple(time * 1_000_000_000 if isinstance(time, int) else int(time // 1) * 1_000_000_000 + int(time % 1 * 1e9) for time in times)
    accessed, modified = ns if ns is not None else (None, None)
    if isinstance(path, int):
        path = f'/proc/self/fd/{path}'
    _os.set_times(path, accessed, modified, follow_symlinks)


def listdir(path=None):
    if isinstance(path, int):
        return _os.listdir(f'/proc/self/fd/{path}')
    names = _os.listdir('.' if path is None else path)
    if path is not None and isinstance(fspath(path), bytes):
        return [fsencode(entry) for entry in names]
    return names


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

    __slots__ = 'name', 'path', '_modes'

    def __init__(self, *args):
        raise TypeError("cannot create 'posix.DirEntry' instances")

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)

    def _mode(self, follow_symlinks):
        mode = self._modes.get(follow_symlinks)
        if mode is None:
            mode = self._modes[follow_symlinks] = _os.mode(self.path, follow_symlinks) & 0xf000
            if mode != 0xa000:
                self._modes[True] = mode
        return mode

    def is_dir(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0x4000

    def is_file(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0x8000

    def is_symlink(self):
        return self._mode(False) == 0xa000

    def is_junction(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return _os.stat(self.path, follow_symlinks)

    def inode(self):
        return _os.stat(self.path, False).st_ino


DirEntry.__module__ = 'posix'


def _entries(directory):
    prefix = directory
    if isinstance(directory, int):
        prefix, directory = None, f'/proc/self/fd/{directory}'
    for entry_name in listdir(directory):
        entry = object.__new__(DirEntry)
        entry.name = entry_name
        entry.path = entry_name if prefix is None else path.join(prefix, entry_name)
        entry._modes = {}
        yield entry


class ScandirIterator:
    """The entries of a directory; a context manager."""

    def __init__(self, entries):
        self._entries = entries

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


ScandirIterator.__module__ = 'posix'


def scandir(path=None):
    directory = '.' if path is None else path if isinstance(path, int) else fspath(path)
    entries = _entries(directory)
    try:
        first = next(entries)
    except StopIteration:
        return ScandirIterator(iter(()))
    return ScandirIterator(_chain(first, entries))


def _chain(first, entries):
    yield first
    yield from entries


def walk(top, topdown=True, onerror=None, followlinks=False):
    pending = [fspath(top)]
    while pending:
        top = pending.pop()
        if isinstance(top, tuple):
            yield top
            continue
        directories, files, below = [], [], []
        try:
            entries = scandir(top)
        except OSError as failure:
            if onerror is not None:
                onerror(failure)
            continue
        for entry in entries:
            try:
                is_directory = entry.is_dir()
            except OSError:
                is_directory = False
            (directories if is_directory else files).append(entry.name)
            if not topdown and is_directory and (followlinks or not entry.is_symlink()):
                below.append(entry.path)
        if topdown:
            yield top, directories, files
            for child in reversed(directories):
                child = path.join(top, child)
                if followlinks or not path.islink(child):
                    pending.append(child)
        else:
            pending.append((top, directories, files))
            pending.extend(reversed(below))


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    _no_dir_fd(dir_fd)
    for directory, directories, files in walk(top, topdown, onerror, follow_symlinks):
        descriptor = open(directory, O_RDONLY)
        try:
            yield directory, directories, files, descriptor
        finally:
            close(descriptor)


def _record(class_name, fields, module='posix'):
    """A class of tuples with names, as the results of system calls are."""
    names = fields.split()

    def __new__(cls, items):
        items = tuple(items)
        if len(items) != len(names):
            raise TypeError(f'{module}.{class_name}() takes a {len(names)}-sequence ({len(items)}-sequence given)')
        return tuple.__new__(cls, items)

    def __repr__(self):
        return f'{module}.{class_name}(' + ', '.join(f'{field}={item!r}' for field, item in zip(names, self)) + ')'

    body = {'__new__': __new__, '__repr__': __repr__, '__match_args__': tuple(names), '__slots__': (), '__module__': module,
            'n_fields': len(names), 'n_sequence_fields': len(names), 'n_unnamed_fields': 0}
    for index, field in enumerate(names):
        body[field] = property(lambda self, index=index: self[index])
    return type(class_name, (tuple,), body)


terminal_size = _record('terminal_size', 'columns lines', 'os')
uname_result = _record('uname_result', 'sysname nodename release version machine')
times_result = _record('times_result', 'user system children_user children_system elapsed')
_statvfs_base = _record('statvfs_result', 'f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax', 'os')


class statvfs_result(_statvfs_base):
    """The facts about a file system."""

    f_fsid = 0


statvfs_result.__module__ = 'os'


def get_terminal_size(fd=1, /):
    return terminal_size(_os.terminal_size(fd))


def statvfs(path):
    words = _os.volume(f'/proc/self/fd/{path}' if isinstance(path, int) else path)
    result = statvfs_result(words[:8] + words[9:11])
    result.f_fsid = words[8]
    return result


def fstatvfs(fd, /):
    return statvfs(fd)


def uname():
    return uname_result(_os.system_names())


def times():
    return times_result(tick / 100 for tick in _os.ticks())


def getloadavg():
    try:
        with fdopen(open('/proc/loadavg', O_RDONLY)) as file:
            return tuple(float(part) for part in file.read().split()[:3])
    except OSError:
        raise OSError('Load averages are unobtainable') from None


def sched_getaffinity(pid, /):
    with fdopen(open(f'/proc/{pid or "self"}/status', O_RDONLY)) as file:
        for line in file:
            if line.startswith('Cpus_allowed_list:'):
                spans = [span.split('-') for span in line.split(':')[1].strip().split(',')]
                return {cpu for span in spans for cpu in range(int(span[0]), int(span[-1]) + 1)}
    raise OSError(38, strerror(38))


def process_cpu_count():
    return len(sched_getaffinity(0)) if name == 'posix' else cpu_count()


def sysconf(name, /):
    values = {'SC_PAGE_SIZE': 4096, 'SC_PAGESIZE': 4096, 'SC_CLK_TCK': 100, 'SC_NPROCESSORS_ONLN': cpu_count(),
              'SC_NPROCESSORS_CONF': cpu_count(), 'SC_OPEN_MAX': 1024, 'SC_ARG_MAX': 2097152}
    if name not in values:
        raise ValueError('unrecognized configuration name')
    return values[name]


def getppid():
    return _os.identity(0)


def getuid():
    return _os.identity(1)


def geteuid():
    return _os.identity(2)


def getgid():
    return _os.identity(3)


def getegid():
    return _os.identity(4)


def getgroups():
    with fdopen(open('/proc/self/status', O_RDONLY)) as file:
        for line in file:
            if line.startswith('Groups:'):
                return [int(group) for group in line.split()[1:]]
    return [getgid()]


def getpgrp():
    return getpgid(0)


def setpgrp():
    setpgid(0, 0)


def killpg(pgid, signal, /):
    kill(-pgid, signal)


def getlogin():
    return _os.user_name()


def abort():
    """Ends the process by SIGABRT."""
    kill(getpid(), 6)


def wait():
    return waitpid(-1, 0)


def WIFEXITED(status):
    return status & 0x7f == 0


def WEXITSTATUS(status):
    return status >> 8 & 0xff


def WIFSIGNALED(status):
    return 0 < status & 0x7f < 0x7f


def WTERMSIG(status):
    return status & 0x7f


def WIFSTOPPED(status):
    return status & 0xff == 0x7f


def WSTOPSIG(status):
    return status >> 8 & 0xff


def WIFCONTINUED(status):
    return status == 0xffff


def WCOREDUMP(status, /):
    return status & 0x80 != 0


def waitstatus_to_exitcode(status):
    if WIFEXITED(status):
        return WEXITSTATUS(status)
    if WIFSIGNALED(status):
        return -WTERMSIG(status)
    raise ValueError(f'process stopped by delivering signal {WSTOPSIG(status)}' if WIFSTOPPED(status) else f'invalid wait status: {status}')


def _spawn(file, arguments, env, search):
    folders = get_exec_path(env) if search and '/' not in fsdecode(file) else ['']
    failure = None
    for folder in folders:
        try:
            return _os.spawn(fsdecode(path.join(folder, file)), list(arguments), [f'{fsdecode(key)}={fsdecode(value)}' for key, value in env.items()],
                             None, [], False, -1, True)
        except OSError as error:
            failure = failure or error
            failure.filename = file
    raise failure


def posix_spawn(path, argv, env, /, **options):
    if options:
        raise NotImplementedError(f'posix_spawn: {next(iter(options))} is not supported')
    return _spawn(path, argv, env, False)


def posix_spawnp(path, argv, env, /, **options):
    if options:
        raise NotImplementedError(f'posix_spawnp: {next(iter(options))} is not supported')
    return _spawn(path, argv, env, True)


def spawnvpe(mode, file, args, env):
    process = _spawn(file, args, env, True)
    return waitstatus_to_exitcode(waitpid(process, 0)[1]) if mode == P_WAIT else process


def spawnve(mode, file, args, env):
    process = _spawn(file, args, env, False)
    return waitstatus_to_exitcode(waitpid(process, 0)[1]) if mode == P_WAIT else process


def spawnv(mode, file, args):
    return spawnve(mode, file, args, environ)


def spawnvp(mode, file, args):
    return spawnvpe(mode, file, args, environ)


def spawnl(mode, file, *args):
    return spawnv(mode, file, args)


def spawnlp(mode, file, *args):
    return spawnvp(mode, file, args)


def system(command):
    """Runs a command of the shell; its status as waitpid gives it."""
    sys.stdout.flush()
    command = fsdecode(command)
    return waitpid(_spawn('/bin/sh', ['sh', '-c', command], environ, False), 0)[1]


def popen(cmd, mode='r', buffering=-1):
    if not isinstance(cmd, str):
        raise TypeError('invalid cmd type (%s, expected string)' % type(cmd))
    if mode not in ('r', 'w'):
        raise ValueError('invalid mode %r' % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    if mode == 'r':
        process = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE, bufsize=buffering)
        return _wrap_close(process.stdout, process)
    process = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE, bufsize=buffering)
    return _wrap_close(process.stdin, process)


class _wrap_close:
    """One end of a pipe to a command; closing waits for the command and gives its status, None for success."""

    def __init__(self, stream, process):
        self._stream = stream
        self._process = process

    def close(self):
        self._stream.close()
        status = self._process.wait()
        return None if status == 0 else status << 8

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def __getattr__(name):
    # Programs ask whether these are there, and do without.
    if name in ('fork', 'forkpty'):
        raise AttributeError(f'os.{name}() is not supported: start programs with subprocess')
    raise AttributeError(f"module 'os' has no attribute {name!r}")


def execv(path, argv, /):
    raise NotImplementedError('os.execv() is not supported: start programs with subprocess')


def execve(path, argv, env):
    raise NotImplementedError('os.execve() is not supported: start programs with subprocess')


def execvp(file, args):
    raise NotImplementedError('os.execvp() is not supported: start programs with subprocess')


def execvpe(file, args, env):
    raise NotImplementedError('os.execvpe() is not supported: start programs with subprocess')


def execl(file, *args):
    raise NotImplementedError('os.execl() is not supported: start programs with subprocess')


def execlp(file, *args):
    raise NotImplementedError('os.execlp() is not supported: start programs with subprocess')


def register_at_fork(**hooks):
    """Nothing forks, so nothing is to be called."""


supports_fd = {stat, chdir, chmod, chown, listdir, scandir, truncate, utime, statvfs}
supports_follow_symlinks = {stat, chown, link, utime}
