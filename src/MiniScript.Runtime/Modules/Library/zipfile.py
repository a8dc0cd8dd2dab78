"""Archives of ZIP: stored and deflated members, sizes and counts over the old limits included."""

import binascii
import io
import os
import stat
import struct
import time

__all__ = ['BadZipFile', 'BadZipfile', 'error', 'ZIP_STORED', 'ZIP_DEFLATED', 'ZIP_BZIP2', 'ZIP_LZMA', 'is_zipfile', 'ZipInfo', 'ZipFile',
           'LargeZipFile', 'Path']

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA = 0, 8, 12, 14
ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = 0xffff
ZIP_MAX_COMMENT = 0xffff

_LOCAL, _CENTRAL, _END, _END64, _LOCATOR64 = b'PK\3\4', b'PK\1\2', b'PK\5\6', b'PK\6\6', b'PK\6\7'
_NAMES = {0: 'store', 1: 'shrink', 8: 'deflate', 12: 'bzip2', 14: 'lzma'}


class BadZipFile(Exception):
    """A file that is no archive, or a broken one."""


class LargeZipFile(Exception):
    """The archive needs the extensions for large files, and they are switched off."""


error = BadZipfile = BadZipFile


class ZipInfo:
    """A member of an archive."""

    def __init__(self, filename='NoName', date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        end = filename.find('\0')
        if end >= 0:
            filename = filename[:end]
        if os.sep != '/':
            filename = filename.replace(os.sep, '/')
        self.filename, self.date_time = filename, date_time
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.compress_type, self.compress_level = ZIP_STORED, None
        self.comment = self.extra = b''
        self.create_system, self.create_version, self.extract_version = 3, 20, 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.compress_size = self.file_size = self.header_offset = self.CRC = 0

    def __repr__(self):
        parts = [f'<{type(self).__name__} filename={self.filename!r}']
        if self.compress_type != ZIP_STORED:
            parts.append(f' compress_type={_NAMES.get(self.compress_type, self.compress_type)}')
        high, low = self.external_attr >> 16, self.external_attr & 0xffff
        if high:
            parts.append(f' filemode={stat.filemode(high)!r}')
        if low:
            parts.append(f' external_attr={low:#x}')
        if not self.is_dir() or self.file_size:
            parts.append(f' file_size={self.file_size!r}')
        if (not self.is_dir() or self.compress_size) and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            parts.append(f' compress_size={self.compress_size!r}')
        return ''.join(parts) + '>'

    def is_dir(self):
        return self.filename.endswith('/')

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        filename = os.fspath(filename)
        facts = os.stat(filename)
        date = time.localtime(facts.st_mtime)[:6]
        if not strict_timestamps:
            date = max(min(date, (2107, 12, 31, 23, 59, 59)), (1980, 1, 1, 0, 0, 0))
        name = os.path.normpath(os.path.splitdrive(filename if arcname is None else arcname)[1]).lstrip(os.sep)
        is_folder = stat.S_ISDIR(facts.st_mode)
        info = cls(name + '/' if is_folder else name, date)
        info.external_attr = (facts.st_mode & 0xffff) << 16
        if is_folder:
            info.external_attr |= 0x10
        else:
            info.file_size = facts.st_size
        return info

    def _encoded(self):
        try:
            return self.filename.encode('ascii'), self.flag_bits & ~0x800
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | 0x800

    def _stamps(self):
        year, month, day, hour, minute, second = self.date_time
        return hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day

    def FileHeader(self, zip64=None):
        """The header in front of the content."""
        name, flags = self._encoded()
        large = zip64 if zip64 is not None else max(self.file_size, self.compress_size) > ZIP64_LIMIT
        extra = self.extra
        size, packed, crc = self.file_size, self.compress_size, self.CRC
        if self.compress_type == ZIP_BZIP2:
            self.extract_version = self.create_version = max(self.extract_version, 46)
        if flags & 8:
            size = packed = crc = 0
        if large:
            extra += struct.pack('<HHQQ', 1, 16, size, packed)
            size = packed = 0xffffffff
            self.extract_version = max(self.extract_version, 45)
        return struct.pack('<4s2B4HL2L2H', _LOCAL, self.extract_version, self.reserved, flags, self.compress_type, *self._stamps(), crc, packed, size,
                           len(name), len(extra)) + name + extra

    def _entry(self):
        """The record in the table at the archive's end."""
        name, flags = self._encoded()
        large, values = [], [self.file_size, self.compress_size, self.header_offset]
        for index, value in enumerate(values):
            if value > ZIP64_LIMIT:
                large.append(value)
                values[index] = 0xffffffff
        extra = self.extra
        version = 45 if large else self.extract_version
        if large:
            extra = struct.pack('<HH%dQ' % len(large), 1, 8 * len(large), *large) + extra
        return struct.pack('<4s4B4HL2L5H2L', _CENTRAL, max(self.create_version, version), self.create_system, version, self.reserved, flags,
                           self.compress_type, *self._stamps(), self.CRC, values[1], values[0], len(name), len(extra), len(self.comment), 0,
                           self.internal_attr, self.external_attr, values[2]) + name + extra + self.comment


def _zlib():
    try:
        import zlib
    except ImportError:
        raise RuntimeError('Compression requires the (missing) zlib module') from None
    return zlib


def _check_compression(kind):
    if kind == ZIP_DEFLATED:
        _zlib()
    elif kind == ZIP_LZMA:
        raise NotImplementedError(f'compression type {kind} ({_NAMES[kind]}) is not supported')
    elif kind not in (ZIP_STORED, ZIP_BZIP2):
        raise NotImplementedError('That compression method is not supported')


def _packer(kind, level):
    if kind == ZIP_DEFLATED:
        return _zlib().compressobj(-1 if level is None else level, 8, -15)
    if kind == ZIP_BZIP2:
        import bz2
        return bz2.BZ2Compressor(9 if level is None else level)
    return None


def _unpacker(kind):
    if kind == ZIP_DEFLATED:
        return _zlib().decompressobj(-15)
    if kind == ZIP_BZIP2:
        import bz2
        return bz2.BZ2Decompressor()
    return None


class _Content(io.RawIOBase):
    """The content of a member, unpacked and checked while it is read."""

    def __init__(self, archive, info, start):
        self._archive, self._info, self._start = archive, info, start
        self._rewind()

    def _rewind(self):
        self._taken = self._given = 0
        self._crc = 0
        self._unpacker = _unpacker(self._info.compress_type)
        self._ready = b''

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._given

    def seek(self, offset, whence=0, /):
        target = offset + (0, self._given, self._info.file_size)[whence]
        target = max(0, min(target, self._info.file_size))
        if target < self._given:
            self._rewind()
        while self._given < target:
            if not self.read(min(target - self._given, 65536)):
                break
        return self._given

    def readinto(self, buffer, /):
        while not self._ready:
            left = self._info.compress_size - self._taken
            if left <= 0:
                if self._unpacker is not None and self._info.compress_type == ZIP_DEFLATED:
                    self._ready, self._unpacker = self._unpacker.flush(), None
                    if self._ready:
                        break
                return 0
            data = self._archive._read_at(self._start + self._taken, min(left, 65536))
            if not data:
                raise EOFError
            self._taken += len(data)
            self._ready = data if self._unpacker is None else self._unpacker.decompress(data)
        part = self._ready[:len(buffer)]
        self._ready = self._ready[len(part):]
        buffer[:len(part)] = part
        self._crc = binascii.crc32(part, self._crc)
        self._given += len(part)
        if self._given >= self._info.file_size and self._crc != self._info.CRC:
            raise BadZipFile('Bad CRC-32 for file %r' % self._info.filename)
        return len(part)


class ZipExtFile(io.BufferedReader):
    """A member that is read."""

    def __init__(self, archive, info, start):
        super().__init__(_Content(archive, info, start))
        self._named, self._how = info.filename, 'r'

    @property
    def name(self):
        return self._named

    @property
    def mode(self):
        return self._how


class _Writer(io.BufferedIOBase):
    """A member that is written."""

    def __init__(self, archive, info):
        self._archive, self._info = archive, info
        self._crc = self._size = self._packed = 0
        self._packer = _packer(info.compress_type, info.compress_level)

    def writable(self):
        return True

    def write(self, data, /):
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        data = bytes(data)
        self._size += len(data)
        self._crc = binascii.crc32(data, self._crc)
        packed = data if self._packer is None else self._packer.compress(data)
        self._packed += len(packed)
        self._archive.fp.write(packed)
        return len(data)

    def close(self):
        if self.closed:
            return
        super().close()
        archive, info = self._archive, self._info
        if self._packer is not None:
            packed = self._packer.flush()
            self._packed += len(packed)
            archive.fp.write(packed)
        info.CRC, info.file_size, info.compress_size = self._crc, self._size, self._packed
        large = self._zip64
        if not large and max(self._size, self._packed) > ZIP64_LIMIT:
            raise RuntimeError('File size too large, try using force_zip64')
        end = archive.fp.tell()
        archive.fp.seek(info.header_offset)
        archive.fp.write(info.FileHeader(large))
        archive.fp.seek(end)
        archive.start_dir = end
        archive.filelist.append(info)
        archive.NameToInfo[info.filename] = info
        archive._writing = False
        archive._changed = True


class ZipFile:
    """An archive."""

    fp = None

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True, compresslevel=None, *, strict_timestamps=True,
                 metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_compression(compression)
        self.mode, self.compression, self.compresslevel, self._allow = mode, compression, compresslevel, allowZip64
        self._strict, self._encoding = strict_timestamps, metadata_encoding
        self.filelist, self.NameToInfo, self.pwd, self.debug = [], {}, None, 0
        self._comment, self._changed, self._writing = b'', False, False
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        self._owned = isinstance(file, str)
        if self._owned:
            self.filename = file
            if mode == 'a' and not os.path.exists(file):
                self.fp = open(file, 'w+b')
            else:
                self.fp = open(file, {'r': 'rb', 'w': 'w+b', 'x': 'x+b', 'a': 'r+b'}[mode])
        else:
            self.fp, self.filename = file, getattr(file, 'name', None)
        try:
            if mode == 'r':
                self._read_table()
            elif mode == 'a':
                try:
                    self._read_table()
                    self.fp.seek(self.start_dir)
                except BadZipFile:
                    self.fp.seek(0, 2)
                    self.start_dir = self.fp.tell()
                    self._changed = True
            else:
                self._changed = True
                self.start_dir = self.fp.tell()
        except BaseException:
            if self._owned:
                self.fp.close()
            self.fp = None
            raise

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def __repr__(self):
        text = f'<{type(self).__module__}.{type(self).__qualname__}'
        if self.fp is None:
            return text + ' [closed]>'
        text += f' filename={self.filename!r}' if self._owned or self.filename is not None else f' file={self.fp!r}'
        return f'{text} mode={self.mode!r}>'

    def _read_at(self, place, count):
        keep = self.fp.tell()
        self.fp.seek(place)
        data = self.fp.read(count)
        self.fp.seek(keep)
        return data

    def _read_table(self):
        file = self.fp
        file.seek(0, 2)
        total = file.tell()
        start = max(total - (1 << 16) - 22, 0)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            raise BadZipFile('File is not a zip file')
        _, disk, _, _, count, size, offset, length = struct.unpack('<4s4H2LH', tail[at:at + 22])
        self._comment = tail[at + 22:at + 22 + length]
        place = start + at
        locator = self._read_at(place - 20, 20) if place >= 20 else b''
        if locator[:4] == _LOCATOR64:
            record = self._read_at(place - 20 - 56, 56)
            if record[:4] == _END64:
                count, size, offset = struct.unpack('<3Q', record[32:56])
                place -= 76
        shift = place - size - offset
        self.start_dir = offset + shift
        if self.start_dir < 0:
            raise BadZipFile('Bad offset for central directory')
        file.seek(self.start_dir)
        table = io.BytesIO(file.read(size))
        while table.tell() < size:
            record = table.read(46)
            if len(record) != 46:
                raise BadZipFile('Truncated central directory')
            (mark, made, system, needed, reserved, flags, kind, clock, date, crc, packed, length, name_length, extra_length, comment_length, volume,
             internal, external, header) = struct.unpack('<4s4B4HL2L5H2L', record)
            if mark != _CENTRAL:
                raise BadZipFile('Bad magic number for central directory')
            name = table.read(name_length)
            name = name.decode('utf-8' if flags & 0x800 else self._encoding or ('cp437' if not name.isascii() else 'ascii'))
            info = ZipInfo(name)
            info.extra, info.comment = table.read(extra_length), table.read(comment_length)
            info.create_version, info.create_system, info.extract_version, info.reserved = made, system, needed, reserved
            info.flag_bits, info.compress_type, info.CRC, info.compress_size, info.file_size = flags, kind, crc, packed, length
            info.volume, info.internal_attr, info.external_attr, info.header_offset = volume, internal, external, header
            info.date_time = (date >> 9) + 1980, date >> 5 & 15, date & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2
            self._read_large(info)
            info.header_offset += shift
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info

    @staticmethod
    def _read_large(info):
        extra = info.extra
        while len(extra) >= 4:
            kind, length = struct.unpack('<HH', extra[:4])
            if length + 4 > len(extra):
                raise BadZipFile('Corrupt extra field %04x (size=%d)' % (kind, length))
            if kind == 1:
                data = extra[4:4 + length]
                for attribute in 'file_size', 'compress_size', 'header_offset':
                    if getattr(info, attribute) == 0xffffffff:
                        if len(data) < 8:
                            raise BadZipFile(f'Corrupt zip64 extra field. {attribute} not found.')
                        setattr(info, attribute, struct.unpack('<Q', data[:8])[0])
                        data = data[8:]
            extra = extra[4 + length:]

    @property
    def comment(self):
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError('comment: expected bytes, got %s' % type(comment).__name__)
        self._comment = comment[:ZIP_MAX_COMMENT]
        self._changed = True

    def namelist(self):
        return [info.filename for info in self.filelist]

    def infolist(self):
        return self.filelist

    def printdir(self, file=None):
        print('%-46s %19s %12s' % ('File Name', 'Modified    ', 'Size'), file=file)
        for info in self.filelist:
            date = '%d-%02d-%02d %02d:%02d:%02d' % info.date_time[:6]
            print('%-46s %s %12d' % (info.filename, date, info.file_size), file=file)

    def testzip(self):
        """The first member that is broken; None if all are right."""
        for info in self.filelist:
            try:
                with self.open(info.filename) as file:
                    while file.read(1 << 20):
                        pass
            except BadZipFile:
                return info.filename
        return None

    def getinfo(self, name):
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError('There is no item named %r in the archive' % name)
        return info

    def setpassword(self, pwd):
        if pwd and not isinstance(pwd, bytes):
            raise TypeError('pwd: expected bytes, got %s' % type(pwd).__name__)
        self.pwd = pwd or None

    def read(self, name, pwd=None):
        with self.open(name, 'r', pwd) as file:
            return file.read()

    def open(self, name, mode='r', pwd=None, *, force_zip64=False):
        """A member as a file."""
        if mode not in ('r', 'w'):
            raise ValueError('open() requires mode "r" or "w"')
        if not self.fp:
            raise ValueError('Attempt to use ZIP archive that was already closed')
        if isinstance(name, ZipInfo):
            info = name
        elif mode == 'w':
            info = ZipInfo(name, time.localtime()[:6])
            info.compress_type, info.compress_level = self.compression, self.compresslevel
            info.external_attr = 0o600 << 16
        else:
            info = self.getinfo(name)
        if mode == 'w':
            return self._open_to_write(info, force_zip64)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. Close the writing handle before trying to read.")
        header = self._read_at(info.header_offset, 30)
        if len(header) < 30:
            raise BadZipFile('Truncated file header')
        if header[:4] != _LOCAL:
            raise BadZipFile('Bad magic number for file header')
        name_length, extra_length = struct.unpack('<HH', header[26:30])
        if info.flag_bits & 1:
            raise RuntimeError('File %r is encrypted, password required for extraction' % name if not (pwd or self.pwd) else
                               'encrypted archives are not supported')
        _check_compression(info.compress_type)
        return ZipExtFile(self, info, info.header_offset + 30 + name_length + extra_length)

    def _open_to_write(self, info, force_zip64):
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is another write handle open on it. Close the first handle before opening another.")
        self._check_write(info)
        info.compress_size = info.CRC = 0
        info.flag_bits = 0
        large = force_zip64 or info.file_size * 1.05 > ZIP64_LIMIT
        if large and not self._allow:
            raise LargeZipFile('Filesize would require ZIP64 extensions')
        self.fp.seek(self.start_dir)
        info.header_offset = self.fp.tell()
        self._writing = self._changed = True
        self.fp.write(info.FileHeader(large))
        writer = _Writer(self, info)
        writer._zip64 = large
        return writer

    def _check_write(self, info):
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn('Duplicate name: %r' % info.filename, stacklevel=4)
        if self.mode not in ('w', 'x', 'a'):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError('Attempt to write ZIP archive that was already closed')
        _check_compression(info.compress_type)

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Adds a file."""
        if not self.fp:
            raise ValueError('Attempt to write to ZIP archive that was already closed')
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict)
        if info.is_dir():
            self.mkdir(info)
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info.compress_level = self.compresslevel if compresslevel is None else compresslevel
        with open(filename, 'rb') as source, self.open(info, 'w') as target:
            while data := source.read(65536):
                target.write(data)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Adds a member whose content is given."""
        if isinstance(data, str):
            data = data.encode('utf-8')
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime()[:6])
            info.compress_type, info.compress_level = self.compression, self.compresslevel
            info.external_attr = 0o40775 << 16 | 0x10 if info.is_dir() else 0o600 << 16
        if not self.fp:
            raise ValueError('Attempt to write to ZIP archive that was already closed')
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info.compress_level = compresslevel
        info.file_size = len(data)
        with self.open(info, 'w') as target:
            target.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=511):
        if isinstance(zinfo_or_directory_name, ZipInfo):
            info = zinfo_or_directory_name
            if not info.is_dir():
                raise ValueError('The given ZipInfo does not describe a directory')
        elif isinstance(zinfo_or_directory_name, str):
            info = ZipInfo(zinfo_or_directory_name.rstrip('/') + '/')
            info.external_attr = (0o40000 | mode & 0xffff) << 16 | 0x10
        else:
            raise TypeError('Expected type str or ZipInfo')
        self._check_write(info)
        self.fp.seek(self.start_dir)
        info.header_offset = self.fp.tell()
        self.fp.write(info.FileHeader(False))
        self.start_dir = self.fp.tell()
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info
        self._changed = True

    def extract(self, member, path=None, pwd=None):
        """Extracts a member below a folder; returns the path."""
        return self._extract(member, os.getcwd() if path is None else os.fspath(path), pwd)

    def extractall(self, path=None, members=None, pwd=None):
        path = os.getcwd() if path is None else os.fspath(path)
        for member in self.namelist() if members is None else members:
            self._extract(member, path, pwd)

    def _extract(self, member, folder, pwd):
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        parts = [part for part in os.path.splitdrive(info.filename.replace('/', os.sep))[1].split(os.sep) if part not in ('', '.', '..')]
        target = os.path.normpath(os.path.join(folder, *parts))
        if not info.is_dir() and not parts:
            raise ValueError('Empty filename.')
        os.makedirs(os.path.dirname(target) or '.', exist_ok=True)
        if info.is_dir():
            os.makedirs(target, exist_ok=True)
            return target
        with self.open(info, pwd=pwd) as source, open(target, 'wb') as copy:
            while data := source.read(65536):
                copy.write(data)
        return target

    def close(self):
        """Writes the table at the end."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. Close the writing handle before closing the zip.")
        try:
            if self.mode in ('w', 'x', 'a') and self._changed:
                self.fp.seek(self.start_dir)
                for info in self.filelist:
                    self.fp.write(info._entry())
                end = self.fp.tell()
                count, size, offset = len(self.filelist), end - self.start_dir, self.start_dir
                if count > ZIP_FILECOUNT_LIMIT or offset > ZIP64_LIMIT or size > ZIP64_LIMIT:
                    if not self._allow:
                        raise LargeZipFile('Files count would require ZIP64 extensions')
                    self.fp.write(struct.pack('<4sQ2H2L4Q', _END64, 44, 45, 45, 0, 0, count, count, size, offset))
                    self.fp.write(struct.pack('<4sLQL', _LOCATOR64, 0, end, 1))
                    count, size, offset = min(count, 0xffff), min(size, 0xffffffff), min(offset, 0xffffffff)
                self.fp.write(struct.pack('<4s4H2LH', _END, 0, 0, count, count, size, offset, len(self._comment)) + self._comment)
                if self.mode == 'a':
                    self.fp.truncate()
                self.fp.flush()
        finally:
            file, self.fp = self.fp, None
            if self._owned:
                file.close()

    def __del__(self):
        self.close()


def is_zipfile(filename):
    """Whether a file is an archive."""
    try:
        if hasattr(filename, 'read'):
            position = filename.tell()
            try:
                ZipFile(filename)
            finally:
                filename.seek(position)
        else:
            ZipFile(filename).close()
        return True
    except (OSError, BadZipFile):
        return False


class Path:
    """A place in an archive, to be used as a path."""

    def __init__(self, root, at=''):
        self.root = root if isinstance(root, ZipFile) else ZipFile(root)
        self.at = at

    def __repr__(self):
        return f'Path({self.root.filename!r}, {self.at!r})'

    def __str__(self):
        return '/'.join(part for part in (self.root.filename, self.at) if part)

    def __eq__(self, other):
        return (self.root, self.at) == (other.root, other.at) if isinstance(other, Path) else NotImplemented

    def __hash__(self):
        return hash((self.root, self.at))

    def _all(self):
        names = dict.fromkeys(self.root.namelist())
        for name in list(names):
            while name := name.rstrip('/').rpartition('/')[0]:
                names.setdefault(name + '/')
        return names

    @property
    def name(self):
        return self.at.rstrip('/').rpartition('/')[2] or os.path.basename(self.root.filename)

    @property
    def suffix(self):
        return os.path.splitext(self.name)[1]

    @property
    def stem(self):
        return os.path.splitext(self.name)[0]

    @property
    def parent(self):
        above = self.at.rstrip('/').rpartition('/')[0]
        return Path(self.root, above + '/' if above else '')

    def joinpath(self, *other):
        at = '/'.join([self.at.rstrip('/'), *map(str, other)]).lstrip('/')
        return Path(self.root, at + '/' if at + '/' in self._all() else at)

    __truediv__ = joinpath

    def is_dir(self):
        return not self.at or self.at.endswith('/')

    def is_file(self):
        return self.exists() and not self.is_dir()

    def exists(self):
        return not self.at or self.at in self._all()

    def iterdir(self):
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        return (Path(self.root, name) for name in self._all()
                if name != self.at and name.startswith(self.at) and '/' not in name[len(self.at):].rstrip('/'))

    def open(self, mode='r', *args, pwd=None, **kwargs):
        if self.is_dir():
            raise IsADirectoryError(self)
        if not self.exists() and mode[0] == 'r':
            raise FileNotFoundError(self)
        stream = self.root.open(self.at, mode[0], pwd=pwd)
        if 'b' in mode:
            return stream
        return io.TextIOWrapper(stream, *args, **kwargs)

    def read_text(self, *args, **kwargs):
        with self.open('r', *args, **kwargs) as file:
            return file.read()

    def read_bytes(self):
        with self.open('rb') as file:
            return file.read()
