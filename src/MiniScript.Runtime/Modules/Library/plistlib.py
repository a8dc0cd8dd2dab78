"""Property lists, in XML and in their binary format."""

import binascii
import datetime
import enum
import itertools
import os
import re
import struct
from io import BytesIO
from xml.parsers.expat import ParserCreate

__all__ = ['InvalidFileException', 'FMT_XML', 'FMT_BINARY', 'load', 'dump', 'loads', 'dumps', 'UID']

PlistFormat = enum.Enum('PlistFormat', 'FMT_XML FMT_BINARY', module=__name__)
FMT_XML = PlistFormat.FMT_XML
FMT_BINARY = PlistFormat.FMT_BINARY

PLISTHEADER = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
"""

_control = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f]')
_date = re.compile(
    r'(?P<year>\d\d\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?)?)?)?Z', re.ASCII)
_epoch = datetime.datetime(2001, 1, 1)


class InvalidFileException(ValueError):
    """A file is no property list."""

    def __init__(self, message='Invalid file'):
        ValueError.__init__(self, message)


class UID:
    """A number that refers to an object of an archive."""

    def __init__(self, data):
        if not isinstance(data, int):
            raise TypeError('data must be an int')
        if data >= 1 << 64:
            raise ValueError('UIDs cannot be >= 2**64')
        if data < 0:
            raise ValueError('UIDs must be positive')
        self.data = data

    def __index__(self):
        return self.data

    def __repr__(self):
        return f'{self.__class__.__name__}({self.data!r})'

    def __reduce__(self):
        return self.__class__, (self.data,)

    def __eq__(self, other):
        return self.data == other.data if isinstance(other, UID) else NotImplemented

    def __hash__(self):
        return hash(self.data)


def _date_from_string(text, aware):
    match = _date.match(text)
    numbers = [int(number) for number in match.groups() if number is not None]
    return datetime.datetime(*numbers, tzinfo=datetime.UTC) if aware else datetime.datetime(*numbers)


def _date_to_string(when, aware):
    if aware:
        when = when.astimezone(datetime.UTC)
    return f'{when.year:04d}-{when.month:02d}-{when.day:02d}T{when.hour:02d}:{when.minute:02d}:{when.second:02d}Z'


def _escape(text):
    if _control.search(text) is not None:
        raise ValueError("strings can't contain control characters; use bytes instead")
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


class _PlistParser:
    def __init__(self, dict_type, aware_datetime=False):
        self.stack = []
        self.current_key = None
        self.root = None
        self._dict_type = dict_type
        self._aware = aware_datetime

    def parse(self, file):
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = lambda text: self.data.append(text)
        self.parser.EntityDeclHandler = self.refuse_entity
        self.data = []
        self.parser.ParseFile(file)
        return self.root

    def refuse_entity(self, *args):
        raise InvalidFileException('XML entity declarations are not supported in plist files')

    def error(self, text):
        return ValueError(f'{text} at line {self.parser.CurrentLineNumber}')

    def start(self, name, attributes):
        self.data = []
        if name in ('dict', 'array'):
            value = self._dict_type() if name == 'dict' else []
            self.add(value)
            self.stack.append(value)

    def end(self, name):
        if name == 'dict':
            if self.current_key:
                raise self.error(f"missing value for key '{self.current_key}'")
            self.stack.pop()
        elif name == 'array':
            self.stack.pop()
        elif name == 'key':
            if self.current_key or not self.stack or not isinstance(self.stack[-1], dict):
                raise self.error('unexpected key')
            self.current_key = self.text()
        elif name == 'true':
            self.add(True)
        elif name == 'false':
            self.add(False)
        elif name == 'integer':
            text = self.text()
            self.add(int(text, 16) if text.lower().startswith('0x') else int(text))
        elif name == 'real':
            self.add(float(self.text()))
        elif name == 'string':
            self.add(self.text())
        elif name == 'data':
            self.add(binascii.a2b_base64(self.text()))
        elif name == 'date':
            self.add(_date_from_string(self.text(), self._aware))

    def text(self):
        text = ''.join(self.data)
        self.data = []
        return text

    def add(self, value):
        if self.current_key is not None:
            if not isinstance(self.stack[-1], dict):
                raise self.error('unexpected element')
            self.stack[-1][self.current_key] = value
            self.current_key = None
        elif not self.stack:
            self.root = value
        else:
            if not isinstance(self.stack[-1], list):
                raise self.error('unexpected element')
            self.stack[-1].append(value)


class _PlistWriter:
    def __init__(self, file, sort_keys=True, skipkeys=False, aware_datetime=False):
        self.file = file
        self.sort_keys = sort_keys
        self.skipkeys = skipkeys
        self.aware = aware_datetime
        self.level = 0

    def write_document(self, value):
        self.file.write(PLISTHEADER)
        self.line('<plist version="1.0">')
        self.write_value(value)
        self.line('</plist>')

    def line(self, text):
        self.file.write('\t'.encode() * self.level + text.encode('utf-8') + b'\n')

    def simple(self, name, text=None):
        self.line(f'<{name}/>' if text is None else f'<{name}>{_escape(text)}</{name}>')

    def write_value(self, value):
        if isinstance(value, str):
            self.simple('string', value)
        elif value is True or value is False:
            self.simple('true' if value else 'false')
        elif isinstance(value, int):
            if not -1 << 63 <= value < 1 << 64:
                raise OverflowError(value)
            self.simple('integer', '%d' % value)
        elif isinstance(value, float):
            self.simple('real', repr(value))
        elif isinstance(value, dict):
            self.write_dict(value)
        elif isinstance(value, (bytes, bytearray)):
            self.write_bytes(value)
        elif isinstance(value, datetime.datetime):
            self.simple('date', _date_to_string(value, self.aware))
        elif isinstance(value, (tuple, list)):
            self.write_array(value)
        else:
            raise TypeError('unsupported type: %s' % type(value))

    def write_bytes(self, data):
        self.line('<data>')
        size = max(16, 76 - 8 * self.level) // 4 * 3
        for start in range(0, len(data), size):
            self.line(binascii.b2a_base64(data[start:start + size], newline=False).decode('ascii'))
        self.line('</data>')

    def write_dict(self, value):
        if not value:
            self.simple('dict')
            return
        self.line('<dict>')
        self.level += 1
        for key, item in sorted(value.items()) if self.sort_keys else value.items():
            if not isinstance(key, str):
                if self.skipkeys:
                    continue
                raise TypeError('keys must be strings')
            self.simple('key', key)
            self.write_value(item)
        self.level -= 1
        self.line('</dict>')

    def write_array(self, value):
        if not value:
            self.simple('array')
            return
        self.line('<array>')
        self.level += 1
        for item in value:
            self.write_value(item)
        self.level -= 1
        self.line('</array>')


def _is_xml(header):
    if header.startswith((b'<?xml', b'<plist')):
        return True
    for mark, encoding in ((b'\xef\xbb\xbf', 'utf-8'), (b'\xfe\xff', 'utf-16-be'), (b'\xff\xfe', 'utf-16-le')):
        if header.startswith(mark):
            return any(header[len(mark):].startswith(start.encode(encoding)) for start in ('<?xml', '<plist'))
    return False


_missing = object()


class _BinaryParser:
    def __init__(self, dict_type, aware_datetime=False):
        self._dict_type = dict_type
        self._aware = aware_datetime

    def parse(self, file):
        try:
            self.file = file
            file.seek(-32, os.SEEK_END)
            trailer = file.read(32)
            if len(trailer) != 32:
                raise InvalidFileException()
            offset_size, self.reference_size, count, top, table = struct.unpack('>6xBBQQQ', trailer)
            file.seek(table)
            self.offsets = self.numbers(count, offset_size)
            self.objects = [_missing] * count
            return self.object(top)
        except (OSError, IndexError, struct.error, OverflowError, ValueError):
            raise InvalidFileException() from None

    def numbers(self, count, size):
        data = self.file.read(size * count)
        if not size or len(data) != size * count:
            raise InvalidFileException()
        return [int.from_bytes(data[at:at + size], 'big') for at in range(0, len(data), size)]

    def size(self, low):
        if low != 15:
            return low
        kind = self.file.read(1)[0]
        return int.from_bytes(self.file.read(1 << (kind & 3)), 'big')

    def take(self, count):
        data = self.file.read(count)
        if len(data) != count:
            raise InvalidFileException()
        return data

    def object(self, reference):
        result = self.objects[reference]
        if result is not _missing:
            return result
        self.file.seek(self.offsets[reference])
        token = self.file.read(1)[0]
        high, low = token & 0xf0, token & 0x0f
        if token in (0x00, 0x08, 0x09, 0x0f):
            result = {0x00: None, 0x08: False, 0x09: True, 0x0f: b''}[token]
        elif high == 0x10:
            result = int.from_bytes(self.file.read(1 << low), 'big', signed=low >= 3)
        elif token in (0x22, 0x23):
            result = struct.unpack('>f' if low == 2 else '>d', self.file.read(1 << low))[0]
        elif token == 0x33:
            seconds = struct.unpack('>d', self.file.read(8))[0]
            result = (_epoch.replace(tzinfo=datetime.UTC) if self._aware else _epoch) + datetime.timedelta(seconds=seconds)
        elif high == 0x40:
            result = self.take(self.size(low))
        elif high == 0x50:
            result = self.take(self.size(low)).decode('ascii')
        elif high == 0x60:
            result = self.take(self.size(low) * 2).decode('utf-16be')
        elif high == 0x80:
            result = UID(int.from_bytes(self.file.read(1 + low), 'big'))
        elif high == 0xa0:
            references = self.numbers(self.size(low), self.reference_size)
            self.objects[reference] = result = []
            for item in references:
                result.append(self.object(item))
        elif high == 0xd0:
            count = self.size(low)
            keys = self.numbers(count, self.reference_size)
            values = self.numbers(count, self.reference_size)
            self.objects[reference] = result = self._dict_type()
            try:
                for key, value in zip(keys, values):
                    result[self.object(key)] = self.object(value)
            except TypeError:
                raise InvalidFileException() from None
        else:
            raise InvalidFileException()
        self.objects[reference] = result
        return result


def _bytes_for(count):
    return 1 if count < 1 << 8 else 2 if count < 1 << 16 else 4 if count < 1 << 32 else 8


_scalars = str, int, float, datetime.datetime, bytes, bytearray


class _BinaryWriter:
    def __init__(self, file, sort_keys, skipkeys, aware_datetime=False):
        self.file = file
        self.sort_keys = sort_keys
        self.skipkeys = skipkeys
        self.aware = aware_datetime

    def write_document(self, value):
        self.objects = []
        self.places = {}
        self.flatten(value)
        count = len(self.objects)
        self.offsets = [0] * count
        self.reference_size = _bytes_for(count)
        self.file.write(b'bplist00')
        for one in self.objects:
            self.write(one)
        top = self.place(value)
        table = self.file.tell()
        offset_size = _bytes_for(table)
        self.file.write(b''.join([offset.to_bytes(offset_size, 'big') for offset in self.offsets]))
        self.file.write(struct.pack('>5xBBBQQQ', 0, offset_size, self.reference_size, count, top, table))

    def key(self, value):
        return (type(value), value) if isinstance(value, _scalars) and not isinstance(value, bytearray) else (
            (type(value), bytes(value)) if isinstance(value, bytearray) else id(value))

    def place(self, value):
        return self.places[self.key(value)]

    def flatten(self, value):
        key = self.key(value)
        if key in self.places:
            return
        self.places[key] = len(self.objects)
        self.objects.append(value)
        if isinstance(value, dict):
            keys, values = [], []
            for name, item in sorted(value.items()) if self.sort_keys else value.items():
                if not isinstance(name, str):
                    if self.skipkeys:
                        continue
                    raise TypeError('keys must be strings')
                keys.append(name)
                values.append(item)
            for one in itertools.chain(keys, values):
                self.flatten(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                self.flatten(one)

    def head(self, token, size):
        if size < 15:
            self.file.write(bytes([token | size]))
            return
        width = _bytes_for(size)
        self.file.write(bytes([token | 15, 0x10 | width.bit_length() - 1]) + size.to_bytes(width, 'big'))

    def references(self, values):
        self.file.write(b''.join([self.place(value).to_bytes(self.reference_size, 'big') for value in values]))

    def write(self, value):
        write = self.file.write
        self.offsets[self.place(value)] = self.file.tell()
        if value is None:
            write(b'\0')
        elif value is False:
            write(b'\x08')
        elif value is True:
            write(b'\x09')
        elif isinstance(value, int):
            if value < 0:
                try:
                    write(struct.pack('>Bq', 0x13, value))
                except struct.error:
                    raise OverflowError(value) from None
            elif value < 1 << 63:
                width = _bytes_for(value)
                write(bytes([0x10 | width.bit_length() - 1]) + value.to_bytes(width, 'big'))
            elif value < 1 << 64:
                write(b'\x14' + value.to_bytes(16, 'big', signed=True))
            else:
                raise OverflowError(value)
        elif isinstance(value, float):
            write(struct.pack('>Bd', 0x23, value))
        elif isinstance(value, datetime.datetime):
            if self.aware:
                seconds = (value.astimezone(datetime.UTC) - _epoch.replace(tzinfo=datetime.UTC)).total_seconds()
            else:
                seconds = (value - _epoch).total_seconds()
            write(struct.pack('>Bd', 0x33, seconds))
        elif isinstance(value, (bytes, bytearray)):
            self.head(0x40, len(value))
            write(value)
        elif isinstance(value, str):
            if value.isascii():
                self.head(0x50, len(value))
                write(value.encode('ascii'))
            else:
                data = value.encode('utf-16be')
                self.head(0x60, len(data) // 2)
                write(data)
        elif isinstance(value, UID):
            if value.data < 0:
                raise ValueError('UIDs must be positive')
            width = _bytes_for(value.data)
            write(bytes([0x80 | width - 1]) + value.data.to_bytes(width, 'big'))
        elif isinstance(value, (list, tuple)):
            self.head(0xa0, len(value))
            self.references(value)
        elif isinstance(value, dict):
            items = sorted(value.items()) if self.sort_keys else list(value.items())
            items = [(name, item) for name, item in items if isinstance(name, str)]
            self.head(0xd0, len(items))
            self.references([name for name, _ in items])
            self.references([item for _, item in items])
        else:
            raise TypeError(value)


def load(fp, *, fmt=None, dict_type=dict, aware_datetime=False):
    """Read a binary file."""
    if fmt is None:
        header = fp.read(32)
        fp.seek(0)
        if _is_xml(header):
            fmt = FMT_XML
        elif header[:8] == b'bplist00':
            fmt = FMT_BINARY
        else:
            raise InvalidFileException()
    parser = _PlistParser if fmt == FMT_XML else _BinaryParser
    return parser(dict_type, aware_datetime).parse(fp)


def loads(value, *, fmt=None, dict_type=dict, aware_datetime=False):
    """Read bytes, or text in XML."""
    if isinstance(value, str):
        if fmt == FMT_BINARY:
            raise TypeError('value must be bytes-like object when fmt is FMT_BINARY')
        value = value.encode()
    return load(BytesIO(value), fmt=fmt, dict_type=dict_type, aware_datetime=aware_datetime)


def dump(value, fp, *, fmt=FMT_XML, sort_keys=True, skipkeys=False, aware_datetime=False):
    """Write to a binary file."""
    if fmt not in (FMT_XML, FMT_BINARY):
        raise ValueError('Unsupported format: %r' % (fmt,))
    writer = _PlistWriter if fmt == FMT_XML else _BinaryWriter
    writer(fp, sort_keys=sort_keys, skipkeys=skipkeys, aware_datetime=aware_datetime).write_document(value)


def dumps(value, *, fmt=FMT_XML, skipkeys=False, sort_keys=True, aware_datetime=False):
    """A property list as bytes."""
    file = BytesIO()
    dump(value, file, fmt=fmt, skipkeys=skipkeys, sort_keys=sort_keys, aware_datetime=aware_datetime)
    return file.getvalue()
