"""Files as if they lay in memory. Nothing is mapped: what is read and written is the file itself, or a copy of it."""

import operator
import os

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
ALLOCATIONGRANULARITY = PAGESIZE = 4096
MAP_SHARED, MAP_PRIVATE, MAP_ANON, MAP_ANONYMOUS, MAP_DENYWRITE, MAP_EXECUTABLE = 1, 2, 32, 32, 2048, 4096
MAP_NORESERVE, MAP_POPULATE = 16384, 32768
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED = range(5)
error = OSError

_SHOWN = {ACCESS_DEFAULT: 'ACCESS_DEFAULT', ACCESS_READ: 'ACCESS_READ', ACCESS_WRITE: 'ACCESS_WRITE', ACCESS_COPY: 'ACCESS_COPY'}


class mmap:
    """The bytes of a file, or of nothing (-1), that can be indexed, searched, and read and written like a file."""

    def __init__(self, fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, trackfd=True, *, offset=0):
        self._fd = -1
        self._data = None
        length = operator.index(length)
        if length < 0:
            raise OverflowError('memory mapped length must be positive')
        if offset < 0:
            raise OverflowError('memory mapped offset must be positive')
        if access not in _SHOWN:
            raise ValueError('mmap invalid access parameter.')
        if access != ACCESS_DEFAULT and (flags != MAP_SHARED or prot != PROT_READ | PROT_WRITE):
            raise ValueError("mmap can't specify both access and flags, prot.")
        if access == ACCESS_DEFAULT and not prot & PROT_WRITE:
            access = ACCESS_READ
        self._shown = _SHOWN[ACCESS_DEFAULT if access == ACCESS_READ and not prot & PROT_WRITE else access]
        if access == ACCESS_DEFAULT:
            access = ACCESS_COPY if flags & MAP_PRIVATE else ACCESS_WRITE
        if fileno == -1:
            if not length:
                raise OSError(22, 'Invalid argument')
            self._data = bytearray(length)
        else:
            size = os.fstat(fileno).st_size
            if not length:
                if not size:
                    raise ValueError('cannot mmap an empty file')
                if offset >= size:
                    raise ValueError('mmap offset is greater than file size')
                length = size - offset
            elif offset > size or size - offset < length:
                raise ValueError('mmap length is greater than file size')
            if offset % ALLOCATIONGRANULARITY:
                raise OSError(22, 'Invalid argument')
            if access == ACCESS_COPY:
                self._data = bytearray(self._pread(fileno, length, offset))
            else:
                self._fd = os.dup(fileno)
        self._access = access
        self._offset = offset
        self._length = length
        self._at = 0
        self._open = True

    def __del__(self):
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @staticmethod
    def _pread(fd, count, offset):
        parts = []
        while count > 0:
            part = os.pread(fd, count, offset)
            if not part:
                break
            parts.append(part)
            count -= len(part)
            offset += len(part)
        return b''.join(parts)

    def _check(self):
        if not self._open:
            raise ValueError('mmap closed or invalid')

    def _check_writable(self):
        self._check()
        if self._access == ACCESS_READ:
            raise TypeError("mmap can't modify a readonly memory map.")

    def _get(self, start, stop):
        if self._data is not None:
            return bytes(self._data[start:stop])
        return self._pread(self._fd, stop - start, self._offset + start)

    def _put(self, start, data):
        if self._data is not None:
            self._data[start:start + len(data)] = data
            return
        while data:
            written = os.pwrite(self._fd, data, self._offset + start)
            data = data[written:]
            start += written

    @property
    def closed(self):
        return not self._open

    def __len__(self):
        self._check()
        return self._length

    def __repr__(self):
        if not self._open:
            return f'<mmap.mmap closed=True, access={self._shown}>'
        return f'<mmap.mmap closed=False, access={self._shown}, length={self._length}, pos={self._at}, offset={self._offset}>'

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()

    def __buffer__(self, flags):
        self._check()
        if self._data is not None:
            return memoryview(self._data)
        return memoryview(self._get(0, self._length))

    def _index(self, index):
        index = operator.index(index)
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError('mmap index out of range')
        return index

    def __getitem__(self, index):
        self._check()
        if isinstance(index, slice):
            start, stop, step = index.indices(self._length)
            if step == 1:
                return self._get(start, max(start, stop))
            low, high = (start, stop) if step > 0 else (stop + 1, start + 1)
            data = self._get(low, max(low, high))
            return data[::step] if step > 0 else data[::-1][::-step]
        index = self._index(index)
        return self._get(index, index + 1)[0]

    def __setitem__(self, index, value):
        self._check_writable()
        if isinstance(index, slice):
            places = range(*index.indices(self._length))
            value = bytes(memoryview(value))
            if len(value) != len(places):
                raise IndexError('mmap slice assignment is wrong size')
            if index.step in (None, 1):
                self._put(places.start, value)
            else:
                for place, item in zip(places, value):
                    self._put(place, bytes((item,)))
            return
        try:
            index = self._index(index)
        except IndexError:
            raise IndexError('mmap index out of range') from None
        if not isinstance(value, int):
            raise TypeError('mmap item value must be an int')
        if not 0 <= value <= 255:
            raise ValueError('mmap item value must be in range(0, 256)')
        self._put(index, bytes((value,)))

    def __iter__(self):
        for i in range(len(self)):
            yield self[i:i + 1]

    def close(self):
        """Ends the use of the file."""
        self._open = False
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        self._data = None

    def _bounds(self, start, end):
        self._check()
        start, end, _ = slice(start, end).indices(self._length)
        return start, end

    def find(self, sub, start=..., end=None, /):
        """Where sub begins first, from the position on; -1 if it is not there."""
        self._check()
        start, end = self._bounds(self._at if start is ... else start, end)
        found = self._get(start, end).find(sub) if start <= end else -1
        return found if found < 0 else found + start

    def rfind(self, sub, start=..., end=None, /):
        """Where sub begins last, from the position on; -1 if it is not there."""
        self._check()
        start, end = self._bounds(self._at if start is ... else start, end)
        found = self._get(start, end).rfind(sub) if start <= end else -1
        return found if found < 0 else found + start

    def flush(self, offset=0, size=None, /):
        """Writes what was changed to the device."""
        self._check()
        if self._fd >= 0 and self._access != ACCESS_READ:
            os.fsync(self._fd)

    def madvise(self, option, start=0, length=None, /):
        """Tells how the memory is used, which makes no difference here."""
        self._check()
        if start < 0 or start >= self._length:
            raise ValueError('madvise start out of bounds')

    def move(self, dest, src, count, /):
        """Copies bytes from one place to another."""
        self._check_writable()
        if dest < 0 or src < 0 or count < 0 or dest + count > self._length or src + count > self._length:
            raise ValueError('source, destination, or count out of range')
        self._put(dest, self._get(src, src + count))

    def read(self, n=None, /):
        """The next bytes."""
        self._check()
        stop = self._length if n is None or n < 0 else min(self._at + n, self._length)
        data = self._get(self._at, max(stop, self._at))
        self._at += len(data)
        return data

    def read_byte(self):
        """The next byte as a number."""
        self._check()
        if self._at >= self._length:
            raise ValueError('read byte out of range')
        self._at += 1
        return self._get(self._at - 1, self._at)[0]

    def readline(self):
        """The next line."""
        self._check()
        parts = []
        while self._at < self._length:
            block = self._get(self._at, min(self._at + 4096, self._length))
            end = block.find(b'\n') + 1
            parts.append(block[:end] if end else block)
            self._at += len(parts[-1])
            if end or not block:
                break
        return b''.join(parts)

    def resize(self, newsize, /):
        """Changes the length, of the file, too."""
        self._check()
        if self._access in (ACCESS_READ, ACCESS_COPY):
            raise TypeError("mmap can't resize a readonly or copy-on-write memory map.")
        if newsize < 0:
            raise ValueError('new size out of range')
        if self._data is not None:
            self._data = bytearray(self._data[:newsize].ljust(newsize, b'\0'))
        else:
            os.ftruncate(self._fd, self._offset + newsize)
        self._length = newsize

    def seek(self, pos, whence=0, /):
        """Goes to a position."""
        self._check()
        if not 0 <= whence <= 2:
            raise ValueError('unknown seek type')
        place = pos + (0, self._at, self._length)[whence]
        if not 0 <= place <= self._length:
            raise ValueError('seek out of range')
        self._at = place
        return place

    def seekable(self):
        return True

    def size(self):
        """The size of the file."""
        self._check()
        return os.fstat(self._fd).st_size if self._fd >= 0 else self._length

    def tell(self):
        self._check()
        return self._at

    def write(self, bytes, /):
        """Writes at the position."""
        self._check_writable()
        data = memoryview(bytes).tobytes()
        if self._at + len(data) > self._length:
            raise ValueError('data out of range')
        self._put(self._at, data)
        self._at += len(data)
        return len(data)

    def write_byte(self, byte, /):
        """Writes a byte, a number, at the position."""
        self._check_writable()
        if not 0 <= byte <= 255:
            raise OverflowError('unsigned byte integer is greater than maximum' if byte > 0 else 'unsigned byte integer is less than minimum')
        if self._at >= self._length:
            raise ValueError('write byte out of range')
        self._put(self._at, byte.to_bytes())
        self._at += 1
