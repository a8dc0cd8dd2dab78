"""Tools for importers and for programs that load modules themselves."""

import _imp
import sys
import threading
import types
from contextlib import contextmanager

from ._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from ._bootstrap_external import MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache, spec_from_file_location
from .abc import Loader

__all__ = ['LazyLoader', 'Loader', 'MAGIC_NUMBER', 'cache_from_source', 'decode_source', 'find_spec', 'module_from_spec',
           'resolve_name', 'source_from_cache', 'source_hash', 'spec_from_file_location', 'spec_from_loader']


def source_hash(source_bytes):
    """Refuse: the hash is for files of compiled code, which there are none of."""
    raise NotImplementedError('importlib.util.source_hash() is not supported')


def resolve_name(name, package):
    """Make a relative module name absolute."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve_name(name[level:], package, level)


def find_spec(name, package=None):
    """Return the spec of a module, importing the packages it is in; None if there is none."""
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname not in sys.modules:
        path = None
        parent_name = fullname.rpartition('.')[0]
        if parent_name:
            parent = __import__(parent_name, fromlist=['__path__'])
            try:
                path = parent.__path__
            except AttributeError as error:
                raise ModuleNotFoundError(
                    f'__path__ attribute not found on {parent_name!r} while trying to find {fullname!r}', name=fullname) from error
        return _find_spec(fullname, path)
    module = sys.modules[fullname]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f'{name}.__spec__ is not set') from None
    if spec is None:
        raise ValueError(f'{name}.__spec__ is None')
    return spec


@contextmanager
def _incompatible_extension_module_restrictions(*, disable_check):
    yield


class _LazyModule(types.ModuleType):
    """A module that loads when it is first used."""

    def __getattribute__(self, attr):
        spec = object.__getattribute__(self, '__spec__')
        state = spec.loader_state
        with state['lock']:
            if object.__getattribute__(self, '__class__') is _LazyModule:
                namespace = object.__getattribute__(self, '__dict__')
                if state['is_loading'] and attr.startswith('__') and attr.endswith('__'):
                    # The loader asks while it loads.
                    return object.__getattribute__(self, attr)
                state['is_loading'] = True
                before = state['__dict__']
                changed = {key: value for key, value in namespace.items()
                           if key not in before or id(namespace[key]) != id(before[key])}
                spec.loader.exec_module(self)
                name = spec.name
                if name in sys.modules and sys.modules[name] is not self:
                    raise ValueError(f'module object for {name!r} substituted in sys.modules during a lazy load')
                namespace.update(changed)
                self.__class__ = state['__class__']
        return getattr(self, attr)

    def __delattr__(self, attr):
        self.__getattribute__(attr)
        delattr(self, attr)


class LazyLoader(Loader):
    """A loader whose modules load when they are first used."""

    @staticmethod
    def __check_eager_loader(loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')

    @classmethod
    def factory(cls, loader):
        """Return a callable that makes lazy loaders of the arguments of a loader class."""
        cls.__check_eager_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def __init__(self, loader):
        self.__check_eager_loader(loader)
        self.loader = loader

    def create_module(self, spec):
        """Let the loader make the module."""
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Make the module load when it is used."""
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {
            '__dict__': module.__dict__.copy(), '__class__': module.__class__, 'lock': threading.RLock(), 'is_loading': False}
        module.__class__ = _LazyModule
