"""Tools for packages: what modules there are, names as objects, data files."""

import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections import namedtuple
from types import ModuleType

__all__ = ['get_importer', 'iter_importers', 'get_loader', 'find_loader', 'walk_packages', 'iter_modules', 'get_data', 'read_code',
           'extend_path', 'ModuleInfo', 'resolve_name']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'A namedtuple with minimal info about a module.'
_SUFFIXES = ('.ms', '.py')


def read_code(stream):
    """Refuse: there are no files of compiled code."""
    return None


def walk_packages(path=None, prefix='', onerror=None):
    """Yield the ModuleInfo of all modules on a path, those in packages included, which are imported."""
    seen = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except ImportError:
            if onerror is not None:
                onerror(info.name)
        except Exception:
            if onerror is None:
                raise
            onerror(info.name)
        else:
            inner = [entry for entry in getattr(sys.modules[info.name], '__path__', None) or [] if entry not in seen]
            seen.update(inner)
            yield from walk_packages(inner, info.name + '.', onerror)


def iter_modules(path=None, prefix=''):
    """Yield the ModuleInfo of the modules on a path, on sys.path if it is None."""
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    else:
        importers = map(_importer, path)
    seen = set()
    for importer in importers:
        for name, is_package in _modules_of(importer, prefix):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(importer, name, is_package)


def _importer(entry):
    if entry.startswith('<library>'):
        return _LibraryFinder(entry)
    return get_importer(entry)


class _LibraryFinder:
    """A directory of the embedded library."""

    def __init__(self, path):
        self.path = path

    def find_spec(self, fullname, target=None):
        """Return the spec of a module in the library."""
        return importlib.machinery.FrozenImporter.find_spec(fullname)

    def iter_modules(self, prefix=''):
        """Yield names and whether they are packages."""
        from _imp import library_list
        for name in library_list(self.path):
            if name.endswith('/'):
                if '__init__.py' in library_list(f'{self.path}/{name[:-1]}'):
                    yield prefix + name[:-1], True
            elif name.endswith('.py') and name != '__init__.py':
                yield prefix + name[:-3], False


def _modules_of(importer, prefix):
    if importer is None:
        return ()
    if hasattr(importer, 'iter_modules'):
        return importer.iter_modules(prefix)
    if isinstance(importer, importlib.machinery.FileFinder):
        return _modules_in_directory(importer.path, prefix)
    zipimport = sys.modules.get('zipimport')
    if zipimport is not None and isinstance(importer, zipimport.zipimporter):
        return _modules_in_archive(importer, prefix)
    return ()


def _module_name(file):
    stem, suffix = os.path.splitext(file)
    return stem if suffix in _SUFFIXES else None


def _modules_in_directory(path, prefix):
    try:
        names = sorted(os.listdir(path))
    except OSError:
        return
    seen = set()
    for file in names:
        name = _module_name(file)
        if name == '__init__' or file in seen:
            continue
        full = os.path.join(path, file)
        is_package = False
        if not name and os.path.isdir(full) and '.' not in file:
            try:
                is_package = any(_module_name(inner) == '__init__' for inner in os.listdir(full))
            except OSError:
                continue
            if not is_package:
                continue
            name = file
        if name and '.' not in name and name not in seen:
            seen.add(name)
            yield prefix + name, is_package


def _modules_in_archive(importer, prefix):
    seen = set()
    for file in sorted(importer._files):
        if not file.startswith(importer.prefix):
            continue
        parts = file[len(importer.prefix):].split('/')
        if len(parts) == 2 and _module_name(parts[1]) == '__init__' and parts[0] not in seen:
            seen.add(parts[0])
            yield prefix + parts[0], True
        elif len(parts) == 1:
            name = _module_name(parts[0])
            if name and name != '__init__' and '.' not in name and name not in seen:
                seen.add(name)
                yield prefix + name, False


def iter_importer_modules(importer, prefix=''):
    """Yield names of modules that a finder finds, and whether they are packages."""
    return _modules_of(importer, prefix)


def get_importer(path_item):
    """Return the finder of an entry of sys.path; None if there is none."""
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        for hook in sys.path_hooks:
            try:
                return hook(path_item)
            except ImportError:
                pass
    return None


def iter_importers(fullname=''):
    """Yield the finders that may find a module."""
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    if '.' in fullname:
        package = importlib.import_module(fullname.rpartition('.')[0])
        path = getattr(package, '__path__', None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


def get_loader(module_or_name):
    """Return the loader of a module; deprecated."""
    import warnings
    warnings.warn("'pkgutil.get_loader' is deprecated and slated for removal in Python 3.14; use importlib.util.find_spec() instead",
                  DeprecationWarning, stacklevel=2)
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if isinstance(module_or_name, ModuleType):
        loader = getattr(module_or_name, '__loader__', None)
        if loader is not None:
            return loader
        if getattr(module_or_name, '__spec__', None) is None:
            return None
        module_or_name = module_or_name.__name__
    return _find_loader(module_or_name)


def find_loader(fullname):
    """Return what would load a module; deprecated."""
    import warnings
    warnings.warn("'pkgutil.find_loader' is deprecated and slated for removal in Python 3.14; use importlib.util.find_spec() instead",
                  DeprecationWarning, stacklevel=2)
    return _find_loader(fullname)


def _find_loader(fullname):
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ImportError(f'Error while finding loader for {fullname!r} ({type(error)}: {error})') from error
    return None if spec is None else spec.loader


def extend_path(path, name):
    """Return a package's path with the directories of that name on sys.path, and with the lines of *.pkg files."""
    if not isinstance(path, list):
        return path
    path = path[:]
    parent, _, last = name.rpartition('.')
    search = sys.path
    if parent:
        try:
            search = sys.modules[parent].__path__
        except (KeyError, AttributeError):
            return path
    for entry in search:
        if not isinstance(entry, str):
            continue
        finder = get_importer(entry)
        if finder is not None and hasattr(finder, 'find_spec'):
            spec = finder.find_spec(last)
            for found in spec.submodule_search_locations or () if spec is not None else ():
                if found not in path:
                    path.append(found)
        listing = os.path.join(entry, name + '.pkg')
        if os.path.isfile(listing):
            with open(listing) as file:
                for line in file:
                    line = line.rstrip('\n')
                    if line and not line.startswith('#'):
                        path.append(line)
    return path


def get_data(package, resource):
    """Return the bytes of a file beside a package's code; None if its loader gives none."""
    spec = importlib.util.find_spec(package)
    if spec is None or not hasattr(spec.loader, 'get_data'):
        return None
    module = sys.modules.get(package) or importlib.import_module(package)
    if getattr(module, '__file__', None) is None:
        return None
    parts = resource.split('/')
    parts.insert(0, os.path.dirname(module.__file__))
    return spec.loader.get_data(os.path.join(*parts))


def resolve_name(name):
    """Return the object of a dotted name: 'package.module:attribute.attribute', or with dots only."""
    module_name, colon, rest = name.partition(':')
    parts = module_name.split('.')
    if not all(part.isidentifier() for part in parts) or (colon and rest and not all(part.isidentifier() for part in rest.split('.'))):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        result = importlib.import_module(module_name)
        parts = rest.split('.') if rest else []
    else:
        module_name = parts.pop(0)
        result = importlib.import_module(module_name)
        while parts:
            try:
                result = importlib.import_module(f'{module_name}.{parts[0]}')
            except ImportError:
                break
            module_name = f'{module_name}.{parts.pop(0)}'
    for part in parts:
        result = getattr(result, part)
    return result
