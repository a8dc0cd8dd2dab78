"""The files that patterns of the shell name; ** crosses folders."""

import fnmatch
import os
import re

__all__ = ['escape', 'glob', 'iglob', 'translate']

_magic = re.compile('([*?[])')
_magic_bytes = re.compile(b'([*?[])')


def has_magic(s):
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """A list of the paths that match."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match, one after the other."""
    if dir_fd is not None:
        raise NotImplementedError('dir_fd unavailable on this platform')
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    found = _find(pathname, root, recursive, include_hidden, False)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        for first in found:
            if first:  # What ** names first is the empty path.
                yield first
            break
    yield from found


def _find(pathname, root, recursive, hidden, only_folders):
    folder, name = os.path.split(pathname)
    if not has_magic(pathname):
        if name:
            if os.path.lexists(os.path.join(root, pathname)):
                yield pathname
        elif os.path.isdir(os.path.join(root, folder)):
            yield pathname
        return
    if not folder:
        for entry in _names(os.path.join(root, folder) if folder else root, name, recursive, hidden, only_folders):
            yield entry
        return
    if folder != pathname and has_magic(folder):
        folders = _find(folder, root, recursive, hidden, True)
    else:
        folders = [folder]
    for parent in folders:
        for entry in _names(os.path.join(root, parent), name, recursive, hidden, only_folders):
            yield os.path.join(parent, entry)


def _names(folder, name, recursive, hidden, only_folders):
    """The names in a folder that match one part of a pattern."""
    if not has_magic(name):
        if name:
            return [name] if os.path.lexists(os.path.join(folder, name)) else []
        return [name] if os.path.isdir(folder) else []
    if recursive and _is_recursive(name):
        if folder and not os.path.isdir(folder):
            return []
        return _below(folder, name[:0], hidden, only_folders)
    names = _list(folder, isinstance(name, bytes), only_folders)
    if not (hidden or _is_hidden(name)):
        names = [entry for entry in names if not _is_hidden(entry)]
    return fnmatch.filter(names, name)


def _below(folder, prefix, hidden, only_folders):
    yield prefix
    yield from _descend(folder, prefix, hidden, only_folders)


def _descend(folder, prefix, hidden, only_folders):
    for name in _list(folder, isinstance(prefix, bytes), only_folders):
        if hidden or not _is_hidden(name):
            path = os.path.join(prefix, name) if prefix else name
            yield path
            below = os.path.join(folder, name) if folder else name
            if os.path.isdir(below):
                yield from _descend(below, path, hidden, only_folders)


def _list(folder, as_bytes, only_folders):
    where = folder or (b'.' if as_bytes else '.')
    if as_bytes:
        where = os.fsencode(where)
    try:
        with os.scandir(where) as entries:
            names = []
            for entry in entries:
                if not only_folders or entry.is_dir():
                    names.append(entry.name)
            return names
    except OSError:
        return []


def _is_hidden(path):
    return path[:1] in ('.', b'.')


def _is_recursive(pattern):
    return pattern in ('**', b'**')


def escape(pathname):
    """The pattern of a plain path."""
    drive, rest = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + _magic_bytes.sub(rb'[\1]', rest)
    return drive + _magic.sub(r'[\1]', rest)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The regular expression of a path's pattern."""
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped = ''.join(map(re.escape, seps))
    any_sep = f'[{escaped}]' if len(seps) > 1 else escaped
    no_sep = f'[^{escaped}]'
    if include_hidden:
        one_part, some_parts, last_parts = f'{no_sep}+', f'(?:.+{any_sep})?', '.*'
    else:
        one_part = f'[^{escaped}.]{no_sep}*'
        some_parts = f'(?:{one_part}{any_sep})*'
        last_parts = f'{some_parts}(?:{one_part})?'
    result = []
    parts = re.split(any_sep, pat)
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if part == '*':
            result.append(one_part if index == last else one_part + any_sep)
        elif recursive and part == '**':
            if index < last:
                if parts[index + 1] != '**':
                    result.append(some_parts)
            else:
                result.append(last_parts)
        else:
            if part:
                if not include_hidden and part[0] in '*?':
                    result.append(r'(?!\.)')
                result.append(_part(part, f'{no_sep}*', no_sep))
            if index < last:
                result.append(any_sep)
    return f"(?s:{''.join(result)})\\Z"


def _part(pattern, star, question):
    result = ''
    at = 0
    starred = False
    while at < len(pattern):
        c = pattern[at]
        at += 1
        if c == '*':
            result += '' if starred else star
        elif c == '?':
            result += question
        elif c == '[':
            expression, at = fnmatch._set(pattern, at)
            result += '\\[' if expression is None else expression
        else:
            result += re.escape(c)
        starred = c == '*'
    return result
