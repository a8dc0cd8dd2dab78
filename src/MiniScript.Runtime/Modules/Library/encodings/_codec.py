"""The module of one encoding: encodings.NAME is made of this text for every NAME that is an encoding."""

import codecs
from encodings.aliases import aliases as _aliases


def getregentry():
    """The codec, as codecs.lookup() gives it."""
    return _info


_name = __name__.rpartition('.')[2]
_info = codecs._find(_name) if _name.isidentifier() and _name not in _aliases else None
if _info is None:
    raise ModuleNotFoundError(f'No module named {__name__!r}', name=__name__)

encode, decode = _info.encode, _info.decode
IncrementalEncoder, IncrementalDecoder = _info.incrementalencoder, _info.incrementaldecoder
StreamReader, StreamWriter = _info.streamreader, _info.streamwriter


class Codec(codecs.Codec):
    """Encodes and decodes without state."""

    def encode(self, input, errors='strict'):
        return encode(input, errors)

    def decode(self, input, errors='strict'):
        return decode(input, errors)


def __getattr__(name):
    if name == 'decoding_table':
        from encodings import _charmaps
        table = _charmaps.find(_name)
        if table is not None:
            return table
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
