"""Secure hashes and message digests."""

from _hashlib import (
    blake2b, blake2s, md5, new, pbkdf2_hmac, scrypt, sha1, sha224, sha256, sha384, sha3_224, sha3_256, sha3_384, sha3_512, sha512,
    shake_128, shake_256
)

_guaranteed = (
    'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512',
    'shake_128', 'shake_256',
)
algorithms_guaranteed = set(_guaranteed)
algorithms_available = algorithms_guaranteed | {'sha512_224', 'sha512_256'}

__all__ = _guaranteed + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac', 'scrypt')


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    """The hash of what is left in a binary file; digest is a name or a function that makes a hash object."""
    if isinstance(digest, str):
        digestobj = new(digest)
    else:
        digestobj = digest()
    if hasattr(fileobj, 'getbuffer') and hasattr(fileobj, 'getvalue'):
        digestobj.update(fileobj.getvalue())
        return digestobj
    if not hasattr(fileobj, 'read') or hasattr(fileobj, 'encoding') or hasattr(fileobj, 'readable') and not fileobj.readable():
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    while True:
        data = fileobj.read(_bufsize)
        if data is None:
            raise BlockingIOError('I/O operation would block.')
        if not data:
            return digestobj
        digestobj.update(data)
