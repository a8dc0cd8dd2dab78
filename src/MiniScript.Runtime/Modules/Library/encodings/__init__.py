"""The encodings of the library: those built in, the single-byte ones, and the transformations."""

import codecs as _codecs


class CodecRegistryError(LookupError, SystemError):
    """An encoding that is not made as it should be."""


def normalize_encoding(encoding):
    """An encoding's name with runs of punctuation as single underscores."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    chars = []
    punct = False
    for c in encoding:
        if c.isalnum() or c == '.':
            if punct and chars:
                chars.append('_')
            if c.isascii():
                chars.append(c)
            punct = False
        else:
            punct = True
    return ''.join(chars)


def search_function(encoding):
    """The codec of an encoding, or None."""
    return _codecs._find(encoding)
