"""Globally unique identifiers (RFC 9562) as text."""

import os as _os
import time as _time
from _catalog import expect as _expect

__all__ = ['is_valid', 'new', 'parse', 'time_of', 'v5', 'v7']

empty = '00000000-0000-0000-0000-000000000000'
_last = 0


def _text(number):
    digits = f'{number:032x}'
    return f'{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}'


def new(_=None):
    """A new random identifier (version 4)."""
    number = int.from_bytes(_os.urandom(16))
    return _text(number & ~(0xf000 << 64 | 0xc << 60) | 0x4000 << 64 | 8 << 60)


def v7():
    """A new identifier (version 7) that begins with the time: later ones of this process sort behind earlier ones."""
    global _last
    # Milliseconds, and their fraction in 12 bits; a step ahead where the clock stands still.
    now = _time.time_ns() * 4096 // 1_000_000
    _last = now = max(now, _last + 1)
    number = now >> 12 << 80 | 0x7000 << 64 | (now & 0xfff) << 64 | 8 << 60 | int.from_bytes(_os.urandom(8)) >> 4
    return _text(number)


def v5(namespace, name):
    """The identifier (version 5) that belongs to a name in a namespace, which is an identifier; None if it is not one."""
    _expect('v5', 'name', name, str)
    parent = parse(namespace)
    if parent is None:
        return None
    import _hashlib
    digest = _hashlib.sha1(bytes.fromhex(parent.replace('-', '')) + name.encode('utf-8', 'surrogatepass')).digest()
    number = int.from_bytes(digest[:16])
    return _text(number & ~(0xf000 << 64 | 0xc << 60) | 0x5000 << 64 | 8 << 60)


def parse(text):
    """An identifier in its usual form, from that form, from 32 digits, with braces or as a URN, in any case; None if it is none."""
    _expect('parse', 'text', text, str)
    text = text.strip().lower().removeprefix('urn:uuid:')
    if text[:1] + text[-1:] == '{}':
        text = text[1:-1]
    if len(text) == 36 and text[8] == text[13] == text[18] == text[23] == '-':
        text = text.replace('-', '')
    if len(text) != 32 or text.strip('0123456789abcdef'):
        return None
    return _text(int(text, 16))


def is_valid(text):
    """Whether a text is an identifier."""
    return parse(text) is not None


def time_of(text):
    """When an identifier of version 7 was made, in seconds since 1970; None for others."""
    known = parse(text)
    return int(known.replace('-', '')[:12], 16) / 1000 if known is not None and known[14] == '7' else None
