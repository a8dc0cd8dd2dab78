"""Text to bytes and back. What cannot be converted, or an encoding that does not exist, gives None."""

import codecs as _codecs
from _catalog import expect as _expect

__all__ = ['decode', 'detect', 'encode', 'encoding_name', 'is_valid']

_marks = ((b'\xef\xbb\xbf', 'utf-8'), (b'\xff\xfe\x00\x00', 'utf-32-le'), (b'\x00\x00\xfe\xff', 'utf-32-be'), (b'\xff\xfe', 'utf-16-le'),
          (b'\xfe\xff', 'utf-16-be'))


def encoding_name(name):
    """The usual name of an encoding: 'utf-8' for 'UTF8'; None if there is no such encoding."""
    _expect('encoding_name', 'name', name, str)
    try:
        return _codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def encode(text, encoding='utf-8', replace=False, bom=False):
    """The bytes of a text; with replace, '?' for what the encoding lacks; with bom, behind a byte order mark."""
    _expect('encode', 'text', text, str)
    name = encoding_name(encoding)
    try:
        data = None if name is None else text.encode(name, 'replace' if replace else 'strict')
    except (UnicodeError, LookupError):
        return None
    if bom and data is not None:
        data = next((mark for mark, marked in _marks if marked == name), b'') + data
    return data


def detect(data):
    """The encoding that the byte order mark of some bytes says; None if they have none."""
    _expect('detect', 'data', data, bytes, bytearray)
    for mark, name in _marks:
        if data.startswith(mark):
            return name
    return None


def decode(data, encoding=None, replace=False):
    """The text of some bytes: in an encoding, or in that of their byte order mark, or UTF-8. The mark is left out."""
    _expect('decode', 'data', data, bytes, bytearray)
    if encoding is None:
        encoding = detect(data) or 'utf-8'
    name = encoding_name(encoding)
    if name is None:
        return None
    for mark, marked in _marks:
        if marked == name and data.startswith(mark):
            data = data[len(mark):]
    try:
        return bytes(data).decode(name, 'replace' if replace else 'strict')
    except (UnicodeError, LookupError):
        return None


def is_valid(data, encoding='utf-8'):
    """Whether bytes are text in an encoding."""
    return decode(data, encoding) is not None
