"""The base classes of encodings of East Asia, of which the library has none."""

import codecs


class MultibyteIncrementalEncoder(codecs.IncrementalEncoder):
    """Encodes piece by piece."""


class MultibyteIncrementalDecoder(codecs.IncrementalDecoder):
    """Decodes piece by piece."""


class MultibyteStreamReader(codecs.StreamReader):
    """Reads a file."""


class MultibyteStreamWriter(codecs.StreamWriter):
    """Writes a file."""
