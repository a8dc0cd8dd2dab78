"""Writes and reads values in the format of CPython's marshal. Code objects cannot be written: they have no form outside the process."""

import struct

version = 4

_REF = 0x80


def _digits(number):
    magnitude = abs(number)
    digits = []
    while magnitude:
        digits.append(magnitude & 0x7fff)
        magnitude >>= 15
    return struct.pack(f'<i{len(digits)}H', -len(digits) if number < 0 else len(digits), *digits)


class _Writer:
    def __init__(self, form):
        self.form = form
        self.parts = []
        self.seen = {}

    def write(self, value):
        add = self.parts.append
        if value is None:
            return add(b'N')
        if value is True:
            return add(b'T')
        if value is False:
            return add(b'F')
        if value is ...:
            return add(b'.')
        if value is StopIteration:
            return add(b'S')
        kind = type(value)
        if kind is int:
            if -1 << 31 <= value < 1 << 31:
                return add(b'i' + value.to_bytes(4, 'little', signed=True))
            return add(b'l' + _digits(value))
        if kind is float:
            return add(b'g' + struct.pack('<d', value) if self.form > 1 else b'f' + self.text(value))
        if kind is complex:
            if self.form > 1:
                return add(b'y' + struct.pack('<dd', value.real, value.imag))
            return add(b'x' + self.text(value.real) + self.text(value.imag))
        flag = 0
        if self.form > 2:
            index = self.seen.get(id(value))
            if index is not None:
                return add(b'r' + index.to_bytes(4, 'little'))
            self.seen[id(value)] = len(self.seen)
            flag = _REF
        if kind is str:
            data = value.encode('utf-8', 'surrogatepass')
            code = 'u'
            if self.form > 3 and value.isascii():
                code = 'z' if len(data) < 256 else 'a'
        elif kind is tuple:
            code = ')' if self.form > 3 and len(value) < 256 else '('
        elif kind is list:
            code = '['
        elif kind is dict:
            code = '{'
        elif kind is set:
            code = '<'
        elif kind is frozenset:
            code = '>'
        else:
            code = 's'
            try:
                data = bytes(memoryview(value))
            except (TypeError, BufferError):
                raise ValueError('unmarshallable object') from None
        add(bytes((ord(code) | flag,)))
        if code in 'usaz':
            add(len(data).to_bytes(1 if code == 'z' else 4, 'little'))
            return add(data)
        if code == '{':
            for key, item in value.items():
                self.write(key)
                self.write(item)
            add(b'0')
        else:
            add(len(value).to_bytes(1 if code == ')' else 4, 'little'))
            for item in value:
                self.write(item)

    @staticmethod
    def text(number):
        data = b'%.17g' % number
        return bytes((len(data),)) + data


class _Null(Exception):
    pass


class _Reader:
    def __init__(self, read):
        self.read = read
        self.refs = []

    def take(self, count):
        data = self.read(count)
        if len(data) < count:
            raise EOFError('marshal data too short')
        return data

    def number(self, count=4):
        if count == 1:
            data = self.read(1)
            if not data:
                raise EOFError('EOF read where not expected')
            return data[0]
        return int.from_bytes(self.take(count), 'little', signed=True)

    def size(self, what, count=4):
        size = self.number(count)
        if size < 0:
            raise ValueError(f'bad marshal data ({what} size out of range)')
        return size

    def item(self, what):
        try:
            return self.value()
        except _Null:
            raise TypeError(f'NULL object in marshal data for {what}') from None

    def value(self):
        data = self.read(1)
        if not data:
            raise EOFError('EOF read where object expected')
        code = chr(data[0] & 0x7f)
        if code == '0':
            raise _Null
        if code in 'NTF.S':
            return {'N': None, 'T': True, 'F': False, '.': ..., 'S': StopIteration}[code]
        if code == 'r':
            index = self.number()
            if not 0 <= index < len(self.refs) or self.refs[index] is _Null:
                raise ValueError('bad marshal data (invalid reference)')
            return self.refs[index]
        place = None
        if data[0] & _REF:
            place = len(self.refs)
            self.refs.append(_Null)
        value = self.sized(code, place)
        if place is not None:
            self.refs[place] = value
        return value

    def sized(self, code, place):
        if code == 'i':
            return self.number()
        if code == 'I':
            return int.from_bytes(self.take(8), 'little', signed=True)
        if code == 'l':
            return self.long()
        if code == 'g':
            return struct.unpack('<d', self.take(8))[0]
        if code == 'y':
            return complex(*struct.unpack('<dd', self.take(16)))
        if code == 'f':
            return float(self.take(self.number(1)).decode())
        if code == 'x':
            real = float(self.take(self.number(1)).decode())
            return complex(real, float(self.take(self.number(1)).decode()))
        if code == 's':
            return self.take(self.size('bytes object'))
        if code in 'ut':
            return self.take(self.size('string')).decode('utf-8', 'surrogatepass')
        if code in 'aA':
            return self.take(self.size('string')).decode('latin-1')
        if code in 'zZ':
            return self.take(self.number(1)).decode('latin-1')
        if code not in '()[{<>':
            if code == 'c':
                raise ValueError('bad marshal data (code objects are not supported)')
            raise ValueError('bad marshal data (unknown type code)')
        return self.container(code, place)

    def container(self, code, place):
        if code == '{':
            result = {}
            if place is not None:
                self.refs[place] = result
            while True:
                try:
                    key = self.value()
                    result[key] = self.value()
                except _Null:
                    return result
        what = {'(': 'tuple', ')': 'tuple', '[': 'list', '<': 'set', '>': 'set'}[code]
        size = self.size(what, 1 if code == ')' else 4)
        result = [] if code != '<' else set()
        if place is not None and code in '[<':
            self.refs[place] = result
        add = result.add if code == '<' else result.append
        for _ in range(size):
            add(self.item(what))
        return tuple(result) if code in '()' else frozenset(result) if code == '>' else result

    def long(self):
        size = self.number()
        digits = struct.unpack(f'<{abs(size)}H', self.take(2 * abs(size)))
        if digits and digits[-1] == 0:
            raise ValueError('bad marshal data (unnormalized long data)')
        result = 0
        for digit in reversed(digits):
            if digit > 0x7fff:
                raise ValueError('bad marshal data (digit out of range in long)')
            result = result << 15 | digit
        return -result if size < 0 else result


def dumps(value, version=version, /, *, allow_code=True):
    """A value as bytes."""
    writer = _Writer(version)
    try:
        writer.write(value)
    except RecursionError:
        raise ValueError('object too deeply nested to marshal') from None
    return b''.join(writer.parts)


def dump(value, file, version=version, /, *, allow_code=True):
    """Writes a value to a binary file."""
    return file.write(dumps(value, version))


def _load(read):
    try:
        return _Reader(read).value()
    except RecursionError:
        raise ValueError('recursion limit exceeded') from None
    except _Null:
        raise TypeError('NULL object in marshal data for object') from None


def load(file, /, *, allow_code=True):
    """Reads one value from a binary file."""
    return _load(file.read)


def loads(bytes, /, *, allow_code=True):
    """The value that starts bytes; what follows it is ignored."""
    try:
        view = memoryview(bytes)
    except TypeError:
        raise TypeError(f'a bytes-like object is required, not {type(bytes).__name__!r}') from None
    place = 0

    def read(count):
        nonlocal place
        data = view[place:place + count].tobytes()
        place += count
        return data

    return _load(read)
