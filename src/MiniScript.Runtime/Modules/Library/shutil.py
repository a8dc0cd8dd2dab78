"""Operations on whole files and trees: copy, move, remove, archive."""

import fnmatch
import os
import stat
import sys

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move', 'rmtree', 'Error', 'SpecialFileError',
           'ExecError', 'make_archive', 'get_archive_formats', 'register_archive_format', 'unregister_archive_format',
           'get_unpack_formats', 'register_unpack_format', 'unregister_unpack_format', 'unpack_archive', 'ignore_patterns', 'chown',
           'which', 'get_terminal_size', 'SameFileError', 'disk_usage']

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    """Several failures of one operation: a list of them is its argument."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A file, such as a named pipe, that cannot be copied."""


class ReadError(OSError):
    """An archive that cannot be read."""


class ExecError(OSError):
    """A command that could not be run."""


class RegistryError(Exception):
    """A format that cannot be registered."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies what a file still has to another."""
    read, write = fsrc.read, fdst.write
    while data := read(length or COPY_BUFSIZE):
        write(data)


def _same(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the content of a file."""
    if _same(src, dst):
        raise SameFileError('{!r} and {!r} are the same file'.format(src, dst))
    for path in src, dst:
        try:
            mode = os.stat(path).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            raise SpecialFileError(f'`{os.fspath(path)}` is a named pipe')
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as source:
        try:
            with open(dst, 'wb') as target:
                copyfileobj(source, target)
        except IsADirectoryError as error:
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from error
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies the permissions of a file."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copies permissions and times of a file."""
    links = not follow_symlinks and os.path.islink(src) and os.path.islink(dst)
    facts = os.stat(src, follow_symlinks=not links)
    os.utime(dst, ns=(facts.st_atime_ns, facts.st_mtime_ns), follow_symlinks=not links)
    if not links:
        os.chmod(dst, stat.S_IMODE(facts.st_mode))


def copy(src, dst, *, follow_symlinks=True):
    """Copies content and permissions, into the destination if it is a folder."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copies content, permissions and times."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """A function for copytree's ignore: it names what matches one of the patterns."""
    def ignore(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copies a tree."""
    with os.scandir(src) as entries:
        entries = list(entries)
    ignored = ignore(os.fspath(src), [entry.name for entry in entries]) if ignore is not None else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    failures = []
    for entry in entries:
        if entry.name in ignored:
            continue
        source = os.path.join(src, entry.name)
        target = os.path.join(dst, entry.name)
        try:
            if entry.is_symlink():
                link = os.readlink(source)
                if symlinks:
                    os.symlink(link, target)
                    copystat(source, target, follow_symlinks=False)
                    continue
                if not os.path.exists(source) and ignore_dangling_symlinks:
                    continue
            if entry.is_dir():
                copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as error:
            failures.extend(error.args[0])
        except OSError as error:
            failures.append((source, target, str(error)))
    try:
        copystat(src, dst)
    except OSError as error:
        failures.append((src, dst, str(error)))
    if failures:
        raise Error(failures)
    return dst


class _RemoveTree:
    """Removes a tree, links as such."""

    avoids_symlink_attacks = False

    def __call__(self, path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
        if dir_fd is not None:
            raise NotImplementedError('dir_fd unavailable on this platform')
        if ignore_errors:
            report = _ignore
        elif onexc is not None:
            report = onexc
        elif onerror is not None:
            def report(function, where, failure):
                onerror(function, where, (type(failure), failure, failure.__traceback__))
        else:
            report = _reraise
        try:
            is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        except FileNotFoundError as failure:
            report(os.lstat, path, failure)
            return
        except OSError as failure:
            report(os.lstat, path, failure)
            return
        if is_link:
            try:
                raise OSError('Cannot call rmtree on a symbolic link')
            except OSError as failure:
                report(os.path.islink, path, failure)
            return
        _remove(path, report)


def _ignore(function, path, failure):
    pass


def _reraise(function, path, failure):
    raise failure


def _remove(path, report):
    try:
        entries = list(os.scandir(path))
    except OSError as failure:
        report(os.scandir, path, failure)
        entries = []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _remove(entry.path, report)
            continue
        try:
            os.unlink(entry.path)
        except FileNotFoundError:
            continue
        except OSError as failure:
            report(os.unlink, entry.path, failure)
    try:
        os.rmdir(path)
    except FileNotFoundError:
        pass
    except OSError as failure:
        report(os.rmdir, path, failure)


rmtree = _RemoveTree()


def _inside(src, dst):
    source = os.path.abspath(src).rstrip(os.sep) + os.sep
    return (os.path.abspath(dst).rstrip(os.sep) + os.sep).startswith(source)


def move(src, dst, copy_function=copy2):
    """Moves a file or tree, into the destination if it is a folder."""
    real = dst
    if os.path.isdir(dst):
        if _same(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return None
        real = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.sep)))
        if os.path.exists(real):
            raise Error("Destination path '%s' already exists" % real)
    try:
        os.rename(src, real)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), real)
            os.unlink(src)
        elif os.path.isdir(src):
            if _inside(src, dst):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst)) from None
            copytree(src, real, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real)
            os.unlink(src)
    return real


_usage = os._record('usage', 'total used free', 'shutil')


def _usage_repr(self):
    return f'usage(total={self.total}, used={self.used}, free={self.free})'


_usage.__repr__ = _usage_repr


def disk_usage(path):
    """The bytes of the file system of a path: all, used, free."""
    facts = os.statvfs(path)
    return _usage((facts.f_blocks * facts.f_frsize, (facts.f_blocks - facts.f_bfree) * facts.f_frsize, facts.f_bavail * facts.f_frsize))


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    if user is None and group is None:
        raise ValueError('user and/or group must be set')
    if isinstance(user, str):
        import pwd
        try:
            user = pwd.getpwnam(user).pw_uid
        except KeyError:
            raise LookupError('no such user: {!r}'.format(user)) from None
    if isinstance(group, str):
        import grp
        try:
            group = grp.getgrnam(group).gr_gid
        except KeyError:
            raise LookupError('no such group: {!r}'.format(group)) from None
    os.chown(path, -1 if user is None else user, -1 if group is None else group, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def get_terminal_size(fallback=(80, 24)):
    """The columns and lines of the terminal, from the environment first."""
    sizes = []
    for variable in 'COLUMNS', 'LINES':
        try:
            sizes.append(int(os.environ[variable]))
        except (KeyError, ValueError):
            sizes.append(0)
    columns, lines = sizes
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = os.terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def _runs(path, mode):
    return os.path.exists(path) and os.access(path, mode) and not os.path.isdir(path)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The file that a command runs; None if there is none."""
    as_bytes = isinstance(cmd, bytes)
    folder, _ = os.path.split(cmd)
    if folder:
        return cmd if _runs(cmd, mode) else None
    if path is None:
        path = os.environ.get('PATH') or os.defpath
    if not path:
        return None
    seen = set()
    for folder in os.fsdecode(path).split(os.pathsep):
        if folder not in seen:
            seen.add(folder)
            found = os.path.join(os.fsencode(folder) if as_bytes else folder, cmd)
            if _runs(found, mode):
                return found
    return None


def _files_below(folder):
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in folders:
            yield os.path.normpath(os.path.join(path, name))
        for name in files:
            name = os.path.normpath(os.path.join(path, name))
            if os.path.isfile(name):
                yield name


def _make_zip(base_name, base_dir, dry_run, logger, root_dir):
    import zipfile
    archive = base_name + '.zip'
    if not dry_run:
        start = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with zipfile.ZipFile(archive, 'w', compression=zipfile.ZIP_DEFLATED) as file:
            inner = os.path.normpath(base_dir)
            if inner != os.curdir:
                file.write(start, inner)
            for path in _files_below(start):
                file.write(path, os.path.normpath(path if root_dir is None else os.path.relpath(path, root_dir)))
    return archive if root_dir is None else os.path.abspath(archive)


def _tar_maker(compression):
    def make(base_name, base_dir, dry_run, logger, root_dir):
        import tarfile
        archive = base_name + '.tar' + ('.' + {'bz2': 'bz2', 'xz': 'xz', 'gz': 'gz'}[compression] if compression else '')
        if not dry_run:
            with tarfile.open(archive, 'w|' + compression if compression else 'w') as file:
                file.add(base_dir if root_dir is None else os.path.join(root_dir, base_dir), base_dir)
        return archive if root_dir is None else os.path.abspath(archive)
    return make


_archivers = {
    'tar': (_tar_maker(''), 'uncompressed tar file'),
    'gztar': (_tar_maker('gz'), "gzip'ed tar-file"),
    'bztar': (_tar_maker('bz2'), "bzip2'ed tar-file"),
    'xztar': (_tar_maker('xz'), "xz'ed tar-file"),
    'zip': (_make_zip, 'ZIP file'),
}


def get_archive_formats():
    return sorted((name, entry[1]) for name, entry in _archivers.items())


def register_archive_format(name, function, extra_args=None, description=''):
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    extra = dict(extra_args or ())
    _archivers[name] = (lambda base, folder, dry_run, logger, root: function(base, folder, **extra)), description


def unregister_archive_format(name):
    del _archivers[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Makes an archive of a tree; returns its file."""
    try:
        make = _archivers[format][0]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    base_name = os.fspath(base_name)
    return make(base_name, os.curdir if base_dir is None else base_dir, dry_run, logger, root_dir)


def _unpack_zip(filename, folder):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError('%s is not a zip file' % filename)
    with zipfile.ZipFile(filename) as file:
        for info in file.infolist():
            name = info.filename
            if name.startswith('/') or '..' in name:
                continue
            target = os.path.join(folder, *name.split('/'))
            if name.endswith('/'):
                os.makedirs(target, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with file.open(name) as source, open(target, 'wb') as copy:
                copyfileobj(source, copy)


def _unpack_tar(filename, folder, *, filter=None):
    import tarfile
    try:
        file = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError('%s is not a compressed or uncompressed tar file' % filename) from None
    with file:
        file.extractall(folder, filter=filter)


_unpackers = {
    'tar': (['.tar'], _unpack_tar, {}, 'uncompressed tar file'),
    'zip': (['.zip'], _unpack_zip, {}, 'ZIP file'),
    'gztar': (['.tar.gz', '.tgz'], _unpack_tar, {}, "gzip'ed tar-file"),
    'bztar': (['.tar.bz2', '.tbz2'], _unpack_tar, {}, "bzip2'ed tar-file"),
    'xztar': (['.tar.xz', '.txz'], _unpack_tar, {}, "xz'ed tar-file"),
}


def get_unpack_formats():
    return sorted((name, entry[0], entry[3]) for name, entry in _unpackers.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    taken = {extension: other for other, entry in _unpackers.items() for extension in entry[0]}
    for extension in extensions:
        if extension in taken:
            raise RegistryError('%s is already registered for "%s"' % (extension, taken[extension]))
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _unpackers[name] = extensions, function, dict(extra_args or ()), description


def unregister_unpack_format(name):
    del _unpackers[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpacks an archive into a folder, the working directory by default."""
    if extract_dir is None:
        extract_dir = os.getcwd()
    extract_dir, filename = os.fspath(extract_dir), os.fspath(filename)
    options = {} if filter is None else {'filter': filter}
    if format is not None:
        try:
            entry = _unpackers[format]
        except KeyError:
            raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    else:
        for entry in _unpackers.values():
            if any(filename.endswith(extension) for extension in entry[0]):
                break
        else:
            raise ReadError("Unknown archive format '{0}'".format(filename))
    if entry[1] is not _unpack_tar:
        options = {}
    entry[1](filename, extract_dir, **entry[2], **options)
