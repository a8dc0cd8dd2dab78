"""Archives of tar: ustar and pax are written, GNU's long names are read too."""

import io
import os
import stat
import struct
import time

__all__ = ['TarFile', 'TarInfo', 'is_tarfile', 'TarError', 'ReadError', 'CompressionError', 'StreamError', 'ExtractError', 'HeaderError',
           'ENCODING', 'USTAR_FORMAT', 'GNU_FORMAT', 'PAX_FORMAT', 'DEFAULT_FORMAT', 'open', 'fully_trusted_filter', 'data_filter',
           'tar_filter', 'FilterError', 'AbsoluteLinkError', 'OutsideDestinationError', 'SpecialFileError', 'AbsolutePathError',
           'LinkOutsideDestinationError']

BLOCKSIZE = 512
RECORDSIZE = BLOCKSIZE * 20
NUL = b'\0'
USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = 0, 1, 2
DEFAULT_FORMAT = PAX_FORMAT
ENCODING = 'utf-8'

REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = b'0', b'\0', b'1', b'2', b'3', b'4', b'5', b'6', b'7'
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE, XHDTYPE, XGLTYPE = b'L', b'K', b'S', b'x', b'g'
_REGULAR = REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE

_open = open


class TarError(Exception):
    """What is wrong with an archive."""


class ExtractError(TarError):
    """A member could not be extracted."""


class ReadError(TarError):
    """The archive cannot be read."""


class CompressionError(TarError):
    """The compression is not available."""


class StreamError(TarError):
    """The operation needs more than a stream."""


class HeaderError(TarError):
    """A member's header is wrong."""


class EmptyHeaderError(HeaderError):
    """There is no header."""


class InvalidHeaderError(HeaderError):
    """A header is wrong."""


class FilterError(TarError):
    """A filter refuses a member."""


class AbsolutePathError(FilterError):
    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'member {tarinfo.name!r} has an absolute path')


class OutsideDestinationError(FilterError):
    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would be extracted to {path!r}, which is outside the destination')


class SpecialFileError(FilterError):
    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a special file')


class AbsoluteLinkError(FilterError):
    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a link to an absolute path')


class LinkOutsideDestinationError(FilterError):
    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would link to {path!r}, which is outside the destination')


def fully_trusted_filter(member, dest_path):
    return member


def _filtered(member, dest_path, for_data):
    changes = {}
    name = member.name
    if name.startswith(('/', os.sep)):
        name = changes['name'] = member.name.lstrip('/' + os.sep)
    if os.path.isabs(name):
        raise AbsolutePathError(member)
    base = os.path.realpath(dest_path)
    target = os.path.realpath(os.path.join(base, name))
    if os.path.commonpath([target, base]) != base:
        raise OutsideDestinationError(member, target)
    mode = member.mode
    if mode is not None:
        mode &= 0o755
        if for_data:
            if member.isreg() or member.islnk():
                if not mode & 0o100:
                    mode &= ~0o111
                mode |= 0o600
            elif member.isdir() or member.issym():
                mode = None
            else:
                raise SpecialFileError(member)
        if mode != member.mode:
            changes['mode'] = mode
    if for_data:
        changes.update(uid=None, gid=None, uname=None, gname=None)
        if member.islnk() or member.issym():
            if os.path.isabs(member.linkname):
                raise AbsoluteLinkError(member)
            where = os.path.join(base, os.path.dirname(name), member.linkname) if member.issym() else os.path.join(base, member.linkname)
            where = os.path.realpath(where)
            if os.path.commonpath([where, base]) != base:
                raise LinkOutsideDestinationError(member, where)
    return member.replace(**changes, deep=False) if changes else member


def tar_filter(member, dest_path):
    return _filtered(member, dest_path, False)


def data_filter(member, dest_path):
    return _filtered(member, dest_path, True)


_FILTERS = {'fully_trusted': fully_trusted_filter, 'tar': tar_filter, 'data': data_filter}


def _number(field):
    """A number of a header: octal digits, or base 256."""
    if field[0] in (0o200, 0o377):
        number = int.from_bytes(field[1:], 'big')
        return number - (256 ** (len(field) - 1)) if field[0] == 0o377 else number
    try:
        return int(field.partition(b'\0')[0].decode('ascii', 'strict').strip() or '0', 8)
    except ValueError:
        raise InvalidHeaderError('invalid header') from None


def _field(number, digits, format):
    number = int(number)
    if 0 <= number < 8 ** (digits - 1):
        return b'%0*o\0' % (digits - 1, number)
    if format == GNU_FORMAT and -256 ** (digits - 1) <= number < 256 ** (digits - 1):
        return bytes([0o200 if number >= 0 else 0o377]) + (number % 256 ** (digits - 1)).to_bytes(digits - 1, 'big')
    raise ValueError('overflow in number field')


def _string(field, encoding, errors):
    return field.partition(b'\0')[0].decode(encoding, errors)


class TarInfo:
    """A member of an archive."""

    def __init__(self, name=''):
        self.name = name
        self.mode, self.uid, self.gid, self.size, self.mtime = 0o644, 0, 0, 0, 0
        self.chksum, self.type, self.linkname = 0, REGTYPE, ''
        self.uname = self.gname = ''
        self.devmajor = self.devminor = 0
        self.offset = self.offset_data = 0
        self.sparse = self.tarfile = None
        self.pax_headers = {}

    @property
    def path(self):
        return self.name

    @path.setter
    def path(self, name):
        self.name = name

    @property
    def linkpath(self):
        return self.linkname

    @linkpath.setter
    def linkpath(self, linkname):
        self.linkname = linkname

    def __repr__(self):
        return '<%s %r at %#x>' % (type(self).__name__, self.name, id(self))

    def replace(self, *, deep=True, **changes):
        copy = TarInfo()
        copy.__dict__.update(self.__dict__)
        if deep:
            copy.pax_headers = dict(self.pax_headers)
        copy.__dict__.update(changes)
        return copy

    def get_info(self):
        mode = None if self.mode is None else self.mode & 0o7777
        info = {key: getattr(self, key) for key in ('name', 'uid', 'gid', 'size', 'mtime', 'chksum', 'type', 'linkname', 'uname', 'gname',
                                                    'devmajor', 'devminor')}
        info['mode'] = mode
        if self.type == DIRTYPE and not info['name'].endswith('/'):
            info['name'] += '/'
        return info

    def isfile(self):
        return self.type in _REGULAR

    isreg = isfile

    def isdir(self):
        return self.type == DIRTYPE

    def issym(self):
        return self.type == SYMTYPE

    def islnk(self):
        return self.type == LNKTYPE

    def ischr(self):
        return self.type == CHRTYPE

    def isblk(self):
        return self.type == BLKTYPE

    def isfifo(self):
        return self.type == FIFOTYPE

    def issparse(self):
        return self.sparse is not None

    def isdev(self):
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors='surrogateescape'):
        """The header's blocks."""
        info = self.get_info()
        if format == PAX_FORMAT:
            return self._pax(info, encoding)
        name, link = info['name'].encode(encoding, errors), info['linkname'].encode(encoding, errors)
        before = b''
        if format == GNU_FORMAT:
            for text, kind in (link, GNUTYPE_LONGLINK), (name, GNUTYPE_LONGNAME):
                if len(text) > 100:
                    before += self._extra(b'././@LongLink', kind, text + b'\0', GNU_FORMAT)
            return before + self._header(info, name[:100], b'', link[:100], format, encoding, errors)
        if len(link) > 100:
            raise ValueError('linkname is too long')
        name, prefix = self._divided(name)
        return self._header(info, name, prefix, link, format, encoding, errors)

    @staticmethod
    def _divided(name):
        if len(name) <= 100:
            return name, b''
        at = name.rfind(b'/', 0, 156)
        while at > 0:
            if len(name) - at - 1 <= 100 and at <= 155:
                return name[at + 1:], name[:at]
            at = name.rfind(b'/', 0, at)
        raise ValueError('name is too long')

    def _pax(self, info, encoding):
        records = dict(self.pax_headers)
        for key, record, limit in ('name', 'path', 100), ('linkname', 'linkpath', 100), ('uname', 'uname', 32), ('gname', 'gname', 32):
            value = info[key]
            if record in records:
                continue
            if not value.isascii():
                records[record] = value
            elif len(value) > limit:
                try:
                    if key == 'name':
                        self._divided(value.encode())
                        continue
                except ValueError:
                    pass
                records[record] = value
        for key, digits in ('uid', 8), ('gid', 8), ('size', 12), ('mtime', 12):
            value = info[key]
            if value is None:
                info[key] = 0
            elif not 0 <= value < 8 ** (digits - 1):
                info[key] = 0
                records.setdefault(key, str(value))
            elif isinstance(value, float):
                info[key] = int(value)
                records.setdefault(key, str(value))
        before = b''
        if records:
            data = b''
            for key, value in records.items():
                rest = f' {key}={value}\n'.encode('utf-8', 'surrogateescape')
                length = len(rest) + len(str(len(rest)))
                if len(str(length)) + len(rest) != length:
                    length = len(rest) + len(str(length))
                data += str(length).encode() + rest
            before = self._extra(b'././@PaxHeader', XHDTYPE, data, USTAR_FORMAT)
        name = info['name'].encode('ascii', 'replace')
        try:
            name, prefix = self._divided(name)
        except ValueError:
            name, prefix = name[:100], b''
        return before + self._header(info, name, prefix, info['linkname'].encode('ascii', 'replace')[:100], USTAR_FORMAT, 'ascii', 'replace')

    def _extra(self, name, kind, data, format):
        info = {'mode': 0, 'uid': 0, 'gid': 0, 'size': len(data), 'mtime': 0, 'type': kind, 'uname': '', 'gname': '', 'devmajor': 0, 'devminor': 0}
        return self._header(info, name, b'', b'', format, 'ascii', 'replace') + data + bytes(-len(data) % BLOCKSIZE)

    @staticmethod
    def _header(info, name, prefix, link, format, encoding, errors):
        device = info['type'] in (CHRTYPE, BLKTYPE)
        numbers = [_field(info['mode'] or 0, 8, format), _field(info['uid'] or 0, 8, format), _field(info['gid'] or 0, 8, format),
                   _field(info['size'], 12, format), _field(info['mtime'] or 0, 12, format)]
        parts = [name.ljust(100, b'\0'), *numbers, b'        ', info['type'], link.ljust(100, b'\0'),
                 b'ustar  \0' if format == GNU_FORMAT else b'ustar\x0000',
                 (info['uname'] or '').encode(encoding, errors)[:32].ljust(32, b'\0'), (info['gname'] or '').encode(encoding, errors)[:32].ljust(32, b'\0'),
                 _field(info['devmajor'], 8, format) if device else bytes(8), _field(info['devminor'], 8, format) if device else bytes(8),
                 prefix.ljust(155, b'\0')]
        header = b''.join(parts).ljust(BLOCKSIZE, b'\0')
        return header[:148] + b'%06o\0 ' % sum(header) + header[156:]

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        if len(buf) == 0:
            raise EmptyHeaderError('empty header')
        if len(buf) != BLOCKSIZE:
            raise HeaderError('truncated header')
        if not any(buf):
            raise EmptyHeaderError('end of file header')
        checksum = _number(buf[148:156])
        if checksum != sum(buf[:148]) + 256 + sum(buf[156:]):
            raise InvalidHeaderError('bad checksum')
        info = cls(_string(buf[:100], encoding, errors))
        info.mode, info.uid, info.gid = _number(buf[100:108]), _number(buf[108:116]), _number(buf[116:124])
        info.size, info.mtime, info.chksum = _number(buf[124:136]), _number(buf[136:148]), checksum
        info.type, info.linkname = buf[156:157], _string(buf[157:257], encoding, errors)
        info.uname, info.gname = _string(buf[265:297], encoding, errors), _string(buf[297:329], encoding, errors)
        info.devmajor, info.devminor = _number(buf[329:337]), _number(buf[337:345])
        prefix = _string(buf[345:500], encoding, errors)
        if info.type == AREGTYPE and info.name.endswith('/'):
            info.type = DIRTYPE
        if info.isdir():
            info.name = info.name.rstrip('/')
        if prefix and buf[257:263] == b'ustar\0':
            info.name = prefix + '/' + info.name
        return info


class _Part(io.RawIOBase):
    """The content of a member."""

    def __init__(self, file, start, size):
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0, /):
        self._at = max(offset + (0, self._at, self._size)[whence], 0)
        return self._at

    def tell(self):
        return self._at

    def readinto(self, buffer, /):
        count = max(min(len(buffer), self._size - self._at), 0)
        self._file.seek(self._start + self._at)
        data = self._file.read(count)
        if len(data) < count:
            raise ReadError('unexpected end of data')
        buffer[:count] = data
        self._at += count
        return count


class TarFile:
    """An archive."""

    debug, dereference, ignore_zeros, errorlevel = 0, False, False, 1
    format, encoding, errors = DEFAULT_FORMAT, ENCODING, None
    tarinfo = TarInfo
    extraction_filter = None

    def __init__(self, name=None, mode='r', fileobj=None, format=None, tarinfo=None, dereference=None, ignore_zeros=None, encoding=None,
                 errors='surrogateescape', pax_headers=None, debug=None, errorlevel=None, copybufsize=None, stream=False):
        if mode not in ('r', 'a', 'w', 'x'):
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        self.mode = mode
        self._mode = {'r': 'rb', 'a': 'r+b', 'w': 'wb', 'x': 'xb'}[mode]
        self._owned = fileobj is None
        if fileobj is None:
            if mode == 'a' and not os.path.exists(name):
                self.mode, self._mode = 'w', 'wb'
            fileobj = _open(name, self._mode)
        elif name is None and isinstance(getattr(fileobj, 'name', None), (str, bytes)):
            name = fileobj.name
        self.name = os.path.abspath(name) if name else None
        self.fileobj = fileobj
        for attribute, value in (('format', format), ('tarinfo', tarinfo), ('dereference', dereference), ('ignore_zeros', ignore_zeros),
                                 ('encoding', encoding), ('debug', debug), ('errorlevel', errorlevel)):
            if value is not None:
                setattr(self, attribute, value)
        self.errors = errors
        self.pax_headers = dict(pax_headers or {})
        self.closed = self._loaded = False
        self.members = []
        self._inodes = {}
        try:
            self._start = fileobj.tell()
        except (AttributeError, OSError):
            self._start = 0
        self.offset = self._start
        try:
            if self.mode == 'r':
                self.firstmember = self.next()
            elif self.mode == 'a':
                while self.next() is not None:
                    pass
                fileobj.seek(self.offset)
            elif self.pax_headers and self.format == PAX_FORMAT:
                carrier = TarInfo()
                data = b''
                for key, value in self.pax_headers.items():
                    rest = f' {key}={value}\n'.encode()
                    length = len(rest) + len(str(len(rest)))
                    length = len(rest) + len(str(length))
                    data += str(length).encode() + rest
                self._put(carrier._extra(b'././@PaxHeader', XGLTYPE, data, USTAR_FORMAT))
        except BaseException:
            if self._owned:
                fileobj.close()
            self.closed = True
            raise

    @classmethod
    def open(cls, name=None, mode='r', fileobj=None, bufsize=RECORDSIZE, **kwargs):
        """Opens an archive; the mode's end names the compression."""
        if not name and not fileobj:
            raise ValueError('nothing to open')
        streamed = '|' in mode
        kind, _, compression = mode.replace('|', ':').partition(':')
        kind = kind or 'r'
        if kind == 'r' and compression in ('', '*'):
            opened = None if fileobj is not None else _open(name, 'rb')
            source = fileobj if opened is None else opened
            if streamed and not (hasattr(source, 'seekable') and source.seekable()):
                source = io.BytesIO(source.read())
            position = source.tell()
            start = source.read(6)
            source.seek(position)
            if opened is not None:
                opened.close()
            found = 'gz' if start[:2] == b'\x1f\x8b' else 'bz2' if start[:3] == b'BZh' else 'xz' if start == b'\xfd7zXZ\0' else ''
            if found:
                return cls._compressed(name, 'r', source if opened is None else None, found, kwargs)
            try:
                return cls(name, 'r', source if opened is None else None, **kwargs)
            except ReadError:
                if mode in ('r', 'r:*'):
                    raise ReadError('file could not be opened successfully:\n- method gz: ReadError(\'not a gzip file\')\n'
                                    '- method bz2: ReadError(\'not a bzip2 file\')\n- method xz: ReadError(\'not an lzma file\')\n'
                                    "- method tar: ReadError('truncated header')") from None
                raise
        if compression in ('', 'tar'):
            return cls(name, kind, fileobj, **kwargs)
        if compression not in ('gz', 'bz2', 'xz'):
            raise CompressionError('unknown compression type %r' % compression)
        if kind not in ('r', 'w', 'x'):
            raise ValueError('mode must be %s' % ("'r' or 'w'" if streamed else "'r', 'w' or 'x'"))
        return cls._compressed(name, kind, fileobj, compression, kwargs)

    @classmethod
    def _compressed(cls, name, mode, fileobj, compression, options):
        try:
            if compression == 'gz':
                from gzip import GzipFile
                level = options.pop('compresslevel', 9)
                stream = GzipFile(name, mode + 'b', level, fileobj)
            elif compression == 'bz2':
                from bz2 import BZ2File
                stream = BZ2File(fileobj or name, mode, compresslevel=options.pop('compresslevel', 9))
            else:
                from lzma import LZMAFile
                stream = LZMAFile(fileobj or name, mode)
        except ImportError:
            raise CompressionError({'gz': 'gzip', 'bz2': 'bz2', 'xz': 'lzma'}[compression] + ' module is not available') from None
        archive = cls(name, mode, stream, **options)
        archive._owned = True
        return archive

    taropen = classmethod(lambda cls, name, mode='r', fileobj=None, **kwargs: cls(name, mode, fileobj, **kwargs))

    def _check(self, modes=None):
        if self.closed:
            raise OSError('%s is closed' % type(self).__name__)
        if modes is not None and self.mode not in modes:
            raise OSError('bad operation for mode %r' % self.mode)

    def _put(self, data):
        self.fileobj.write(data)
        self.offset += len(data)

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ('a', 'w', 'x'):
                self._put(bytes(BLOCKSIZE * 2))
                self._put(bytes(-self.offset % RECORDSIZE))
        finally:
            if self._owned:
                self.fileobj.close()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            self.close()
        else:
            if self._owned:
                self.fileobj.close()
            self.closed = True

    def __iter__(self):
        self._check('r')
        index = 0
        while True:
            if index < len(self.members):
                member = self.members[index]
            elif self._loaded or (member := self.next()) is None:
                return
            index += 1
            yield member

    def next(self):
        """The next member, None at the end."""
        self._check('ra')
        pax, long_name, long_link = {}, None, None
        begin = self.offset
        while True:
            self.fileobj.seek(self.offset)
            block = self.fileobj.read(BLOCKSIZE)
            try:
                info = self.tarinfo.frombuf(block, self.encoding, self.errors)
            except EmptyHeaderError as error:
                if not block and self.offset == self._start:
                    raise ReadError('empty file') from None
                if self.ignore_zeros and block:
                    self.offset += BLOCKSIZE
                    continue
                self._loaded = True
                return None
            except InvalidHeaderError as error:
                if self.ignore_zeros:
                    self.offset += BLOCKSIZE
                    continue
                if self.offset == self._start:
                    raise ReadError(str(error)) from None
                self._loaded = True
                return None
            except HeaderError as error:
                if self.offset == self._start:
                    raise ReadError(str(error)) from None
                raise ReadError(str(error)) from None
            data_at = self.offset + BLOCKSIZE
            if info.type in (XHDTYPE, XGLTYPE, GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
                data = self.fileobj.read(info.size)
                self.offset = data_at + (info.size + BLOCKSIZE - 1) // BLOCKSIZE * BLOCKSIZE
                if info.type == GNUTYPE_LONGNAME:
                    long_name = _string(data, self.encoding, self.errors)
                elif info.type == GNUTYPE_LONGLINK:
                    long_link = _string(data, self.encoding, self.errors)
                else:
                    records = self._records(data)
                    (pax if info.type == XHDTYPE else self.pax_headers).update(records)
                continue
            break
        info.offset, info.offset_data, info.tarfile = begin, data_at, self
        headers = {**self.pax_headers, **pax}
        if long_name is not None:
            info.name = long_name.rstrip('/') if info.isdir() else long_name
        if long_link is not None:
            info.linkname = long_link
        for key, value in headers.items():
            try:
                if key == 'path':
                    info.name = value.rstrip('/') if info.isdir() else value
                elif key == 'linkpath':
                    info.linkname = value
                elif key in ('uname', 'gname'):
                    setattr(info, key, value)
                elif key in ('uid', 'gid', 'size'):
                    setattr(info, key, int(value))
                elif key == 'mtime':
                    info.mtime = float(value)
            except ValueError:
                pass
        info.pax_headers = headers
        has_data = info.isreg() or info.type not in (LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE)
        self.offset = data_at + ((info.size + BLOCKSIZE - 1) // BLOCKSIZE * BLOCKSIZE if has_data else 0)
        self.members.append(info)
        return info

    @staticmethod
    def _records(data):
        records = {}
        while data and data[0]:
            length, _, rest = data.partition(b' ')
            try:
                length = int(length)
            except ValueError:
                raise InvalidHeaderError('invalid header') from None
            if length < 5 or length > len(data):
                raise InvalidHeaderError('invalid header')
            key, _, value = data[:length].partition(b' ')[2][:-1].partition(b'=')
            records[key.decode('utf-8', 'surrogateescape')] = value.decode('utf-8', 'surrogateescape')
            data = data[length:]
        return records

    def getmembers(self):
        self._check()
        while self.mode in ('r',) and not self._loaded and self.next() is not None:
            pass
        return self.members

    def getnames(self):
        return [member.name for member in self.getmembers()]

    def getmember(self, name):
        for member in reversed(self.getmembers()):
            if member.name == name.rstrip('/'):
                return member
        raise KeyError('filename %r not found' % name)

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """A member made of a file's facts."""
        self._check('awx')
        if fileobj is not None:
            name = fileobj.name
        arcname = (name if arcname is None else arcname)
        arcname = os.fspath(arcname).replace(os.sep, '/').lstrip('/')
        facts = os.fstat(fileobj.fileno()) if fileobj is not None else os.stat(name) if self.dereference else os.lstat(name)
        info = self.tarinfo(arcname)
        info.tarfile = self
        mode = facts.st_mode
        if stat.S_ISREG(mode):
            key = facts.st_ino, facts.st_dev
            if not self.dereference and facts.st_nlink > 1 and key in self._inodes and arcname != self._inodes[key]:
                info.type, info.linkname = LNKTYPE, self._inodes[key]
            else:
                info.type = REGTYPE
                self._inodes[key] = arcname
        elif stat.S_ISDIR(mode):
            info.type = DIRTYPE
        elif stat.S_ISFIFO(mode):
            info.type = FIFOTYPE
        elif stat.S_ISLNK(mode):
            info.type, info.linkname = SYMTYPE, os.readlink(name)
        elif stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            info.type = CHRTYPE if stat.S_ISCHR(mode) else BLKTYPE
            info.devmajor, info.devminor = facts.st_rdev >> 8, facts.st_rdev & 0xff
        else:
            return None
        info.mode, info.uid, info.gid, info.mtime = mode & 0o7777, facts.st_uid, facts.st_gid, facts.st_mtime
        info.size = facts.st_size if info.isreg() else 0
        try:
            import pwd
            info.uname = pwd.getpwuid(info.uid).pw_name
        except (ImportError, KeyError):
            pass
        try:
            import grp
            info.gname = grp.getgrgid(info.gid).gr_name
        except (ImportError, KeyError):
            pass
        return info

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """Adds a file, or a tree."""
        self._check('awx')
        if arcname is None:
            arcname = name
        if self.name is not None and os.path.abspath(name) == self.name:
            return
        info = self.gettarinfo(name, arcname)
        if info is None:
            return
        if filter is not None:
            info = filter(info)
            if info is None:
                return
        if info.isreg():
            with _open(name, 'rb') as file:
                self.addfile(info, file)
        else:
            self.addfile(info)
            if info.isdir() and recursive:
                for entry in sorted(os.listdir(name)):
                    self.add(os.path.join(name, entry), os.path.join(arcname, entry), recursive, filter=filter)

    def addfile(self, tarinfo, fileobj=None):
        """Adds a member, whose content is read from a file."""
        self._check('awx')
        if fileobj is None and tarinfo.isreg() and tarinfo.size != 0:
            raise ValueError('fileobj not provided for non zero-size regular file')
        info = tarinfo.replace()
        info.offset = self.offset
        self._put(info.tobuf(self.format, self.encoding, self.errors))
        info.offset_data = self.offset
        if fileobj is not None:
            left = info.size
            while left:
                data = fileobj.read(min(left, 65536))
                if not data:
                    raise OSError('unexpected end of data')
                self._put(data)
                left -= len(data)
            self._put(bytes(-info.size % BLOCKSIZE))
        self.members.append(info)

    def extractfile(self, member):
        """The content of a member as a file; None if it has none."""
        self._check('r')
        info = self.getmember(member) if isinstance(member, str) else member
        if info.isreg() or info.type not in (LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE):
            return io.BufferedReader(_Part(self.fileobj, info.offset_data, info.size))
        if info.islnk() or info.issym():
            target = info.linkname if info.islnk() else os.path.normpath('/'.join(filter(None, (os.path.dirname(info.name), info.linkname))))
            try:
                return self.extractfile(self.getmember(target))
            except KeyError:
                raise KeyError('linkname %r not found' % info.linkname) from None
        return None

    def _chosen(self, filter):
        if filter is None:
            filter = self.extraction_filter
            return fully_trusted_filter if filter is None else filter
        if callable(filter):
            return filter
        try:
            return _FILTERS[filter]
        except KeyError:
            raise ValueError(f'filter {filter!r} not found') from None

    def extractall(self, path='.', members=None, *, numeric_owner=False, filter=None):
        """Extracts all members, or some."""
        choose = self._chosen(filter)
        folders = []
        for member in self if members is None else members:
            info = self._prepared(member, choose, path)
            if info is None:
                continue
            if info.isdir():
                folders.append(info)
            self._extract(info, path, not info.isdir(), numeric_owner)
        for info in sorted(folders, key=lambda info: info.name, reverse=True):
            self._set_facts(info, os.path.join(path, info.name), numeric_owner)

    def extract(self, member, path='', set_attrs=True, *, numeric_owner=False, filter=None):
        """Extracts a member."""
        info = self._prepared(member, self._chosen(filter), path)
        if info is not None:
            self._extract(info, path, set_attrs, numeric_owner)

    def _prepared(self, member, choose, path):
        info = self.getmember(member) if isinstance(member, str) else member
        try:
            return choose(info, path)
        except (OSError, FilterError):
            if self.errorlevel > 0:
                raise
            return None

    def _extract(self, info, path, set_attrs, numeric_owner):
        self._check('r')
        target = os.path.join(path, info.name).rstrip('/')
        parent = os.path.dirname(target)
        if parent and not os.path.exists(parent):
            os.makedirs(parent, exist_ok=True)
        if info.isdir():
            try:
                os.mkdir(target, 0o700 if info.mode is not None else 0o777)
            except FileExistsError:
                if not os.path.isdir(target):
                    raise
        elif info.issym():
            if os.path.lexists(target):
                os.unlink(target)
            os.symlink(info.linkname, target)
            return
        elif info.islnk():
            source = os.path.join(path, info.linkname)
            if os.path.exists(source):
                if os.path.lexists(target):
                    os.unlink(target)
                os.link(source, target)
                return
            self._copy(self.getmember(info.linkname), target)
        elif info.isfifo():
            os.mkfifo(target)
        elif info.isdev():
            raise ExtractError('special devices not supported by system')
        else:
            self._copy(info, target)
        if set_attrs:
            self._set_facts(info, target, numeric_owner)

    def _copy(self, info, target):
        self.fileobj.seek(info.offset_data)
        left = info.size
        with _open(target, 'wb') as file:
            while left:
                data = self.fileobj.read(min(left, 65536))
                if not data:
                    raise ReadError('unexpected end of data')
                file.write(data)
                left -= len(data)

    def _set_facts(self, info, target, numeric_owner):
        if os.geteuid() == 0 and (info.uid is not None or info.gid is not None):
            try:
                os.lchown(target, -1 if info.uid is None else info.uid, -1 if info.gid is None else info.gid)
            except OSError as error:
                raise ExtractError('could not change owner') from error
        if info.mode is not None:
            os.chmod(target, info.mode)
        if info.mtime is not None:
            os.utime(target, (info.mtime, info.mtime))

    def list(self, verbose=True, *, members=None):
        """Prints a table of contents."""
        for info in self if members is None else members:
            line = ''
            if verbose:
                kind = {DIRTYPE: 'd', SYMTYPE: 'l', LNKTYPE: 'h', CHRTYPE: 'c', BLKTYPE: 'b', FIFOTYPE: 'p'}.get(info.type, '?')
                line = (stat.filemode(info.mode) if kind == '?' else kind + stat.filemode(info.mode)[1:]).replace('-', '?', 1) if kind == '?' else kind + stat.filemode(info.mode)[1:]
                line += ' %s/%s %10d %d-%02d-%02d %02d:%02d:%02d ' % ((info.uname or info.uid, info.gname or info.gid, info.size) + time.localtime(info.mtime)[:6])
            line += info.name + ('/' if info.isdir() else '') + ' '
            if verbose and info.issym():
                line += '-> ' + info.linkname + ' '
            if verbose and info.islnk():
                line += 'link to ' + info.linkname + ' '
            print(line)


open = TarFile.open


def is_tarfile(name):
    """Whether a file is an archive that can be read."""
    try:
        if hasattr(name, 'read'):
            position = name.tell()
            archive = open(fileobj=name)
            name.seek(position)
        else:
            archive = open(name)
        archive.close()
        return True
    except TarError:
        return False
