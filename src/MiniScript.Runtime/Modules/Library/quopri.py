"""Quoted-printable data (RFC 1521)."""

from binascii import a2b_qp, b2a_qp

__all__ = ['encode', 'decode', 'encodestring', 'decodestring']

ESCAPE = b'='
MAXLINESIZE = 76


def encode(input, output, quotetabs, header=False):
    """Encodes one binary file into another."""
    output.write(b2a_qp(input.read(), quotetabs=quotetabs, header=header))


def encodestring(s, quotetabs=False, header=False):
    """Encodes bytes."""
    return b2a_qp(s, quotetabs=quotetabs, header=header)


def decode(input, output, header=False):
    """Decodes one binary file into another."""
    output.write(a2b_qp(input.read(), header=header))


def decodestring(s, header=False):
    """Decodes bytes."""
    return a2b_qp(s, header=header)
