"""Abstract base classes of finders and loaders."""

import abc

from . import _bootstrap, _bootstrap_external, machinery
from ._bootstrap import _load_module_shim

__all__ = ['Loader', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader', 'FileLoader',
           'SourceLoader']


class Loader(metaclass=abc.ABCMeta):
    """Loads modules."""

    def create_module(self, spec):
        """Return a module to run code in; None for an ordinary one."""

    def load_module(self, fullname):
        """Load a module; deprecated."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _load_module_shim(self, fullname)


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Finds modules; stands on sys.meta_path."""

    def invalidate_caches(self):
        """Forget what is known of the file system."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Finds modules in one entry of sys.path."""

    def invalidate_caches(self):
        """Forget what is known of the file system."""


class ResourceLoader(Loader):
    """A loader that reads any file of its store."""

    @abc.abstractmethod
    def get_data(self, path):
        """Return the bytes that a path names."""
        raise OSError


class InspectLoader(Loader):
    """A loader that tells about modules without loading them."""

    def is_package(self, fullname):
        """Return whether the module is a package."""
        raise ImportError

    def get_code(self, fullname):
        """Return the module's code."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """Return the text of the module's source."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """Compile source."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap_external._LoaderBasics.exec_module
    load_module = _bootstrap_external._LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """Return what becomes __file__."""
        raise ImportError

    def get_code(self, fullname):
        """Return the module's code."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_bootstrap_external.FileLoader, ResourceLoader, ExecutionLoader):
    """Loads from files."""


class SourceLoader(_bootstrap_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """Loads source from any store."""

    def path_mtime(self, path):
        """Return when the file was last changed."""
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """Return a dict with 'mtime'."""
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Store bytes under a path; may do nothing."""


MetaPathFinder.register(machinery.BuiltinImporter)
MetaPathFinder.register(machinery.FrozenImporter)
MetaPathFinder.register(machinery.PathFinder)
PathEntryFinder.register(machinery.FileFinder)
InspectLoader.register(machinery.BuiltinImporter)
InspectLoader.register(machinery.NamespaceLoader)
FileLoader.register(machinery.SourceFileLoader)
SourceLoader.register(machinery.SourceFileLoader)
FileLoader.register(machinery.SourcelessFileLoader)
ExecutionLoader.register(machinery.ExtensionFileLoader)
