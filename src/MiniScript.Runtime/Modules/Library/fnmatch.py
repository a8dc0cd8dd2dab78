"""File names and the patterns of shells: * ? [seq] [!seq]."""

import os
import posixpath
import re

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']

_compiled = {}


def _matcher(pattern):
    match = _compiled.get(pattern)
    if match is None:
        if len(_compiled) > 500:
            _compiled.clear()
        if isinstance(pattern, bytes):
            expression = translate(pattern.decode('latin-1')).encode('latin-1')
        else:
            expression = translate(pattern)
        match = _compiled[pattern] = re.compile(expression).match
    return match


def fnmatch(name, pat):
    """Whether a name matches, after both were made to the system's case."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def fnmatchcase(name, pat):
    """Whether a name matches, cases apart."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    pat = os.path.normcase(pat)
    match = _matcher(pat)
    return [name for name in names if match(os.path.normcase(name))]


def _set(pattern, start):
    """The expression of the set that opens before start, and where it ends; None if it is never closed."""
    end = start
    if pattern[end:end + 1] == '!':
        end += 1
    if pattern[end:end + 1] == ']':
        end += 1
    end = pattern.find(']', end)
    if end < 0:
        return None, start
    inner = pattern[start:end]
    negated = inner[:1] == '!'
    if negated:
        inner = inner[1:]
    if '-' not in inner:
        body = inner.replace('\\', r'\\')
    else:
        # Pieces between hyphens that stand for ranges; a range whose ends are the wrong way round matches nothing and goes.
        pieces = []
        begin = 0
        at = 1
        while True:
            at = inner.find('-', at)
            if at < 0:
                break
            pieces.append(inner[begin:at])
            begin = at + 1
            at += 3
        last = inner[begin:]
        if last:
            pieces.append(last)
        else:
            pieces[-1] += '-'
        for index in range(len(pieces) - 1, 0, -1):
            if pieces[index - 1][-1] > pieces[index][0]:
                pieces[index - 1] = pieces[index - 1][:-1] + pieces[index][1:]
                del pieces[index]
        body = '-'.join(piece.replace('\\', r'\\').replace('-', r'\-') for piece in pieces)
    if not body:
        return ('.' if negated else '(?!)'), end + 1
    body = re.sub(r'([&~|])', r'\\\1', body)
    if negated:
        return f'[^{body}]', end + 1
    if body[0] in '^[':
        body = '\\' + body
    return f'[{body}]', end + 1


def translate(pat):
    """The regular expression of a pattern."""
    parts = []
    at = 0
    while at < len(pat):
        c = pat[at]
        at += 1
        if c == '*':
            if not parts or parts[-1] is not None:
                parts.append(None)
        elif c == '?':
            parts.append('.')
        elif c == '[':
            expression, at = _set(pat, at)
            parts.append('\\[' if expression is None else expression)
        else:
            parts.append(re.escape(c))
    pieces = []
    run = ''
    seen_star = False
    for index, part in enumerate(parts):
        if part is not None:
            run += part
            continue
        pieces.append(f'(?>.*?{run})' if seen_star else run)
        run = ''
        seen_star = True
    if seen_star:
        pieces.append('.*' + run)
    else:
        pieces.append(run)
    return f"(?s:{''.join(pieces)})\\Z"
