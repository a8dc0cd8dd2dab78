"""Escaping of HTML, and what undoes it."""

import re as _re
from html.entities import html5 as _html5

__all__ = ['escape', 'unescape']


def escape(s, quote=True):
    """Replace '&', '<' and '>' by references, and quotation marks too unless quote is false."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    if quote:
        s = s.replace('"', '&quot;').replace("'", '&#x27;')
    return s


_reference = _re.compile(r'&(?:#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?|([^\t\n\f <&#;]{1,32};?))')

# References to control codes are taken for the characters that windows-1252 has there.
_controls = {0x00: '\ufffd', 0x0d: '\r'}
_controls.update((at, bytes([at]).decode('cp1252', 'ignore') or chr(at)) for at in range(0x80, 0xa0))


def _character(code):
    if code in _controls:
        return _controls[code]
    if 0xd800 <= code <= 0xdfff or code > 0x10ffff:
        return '\ufffd'
    if code < 0x20 and code not in (9, 10, 12) or code == 0x7f or 0xfdd0 <= code <= 0xfdef or code & 0xfffe == 0xfffe:
        return ''
    return chr(code)


def _replacement(match):
    decimal, hexadecimal, name = match.groups()
    if name is None:
        return _character(int(decimal) if decimal else int(hexadecimal, 16))
    if name in _html5:
        return _html5[name]
    for length in range(len(name) - 1, 1, -1):
        if name[:length] in _html5:
            return _html5[name[:length]] + name[length:]
    return '&' + name


def unescape(s):
    """Replace all references, as a browser would, by the characters that they stand for."""
    return _reference.sub(_replacement, s) if '&' in s else s
