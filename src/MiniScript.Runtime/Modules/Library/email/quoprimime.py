"""The encoding quoted-printable."""

import re

__all__ = ['body_decode', 'body_encode', 'body_length', 'decode', 'decodestring', 'header_decode', 'header_encode', 'header_length', 'quote', 'unquote']

_in_header = frozenset(b'-!*+/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
_in_body = frozenset(range(32, 127)) - {ord('=')} | {9}


def _header_char(byte):
    return '_' if byte == 32 else chr(byte) if byte in _in_header else f'={byte:02X}'


def header_check(octet):
    """Whether a byte must be escaped in a header."""
    return _header_char(octet) != chr(octet)


def body_check(octet):
    """Whether a byte must be escaped in a body."""
    return octet not in _in_body


def header_length(bytearray):
    return sum(len(_header_char(byte)) for byte in bytearray)


def body_length(bytearray):
    return sum(1 if byte in _in_body else 3 for byte in bytearray)


def header_encode(header_bytes, charset='iso-8859-1'):
    """Bytes as an encoded word."""
    if not header_bytes:
        return ''
    return f'=?{charset}?q?{"".join(map(_header_char, header_bytes))}?='


def quote(c):
    return f'={ord(c):02X}'


def unquote(s):
    return chr(int(s[1:3], 16))


def body_encode(body, maxlinelen=76, eol='\n'):
    """Text, a character for each byte, in lines of a limited length."""
    if maxlinelen < 4:
        raise ValueError('maxlinelen must be at least 4')
    lines = []
    for line in ''.join([c if ord(c) in _in_body or c in '\r\n' else quote(c) for c in body]).splitlines():
        while len(line) > maxlinelen:
            end = maxlinelen - 1
            # An escape is not parted.
            if line[end - 1] == '=':
                end -= 1
            elif line[end - 2] == '=':
                end -= 2
            lines.append(line[:end] + '=')
            line = line[end:]
        if line and line[-1] in ' \t':
            room = maxlinelen - len(line)
            if room >= 2:
                line = line[:-1] + quote(line[-1])
            elif room == 1:
                # A blank may stand before a soft break.
                lines.append(line + '=')
                line = ''
            else:
                lines.append(line[:-1] + '=')
                line = quote(line[-1])
        lines.append(line)
    if body and body[-1] in '\r\n':
        lines.append('')
    return eol.join(lines)


def decode(encoded, eol='\n'):
    """Undo the encoding."""
    if not encoded:
        return encoded
    parts = []
    for line in encoded.splitlines():
        line = line.rstrip()
        soft = line.endswith('=')
        if soft:
            line = line[:-1]
        parts.append(re.sub('=([0-9a-fA-F]{2})', lambda match: chr(int(match[1], 16)), line))
        if not soft:
            parts.append(eol)
    text = ''.join(parts)
    # The break at the end of the text was not there.
    return text[:-1] if encoded[-1] not in '\r\n' and text.endswith(eol) else text


body_decode = decodestring = decode


def header_decode(s):
    return re.sub('=([0-9a-fA-F]{2})', lambda match: chr(int(match[1], 16)), s.replace('_', ' '))
