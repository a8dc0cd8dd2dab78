"""Lines of source files, remembered."""

import os
import sys

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

cache = {}


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line, with its end; empty if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    if filename in cache:
        entry = cache[filename]
        if len(entry) != 1:
            return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forgets files that have changed."""
    for name in list(cache) if filename is None else [filename] if filename in cache else []:
        entry = cache[name]
        if len(entry) == 1 or entry[1] is None:
            continue
        try:
            facts = os.stat(entry[3])
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if entry[0] != facts.st_size or entry[1] != facts.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    cache.pop(filename, None)
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return []
    candidates = [filename]
    if not os.path.isabs(filename):
        candidates += [os.path.join(folder, filename) for folder in sys.path if isinstance(folder, str)]
    for path in candidates:
        try:
            facts = os.stat(path)
            with open(path, encoding='utf-8') as file:
                lines = file.readlines()
        except (OSError, ValueError, UnicodeDecodeError, SyntaxError):
            continue
        if not lines:
            lines = ['\n']
        elif not lines[-1].endswith('\n'):
            lines[-1] += '\n'
        cache[filename] = facts.st_size, facts.st_mtime, lines, path
        return lines
    return []


def lazycache(filename, module_globals):
    """Nothing loads source lazily, so there is nothing to remember."""
    return filename in cache and len(cache[filename]) == 1
