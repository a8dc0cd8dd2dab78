"""Keyed hashes for message authentication (RFC 2104)."""

import hashlib as _hashlib
from _hashlib import compare_digest, hmac_digest as _hmac_digest

__all__ = ['HMAC', 'new', 'digest', 'compare_digest']

trans_5C = bytes(x ^ 0x5C for x in range(256))
trans_36 = bytes(x ^ 0x36 for x in range(256))
digest_size = None


def _maker(digestmod):
    if not digestmod:
        raise TypeError("Missing required argument 'digestmod'.")
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        return lambda data=b'': _hashlib.new(digestmod, data)
    return lambda data=b'': digestmod.new(data)


class HMAC:
    """A keyed hash that takes its message piece by piece."""

    blocksize = 64
    __slots__ = ('_inner', '_outer', 'block_size', 'digest_size')

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f'key: expected bytes or bytearray, but got {type(key).__name__!r}')
        make = _maker(digestmod)
        self._outer = make()
        self._inner = make()
        self.digest_size = self._inner.digest_size
        if not self.digest_size:
            raise ValueError('no reason supplied')
        self.block_size = blocksize = getattr(self._inner, 'block_size', self.blocksize)
        if len(key) > blocksize:
            key = make(key).digest()
        key = key.ljust(blocksize, b'\0')
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        """hmac- and the name of the hash function."""
        return f'hmac-{self._inner.name}'

    def update(self, msg):
        """Takes more of the message."""
        self._inner.update(msg)

    def copy(self):
        """An object that goes on from here on its own."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def _current(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        """The keyed hash as bytes."""
        return self._current().digest()

    def hexdigest(self):
        """The keyed hash in hexadecimal."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=''):
    """A keyed hash that has taken a key and, if given, the start of a message."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The keyed hash of a message."""
    if isinstance(digest, str):
        return _hmac_digest(key, msg, digest)
    return HMAC(key, msg, digest).digest()
