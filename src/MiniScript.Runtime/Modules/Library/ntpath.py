"""Operations on path names, as Windows writes them. What asks the file system is the same as in posixpath."""

import posixpath as _posix
from os import fspath, getcwd
from posixpath import (commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile, islink, lexists, samefile, sameopenfile,
                       samestat, isjunction, isdevdrive)

curdir, pardir, extsep, sep, pathsep, altsep = '.', '..', '.', '\\', ';', '/'
defpath = '.;C:\\bin'
devnull = 'nul'
supports_unicode_filenames = True

_RESERVED = {'CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'} | {f'{port}{n}' for port in ('COM', 'LPT') for n in '123456789\xb9\xb2\xb3'}


def _in_kind(path, *texts):
    return tuple(text.encode() for text in texts) if isinstance(path, bytes) else texts


def normcase(s):
    """Lower case, with backslashes."""
    s = fspath(s)
    slash, backslash = _in_kind(s, '/', '\\')
    return s.replace(slash, backslash).lower()


def splitroot(p):
    """Splits into drive or share, root, and the rest."""
    p = fspath(p)
    slash, backslash, colon, unc, empty = _in_kind(p, '/', '\\', ':', '\\\\?\\UNC\\', '')
    plain = p.replace(slash, backslash)
    if plain[:1] == backslash:
        if plain[1:2] != backslash:
            return empty, p[:1], p[1:]
        start = 8 if plain[:8].upper() == unc else 2
        server = plain.find(backslash, start)
        if server < 0:
            return p, empty, empty
        share = plain.find(backslash, server + 1)
        if share < 0:
            return p, empty, empty
        return p[:share], p[share:share + 1], p[share + 1:]
    if plain[1:2] == colon:
        if plain[2:3] == backslash:
            return p[:2], p[2:3], p[3:]
        return p[:2], empty, p[2:]
    return empty, empty, p


def splitdrive(p):
    drive, root, tail = splitroot(p)
    return drive, root + tail


def isabs(s):
    s = fspath(s)
    slash, backslash, both, share = _in_kind(s, '/', '\\', ':\\', '\\\\')
    start = s[:3].replace(slash, backslash)
    return start.startswith(both, 1) or start.startswith(share)


def join(path, *paths):
    path = fspath(path)
    slashes, colon, backslash = _in_kind(path, '\\/', ':', '\\')
    drive, root, rest = splitroot(path)
    for part in paths:
        part_drive, part_root, part_rest = splitroot(part)
        if part_root:
            if part_drive or not drive:
                drive = part_drive
            root, rest = part_root, part_rest
            continue
        if part_drive and part_drive != drive:
            if part_drive.lower() != drive.lower():
                drive, root, rest = part_drive, part_root, part_rest
                continue
            drive = part_drive
        if rest and rest[-1:] not in slashes:
            rest += backslash
        rest += part_rest
    if rest and not root and drive and drive[-1:] not in colon + slashes:
        return drive + backslash + rest
    return drive + root + rest


def split(p):
    p = fspath(p)
    slashes, = _in_kind(p, '\\/')
    drive, root, rest = splitroot(p)
    cut = len(rest)
    while cut and rest[cut - 1:cut] not in slashes:
        cut -= 1
    head, tail = rest[:cut], rest[cut:]
    return drive + root + head.rstrip(slashes), tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = fspath(p)
    slash, backslash, dot, empty = _in_kind(p, '/', '\\', '.', '')
    start = max(p.rfind(slash), p.rfind(backslash)) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, empty


def normpath(path):
    path = fspath(path)
    slash, backslash, dot, dots = _in_kind(path, '/', '\\', '.', '..')
    drive, root, rest = splitroot(path.replace(slash, backslash))
    parts = []
    for part in rest.split(backslash):
        if not part or part == dot:
            continue
        if part != dots:
            parts.append(part)
        elif parts and parts[-1] != dots:
            parts.pop()
        elif not root:
            parts.append(part)
    if not drive and not root and not parts:
        parts.append(dot)
    return drive + root + backslash.join(parts)


def abspath(path):
    path = fspath(path)
    return normpath(path if isabs(path) else join(_in_kind(path, getcwd())[0], path))


realpath = abspath


def relpath(path, start=None):
    path = fspath(path)
    if not path:
        raise ValueError('no path specified')
    backslash, dot, dots = _in_kind(path, '\\', '.', '..')
    start_drive, _, start_rest = splitroot(abspath(dot if start is None else start))
    path_drive, _, path_rest = splitroot(abspath(path))
    if normcase(start_drive) != normcase(path_drive):
        raise ValueError(f'path is on mount {path_drive!r}, start on mount {start_drive!r}')
    first = start_rest.split(backslash) if start_rest else []
    second = path_rest.split(backslash) if path_rest else []
    shared = 0
    while shared < min(len(first), len(second)) and normcase(first[shared]) == normcase(second[shared]):
        shared += 1
    return backslash.join([dots] * (len(first) - shared) + second[shared:]) or dot


def commonpath(paths):
    paths = [fspath(path) for path in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, backslash, dot = _in_kind(paths[0], '/', '\\', '.')
    split_paths = [splitroot(path.replace(slash, backslash)) for path in paths]
    if len({drive.lower() for drive, root, rest in split_paths}) != 1:
        raise ValueError("Paths don't have the same drive")
    if len({root for drive, root, rest in split_paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths" if not split_paths[0][0] else "Can't mix rooted and not-rooted paths")
    lists = [[part for part in rest.split(backslash) if part and part != dot] for drive, root, rest in split_paths]
    shared = 0
    while all(shared < len(parts) for parts in lists) and len({parts[shared].lower() for parts in lists}) == 1:
        shared += 1
    drive, root, rest = splitroot(paths[0].replace(slash, backslash))
    return drive + root + backslash.join(lists[0][:shared])


def isreserved(path):
    """Whether Windows keeps a part of the path for devices or forbids it."""
    for name in reversed(splitroot(fspath(path))[2].replace('/', '\\').split('\\')):
        if name[-1:] in ('.', ' ') and name not in ('.', '..') or any(c in '*?"<>|/\\:' or c < ' ' for c in name):
            return True
        if name.partition('.')[0].rstrip(' ').upper() in _RESERVED:
            return True
    return False


def ismount(path):
    drive, root, rest = splitroot(fspath(path))
    return bool(root) and not rest


expanduser = _posix.expanduser
expandvars = _posix.expandvars
