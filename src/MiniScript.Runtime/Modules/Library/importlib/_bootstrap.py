"""The import system in script: used once a program changes sys.meta_path, sys.path_hooks or sys.path_importer_cache."""

import _imp
import sys
from _imp import BuiltinImporter, ModuleSpec


def _calc___package__(globals):
    package = globals.get('__package__')
    if package is not None:
        return package
    spec = globals.get('__spec__')
    if spec is not None:
        return spec.parent
    name = globals['__name__']
    return name if '__path__' in globals else name.rpartition('.')[0]


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    if not name and level == 0:
        raise ValueError('Empty module name')


def _resolve_name(name, package, level):
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{parts[0]}.{name}' if name else parts[0]


def _gcd_import(name, package=None, level=0):
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    return _imp.import_module(name)


def _find_spec(name, path, target=None):
    """Ask the finders on sys.meta_path for a spec; None if none knows the module."""
    meta_path = sys.meta_path
    if meta_path is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    if not meta_path:
        _warn('sys.meta_path is empty')
    is_reload = name in sys.modules
    for finder in meta_path:
        try:
            find_spec = finder.find_spec
        except AttributeError:
            continue
        spec = find_spec(name, path, target)
        if spec is not None:
            if not is_reload and name in sys.modules:
                # A finder has loaded it already.
                own = getattr(sys.modules[name], '__spec__', None)
                return spec if own is None else own
            return spec
    return None


def _warn(message):
    import warnings
    warnings.warn(message, ImportWarning, stacklevel=3)


def _init_module_attrs(spec, module, *, override=False):
    """Set the attributes of a module that follow from its spec."""
    def set_attribute(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    set_attribute('__name__', spec.name)
    loader = spec.loader
    if loader is None and spec.submodule_search_locations is not None:
        loader = _imp.NamespaceLoader(spec.name, spec.submodule_search_locations, None)
        spec.loader = loader
        module.__file__ = None
    set_attribute('__loader__', loader)
    set_attribute('__package__', spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    if spec.submodule_search_locations is not None:
        set_attribute('__path__', spec.submodule_search_locations)
    if spec.has_location:
        set_attribute('__file__', spec.origin)
        if spec.cached is not None:
            set_attribute('__cached__', spec.cached)
    return module


def module_from_spec(spec):
    """Create a module for a spec."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    return _init_module_attrs(spec, module)


def _exec(spec, module):
    """Run the code of a spec in a module that exists."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name!r} not in sys.modules', name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=name)
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if not hasattr(spec.loader, 'exec_module'):
                _warn(f'{_object_name(spec.loader)}.exec_module() not found; falling back to load_module()')
                spec.loader.load_module(name)
            else:
                spec.loader.exec_module(module)
    finally:
        module = sys.modules.pop(name)
        sys.modules[name] = module
    return module


def _object_name(value):
    try:
        return value.__qualname__
    except AttributeError:
        return type(value).__qualname__


def _load_unlocked(spec):
    name = spec.name
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        _warn(f'{_object_name(spec.loader)}.exec_module() not found; falling back to load_module()')
        return _load_by_loader(spec)
    module = module_from_spec(spec)
    sys.modules[name] = module
    _imp.begin(name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=name)
        else:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    finally:
        _imp.end(name)
    # The module may have put another object in its place; whatever is there moves to the end.
    module = sys.modules.pop(name)
    sys.modules[name] = module
    return module


def _load_by_loader(spec):
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            sys.modules[spec.name] = sys.modules.pop(spec.name)
        raise
    module = sys.modules[spec.name] = sys.modules.pop(spec.name)
    return _init_module_attrs(spec, module)


_load = _load_unlocked


def _load_module_shim(loader, fullname):
    """load_module() by the newer methods of a loader."""
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load_unlocked(spec)


def _find_and_load(name, path):
    """Find and load a module: what the native import calls. NotImplemented if there is none of that name."""
    spec = _find_spec(name, path)
    return NotImplemented if spec is None else _load_unlocked(spec)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a spec, with what the loader can tell of the module."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if origin is None and hasattr(loader, 'get_filename'):
        from importlib import _bootstrap_external as external
        if is_package is None:
            return external.spec_from_file_location(name, loader=loader)
        return external.spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


class FrozenImporter:
    """Finds the modules of the embedded library, behind those on sys.path."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """Return the spec of a library module; None for another name."""
        found = _imp.library_find(fullname)
        if found is None:
            return None
        file, is_package = found
        spec = ModuleSpec(fullname, _imp.SourceFileLoader(fullname, file), origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations.append(file.rpartition('/')[0])
        return spec


FrozenImporter.__module__ = '_frozen_importlib'
