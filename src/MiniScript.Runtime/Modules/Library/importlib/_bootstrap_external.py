"""Finding and loading of files, in script, and the places where programs change how that works."""

import _imp
import os
import sys
from _imp import BuiltinImporter, ModuleSpec, NamespaceLoader, SourceFileLoader

from importlib import _bootstrap
from importlib._bootstrap import FrozenImporter

SOURCE_SUFFIXES = ['.ms', '.py']
BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []
MAGIC_NUMBER = b'\xf3\x0d\x0d\x0a'
_LIBRARY = '<library>'
_UNSET = object()
_opening = set()


def _check_name(loader, name):
    if name is not None and name != loader.name:
        raise ImportError(f'loader for {loader.name} cannot handle {name}', name=name)


def _read_data(path):
    """The value of a JSON file that is imported."""
    import json
    with open(path, 'rb') as file:
        content = file.read()
    try:
        return json.loads(content)
    except ValueError as error:
        error.add_note(f'while importing {path}')
        raise


def decode_source(source_bytes):
    """Decode the bytes of a source file, with line ends of one kind."""
    return _imp.decode_source(source_bytes)


def cache_from_source(path, debug_override=None, *, optimization=None):
    """There are no files of compiled code, so no path of one."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


def source_from_cache(path):
    """There are no files of compiled code, so no path of one."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


class _LoaderBasics:
    """What loaders of source share."""

    def is_package(self, fullname):
        """Return whether the file is an __init__ and the module is not called so."""
        file = os.path.split(self.get_filename(fullname))[1]
        return file.rsplit('.', 1)[0] == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        """Leave making the module to the import system."""

    def exec_module(self, module):
        """Run the module's code in it."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        """Load a module; deprecated."""
        return _bootstrap._load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """Loads source that get_data() gives for the path that get_filename() gives."""

    def path_mtime(self, path):
        """Return when the file was last changed."""
        raise OSError

    def path_stats(self, path):
        """Return a dict with 'mtime'."""
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Store bytes under a path; may do nothing."""

    def get_source(self, fullname):
        """Return the text of the module's source."""
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError as error:
            raise ImportError('source not available through get_data()', name=fullname) from error
        return _imp.decode_source(source)

    def source_to_code(self, data, path, *, _optimize=-1):
        """Compile source."""
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        """Return the module's code."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """Loads from a file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def load_module(self, fullname=None):
        """Load a module; deprecated."""
        _check_name(self, fullname)
        return _bootstrap._load_module_shim(self, self.name if fullname is None else fullname)

    def get_filename(self, name=None):
        """Return the path of the file."""
        _check_name(self, name)
        return self.path

    def get_data(self, path):
        """Return the bytes of a file."""
        if path.startswith(_LIBRARY):
            data = _imp.library_data(path)
            if data is None:
                raise FileNotFoundError(2, 'No such file or directory', path)
            return data
        with open(path, 'rb') as file:
            return file.read()

    def get_resource_reader(self, module):
        """Return what reads the files beside a package's code."""
        _check_name(self, module)
        from importlib.readers import FileReader
        return FileReader(self)


class _SourceFileMethods:
    """The methods of SourceFileLoader."""

    create_module = SourceLoader.create_module
    exec_module = SourceLoader.exec_module
    is_package = SourceLoader.is_package
    get_source = SourceLoader.get_source
    get_code = SourceLoader.get_code
    source_to_code = SourceLoader.source_to_code
    load_module = FileLoader.load_module
    get_filename = FileLoader.get_filename
    get_data = FileLoader.get_data
    get_resource_reader = FileLoader.get_resource_reader

    def path_stats(self, path):
        """Return when a file was last changed and how long it is."""
        status = os.stat(path)
        return {'mtime': status.st_mtime, 'size': status.st_size}

    def path_mtime(self, path):
        """Return when a file was last changed."""
        return self.path_stats(path)['mtime']

    def set_data(self, path, data, *, _mode=0o666):
        """Write a file, and the directories it is in."""
        os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data)


class _NamespaceMethods:
    """The methods of NamespaceLoader."""

    def is_package(self, fullname):
        """Return True."""
        return True

    def get_source(self, fullname):
        """Return an empty source."""
        return ''

    def get_code(self, fullname):
        """Return empty code."""
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        """Leave making the module to the import system."""

    def exec_module(self, module):
        """Do nothing."""

    def load_module(self, fullname):
        """Load a namespace package; deprecated."""
        return _bootstrap._load_module_shim(self, fullname)

    def get_resource_reader(self, module):
        """Return what reads the files of the package."""
        from importlib.readers import NamespaceReader
        return NamespaceReader(self.path)

    @property
    def _path(self):
        return self.path


_imp.extend(SourceFileLoader, _SourceFileMethods)
_imp.extend(NamespaceLoader, _NamespaceMethods)


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Would load files of compiled code."""

    def get_code(self, fullname):
        """Refuse: there are no such files."""
        raise ImportError(f'MiniScript does not load compiled code: {self.path}', name=fullname, path=self.path)

    def get_source(self, fullname):
        """Return None: there is no source."""


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Would load native extension modules."""

    def create_module(self, spec):
        """Refuse: MiniScript has no native extension modules in files."""
        raise ImportError(f'MiniScript does not load native extension modules: {self.path}', name=spec.name, path=self.path)

    def exec_module(self, module):
        """Do nothing."""

    def is_package(self, fullname):
        """Return whether the file is an __init__."""
        return os.path.split(self.path)[1].startswith('__init__.')

    def get_code(self, fullname):
        """Return None: there is no code object."""

    def get_source(self, fullname):
        """Return None: there is no source."""


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_UNSET):
    """Return the spec of a module that is a file."""
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.fspath(location)
        try:
            location = os.path.abspath(location) if not location.startswith(_LIBRARY) else location
        except OSError:
            pass
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        for loader_class, suffixes in _get_supported_file_loaders():
            if location.endswith(tuple(suffixes)):
                spec.loader = loader = loader_class(name, location)
                break
        else:
            return None
    if submodule_search_locations is _UNSET:
        submodule_search_locations = None
        if hasattr(loader, 'is_package'):
            try:
                if loader.is_package(name):
                    submodule_search_locations = []
            except ImportError:
                pass
    spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.split(location)[0])
    return spec


class FileFinder:
    """Finds modules in a directory."""

    def __init__(self, path, *loader_details):
        loaders = []
        for loader, suffixes in loader_details:
            loaders.extend((suffix, loader) for suffix in suffixes)
        self._loaders = loaders
        self.path = os.path.abspath(path or '.')

    def invalidate_caches(self):
        """Do nothing: directories are looked at each time."""

    def _spec(self, loader, fullname, path, locations):
        return spec_from_file_location(fullname, path, loader=loader(fullname, path), submodule_search_locations=locations)

    def find_spec(self, fullname, target=None):
        """Return the spec of a module in the directory; None if there is none."""
        base = os.path.join(self.path, fullname.rpartition('.')[2])
        is_directory = os.path.isdir(base)
        if is_directory:
            for suffix, loader in self._loaders:
                path = os.path.join(base, '__init__' + suffix)
                if os.path.isfile(path):
                    return self._spec(loader, fullname, path, [base])
        for suffix, loader in self._loaders:
            if os.path.isfile(base + suffix):
                return self._spec(loader, fullname, base + suffix, None)
        if is_directory:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        """Return a hook for sys.path_hooks that makes finders of directories."""
        def path_hook_for_FileFinder(path):
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


class PathFinder:
    """Finds modules along sys.path, or the path of a package, with what sys.path_hooks make of its entries."""

    @staticmethod
    def invalidate_caches():
        """Let all finders of path entries forget what they know."""
        for name, finder in list(sys.path_importer_cache.items()):
            if finder is None or not os.path.isabs(name):
                del sys.path_importer_cache[name]
            elif hasattr(finder, 'invalidate_caches'):
                finder.invalidate_caches()

    @staticmethod
    def _path_hooks(path):
        if sys.path_hooks is not None and not sys.path_hooks:
            _bootstrap._warn('sys.path_hooks is empty')
        for hook in sys.path_hooks:
            try:
                return hook(path)
            except ImportError:
                continue
        return None

    @classmethod
    def _path_importer_cache(cls, path):
        if path == '':
            try:
                path = os.getcwd()
            except FileNotFoundError:
                return None
        try:
            return sys.path_importer_cache[path]
        except KeyError:
            finder = sys.path_importer_cache[path] = cls._path_hooks(path)
            return finder

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """Return the spec of a module on the path; None if there is none."""
        namespace = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            finder = cls._path_importer_cache(entry)
            if finder is None or not hasattr(finder, 'find_spec'):
                continue
            spec = finder.find_spec(fullname, target)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            if spec.submodule_search_locations is None:
                raise ImportError('spec missing loader')
            namespace.extend(spec.submodule_search_locations)
        if not namespace:
            return None
        if path is None and _imp.library_find(fullname) is not None:
            # A plain directory does not hide a module of the library.
            return None
        spec = ModuleSpec(fullname, None)
        spec.submodule_search_locations = namespace
        return spec


def _get_supported_file_loaders():
    return [(SourceFileLoader, SOURCE_SUFFIXES)]


def _zip_hook(path):
    """Make finders of archives; ImportError for a path that is none."""
    if os.path.isdir(path) or path.startswith(_LIBRARY) or path in _opening:
        raise ImportError('not a Zip file', path=path)
    import zipimport
    # Reading an archive may import.
    _opening.add(path)
    try:
        return zipimport.zipimporter(path)
    finally:
        _opening.remove(path)


for _class in (FileFinder, PathFinder, FileLoader, SourceLoader, SourcelessFileLoader, ExtensionFileLoader):
    _class.__module__ = '_frozen_importlib_external'
sys.modules.setdefault('_frozen_importlib', _bootstrap)
sys.modules.setdefault('_frozen_importlib_external', sys.modules[__name__])

_meta_path = (BuiltinImporter, PathFinder, FrozenImporter)
_path_hooks = (_zip_hook, FileFinder.path_hook(*_get_supported_file_loaders()))
sys.meta_path = list(_meta_path)
sys.path_hooks = list(_path_hooks)
sys.path_importer_cache = {}
