"""Blobs that are read and written in place."""

from operator import index as _index

from sqlite3._errors import ProgrammingError

_key = object()


class Blob:
    __module__ = "sqlite3"
    __slots__ = ("_Blob__connection", "_Blob__handle", "_Blob__offset", "__weakref__")

    __iter__ = None

    def __new__(cls, key=None, *args):
        if key is not _key:
            raise TypeError("cannot create 'sqlite3.Blob' instances")
        return super().__new__(cls)

    def __init__(self, key, connection, handle):
        self.__connection = connection
        self.__handle = handle
        self.__offset = 0

    def __check(self):
        self.__connection._Connection__database.check()
        if not self.__handle.is_open:
            raise ProgrammingError("Cannot operate on a closed blob.")

    def close(self):
        """Close the blob."""
        self.__connection._Connection__database.check()
        self.__handle.close()

    def __enter__(self):
        self.__check()
        return self

    def __exit__(self, type, val, tb, /):
        self.__check()
        self.close()
        return False

    def __len__(self):
        self.__check()
        return self.__handle.length

    def __bool__(self):
        return True

    def read(self, length=-1, /):
        """Read data at the current offset position."""
        length = _index(length)
        self.__check()
        rest = self.__handle.length - self.__offset
        length = rest if length < 0 else min(length, rest)
        if length == 0:
            return b""
        data = self.__handle.read(self.__offset, length)
        self.__offset += length
        return data

    def write(self, data, /):
        """Write data at the current offset."""
        data = _content(data)
        self.__check()
        if len(data) > self.__handle.length - self.__offset:
            raise ValueError("data longer than blob length")
        self.__handle.write(self.__offset, data)
        self.__offset += len(data)

    def seek(self, offset, origin=0, /):
        """Set the current access position to offset."""
        offset = _index(offset)
        if not -2**31 <= offset < 2**31:
            raise OverflowError("Python int too large to convert to C int")
        self.__check()
        length = self.__handle.length
        if origin not in (0, 1, 2):
            raise ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END")
        offset += self.__offset if origin == 1 else length if origin == 2 else 0
        if not 0 <= offset <= length:
            raise ValueError("offset out of blob range")
        self.__offset = offset

    def tell(self):
        """Return the current access position for the blob."""
        self.__check()
        return self.__offset

    def __place(self, key):
        """The offset that an index means."""
        try:
            key = _index(key)
        except TypeError:
            raise TypeError("Blob indices must be integers") from None
        if abs(key) >= 2**63:
            raise IndexError("cannot fit 'int' into an index-sized integer")
        length = self.__handle.length
        key += length if key < 0 else 0
        if not 0 <= key < length:
            raise IndexError("Blob index out of range")
        return key

    def __getitem__(self, key, /):
        self.__check()
        if not isinstance(key, slice):
            return self.__handle.read(self.__place(key), 1)[0]
        start, stop, step = key.indices(self.__handle.length)
        length = len(range(start, stop, step))
        if length == 0:
            return b""
        if step == 1:
            return self.__handle.read(start, length)
        first, last = min(start, start + (length - 1) * step), max(start, start + (length - 1) * step)
        data = self.__handle.read(first, last - first + 1)
        return data[start - first::step] if step > 0 else data[::step]

    def __setitem__(self, key, value, /):
        self.__check()
        if not isinstance(key, slice):
            key = self.__place(key)
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 0 <= value < 256:
                raise ValueError("byte must be in range(0, 256)")
            self.__handle.write(key, bytes((value,)))
            return
        start, stop, step = key.indices(self.__handle.length)
        length = len(range(start, stop, step))
        if length == 0:
            return
        value = _content(value)
        if len(value) != length:
            raise IndexError("Blob slice assignment is wrong size")
        if step == 1:
            self.__handle.write(start, value)
            return
        first, last = min(start, start + (length - 1) * step), max(start, start + (length - 1) * step)
        data = bytearray(self.__handle.read(first, last - first + 1))
        data[start - first::step] = value
        self.__handle.write(first, data)

    def __delitem__(self, key, /):
        self.__check()
        raise TypeError("Blob doesn't support slice deletion" if isinstance(key, slice) else "Blob doesn't support item deletion")


def _content(data):
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    if not view.contiguous:
        raise BufferError("underlying buffer is not C-contiguous")
    return data if type(data) is bytes else bytes(view)


def make_blob(connection, handle):
    """A blob of an open one of the native half."""
    return Blob(_key, connection, handle)
