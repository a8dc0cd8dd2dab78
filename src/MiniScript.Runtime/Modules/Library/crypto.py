"""Randomness, digests, authentication codes and encryption (AES-GCM)."""

import os as _os
import _hashlib
from _catalog import expect as _expect, to_bytes as _to_bytes

__all__ = ['decrypt', 'derive_key', 'digest', 'encrypt', 'equals', 'hmac', 'new_key', 'random_bytes', 'random_int', 'random_text', 'random_uuid']

_letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'


def _bytes(function, value):
    data = _to_bytes(function, value)
    if data is None:
        raise ValueError('text with lone surrogates has no bytes')
    return bytes(data)


def random_bytes(count):
    """Random bytes that nobody can foretell."""
    _expect('random_bytes', 'count', count, int)
    return _os.urandom(count)


def random_int(low, high=None):
    """A random integer from low up to and without high; with one argument, from 0 up to it."""
    _expect('random_int', 'low', low, int)
    if high is None:
        low, high = 0, low
    _expect('random_int', 'high', high, int)
    span = high - low
    if span <= 0:
        raise ValueError(f'empty range for random_int({low}, {high})')
    bits = (span - 1).bit_length()
    count = (bits + 7) // 8
    while True:
        number = int.from_bytes(_os.urandom(count)) >> count * 8 - bits
        if number < span:
            return low + number


def random_text(length, letters=_letters):
    """Random text of these letters."""
    _expect('random_text', 'length', length, int)
    _expect('random_text', 'letters', letters, str)
    return ''.join(letters[random_int(len(letters))] for _ in range(length))


def random_uuid():
    """A random identifier (version 4)."""
    number = int.from_bytes(_os.urandom(16)) & ~(0xf000 << 64 | 0xc << 60) | 0x4000 << 64 | 8 << 60
    digits = f'{number:032x}'
    return f'{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}'


def digest(algorithm, data):
    """The digest of text or bytes as bytes: sha256, sha512, sha3_256, blake2b, md5 and their like."""
    _expect('digest', 'algorithm', algorithm, str)
    return _hashlib.new(algorithm, _bytes('digest', data)).digest()


def hmac(algorithm, key, data):
    """The keyed authentication code of text or bytes, as bytes."""
    _expect('hmac', 'algorithm', algorithm, str)
    return _hashlib.hmac_digest(_bytes('hmac', key), _bytes('hmac', data), algorithm)


def equals(a, b):
    """Whether two secrets, text or bytes, are equal, in a time that does not depend on where they differ."""
    return _hashlib.compare_digest(_bytes('equals', a), _bytes('equals', b))


def new_key(bits=256):
    """A random key for encrypt(): 128, 192 or 256 bits."""
    if bits not in (128, 192, 256):
        raise ValueError(f'a key has 128, 192 or 256 bits, not {bits!r}')
    return _os.urandom(bits // 8)


def derive_key(password, salt, iterations=600_000, length=32):
    """A key from a password (PBKDF2 with SHA-256); the salt, 16 random bytes, is kept beside what is encrypted."""
    return _hashlib.pbkdf2_hmac('sha256', _bytes('derive_key', password), _bytes('derive_key', salt), iterations, length)


def encrypt(key, data, extra=b''):
    """Text or bytes encrypted with AES-GCM: a new random nonce of 12 bytes, the data, the tag of 16. The extra data are not in it, but are vouched for.
    The key has 16, 24 or 32 bytes."""
    from _cipher import seal
    nonce = _os.urandom(12)
    return nonce + seal(key, nonce, _bytes('encrypt', data), _bytes('encrypt', extra))


def decrypt(key, data, extra=b''):
    """The bytes that were encrypted; None if the key is another one or anything was changed."""
    from _cipher import open
    _expect('decrypt', 'data', data, bytes, bytearray)
    if len(data) < 28:
        return None
    return open(key, data[:12], data[12:], _bytes('decrypt', extra))
