"""Where things lie, and how the runtime was made: what there is of it in one executable."""

import os
import sys

__all__ = [
    'get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_makefile_filename', 'get_path', 'get_path_names', 'get_paths',
    'get_platform', 'get_python_version', 'get_scheme_names', 'parse_config_h',
]

_SCHEME_KEYS = ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')


def _posix(base, platform_base, user=False):
    library = '/{platlibdir}/python{py_version_short}'
    packages = '/lib/python{py_version_short}/site-packages'
    headers = '/include/python{py_version_short}'
    scheme = {
        'stdlib': base + library, 'platstdlib': platform_base + library, 'purelib': base + packages,
        'platlib': platform_base + ('/lib' if user else '/{platlibdir}') + packages[4:], 'include': base + headers,
        'platinclude': platform_base + headers, 'scripts': base + '/bin', 'data': base,
    }
    if user:
        del scheme['platinclude']
    return scheme


_INSTALL_SCHEMES = {
    'posix_prefix': _posix('{base}', '{platbase}'),
    'posix_home': {
        **dict.fromkeys(('stdlib', 'platstdlib', 'purelib', 'platlib'), '{base}/lib/python'),
        **dict.fromkeys(('include', 'platinclude'), '{base}/include/python'), 'scripts': '{base}/bin', 'data': '{base}',
    },
    'posix_user': _posix('{userbase}', '{userbase}', True),
    'posix_venv': _posix('{base}', '{platbase}'),
    'venv': _posix('{base}', '{platbase}'),
}
_config_vars = None


def get_scheme_names():
    """The names of the layouts of an installation."""
    return tuple(sorted(_INSTALL_SCHEMES))


def get_path_names():
    """The names of the places in a layout."""
    return _SCHEME_KEYS


def get_default_scheme():
    return 'posix_prefix'


def get_preferred_scheme(key):
    """The layout for 'prefix', 'home' or 'user'."""
    scheme = {'prefix': 'posix_prefix', 'home': 'posix_home', 'user': 'posix_user'}[key]
    return scheme


def get_paths(scheme='posix_prefix', vars=None, expand=True):
    """The places of a layout by name. Nothing need be there: the library lies in the executable."""
    layout = _INSTALL_SCHEMES[scheme]
    if not expand:
        return layout
    values = {**get_config_vars(), **(vars or {})}
    try:
        return {name: os.path.normpath(path.format(**values)) for name, path in layout.items()}
    except KeyError as error:
        raise AttributeError(str(error)) from None


def get_path(name, scheme='posix_prefix', vars=None, expand=True):
    """One place of a layout."""
    return get_paths(scheme, vars, expand)[name]


def get_config_vars(*args):
    """All variables of the configuration, or the values of those that are named, None where there is none."""
    global _config_vars
    if _config_vars is None:
        version = '%d.%d' % sys.version_info[:2]
        machine = os.uname().machine
        abi = f'{sys.implementation.name}-{version.replace(".", "")}-{machine}-linux-gnu'
        prefix, exec_prefix = sys.prefix, sys.exec_prefix
        _config_vars = {
            'prefix': prefix, 'exec_prefix': exec_prefix, 'py_version': sys.version.split()[0], 'py_version_short': version,
            'py_version_nodot': version.replace('.', ''), 'py_version_nodot_plat': '', 'installed_base': sys.base_prefix,
            'base': prefix, 'installed_platbase': sys.base_exec_prefix, 'platbase': exec_prefix,
            'projectbase': os.path.dirname(sys.executable), 'platlibdir': sys.platlibdir, 'implementation': 'Python',
            'implementation_lower': 'python', 'abiflags': sys.abiflags, 'abi_thread': '', 'srcdir': os.path.dirname(sys.executable),
            'userbase': os.path.join(os.path.expanduser('~'), '.local'), 'BINDIR': os.path.dirname(sys.executable), 'EXE': '',
            'SOABI': abi, 'EXT_SUFFIX': f'.{abi}.so', 'SHLIB_SUFFIX': '.so', 'MACHDEP': 'linux', 'MULTIARCH': f'{machine}-linux-gnu',
            'VERSION': version, 'Py_DEBUG': 0, 'Py_ENABLE_SHARED': 0, 'Py_GIL_DISABLED': 0, 'WITH_PYMALLOC': 0, 'SIZEOF_VOID_P': 8,
            'TZPATH': '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
        }
    if args:
        return [_config_vars.get(name) for name in args]
    return _config_vars


def get_config_var(name):
    """One variable of the configuration, or None."""
    return get_config_vars().get(name)


def get_platform():
    """The system and the machine, as names of packages have them."""
    system, host, release, version, machine = os.uname()
    return f'{system.lower()}-{machine}'.replace('/', '').replace(' ', '_')


def get_python_version():
    return get_config_var('py_version_short')


def is_python_build(check_home=None):
    return False


def get_makefile_filename():
    raise FileNotFoundError(2, 'MiniScript is one executable and has no Makefile')


def get_config_h_filename():
    raise FileNotFoundError(2, 'MiniScript is one executable and has no pyconfig.h')


def parse_config_h(fp, vars=None):
    """The definitions of a header, added to vars."""
    import re
    if vars is None:
        vars = {}
    for line in fp:
        match = re.match('#define ([A-Z][A-Za-z0-9_]+) (.*)\n', line)
        if match:
            name, value = match.groups()
            try:
                value = int(value)
            except ValueError:
                pass
            vars[name] = value
            continue
        match = re.match('/[*] #undef ([A-Z][A-Za-z0-9_]+) [*]/\n', line)
        if match:
            vars[match[1]] = 0
    return vars


def _main():
    print(f'Platform: "{get_platform()}"')
    print(f'Python version: "{get_python_version()}"')
    print(f'Current installation scheme: "{get_default_scheme()}"')
    for title, values in ('Paths', get_paths()), ('Variables', get_config_vars()):
        print(f'\n{title}:')
        for name in sorted(values):
            print(f'\t{name} = "{values[name]}"')


if __name__ == '__main__':
    _main()
