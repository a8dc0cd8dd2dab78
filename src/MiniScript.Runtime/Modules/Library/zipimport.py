"""Modules out of archives: what stands behind an archive on sys.path."""

import os
import zipfile
import zlib
from _imp import ModuleSpec, decode_source

__all__ = ['ZipImportError', 'zipimporter']

_zip_directory_cache = {}
_SUFFIXES = (('/__init__.ms', True), ('/__init__.py', True), ('.ms', False), ('.py', False))


class ZipImportError(ImportError):
    """There is no such archive, or no such module in it."""


class zipimporter:
    """Finds and loads modules in an archive, or in a directory of one: archive.zip/folder."""

    def __init__(self, path):
        if not isinstance(path, str):
            path = os.fsdecode(path)
        if not path:
            raise ZipImportError('archive path is empty', path=path)
        archive = path
        inner = []
        while not os.path.isfile(archive):
            directory, name = os.path.split(archive)
            if os.path.exists(archive) or directory == archive:
                raise ZipImportError(f'not a Zip file: {path!r}', path=path)
            archive = directory
            inner.insert(0, name)
        if archive not in _zip_directory_cache:
            _zip_directory_cache[archive] = _read_directory(archive)
        self._files = _zip_directory_cache[archive]
        self.archive = archive
        self.prefix = '/'.join(inner) + '/' if inner else ''

    def _find(self, fullname):
        """The path within the archive, and whether it is a package; or None."""
        base = self.prefix + fullname.rpartition('.')[2]
        for suffix, is_package in _SUFFIXES:
            if base + suffix in self._files:
                return base + suffix, is_package
        return None

    def _found(self, fullname):
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found

    def find_spec(self, fullname, target=None):
        """Return the spec of a module in the archive; None if there is none."""
        found = self._find(fullname)
        if found is None:
            base = self.prefix + fullname.rpartition('.')[2] + '/'
            if not any(name.startswith(base) for name in self._files):
                return None
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [os.path.join(self.archive, base[:-1])]
            return spec
        name, is_package = found
        spec = ModuleSpec(fullname, self, origin=os.path.join(self.archive, name), is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations.append(os.path.dirname(spec.origin))
        return spec

    def create_module(self, spec):
        """Leave making the module to the import system."""

    def exec_module(self, module):
        """Run the module's code in it."""
        exec(self.get_code(module.__name__), module.__dict__)

    def load_module(self, fullname):
        """Load a module; deprecated."""
        from importlib import _bootstrap
        return _bootstrap._load_module_shim(self, fullname)

    def get_filename(self, fullname):
        """Return the path of a module's file, the archive's first."""
        return os.path.join(self.archive, self._found(fullname)[0])

    def is_package(self, fullname):
        """Return whether a module is a package."""
        return self._found(fullname)[1]

    def get_data(self, pathname):
        """Return the bytes of a member; its path may start with the archive's."""
        name = pathname
        if pathname.startswith(self.archive + os.sep):
            name = pathname[len(self.archive) + 1:]
        if os.sep != '/':
            name = name.replace(os.sep, '/')
        if name not in self._files:
            raise OSError(0, '', name)
        with zipfile.ZipFile(self.archive) as archive:
            return archive.read(self._files[name])

    def get_source(self, fullname):
        """Return the text of a module's source."""
        name = self._found(fullname)[0]
        return decode_source(self.get_data(name), os.path.join(self.archive, name))

    def get_code(self, fullname):
        """Return a module's code."""
        name = self._found(fullname)[0]
        return compile(self.get_data(name), os.path.join(self.archive, name), 'exec', dont_inherit=True)

    def get_resource_reader(self, fullname):
        """Return what reads the files beside a package's code."""
        if not self.is_package(fullname):
            return None
        from importlib.readers import ZipReader
        return ZipReader(self, fullname)

    def invalidate_caches(self):
        """Read the archive's directory again."""
        try:
            self._files = _zip_directory_cache[self.archive] = _read_directory(self.archive)
        except ZipImportError:
            _zip_directory_cache.pop(self.archive, None)
            self._files = {}

    def __repr__(self):
        inner = os.sep + self.prefix if self.prefix else os.sep
        return f'<zipimporter object "{self.archive}{inner}">'


def _read_directory(archive):
    try:
        with zipfile.ZipFile(archive) as opened:
            return {info.filename: info.filename for info in opened.infolist() if not info.is_dir()}
    except OSError:
        raise ZipImportError(f"can't open Zip file: {archive!r}", path=archive) from None
    except zipfile.BadZipFile:
        raise ZipImportError(f'not a Zip file: {archive!r}', path=archive) from None
