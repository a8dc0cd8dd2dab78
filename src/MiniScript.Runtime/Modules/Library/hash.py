"""Digests of text (as UTF-8) and bytes, as hexadecimal text."""

import _hashlib
from _catalog import expect as _expect, pass_denial as _pass_denial, to_bytes as _to_bytes

__all__ = ['Hash', 'crc32', 'file', 'md5', 'new', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3_256', 'blake2b', 'xxhash']

algorithms = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s',
              'crc32', 'xxhash')


class _Crc32:
    def __init__(self, value=0):
        self.value = value

    def update(self, data):
        import zlib
        self.value = zlib.crc32(data, self.value)

    def digest(self):
        return self.value.to_bytes(4, 'big')

    def hexdigest(self):
        return f'{self.value:08x}'

    def copy(self):
        return _Crc32(self.value)


def _state(algorithm):
    if algorithm not in algorithms:
        raise ValueError(f'unknown algorithm {algorithm!r}; there are {", ".join(algorithms)}')
    return _Crc32() if algorithm == 'crc32' else _hashlib.new('xxh64' if algorithm == 'xxhash' else algorithm)


class Hash:
    """A digest in the making: update(), then hex() or bytes()."""

    __slots__ = ('algorithm', '_state')

    def __init__(self, algorithm, _made=None):
        _expect('Hash', 'algorithm', algorithm, str)
        self.algorithm = algorithm
        self._state = _state(algorithm) if _made is None else _made

    def __repr__(self):
        return f'<Hash {self.algorithm}: {self.hex()}>'

    def update(self, data):
        """Takes more text or bytes; returns the hash, so that calls can be chained."""
        given = _to_bytes('update', data)
        if given is None:
            raise ValueError('text with lone surrogates has no bytes')
        self._state.update(given)
        return self

    def hex(self):
        """The digest of what was taken so far, as hexadecimal text."""
        return self._state.hexdigest()

    def bytes(self):
        """The digest of what was taken so far."""
        return self._state.digest()

    def copy(self):
        """A hash that goes on from here on its own."""
        return Hash(self.algorithm, self._state.copy())


def new(algorithm):
    """A digest in the making."""
    return Hash(algorithm)


def _digest(algorithm, data):
    given = _to_bytes(algorithm, data)
    if given is None:
        return None
    state = _state(algorithm)
    state.update(given)
    return state.hexdigest()


def md5(data):
    """The MD5 digest; not for security."""
    return _digest('md5', data)


def sha1(data):
    """The SHA-1 digest; not for security."""
    return _digest('sha1', data)


def sha256(data):
    """The SHA-256 digest."""
    return _digest('sha256', data)


def sha384(data):
    """The SHA-384 digest."""
    return _digest('sha384', data)


def sha512(data):
    """The SHA-512 digest."""
    return _digest('sha512', data)


def sha3_256(data):
    """The SHA3-256 digest."""
    return _digest('sha3_256', data)


def blake2b(data):
    """The BLAKE2b digest of 64 bytes."""
    return _digest('blake2b', data)


def crc32(data):
    """The CRC-32 checksum, 8 digits."""
    return _digest('crc32', data)


def xxhash(data):
    """The XXH64 checksum, 16 digits: fast, not for security."""
    return _digest('xxhash', data)


def file(algorithm, path):
    """The digest of a file's contents; None if it cannot be read."""
    result = Hash(algorithm)
    try:
        with open(path, 'rb') as stream:
            while chunk := stream.read(262144):
                result._state.update(chunk)
    except (OSError, ValueError) as error:
        _pass_denial(error)
        return None
    return result.hex()
