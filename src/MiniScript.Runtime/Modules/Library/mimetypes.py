"""Types of files by their names."""

import os
import posixpath
import urllib.parse

__all__ = [
    'knownfiles', 'inited', 'MimeTypes', 'guess_type', 'guess_file_type', 'guess_all_extensions', 'guess_extension', 'add_type', 'init',
    'read_mime_types', 'suffix_map', 'encodings_map', 'types_map', 'common_types',
]

knownfiles = [
    '/etc/mime.types', '/etc/httpd/mime.types', '/etc/httpd/conf/mime.types', '/etc/apache/mime.types', '/etc/apache2/mime.types',
    '/usr/local/etc/httpd/conf/mime.types', '/usr/local/lib/netscape/mime.types', '/usr/local/etc/httpd/conf/mime.types',
    '/usr/local/etc/mime.types',
]
inited = False
_db = None

# Types and what file names of them end in.
_TYPES = """
    text/javascript .js .mjs
    application/json .json
    application/manifest+json .webmanifest
    application/msword .doc .dot .wiz
    application/n-quads .nq
    application/n-triples .nt
    application/octet-stream .bin .a .dll .exe .o .obj .so
    application/oda .oda
    application/pdf .pdf
    application/pkcs7-mime .p7c
    application/postscript .ps .ai .eps
    application/trig .trig
    application/vnd.apple.mpegurl .m3u .m3u8
    application/vnd.ms-excel .xls .xlb
    application/vnd.ms-powerpoint .ppt .pot .ppa .pps .pwz
    application/wasm .wasm
    application/x-bcpio .bcpio
    application/x-cpio .cpio
    application/x-csh .csh
    application/x-dvi .dvi
    application/x-gtar .gtar
    application/x-hdf .hdf
    application/x-hdf5 .h5
    application/x-latex .latex
    application/x-mif .mif
    application/x-netcdf .cdf .nc
    application/x-pkcs12 .p12 .pfx
    application/x-pn-realaudio .ram
    application/x-python-code .pyc .pyo
    application/x-sh .sh
    application/x-shar .shar
    application/x-shockwave-flash .swf
    application/x-sv4cpio .sv4cpio
    application/x-sv4crc .sv4crc
    application/x-tar .tar
    application/x-tcl .tcl
    application/x-tex .tex
    application/x-texinfo .texi .texinfo
    application/x-troff .roff .t .tr
    application/x-troff-man .man
    application/x-troff-me .me
    application/x-troff-ms .ms
    application/x-ustar .ustar
    application/x-wais-source .src
    application/xml .xsl .rdf .wsdl .xpdl
    application/zip .zip
    audio/3gpp .3gp .3gpp
    audio/3gpp2 .3g2 .3gpp2
    audio/aac .aac .adts .loas .ass
    audio/basic .au .snd
    audio/mpeg .mp3 .mp2
    audio/opus .opus
    audio/x-aiff .aif .aifc .aiff
    audio/x-pn-realaudio .ra
    audio/x-wav .wav
    image/avif .avif
    image/bmp .bmp
    image/gif .gif
    image/ief .ief
    image/jpeg .jpg .jpe .jpeg
    image/heic .heic
    image/heif .heif
    image/png .png
    image/svg+xml .svg
    image/tiff .tiff .tif
    image/vnd.microsoft.icon .ico
    image/webp .webp
    image/x-cmu-raster .ras
    image/x-portable-anymap .pnm
    image/x-portable-bitmap .pbm
    image/x-portable-graymap .pgm
    image/x-portable-pixmap .ppm
    image/x-rgb .rgb
    image/x-xbitmap .xbm
    image/x-xpixmap .xpm
    image/x-xwindowdump .xwd
    message/rfc822 .eml .mht .mhtml .nws
    text/css .css
    text/csv .csv
    text/html .html .htm
    text/markdown .md .markdown
    text/n3 .n3
    text/plain .txt .bat .c .h .ksh .pl .srt
    text/richtext .rtx
    text/rtf .rtf
    text/tab-separated-values .tsv
    text/vtt .vtt
    text/x-python .py
    text/x-rst .rst
    text/x-setext .etx
    text/x-sgml .sgm .sgml
    text/x-vcard .vcf
    text/xml .xml
    video/mp4 .mp4
    video/mpeg .mpeg .m1v .mpa .mpe .mpg
    video/quicktime .mov .qt
    video/webm .webm
    video/x-msvideo .avi
    video/x-sgi-movie .movie
"""
_COMMON_TYPES = """
    application/rtf .rtf
    audio/midi .midi .mid
    image/jpg .jpg
    image/pict .pict .pct .pic
    text/xul .xul
"""


def _table(text):
    return {suffix: words[0] for words in map(str.split, text.strip().split('\n')) for suffix in words[1:]}


def _default_mime_types():
    global suffix_map, encodings_map, types_map, common_types
    global _default_suffixes, _default_encodings, _default_types, _default_common
    suffix_map = {'.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2', '.txz': '.tar.xz'}
    encodings_map = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz', '.br': 'br'}
    types_map = _table(_TYPES)
    common_types = _table(_COMMON_TYPES)

    _default_suffixes, _default_encodings, _default_types, _default_common = suffix_map, encodings_map, types_map, common_types


_default_mime_types()


class MimeTypes:
    """A table of types."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = _default_encodings.copy()
        self.suffix_map = _default_suffixes.copy()
        self.types_map = {}, {}         # by suffix: those that are common but not registered, and those that are registered
        self.types_map_inv = {}, {}
        for suffix, type in _default_types.items():
            self.add_type(type, suffix, True)
        for suffix, type in _default_common.items():
            self.add_type(type, suffix, False)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Map a suffix to a type; the suffix becomes one of those of the type."""
        if not type:
            return
        self.types_map[strict][ext] = type
        suffixes = self.types_map_inv[strict].setdefault(type, [])
        if ext not in suffixes:
            suffixes.append(ext)

    def guess_type(self, url, strict=True):
        """The type and encoding of what a URL or path names, each None if it is not known."""
        url = os.fspath(url)
        parts = urllib.parse.urlparse(url)
        if len(parts.scheme) <= 1:
            return self.guess_file_type(url, strict=strict)
        path = parts.path
        if parts.scheme != 'data':
            return self._guess(path, strict, posixpath.splitext)
        head, comma, _ = path.partition(',')
        if not comma:
            return None, None
        type = head.partition(';')[0]
        if '=' in type or '/' not in type:
            type = 'text/plain'
        return type, None

    def guess_file_type(self, path, *, strict=True):
        """The type and encoding of a file."""
        path = os.path.splitdrive(os.fsdecode(path))[1]
        return self._guess(path, strict, os.path.splitext)

    def _guess(self, path, strict, splitext):
        base, suffix = splitext(path)
        while suffix.lower() in self.suffix_map:
            base, suffix = splitext(base + self.suffix_map[suffix.lower()])
        encoding = self.encodings_map.get(suffix)
        if encoding is not None:
            base, suffix = splitext(base)
        suffix = suffix.lower()
        type = self.types_map[True].get(suffix)
        if type is None and not strict:
            type = self.types_map[False].get(suffix)
        return type, encoding

    def guess_all_extensions(self, type, strict=True):
        """All suffixes of a type."""
        type = type.lower()
        suffixes = list(self.types_map_inv[True].get(type, ()))
        if not strict:
            suffixes += [suffix for suffix in self.types_map_inv[False].get(type, ()) if suffix not in suffixes]
        return suffixes

    def guess_extension(self, type, strict=True):
        """A suffix of a type, or None."""
        suffixes = self.guess_all_extensions(type, strict)
        return suffixes[0] if suffixes else None

    def read(self, filename, strict=True):
        """Read a file of types, in the manner of mime.types."""
        with open(filename, encoding='utf-8') as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """Read lines of types and suffixes."""
        for line in iter(fp.readline, ''):
            words = line.split()
            for index, word in enumerate(words):
                if word[0] == '#':
                    del words[index:]
                    break
            for suffix in words[1:]:
                self.add_type(words[0], '.' + suffix, strict)

    def read_windows_registry(self, strict=True):
        """Read the types of Windows' registry; there is none."""


def _table_of_all():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type and encoding of what a URL or path names, each None if it is not known."""
    return _table_of_all().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """The type and encoding of a file, each None if it is not known."""
    return _table_of_all().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """All suffixes of a type."""
    return _table_of_all().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """A suffix of a type, or None."""
    return _table_of_all().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Map a suffix to a type."""
    return _table_of_all().add_type(type, ext, strict)


def init(files=None):
    """Read the system's files of types, and others."""
    global suffix_map, encodings_map, types_map, common_types, inited, _db
    inited = True
    if files is None or _db is None:
        db = MimeTypes()
        files = knownfiles if files is None else knownfiles + list(files)
    else:
        db = _db
        files = list(files)
    for file in files:
        if os.path.isfile(file):
            db.read(file)
    encodings_map = db.encodings_map
    suffix_map = db.suffix_map
    types_map = db.types_map[True]
    common_types = db.types_map[False]
    _db = db


def read_mime_types(file):
    """The table of suffixes and types in a file, or None if it cannot be read."""
    try:
        lines = open(file, encoding='utf-8')
    except OSError:
        return None
    with lines:
        db = MimeTypes()
        db.readfp(lines, True)
        return db.types_map[True]
