"""Binary data as ASCII text and back: hexadecimal, base64, uuencode, quoted-printable, and checksums."""

from _binascii import (
    a2b_base64, a2b_qp, a2b_uu, b2a_base64, b2a_qp, b2a_uu, crc32, crc_hqx, hexlify, unhexlify
)

b2a_hex = hexlify
a2b_hex = unhexlify


class Error(ValueError):
    """Malformed data."""


class Incomplete(Exception):
    """Data that ends too early."""
