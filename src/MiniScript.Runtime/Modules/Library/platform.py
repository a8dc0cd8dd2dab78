"""What the program runs on."""

import os
import sys

_uname_fields = ('system', 'node', 'release', 'version', 'machine', 'processor')
_cache = []


class uname_result(tuple):
    """The names of the system."""

    _fields = _uname_fields
    system = property(lambda self: self[0])
    node = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])
    processor = property(lambda self: self[5])

    def __repr__(self):
        return 'uname_result(' + ', '.join(f'{name}={part!r}' for name, part in zip(_uname_fields[:5], self)) + ')'

    def _asdict(self):
        return dict(zip(_uname_fields, self))


def uname():
    if not _cache:
        try:
            _cache.append(uname_result((*os.uname(), '')))
        except OSError:
            _cache.append(uname_result(({'win32': 'Windows', 'darwin': 'Darwin'}.get(sys.platform, ''), '', '', '', '', '')))
    return _cache[0]


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return uname().processor


def architecture(executable='', bits='', linkage=''):
    return bits or '64bit', linkage or ('ELF' if system() == 'Linux' else '')


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    return lib, version


def freedesktop_os_release():
    """The facts of /etc/os-release."""
    for path in '/etc/os-release', '/usr/lib/os-release':
        try:
            with open(path, encoding='utf-8') as file:
                facts = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
                for line in file:
                    key, sign, value = line.strip().partition('=')
                    if sign and not key.startswith('#'):
                        facts[key] = value.strip('"\'')
                return facts
        except OSError:
            continue
    raise OSError(2, 'Unable to read files /etc/os-release, /usr/lib/os-release')


def platform(aliased=False, terse=False):
    names = uname()
    return '-'.join(part for part in ((names.system, names.release) if terse else (names.system, names.release, names.machine)) if part)


def python_implementation():
    return 'MiniScript'


def python_version():
    return '%d.%d.%d' % sys.version_info[:3]


def python_version_tuple():
    return tuple(python_version().split('.'))


def python_branch():
    return ''


def python_revision():
    return ''


def python_build():
    return '', ''


def python_compiler():
    return ''


def win32_ver(release='', version='', csd='', ptype=''):
    return release, version, csd, ptype


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    return release, versioninfo, machine


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    return release, vendor, vminfo, osinfo
