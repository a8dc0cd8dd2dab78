"""Operations on path names, as POSIX writes them; scripts know this module as os.path."""

import _os
from _os import fspath

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False

_TYPE = 0xf000
_DIRECTORY = 0x4000
_REGULAR = 0x8000
_LINK = 0xa000


def _words(path):
    """The separator, the dot and the empty path in the path's own type."""
    return (b'/', b'.', b'') if isinstance(path, bytes) else ('/', '.', '')


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_words(s)[0])


def join(a, *p):
    path = fspath(a)
    slash = _words(path)[0]
    for part in p:
        if not isinstance(part, (str, bytes)) and not hasattr(type(part), '__fspath__'):
            raise TypeError(f'join() argument must be str, bytes, or os.PathLike object, not {type(part).__name__!r}')
        part = fspath(part)
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash) or not path:
            path = part
        elif path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    p = fspath(p)
    slash = _words(p)[0]
    cut = p.rfind(slash) + 1
    head, tail = p[:cut], p[cut:]
    return head.rstrip(slash) or head, tail


def basename(p):
    p = fspath(p)
    return p[p.rfind(_words(p)[0]) + 1:]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = fspath(p)
    slash, dot, empty = _words(p)
    start = p.rfind(slash) + 1
    cut = p.rfind(dot)
    # Dots that a name begins with are no extension.
    if cut > start and p[start:cut].strip(dot):
        return p[:cut], p[cut:]
    return p, empty


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def splitroot(p):
    p = fspath(p)
    slash, _, empty = _words(p)
    if not p.startswith(slash):
        return empty, empty, p
    # Two slashes, not one or three, are a root of their own (POSIX, 4.13).
    count = 2 if p.startswith(slash * 2) and not p.startswith(slash * 3) else 1
    return empty, p[:count], p[count:]


def normpath(path):
    path = fspath(path)
    slash, dot, empty = _words(path)
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if part == empty or part == dot:
            continue
        if part != dot * 2 or (not root and (not parts or parts[-1] == dot * 2)):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    path = fspath(path)
    if not isabs(path):
        here = _os.getcwd()
        path = join(here.encode() if isinstance(path, bytes) else here, path)
    return normpath(path)


def relpath(path, start=None):
    path = fspath(path)
    if not path:
        raise ValueError('no path specified')
    slash, dot, empty = _words(path)
    origin = [part for part in abspath(dot if start is None else start).split(slash) if part]
    target = [part for part in abspath(path).split(slash) if part]
    common = 0
    while common < min(len(origin), len(target)) and origin[common] == target[common]:
        common += 1
    return slash.join([dot * 2] * (len(origin) - common) + target[common:]) or dot


def realpath(filename, *, strict=False):
    path = fspath(filename)
    slash, dot, empty = _words(path)
    pending = _parts(path)
    resolved = slash
    links = 0
    while pending:
        part = pending.pop()
        if part == empty or part == dot:
            continue
        if part == dot * 2:
            resolved = dirname(resolved)
            continue
        candidate = join(resolved, part)
        mode = _os.mode(candidate, False)
        if mode == 0 and strict:
            _os.stat(candidate, False)
        if mode & _TYPE != _LINK:
            resolved = candidate
            continue
        links += 1
        if links > 40:
            if strict:
                raise OSError(40, _os.strerror(40), filename)
            return join(candidate, *reversed(pending))
        target = _os.readlink(candidate)
        if isinstance(path, bytes):
            target = target.encode()
        if isabs(target):
            resolved = slash
        pending.extend(reversed(target.split(slash)))
    return resolved


def _parts(path):
    """The parts of an absolute path, last first, with its dots."""
    slash = _words(path)[0]
    if not isabs(path):
        here = _os.getcwd()
        path = join(here.encode() if isinstance(path, bytes) else here, path)
    return path.split(slash)[::-1]


def commonprefix(m):
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    low, high = min(m), max(m)
    for i, item in enumerate(low):
        if item != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if len({isinstance(path, bytes) for path in paths}) > 1:
        raise TypeError("Can't mix strings and bytes in path components")
    slash, dot, empty = _words(paths[0])
    absolute = {isabs(path) for path in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    low, high = min(split_paths), max(split_paths)
    common = low
    for i, part in enumerate(low):
        if i >= len(high) or part != high[i]:
            common = low[:i]
            break
    return (slash if absolute.pop() else empty) + slash.join(common)


def expanduser(path):
    path = fspath(path)
    slash = _words(path)[0]
    tilde = b'~' if isinstance(path, bytes) else '~'
    if not path.startswith(tilde):
        return path
    end = path.find(slash)
    name = path[1:] if end < 0 else path[1:end]
    home = _os.environment().get('HOME')
    if name or home is None:
        return path
    if isinstance(path, bytes):
        home = home.encode()
    return home.rstrip(slash) + path[1:] or slash


def expandvars(path):
    path = fspath(path)
    if isinstance(path, bytes):
        return expandvars(path.decode()).encode()
    variables = _os.environment()
    result = ''
    while True:
        before, dollar, rest = path.partition('$')
        result += before
        if not dollar:
            return result
        if rest.startswith('{') and '}' in rest:
            name, _, path = rest[1:].partition('}')
            written = '${' + name + '}'
        else:
            length = 0
            while length < len(rest) and (rest[length].isalnum() or rest[length] == '_') and rest[length].isascii():
                length += 1
            name, path = rest[:length], rest[length:]
            written = '$' + name
        result += variables.get(name, written) if name else written


def exists(path):
    return _os.mode(path) != 0


def lexists(path):
    return _os.mode(path, False) != 0


def isfile(path):
    return _os.mode(path) & _TYPE == _REGULAR


def isdir(s):
    return _os.mode(s) & _TYPE == _DIRECTORY


def islink(path):
    return _os.mode(path, False) & _TYPE == _LINK


def ismount(path):
    try:
        here, above = _os.stat(path), _os.stat(join(fspath(path), '..'))
    except OSError:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def getsize(filename):
    return _os.stat(filename).st_size


def getmtime(filename):
    return _os.stat(filename).st_mtime


def getatime(filename):
    return _os.stat(filename).st_atime


def getctime(filename):
    return _os.stat(filename).st_ctime


def samefile(f1, f2):
    return samestat(_os.stat(f1), _os.stat(f2))


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def sameopenfile(fp1, fp2):
    return samestat(_os.stat(fp1), _os.stat(fp2))


def isjunction(path):
    fspath(path)
    return False


def isdevdrive(path):
    fspath(path)
    return False
