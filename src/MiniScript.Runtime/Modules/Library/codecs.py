"""Encoders and decoders by name, error handlers, and streams that convert."""

import _codecs
from _codecs import (
    canonical as _canonical, decode_text as _native_decode, encode_text as _native_encode, escape_decode, escape_encode,
    raw_unicode_escape_decode, raw_unicode_escape_encode, register_error as _register_error, unicode_escape_decode, unicode_escape_encode
)

__all__ = [
    'register', 'lookup', 'open', 'EncodedFile', 'BOM', 'BOM_BE', 'BOM_LE', 'BOM32_BE', 'BOM32_LE', 'BOM64_BE', 'BOM64_LE', 'BOM_UTF8',
    'BOM_UTF16', 'BOM_UTF16_LE', 'BOM_UTF16_BE', 'BOM_UTF32', 'BOM_UTF32_LE', 'BOM_UTF32_BE', 'CodecInfo', 'Codec', 'IncrementalEncoder',
    'IncrementalDecoder', 'StreamReader', 'StreamWriter', 'StreamReaderWriter', 'StreamRecoder', 'getencoder', 'getdecoder',
    'getincrementalencoder', 'getincrementaldecoder', 'getreader', 'getwriter', 'encode', 'decode', 'iterencode', 'iterdecode',
    'strict_errors', 'ignore_errors', 'replace_errors', 'xmlcharrefreplace_errors', 'backslashreplace_errors', 'namereplace_errors',
    'register_error', 'lookup_error',
]

BOM_UTF8 = b'\xef\xbb\xbf'
BOM_LE = BOM_UTF16_LE = b'\xff\xfe'
BOM_BE = BOM_UTF16_BE = b'\xfe\xff'
BOM_UTF32_LE = b'\xff\xfe\x00\x00'
BOM_UTF32_BE = b'\x00\x00\xfe\xff'
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE
BOM32_LE = BOM_UTF16_LE
BOM32_BE = BOM_UTF16_BE
BOM64_LE = BOM_UTF32_LE
BOM64_BE = BOM_UTF32_BE


class CodecInfo(tuple):
    """What lookup() knows of an encoding: encode, decode, streamreader, streamwriter, and more by name."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None,
                *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return f'<{self.__class__.__module__}.{self.__class__.__qualname__} object for encoding {self.name} at {id(self):#x}>'

    def __getnewargs__(self):
        return tuple(self)


class Codec:
    """The base of stateless codecs."""

    def encode(self, input, errors='strict'):
        """Text as bytes, and how much of it was encoded."""
        raise NotImplementedError

    def decode(self, input, errors='strict'):
        """Bytes as text, and how many were decoded."""
        raise NotImplementedError


class IncrementalEncoder:
    """The base of encoders that take text piece by piece."""

    def __init__(self, errors='strict'):
        self.errors = errors
        self.buffer = ''

    def encode(self, input, final=False):
        """The bytes of a piece."""
        raise NotImplementedError

    def reset(self):
        """Back to the beginning."""

    def getstate(self):
        """The state as an integer."""
        return 0

    def setstate(self, state):
        """Back to a state."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """The base of encoders that keep what they cannot encode yet."""

    def __init__(self, errors='strict'):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ''

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        """The bytes of a piece and of what was kept."""
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        """Back to the beginning."""
        IncrementalEncoder.reset(self)
        self.buffer = ''

    def getstate(self):
        """What is kept."""
        return self.buffer or 0

    def setstate(self, state):
        """Back to a state."""
        self.buffer = state or ''


class IncrementalDecoder:
    """The base of decoders that take bytes piece by piece."""

    def __init__(self, errors='strict'):
        self.errors = errors

    def decode(self, input, final=False):
        """The text of a piece."""
        raise NotImplementedError

    def reset(self):
        """Back to the beginning."""

    def getstate(self):
        """The bytes kept and further state."""
        return b'', 0

    def setstate(self, state):
        """Back to a state."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """The base of decoders that keep an unfinished character."""

    def __init__(self, errors='strict'):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b''

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        """The text of a piece and of what was kept."""
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        """Back to the beginning."""
        IncrementalDecoder.reset(self)
        self.buffer = b''

    def getstate(self):
        """The bytes kept."""
        return self.buffer, 0

    def setstate(self, state):
        """Back to a state."""
        self.buffer = state[0]


class StreamWriter(Codec):
    """Encodes what is written to it onto a binary stream."""

    def __init__(self, stream, errors='strict'):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        """Writes text."""
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        """Writes several texts as one."""
        self.write(''.join(list))

    def reset(self):
        """Back to the beginning."""

    def seek(self, offset, whence=0):
        """Goes to a place of the stream."""
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamReader(Codec):
    """Decodes what is read from a binary stream."""

    charbuffertype = str

    def __init__(self, stream, errors='strict'):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b''
        self._empty_charbuffer = self.charbuffertype()
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def decode(self, input, errors='strict'):
        """Bytes as text, and how many were decoded."""
        raise NotImplementedError

    def read(self, size=-1, chars=-1, firstline=False):
        """Text of about size bytes, or of up to chars characters."""
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None
        if chars < 0:
            chars = size
        while True:
            if chars >= 0 and len(self.charbuffer) >= chars:
                break
            newdata = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + newdata
            if not data:
                break
            try:
                newchars, decoded = self.decode(data, self.errors)
            except UnicodeDecodeError as exc:
                if not firstline:
                    raise
                newchars, decoded = self.decode(data[:exc.start], self.errors)
                if len(newchars.splitlines(keepends=True)) <= 1:
                    raise
            self.bytebuffer = data[decoded:]
            self.charbuffer += newchars
            if not newdata or chars < 0:
                break
        if chars < 0:
            result = self.charbuffer
            self.charbuffer = self._empty_charbuffer
        else:
            result = self.charbuffer[:chars]
            self.charbuffer = self.charbuffer[chars:]
        return result

    def readline(self, size=None, keepends=True):
        """The next line."""
        if self.linebuffer:
            line = self.linebuffer.pop(0)
            if not self.linebuffer:
                self.linebuffer = None
            elif len(self.linebuffer) == 1:
                self.charbuffer = self.linebuffer[0]
                self.linebuffer = None
            return line if keepends else line.splitlines(keepends=False)[0]
        readsize = size or 72
        line = self._empty_charbuffer
        while True:
            data = self.read(readsize, firstline=True)
            if data and (isinstance(data, str) and data.endswith('\r') or isinstance(data, bytes) and data.endswith(b'\r')):
                data += self.read(size=1, chars=1)
            line += data
            lines = line.splitlines(keepends=True)
            if lines:
                if len(lines) > 1:
                    line = lines.pop(0)
                    lines[-1] += self.charbuffer
                    if len(lines) > 1:
                        self.linebuffer = lines
                        self.charbuffer = None
                    else:
                        self.charbuffer = lines[0]
                    return line if keepends else line.splitlines(keepends=False)[0]
                bare = lines[0].splitlines(keepends=False)[0]
                if lines[0] != bare:
                    self.charbuffer = self._empty_charbuffer.join(lines[1:]) + self.charbuffer
                    return lines[0] if keepends else bare
            if not data or size is not None:
                return line.splitlines(keepends=False)[0] if line and not keepends else line
            if readsize < 8000:
                readsize *= 2

    def readlines(self, sizehint=None, keepends=True):
        """All lines that are left."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Back to the beginning."""
        self.bytebuffer = b''
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def seek(self, offset, whence=0):
        """Goes to a place of the stream."""
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamReaderWriter:
    """Reads and writes text on a binary stream."""

    encoding = 'unknown'

    def __init__(self, stream, Reader, Writer, errors='strict'):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        """Text of about size bytes."""
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        """The next line."""
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        """All lines that are left."""
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        """Writes text."""
        return self.writer.write(data)

    def writelines(self, list):
        """Writes several texts."""
        return self.writer.writelines(list)

    def reset(self):
        """Back to the beginning."""
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        """Goes to a place of the stream."""
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamRecoder:
    """Reads and writes data of one encoding on a stream of another."""

    data_encoding = 'unknown'
    file_encoding = 'unknown'

    def __init__(self, stream, encode, decode, Reader, Writer, errors='strict'):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        """Recoded data."""
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        """The next line, recoded."""
        data = self.reader.readline() if size is None else self.reader.readline(size)
        return self.encode(data, self.errors)[0]

    def readlines(self, sizehint=None):
        """All lines that are left, recoded."""
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        """Writes data, recoded."""
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        """Writes several pieces, recoded."""
        return self.writer.write(self.decode(b''.join(list), self.errors)[0])

    def reset(self):
        """Back to the beginning."""
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        """Goes to a place of the stream."""
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


_cache = {}
_searchers = []


def register(search_function, /):
    """Adds a function that finds codecs by name."""
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _searchers.append(search_function)


def unregister(search_function, /):
    """Takes a function back that finds codecs."""
    if search_function in _searchers:
        _searchers.remove(search_function)
        _cache.clear()


def lookup(encoding, /):
    """The codec of a name."""
    if not isinstance(encoding, str):
        raise TypeError(f'lookup() argument must be str, not {type(encoding).__name__}')
    if '\0' in encoding:
        raise ValueError('embedded null character')
    name = encoding.replace(' ', '_').replace('-', '_').lower()
    found = _cache.get(name)
    if found is not None:
        return found
    found = _find(name)
    if found is None:
        for search in _searchers:
            found = search(name)
            if found is not None:
                if not isinstance(found, tuple) or len(found) != 4:
                    raise TypeError('codec search functions must return 4-tuples')
                break
        else:
            raise LookupError(f'unknown encoding: {encoding}')
    _cache[name] = found
    return found


def _find(name):
    """The library's codec of a name, or None."""
    native = _canonical(name)
    if native is not None:
        return _make_native(native)
    from encodings import _transforms
    found = _transforms.find(name)
    if found is None:
        from encodings import _charmaps
        table = _charmaps.canonical(name)
        if table is not None:
            return _make_mapped(_charmaps.shown(table), _charmaps.find(table))
    return found


def _streams(encode, decode):
    class Writer(StreamWriter):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

    class Reader(StreamReader):
        def decode(self, input, errors='strict'):
            return decode(input, errors)

    Writer.__name__ = 'StreamWriter'
    Reader.__name__ = 'StreamReader'
    return Reader, Writer


def _stateful(name, encode, decode):
    """A codec whose decoder takes a third argument: whether nothing more follows."""
    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decode(input, errors, final)

    Encoder.__name__ = 'IncrementalEncoder'
    Decoder.__name__ = 'IncrementalDecoder'
    reader, writer = _streams(encode, lambda input, errors: decode(input, errors, False))
    return CodecInfo(encode, decode, reader, writer, Encoder, Decoder, name)


def _make_mapped(name, table):
    def encode(input, errors='strict'):
        return _codecs.encode_mapped(table, input, errors)

    def decode(input, errors='strict', final=True):
        return _codecs.decode_mapped(table, input, errors)

    return _stateful(name, encode, decode)


def _make_native(native):
    if native in ('utf-16', 'utf-32', 'utf-8-sig'):
        return _make_marked(native)

    def encode(input, errors='strict'):
        if not isinstance(input, str):
            raise TypeError(f"{native.replace('-', '_')}_encode() argument 1 must be str, not {type(input).__name__}")
        return _native_encode(native, input, errors)

    def decode(input, errors='strict', final=True):
        return _native_decode(native, input, errors, final)

    return _stateful('iso8859-1' if native == 'latin-1' else native, encode, decode)


def _make_marked(native):
    """The codecs whose text begins with a byte order mark."""
    wide = native != 'utf-8-sig'
    little = native + '-le' if wide else 'utf-8'
    big = native + '-be' if wide else 'utf-8'
    marks = {'utf-16': (BOM_UTF16_LE, BOM_UTF16_BE), 'utf-32': (BOM_UTF32_LE, BOM_UTF32_BE), 'utf-8-sig': (BOM_UTF8, BOM_UTF8)}[native]

    def encode(input, errors='strict'):
        return _native_encode(native, input, errors)

    def decode(input, errors='strict', final=True):
        return _native_decode(native, input, errors, final)

    class Encoder(IncrementalEncoder):
        def __init__(self, errors='strict'):
            IncrementalEncoder.__init__(self, errors)
            self.first = True

        def encode(self, input, final=False):
            result = _native_encode(native if self.first else little, input, self.errors)[0]
            self.first = False
            return result

        def reset(self):
            self.first = True

        def getstate(self):
            return (2 if self.first else 0) if wide else int(self.first)

        def setstate(self, state):
            self.first = bool(state)

    class Decoder(BufferedIncrementalDecoder):
        exact = None

        def _buffer_decode(self, input, errors, final):
            if self.exact is None:
                if len(input) < len(marks[0]) and not final:
                    if any(mark.startswith(input) for mark in marks):
                        return '', 0
                if input.startswith(marks[0]) or input.startswith(marks[1]):
                    self.exact = little if input.startswith(marks[0]) else big
                    text, used = _native_decode(self.exact, input[len(marks[0]):], errors, final)
                    return text, used + len(marks[0])
                self.exact = little
            return _native_decode(self.exact, input, errors, final)

        def reset(self):
            BufferedIncrementalDecoder.reset(self)
            self.exact = None

        def getstate(self):
            if not wide:
                return self.buffer, 0 if self.exact else 1
            return self.buffer, 2 if self.exact is None else 0 if self.exact == little else 1

        def setstate(self, state):
            self.buffer = state[0]
            self.exact = None if state[1] == (2 if wide else 1) else big if wide and state[1] == 1 else little

    class Writer(StreamWriter):
        first = True

        def encode(self, input, errors='strict'):
            result = _native_encode(native if self.first else little, input, errors)
            self.first = False
            return result

        def reset(self):
            StreamWriter.reset(self)
            self.first = True

    class Reader(StreamReader):
        decoder = None

        def decode(self, input, errors='strict'):
            if self.decoder is None:
                self.decoder = Decoder(errors)
            return self.decoder._buffer_decode(bytes(input), errors, False)

        def reset(self):
            StreamReader.reset(self)
            self.decoder = None

    Encoder.__name__, Decoder.__name__ = 'IncrementalEncoder', 'IncrementalDecoder'
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, native)


def _encode_text(text, encoding, errors):
    """str.encode for the encodings that are not built in."""
    info = lookup(encoding)
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(f'{encoding!r} is not a text encoding; use codecs.encode() to handle arbitrary codecs')
    result = _call(info[0], text, errors, encoding, 'encod')
    if not isinstance(result, (bytes, bytearray)):
        raise TypeError(f'{encoding!r} encoder returned {type(result).__name__!r} instead of {"bytes"!r}; use codecs.encode() to encode to arbitrary types')
    return bytes(result)


def _decode_text(data, encoding, errors):
    """bytes.decode for the encodings that are not built in."""
    info = lookup(encoding)
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(f'{encoding!r} is not a text encoding; use codecs.decode() to handle arbitrary codecs')
    result = _call(info[1], data, errors, encoding, 'decod')
    if not isinstance(result, str):
        raise TypeError(f'{encoding!r} decoder returned {type(result).__name__!r} instead of {"str"!r}; use codecs.decode() to decode to arbitrary types')
    return result


def _call(function, obj, errors, encoding, verb):
    try:
        result = function(obj) if errors is None else function(obj, errors)
    except Exception as e:
        if not isinstance(e, UnicodeError):
            e.add_note(f'{verb}ing with {encoding!r} codec failed')
        raise
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f'{verb}er must return a tuple (object, integer)')
    return result[0]


def encode(obj, encoding='utf-8', errors='strict'):
    """What a codec's encoder makes of an object."""
    return _call(lookup(encoding)[0], obj, errors, encoding, 'encod')


def decode(obj, encoding='utf-8', errors='strict'):
    """What a codec's decoder makes of an object."""
    return _call(lookup(encoding)[1], obj, errors, encoding, 'decod')


def getencoder(encoding):
    """The encoder of an encoding."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The decoder of an encoding."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """The class of incremental encoders of an encoding."""
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    """The class of incremental decoders of an encoding."""
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    """The class of reading streams of an encoding."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class of writing streams of an encoding."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors='strict', **kwargs):
    """The bytes of texts, piece by piece."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = encoder.encode(input)
        if output:
            yield output
    output = encoder.encode('', True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors='strict', **kwargs):
    """The texts of bytes, piece by piece."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = decoder.decode(input)
        if output:
            yield output
    output = decoder.decode(b'', True)
    if output:
        yield output


def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    """Opens a file as a stream that converts."""
    import builtins
    if encoding is not None and 'b' not in mode:
        mode = mode + 'b'
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        stream = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        stream.encoding = encoding
        return stream
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors='strict'):
    """A stream of one encoding over a file of another."""
    if file_encoding is None:
        file_encoding = data_encoding
    data_info = lookup(data_encoding)
    file_info = lookup(file_encoding)
    stream = StreamRecoder(file, data_info.encode, data_info.decode, file_info.streamreader, file_info.streamwriter, errors)
    stream.data_encoding = data_encoding
    stream.file_encoding = file_encoding
    return stream


def _refuse(exc):
    raise TypeError(f"don't know how to handle {type(exc).__name__} in error callback")


def strict_errors(exc, /):
    """The error handler 'strict': raises."""
    if isinstance(exc, Exception):
        raise exc
    raise TypeError('codec must pass exception instance')


def ignore_errors(exc, /):
    """The error handler 'ignore': passes over."""
    if not isinstance(exc, UnicodeError):
        _refuse(exc)
    return '', exc.end


def replace_errors(exc, /):
    """The error handler 'replace': puts a question mark, or U+FFFD."""
    if isinstance(exc, UnicodeEncodeError):
        return '?' * (exc.end - exc.start), exc.end
    if isinstance(exc, UnicodeDecodeError):
        return '\ufffd', exc.end
    if isinstance(exc, UnicodeTranslateError):
        return '\ufffd' * (exc.end - exc.start), exc.end
    _refuse(exc)


def xmlcharrefreplace_errors(exc, /):
    """The error handler 'xmlcharrefreplace': puts character references."""
    if not isinstance(exc, UnicodeEncodeError):
        _refuse(exc)
    return ''.join([f'&#{ord(c)};' for c in exc.object[exc.start:exc.end]]), exc.end


def backslashreplace_errors(exc, /):
    """The error handler 'backslashreplace': puts escapes."""
    if isinstance(exc, UnicodeDecodeError):
        return ''.join([f'\\x{b:02x}' for b in exc.object[exc.start:exc.end]]), exc.end
    if not isinstance(exc, (UnicodeEncodeError, UnicodeTranslateError)):
        _refuse(exc)
    return ''.join(map(_escape, exc.object[exc.start:exc.end])), exc.end


def _escape(c):
    code = ord(c)
    return f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}'


def namereplace_errors(exc, /):
    """The error handler 'namereplace': puts names, or escapes for characters without one."""
    if not isinstance(exc, UnicodeEncodeError):
        _refuse(exc)
    from unicodedata import name
    pieces = []
    for c in exc.object[exc.start:exc.end]:
        known = name(c, None)
        pieces.append(f'\\N{{{known}}}' if known else _escape(c))
    return ''.join(pieces), exc.end


def _surrogateescape(exc, /):
    if isinstance(exc, UnicodeEncodeError):
        data = bytearray()
        for c in exc.object[exc.start:exc.end]:
            if not 0xdc80 <= ord(c) <= 0xdcff:
                raise exc
            data.append(ord(c) - 0xdc00)
        return bytes(data), exc.end
    if isinstance(exc, UnicodeDecodeError):
        text = ''
        for b in exc.object[exc.start:min(exc.end, exc.start + 4)]:
            if b < 128:
                break
            text += chr(0xdc00 + b)
        if not text:
            raise exc
        return text, exc.start + len(text)
    _refuse(exc)


def _surrogatepass(exc, /):
    if isinstance(exc, (UnicodeEncodeError, UnicodeDecodeError)) and not exc.encoding.startswith(('utf-8', 'utf-16', 'utf-32')):
        raise exc
    if isinstance(exc, UnicodeEncodeError):
        return exc.object[exc.start:exc.end].encode(exc.encoding, 'surrogatepass'), exc.end
    if isinstance(exc, UnicodeDecodeError):
        size = 3 if exc.encoding.startswith('utf-8') else 2 if '16' in exc.encoding else 4
        return exc.object[exc.start:exc.start + size].decode(exc.encoding, 'surrogatepass'), exc.start + size
    _refuse(exc)


_builtin_handlers = {
    'strict': strict_errors, 'ignore': ignore_errors, 'replace': replace_errors, 'xmlcharrefreplace': xmlcharrefreplace_errors,
    'backslashreplace': backslashreplace_errors, 'namereplace': namereplace_errors, 'surrogateescape': _surrogateescape,
    'surrogatepass': _surrogatepass,
}


def register_error(errors, handler, /):
    """Registers an error handler under a name."""
    _register_error(errors, handler)


def lookup_error(name, /):
    """The error handler of a name."""
    handler = _codecs.handlers().get(name) or _builtin_handlers.get(name)
    if handler is None:
        if not isinstance(name, str):
            raise TypeError(f'lookup_error() argument must be str, not {type(name).__name__}')
        raise LookupError(f'unknown error handler name {name!r}')
    return handler


def make_identity_dict(rng):
    """A dict of numbers as themselves."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """A decoding map turned round; what two keys mean is mapped to None."""
    m = {}
    for k, v in decoding_map.items():
        m[v] = None if v in m else k
    return m


def charmap_build(map, /):
    """An encoding map of the characters of all bytes."""
    return {ord(c): i for i, c in enumerate(map) if c != '\ufffe'}


def charmap_encode(str, errors='strict', mapping=None, /):
    """Encodes by a mapping of code points to bytes."""
    if mapping is None:
        return _native_encode('latin-1', str, errors)
    output = bytearray()
    i = 0
    while i < len(str):
        if not _put(output, str[i], mapping):
            end = i + 1
            while end < len(str) and not _put(bytearray(), str[end], mapping):
                end += 1
            exc = UnicodeEncodeError('charmap', str, i, end, 'character maps to <undefined>')
            replacement, place = lookup_error(errors or 'strict')(exc)
            if isinstance(replacement, bytes):
                output += replacement
            else:
                for c in replacement:
                    if not _put(output, c, mapping):
                        raise exc
            i = place + len(str) if place < 0 else place
        else:
            i += 1
    return bytes(output), len(str)


def _put(output, c, mapping):
    try:
        value = mapping[ord(c)]
    except LookupError:
        return False
    if value is None:
        return False
    if isinstance(value, int):
        if not 0 <= value <= 255:
            raise TypeError('character mapping must be in range(256)')
        output.append(value)
    elif isinstance(value, bytes):
        output += value
    else:
        raise TypeError(f'character mapping must return integer, bytes or None, not {type(value).__name__}')
    return True


def charmap_decode(data, errors='strict', mapping=None, /):
    """Decodes by a mapping of bytes to characters: a string or a dict."""
    data = bytes(data)
    if mapping is None:
        return _native_decode('latin-1', data, errors)
    if isinstance(mapping, str):
        return _codecs.decode_mapped(mapping, data, errors)
    output = []
    i = 0
    while i < len(data):
        try:
            value = mapping[data[i]]
        except LookupError:
            value = None
        if value is None or value == 0xfffe or value == '\ufffe':
            replacement, place = lookup_error(errors or 'strict')(
                UnicodeDecodeError('charmap', data, i, i + 1, 'character maps to <undefined>'))
            output.append(replacement)
            i = place + len(data) if place < 0 else place
            continue
        if isinstance(value, int):
            if not 0 <= value <= 0x10ffff:
                raise TypeError('character mapping must be in range(0x110000)')
            value = chr(value)
        elif not isinstance(value, str):
            raise TypeError(f'character mapping must return integer, None or str, not {type(value).__name__}')
        output.append(value)
        i += 1
    return ''.join(output), len(data)


def _functions(native):
    def encode(str, errors=None, /):
        return _native_encode(native, str, errors)

    def decode(data, errors=None, final=False, /):
        return _native_decode(native, data, errors, final)

    return encode, decode


utf_8_encode, utf_8_decode = _functions('utf-8')
utf_16_encode, utf_16_decode = _functions('utf-16')
utf_16_le_encode, utf_16_le_decode = _functions('utf-16-le')
utf_16_be_encode, utf_16_be_decode = _functions('utf-16-be')
utf_32_encode, utf_32_decode = _functions('utf-32')
utf_32_le_encode, utf_32_le_decode = _functions('utf-32-le')
utf_32_be_encode, utf_32_be_decode = _functions('utf-32-be')
latin_1_encode, latin_1_decode = _functions('latin-1')
ascii_encode, ascii_decode = _functions('ascii')


def readbuffer_encode(data, errors=None, /):
    """The bytes of a buffer or text."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    return data, len(data)
