"""The encoding base64."""

import binascii

__all__ = ['body_decode', 'body_encode', 'decode', 'decodestring', 'header_encode', 'header_length']


def header_length(bytearray):
    return (len(bytearray) + 2) // 3 * 4


def header_encode(header_bytes, charset='iso-8859-1'):
    """Bytes or text as an encoded word."""
    if not header_bytes:
        return ''
    if isinstance(header_bytes, str):
        header_bytes = header_bytes.encode(charset)
    return f'=?{charset}?b?{binascii.b2a_base64(header_bytes, newline=False).decode("ascii")}?='


def body_encode(s, maxlinelen=76, eol='\n'):
    """Bytes in lines of a limited length."""
    if not s:
        return ''
    size = maxlinelen * 3 // 4
    lines = []
    for start in range(0, len(s), size):
        lines.append(binascii.b2a_base64(s[start:start + size], newline=False).decode('ascii') + eol)
    return ''.join(lines)


def decode(string):
    """Undo the encoding."""
    if not string:
        return b''
    return binascii.a2b_base64(string.encode('raw-unicode-escape') if isinstance(string, str) else string)


body_decode = decodestring = decode
