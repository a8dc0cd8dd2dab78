"""Streams: the classes that all are of, files in memory, and text or buffers over any stream."""

import os
import _io
from abc import ABCMeta
from _io import UnsupportedOperation, open

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO', 'StringIO', 'BufferedIOBase',
           'BufferedReader', 'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation',
           'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'text_encoding', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder']

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError


def open_code(path):
    """Opens a file of code: for reading bytes."""
    return open(path, 'rb')


def text_encoding(encoding, stacklevel=2, /):
    """The encoding that a missing one means."""
    return 'utf-8' if encoding is None else encoding


class IOBase(metaclass=ABCMeta):
    """What all streams share."""

    _is_closed = False

    @property
    def closed(self):
        return self._is_closed

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        if not self._is_closed:
            try:
                self.flush()
            finally:
                self._is_closed = True

    def flush(self):
        self._check()

    def seek(self, offset, whence=0, /):
        self._unsupported('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None, /):
        self._unsupported('truncate')

    def fileno(self):
        self._unsupported('fileno')

    def isatty(self):
        self._check()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError('I/O operation on closed file.' if msg is None else msg)

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation('File or stream is not readable.' if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation('File or stream is not writable.' if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation('File or stream is not seekable.' if msg is None else msg)

    def readline(self, size=-1, /):
        size = _index(size)
        line = b''
        while size < 0 or len(line) < size:
            data = self.read(1)
            if not isinstance(data, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(data).__name__}'")
            if not data:
                break
            line += data
            if data == b'\n':
                break
        return line

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._check()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes without a buffer: subclasses have readinto() and write()."""

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        if count is None:
            return None
        if count < 0 or count > size:
            raise ValueError(f'readinto returned {count} outside buffer size {size}')
        return bytes(buffer[:count])

    def readall(self):
        pieces = []
        while data := self.read(DEFAULT_BUFFER_SIZE):
            pieces.append(data)
        if not pieces and data is None:
            return None
        return b''.join(pieces)

    def readinto(self, buffer, /):
        raise NotImplementedError

    def write(self, b, /):
        raise NotImplementedError


class BufferedIOBase(IOBase):
    """Streams of bytes with a buffer."""

    def read(self, size=-1, /):
        self._unsupported('read')

    def read1(self, size=-1, /):
        self._unsupported('read1')

    def readinto(self, buffer, /):
        with memoryview(buffer).cast('B') as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def readinto1(self, buffer, /):
        with memoryview(buffer).cast('B') as room:
            data = self.read1(len(room))
            room[:len(data)] = data
        return len(data)

    def write(self, b, /):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')


class TextIOBase(IOBase):
    """Streams of text."""

    encoding = errors = newlines = None

    def read(self, size=-1, /):
        self._unsupported('read')

    def readline(self, size=-1, /):
        self._unsupported('readline')

    def write(self, s, /):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')


def _bytes(data):
    if isinstance(data, bytes):
        return data
    if isinstance(data, (str, int)) or data is None:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return bytes(data)


_MODES = {'r': os.O_RDONLY, 'w': os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 'a': os.O_WRONLY | os.O_CREAT | os.O_APPEND,
          'x': os.O_WRONLY | os.O_CREAT | os.O_EXCL}


class FileIO(RawIOBase):
    """A file of the system without a buffer."""

    name = None

    def __init__(self, file, mode='r', closefd=True, opener=None):
        self._is_closed = True
        if isinstance(file, float):
            raise TypeError('integer argument expected, got float')
        kinds = [c for c in mode if c in _MODES]
        if any(c not in 'rwaxb+' for c in mode):
            raise ValueError(f'invalid mode: {mode}')
        if len(kinds) != 1 or mode.count('+') > 1:
            raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
        self._kind = kinds[0]
        self._plus = '+' in mode
        flags = _MODES[self._kind]
        if self._plus:
            flags = flags & ~os.O_ACCMODE | os.O_RDWR
        flags |= os.O_CLOEXEC
        if isinstance(file, int):
            if file < 0:
                raise ValueError('negative file descriptor')
            self._fd = file
        else:
            if not closefd:
                raise ValueError('Cannot use closefd=False with file name')
            if opener is None:
                self._fd = os.open(file, flags, 0o666)
            else:
                self._fd = opener(file, flags)
                if not isinstance(self._fd, int):
                    raise TypeError('expected integer from opener')
                if self._fd < 0:
                    raise ValueError(f'opener returned {self._fd}')
        if os.fstat(self._fd).st_mode & 0xf000 == 0x4000:
            if not isinstance(file, int):
                os.close(self._fd)
            raise IsADirectoryError(21, os.strerror(21), file)
        self.closefd = closefd
        self.name = file
        self._is_closed = False
        if self._kind == 'a':
            try:
                os.lseek(self._fd, 0, 2)
            except OSError:
                pass

    def __repr__(self):
        shown = f'{type(self).__module__}.{type(self).__qualname__}' if type(self) is not FileIO else '_io.FileIO'
        if self.closed:
            return f'<{shown} [closed]>'
        return f'<{shown} name={self.name!r} mode={self.mode!r} closefd={self.closefd}>'

    @property
    def mode(self):
        if self._kind == 'x':
            return 'xb+' if self._plus else 'xb'
        if self._kind == 'a':
            return 'ab+' if self._plus else 'ab'
        return 'rb+' if self._plus else 'wb' if self._kind == 'w' else 'rb'

    def _check(self):
        if self._is_closed:
            raise ValueError('I/O operation on closed file')

    def close(self):
        if not self._is_closed:
            self._is_closed = True
            if self.closefd:
                os.close(self._fd)

    def __del__(self):
        try:
            self.close()
        except (AttributeError, OSError):
            pass

    def fileno(self):
        self._check()
        return self._fd

    def isatty(self):
        self._check()
        return os.isatty(self._fd)

    def readable(self):
        self._check()
        return self._kind == 'r' or self._plus

    def writable(self):
        self._check()
        return self._kind != 'r' or self._plus

    def seekable(self):
        self._check()
        try:
            os.lseek(self._fd, 0, 1)
        except OSError:
            return False
        return True

    def _checked_read(self):
        if not self.readable():
            raise UnsupportedOperation('File not open for reading')

    def read(self, size=-1, /):
        self._checked_read()
        size = _index(size)
        if size < 0:
            return self.readall()
        try:
            return os.read(self._fd, size)
        except BlockingIOError:
            return None

    def readall(self):
        self._checked_read()
        pieces = []
        while data := self.read(1 << 16):
            pieces.append(data)
        return None if data is None and not pieces else b''.join(pieces)

    def readinto(self, buffer, /):
        with memoryview(buffer).cast('B') as room:
            data = self.read(len(room))
            if data is None:
                return None
            room[:len(data)] = data
        return len(data)

    def write(self, b, /):
        if not self.writable():
            raise UnsupportedOperation('File not open for writing')
        try:
            return os.write(self._fd, _bytes(b))
        except BlockingIOError:
            return None

    def seek(self, pos, whence=0, /):
        self._check()
        return os.lseek(self._fd, pos, whence)

    def tell(self):
        self._check()
        return os.lseek(self._fd, 0, 1)

    def truncate(self, size=None, /):
        if not self.writable():
            raise UnsupportedOperation('File not open for writing')
        if size is None:
            size = self.tell()
        os.ftruncate(self._fd, size)
        return size


class _Buffered(BufferedIOBase):
    """What buffers over a raw stream share."""

    def __init__(self, raw, buffer_size):
        if buffer_size <= 0:
            raise ValueError('invalid buffer size' if isinstance(self, BufferedReader) else 'buffer size must be strictly positive')
        self._raw = raw
        self.buffer_size = buffer_size

    @property
    def raw(self):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        return self._raw

    def __repr__(self):
        shown = type(self).__module__ + '.' + type(self).__qualname__
        try:
            return f'<{shown} name={self.name!r}>'
        except AttributeError:
            return f'<{shown}>'

    @property
    def closed(self):
        return self.raw.closed

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def close(self):
        if self._raw is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def detach(self):
        if self._raw is None:
            raise ValueError('raw stream already detached')
        self.flush()
        raw, self._raw = self._raw, None
        return raw

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()


class _Reading:
    """Reading through a buffer."""

    _ahead = b''
    _at = 0

    def _checked(self, operation):
        if self.closed:
            raise ValueError(operation + ' of closed file')

    def _fill(self):
        """Reads once if nothing is ahead; False at the end."""
        if self._at < len(self._ahead):
            return True
        data = self.raw.read(self.buffer_size)
        self._ahead, self._at = bytes(data or b''), 0
        return bool(data)

    def read(self, size=-1, /):
        self._checked('read')
        self._before_read()
        size = _index(size)
        if size < -1:
            raise ValueError('read length must be non-negative or -1')
        pieces = [self._ahead[self._at:] if size < 0 else self._ahead[self._at:self._at + size]]
        self._at += len(pieces[0])
        if size < 0:
            self._ahead, self._at = b'', 0
            rest = self.raw.readall() if hasattr(self.raw, 'readall') else self.raw.read()
            if rest is None:
                return pieces[0] or None
            pieces.append(rest)
            return b''.join(pieces)
        left = size - len(pieces[0])
        while left > 0:
            if left >= self.buffer_size:
                data = self.raw.read(left)
                if not data:
                    if data is None and len(b''.join(pieces)) == 0:
                        return None
                    break
            else:
                if not self._fill():
                    break
                data = self._ahead[self._at:self._at + left]
                self._at += len(data)
            pieces.append(data)
            left -= len(data)
        return b''.join(pieces)

    def read1(self, size=-1, /):
        self._checked('read')
        self._before_read()
        size = _index(size)
        if size < 0:
            size = self.buffer_size
        if size == 0 or not self._fill():
            return b''
        data = self._ahead[self._at:self._at + size]
        self._at += len(data)
        return data

    def peek(self, size=0, /):
        self._checked('peek')
        self._before_read()
        self._fill()
        return self._ahead[self._at:]

    def readline(self, size=-1, /):
        self._checked('readline')
        self._before_read()
        size = _index(size)
        pieces = []
        while size != 0 and self._fill():
            end = self._ahead.find(b'\n', self._at) + 1
            stop = end or len(self._ahead)
            if size >= 0:
                stop = min(stop, self._at + size)
            pieces.append(self._ahead[self._at:stop])
            if size >= 0:
                size -= stop - self._at
            self._at = stop
            if stop == end:
                break
        return b''.join(pieces)

    def _before_read(self):
        pass


class BufferedReader(_Reading, _Buffered):
    """A buffer over a raw stream that is read."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    def write(self, b, /):
        self._unsupported('write')

    def writable(self):
        return False

    def seek(self, offset, whence=0, /):
        self._checked('seek')
        if whence == 1:
            offset -= len(self._ahead) - self._at
        position = self.raw.seek(offset, whence)
        self._ahead, self._at = b'', 0
        return position

    def tell(self):
        return self.raw.tell() - (len(self._ahead) - self._at)

    def truncate(self, size=None, /):
        self._unsupported('truncate')


class BufferedWriter(_Buffered):
    """A buffer over a raw stream that is written."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation('File or stream is not writable.')
        super().__init__(raw, buffer_size)
        self._waiting = bytearray()

    def readable(self):
        return False

    def read(self, size=-1, /):
        self._unsupported('read')

    def write(self, b, /):
        if self.closed:
            raise ValueError('write to closed file')
        data = _bytes(b)
        self._waiting += data
        if len(self._waiting) > self.buffer_size:
            self._flush()
        return len(data)

    def _flush(self):
        while self._waiting:
            count = self.raw.write(bytes(self._waiting))
            if count is None:
                error = BlockingIOError(11, 'write could not complete without blocking', 0)
                raise error
            if count > len(self._waiting) or count < 0:
                raise OSError('write() returned incorrect number of bytes')
            del self._waiting[:count]

    def flush(self):
        if self.closed:
            raise ValueError('flush of closed file')
        self._flush()
        if hasattr(self.raw, 'flush'):
            self.raw.flush()

    def seek(self, offset, whence=0, /):
        self._flush()
        return self.raw.seek(offset, whence)

    def tell(self):
        return self.raw.tell() + len(self._waiting)

    def truncate(self, size=None, /):
        self._flush()
        return self.raw.truncate(self.tell() if size is None else size)


class BufferedRandom(_Reading, BufferedWriter):
    """A buffer over a raw stream that is read and written."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.seekable():
            raise UnsupportedOperation('File or stream is not seekable.')
        if not raw.readable():
            raise UnsupportedOperation('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    def readable(self):
        return self.raw.readable()

    def _before_read(self):
        if self._waiting:
            self._flush()

    def write(self, b, /):
        if self._ahead:
            self.raw.seek(self._at - len(self._ahead), 1)
            self._ahead, self._at = b'', 0
        return super().write(b)

    def seek(self, offset, whence=0, /):
        self._flush()
        if whence == 1:
            offset -= len(self._ahead) - self._at
        self._ahead, self._at = b'', 0
        return self.raw.seek(offset, whence)

    def tell(self):
        return self.raw.tell() - (len(self._ahead) - self._at) + len(self._waiting)


class BufferedRWPair(BufferedIOBase):
    """A reader and a writer as one stream: the two ends of a connection."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(size)

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, b, /):
        return self.reader.readinto(b)

    def readinto1(self, b, /):
        return self.reader.readinto1(b)

    def readline(self, size=-1, /):
        return self.reader.readline(size)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def write(self, b, /):
        return self.writer.write(b)

    def flush(self):
        self.writer.flush()

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    @property
    def closed(self):
        return self.writer.closed

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()


def _line_ends(text, seen):
    """The kinds of line ends seen, with those of a text: None, one, or a tuple."""
    kinds = set(seen if isinstance(seen, tuple) else () if seen is None else (seen,))
    if '\r' in text:
        pairs = text.count('\r\n')
        if pairs:
            kinds.add('\r\n')
        if text.count('\r') > pairs:
            kinds.add('\r')
        if text.count('\n') > pairs:
            kinds.add('\n')
    elif '\n' in text:
        kinds.add('\n')
    found = tuple(kind for kind in ('\r', '\n', '\r\n') if kind in kinds)
    return None if not found else found[0] if len(found) == 1 else found


class IncrementalNewlineDecoder:
    """Translates line ends, and keeps a carriage return whose line feed may follow."""

    def __init__(self, decoder, translate, errors='strict'):
        self.decoder, self.translate, self.errors = decoder, translate, errors
        self.newlines = None
        self._held = ''

    def decode(self, input, final=False):
        text = self._held + (input if self.decoder is None else self.decoder.decode(input, final=final))
        self._held = ''
        if text.endswith('\r') and not final:
            text, self._held = text[:-1], '\r'
        self.newlines = _line_ends(text, self.newlines)
        return text.replace('\r\n', '\n').replace('\r', '\n') if self.translate else text

    def getstate(self):
        return (b'', 0) if self.decoder is None else self.decoder.getstate()

    def setstate(self, state):
        if self.decoder is not None:
            self.decoder.setstate(state)

    def reset(self):
        self.newlines, self._held = None, ''
        if self.decoder is not None:
            self.decoder.reset()


class _Decoder:
    """Decodes a stream piece by piece: what may be the start of a character waits for the rest."""

    def __init__(self, encoding, errors):
        self.encoding, self.errors = encoding, errors
        self.held = b''
        self.exact = None

    def decode(self, data, final=False):
        data = self.held + data
        self.held = b''
        encoding = self.exact or self.encoding
        if not final and data:
            try:
                data.decode(encoding, 'strict')
            except UnicodeDecodeError as error:
                if error.end >= len(data) and ('end of data' in error.reason or 'truncated' in error.reason):
                    data, self.held = data[:error.start], data[error.start:]
        text = data.decode(encoding, self.errors)
        if self.exact is None and data:
            plain = encoding.lower().replace('_', '-')
            if plain in ('utf-16', 'utf16', 'utf-32', 'utf32'):
                self.exact = plain + ('-be' if data[:1] in (b'\xfe', b'\0') else '-le')
            elif plain == 'utf-8-sig' and len(data) >= 3:
                self.exact = 'utf-8'
        return text


class TextIOWrapper(TextIOBase):
    """Text over a stream of bytes."""

    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self._buffer = None
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f'illegal newline type: {type(newline)!r}')
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline}')
        if encoding is None or encoding == 'locale':
            encoding = 'UTF-8' if encoding == 'locale' else 'utf-8'
        if not isinstance(encoding, str):
            raise ValueError(f'invalid encoding: {encoding!r}')
        ''.encode(encoding)
        self._buffer = buffer
        self.line_buffering, self.write_through = line_buffering, write_through
        self._set(encoding, 'strict' if errors is None else errors, newline)
        self._seekable = self._telling = buffer.seekable()
        self._started = False
        if self._seekable and buffer.writable():
            try:
                self._started = buffer.tell() != 0
            except OSError:
                pass

    def _set(self, encoding, errors, newline):
        self._encoding, self._errors, self._newline = encoding, errors, newline
        self._line_end = '\n' if newline in (None, '', '\n') else newline
        self._decoder = None
        self._text, self._at, self._seen = '', 0, None
        self._chunk, self._chunk_at = b'', 0
        self._waiting, self._waiting_size = [], 0

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def newlines(self):
        return self._seen

    @property
    def buffer(self):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        return self._buffer

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def name(self):
        return self.buffer.name

    def __repr__(self):
        text = f'<{type(self).__module__}.{type(self).__qualname__}'
        for part in 'name', 'mode':
            try:
                text += f' {part}={getattr(self, part)!r}'
            except (AttributeError, ValueError):
                pass
        return f'{text} encoding={self._encoding!r}>'

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None, write_through=None):
        if (encoding is not None or errors is not None or newline is not Ellipsis) and self._decoder is not None:
            raise UnsupportedOperation('It is not possible to set the encoding or newline of stream after the first read')
        self.flush()
        self._set(self._encoding if encoding is None else encoding,
                  errors if errors is not None else self._errors if encoding is None else 'strict',
                  self._newline if newline is Ellipsis else newline)
        if line_buffering is not None:
            self.line_buffering = line_buffering
        if write_through is not None:
            self.write_through = write_through

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        self._check()
        return self._seekable

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def _write_out(self):
        if self._waiting:
            data = b''.join(self._waiting)
            self._waiting, self._waiting_size = [], 0
            self.buffer.write(data)

    def flush(self):
        self._check()
        self._write_out()
        self.buffer.flush()
        self._telling = self._seekable

    def close(self):
        if self._buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def __del__(self):
        if self._buffer is not None:
            try:
                self.close()
            except (ValueError, AttributeError):
                pass

    def detach(self):
        self.flush()
        buffer, self._buffer = self.buffer, None
        return buffer

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        if not self.buffer.writable():
            raise UnsupportedOperation('not writable')
        text = s.replace('\n', self._line_end) if self._line_end != '\n' else s
        encoding = self._encoding
        if self._started:
            plain = encoding.lower().replace('_', '-')
            encoding = {'utf-16': 'utf-16-le', 'utf-32': 'utf-32-le', 'utf-8-sig': 'utf-8'}.get(plain, encoding)
        data = text.encode(encoding, self._errors)
        self._started = True
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self.write_through or self._waiting_size > self._CHUNK_SIZE:
            self._write_out()
        if self.line_buffering and ('\n' in s or '\r' in s):
            self.flush()
        if self._decoder is not None:
            self._forget()
        return len(s)

    def _forget(self):
        self._text, self._at, self._decoder = '', 0, None
        self._chunk = b''

    def _fill(self):
        """Decodes one more piece behind what is left; False at the end."""
        if self._decoder is None:
            if not self.buffer.readable():
                raise UnsupportedOperation('not readable')
            self._decoder = _Decoder(self._encoding, self._errors)
        self._write_out()
        consumed, self._text, self._at = self._text[:self._at], self._text[self._at:], 0
        if self._seekable and self._telling:
            if self._text:
                used = len(self._bytes_of(consumed))
                self._chunk_at += used
                self._chunk = self._chunk[used:]
            else:
                self._chunk_at, self._chunk = self.buffer.tell() - len(self._decoder.held), self._decoder.held
        else:
            self._chunk = b''
        data = (self.buffer.read1 if hasattr(self.buffer, 'read1') else self.buffer.read)(self._CHUNK_SIZE)
        if not isinstance(data, bytes) and data is not None:
            raise TypeError(f"underlying read1() should have returned a bytes-like object, not '{type(data).__name__}'")
        self._text += self._decoder.decode(data or b'', not data)
        self._chunk += data or b''
        return bool(data)

    def _bytes_of(self, text):
        encoding = self._decoder.exact or self._encoding if self._decoder else self._encoding
        return text.encode(encoding, 'surrogatepass')

    def _translated(self, text):
        if self._newline is None:
            self._seen = _line_ends(text, self._seen)
            if '\r' in text:
                return text.replace('\r\n', '\n').replace('\r', '\n')
        elif self._newline == '':
            self._seen = _line_ends(text, self._seen)
        return text

    def read(self, size=-1, /):
        self._check()
        if not self.buffer.readable():
            raise UnsupportedOperation('not readable')
        size = _index(size)
        if size < 0:
            self._write_out()
            if self._decoder is None:
                self._decoder = _Decoder(self._encoding, self._errors)
            text = self._text[self._at:] + self._decoder.decode(self.buffer.read() or b'', True)
            self._text, self._at, self._chunk = '', 0, b''
            return self._translated(text)
        result = ''
        while len(result) < size:
            if self._at >= len(self._text) and not self._fill():
                if self._at >= len(self._text):
                    break
            piece = self._text[self._at:self._at + size - len(result)]
            if self._newline is None and piece.endswith('\r'):
                while self._at + len(piece) >= len(self._text) and self._fill():
                    pass
                after = self._at + len(piece)
                if self._text[after:after + 1] == '\n':
                    piece += '\n'
            self._at += len(piece)
            result += self._translated(piece)
        return result

    def _find_end(self, start):
        """Where the line that starts there ends; -1 if not in what is decoded, None if more must be looked at."""
        text = self._text
        if self._newline in ('\n', '\r', '\r\n'):
            at = text.find(self._newline, start)
            return -1 if at < 0 else at + len(self._newline)
        feed, carriage = text.find('\n', start), text.find('\r', start)
        if carriage < 0 or 0 <= feed < carriage:
            return feed + 1 if feed >= 0 else -1
        if carriage + 1 == len(text):
            return None
        return carriage + 2 if text[carriage + 1] == '\n' else carriage + 1

    def readline(self, size=-1, /):
        self._check()
        if not self.buffer.readable():
            raise UnsupportedOperation('not readable')
        size = _index(size)
        while True:
            end = self._find_end(self._at)
            if end is not None and end >= 0:
                break
            if 0 <= size <= len(self._text) - self._at - (end is None):
                end = self._at + size
                break
            if not self._fill():
                end = self._find_end(self._at)
                end = len(self._text) if end is None or end < 0 else end
                break
        if size >= 0:
            end = min(end, self._at + size)
        line = self._text[self._at:end]
        self._at = end
        return self._translated(line)

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._telling = self._seekable
            raise StopIteration
        return line

    def tell(self):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation('underlying stream is not seekable')
        if not self._telling:
            raise OSError('telling position disabled by next() call')
        self.flush()
        if self._decoder is None or self._at >= len(self._text) and not self._decoder.held:
            return self.buffer.tell()
        wanted = self._text[:self._at]
        try:
            prefix = self._bytes_of(wanted)
            if self._chunk.startswith(prefix) or self._chunk[2:].startswith(prefix):
                extra = 0 if self._chunk.startswith(prefix) else 2
                return self._chunk_at + len(prefix) + extra
        except UnicodeError:
            pass
        count = 0
        while count < len(self._chunk) and len(_Decoder(self._encoding, self._errors).decode(self._chunk[:count])) < len(wanted):
            count += 1
        return self._chunk_at + count

    def seek(self, cookie, whence=0, /):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation('underlying stream is not seekable')
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie = self.tell()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            self._forget()
            position = self.buffer.seek(0, 2)
            self._started = position != 0
            return position
        elif whence != 0:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        if cookie < 0:
            raise ValueError(f'negative seek position {cookie!r}')
        self.flush()
        self._forget()
        self.buffer.seek(cookie)
        self._started = cookie != 0
        return cookie

    def truncate(self, pos=None, /):
        self.flush()
        return self.buffer.truncate(self.tell() if pos is None else pos)


def _index(value, default=-1):
    if value is None:
        return default
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(value).__name__}'") from None


class StringIO(_io._TextStream, TextIOBase):
    """Text in memory."""

    def detach(self):
        raise UnsupportedOperation('detach')


class BytesIO(_io._BytesStream, BufferedIOBase):
    """Bytes in memory."""


for _class in FileIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, TextIOWrapper, StringIO, BytesIO, IncrementalNewlineDecoder:
    _class.__module__ = '_io'

# Files that open() makes are native; they count as of the classes here.
TextIOWrapper.register(_io.TextIOWrapper)
BufferedReader.register(_io.BufferedReader)
BufferedWriter.register(_io.BufferedWriter)
BufferedRandom.register(_io.BufferedRandom)

# Pickles name the classes by the module that their __module__ says.
_io.StringIO = StringIO
_io.BytesIO = BytesIO
