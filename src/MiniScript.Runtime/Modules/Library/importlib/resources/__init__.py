"""Files that lie beside the code of packages."""

import contextlib
import importlib
import os
import pathlib
import sys
import tempfile
import types

from .abc import ResourceReader

__all__ = ['Anchor', 'Package', 'ResourceReader', 'as_file', 'contents', 'files', 'is_resource', 'open_binary', 'open_text', 'path',
           'read_binary', 'read_text']

Package = types.ModuleType | str
Anchor = Package


def files(anchor=None):
    """Return the directory of a package, or of the one that a module is in, as a traversable object."""
    if anchor is None:
        anchor = sys._getframe(1).f_globals['__name__']
    module = importlib.import_module(anchor) if isinstance(anchor, str) else anchor
    spec = module.__spec__
    if spec is None:
        return pathlib.Path(module.__file__).parent
    reader = None
    if hasattr(spec.loader, 'get_resource_reader'):
        reader = spec.loader.get_resource_reader(spec.name)
    if reader is None:
        if spec.submodule_search_locations is None and spec.origin is None:
            raise TypeError(f'{module!r} has no resources')
        return pathlib.Path(spec.origin).parent
    if hasattr(reader, 'files'):
        return reader.files()
    return _ReaderDirectory(reader, spec.name)


class _ReaderDirectory:
    """The resources of a reader that has no files()."""

    def __init__(self, reader, name):
        self._reader = reader
        self.name = name

    def iterdir(self):
        for name in self._reader.contents():
            yield self.joinpath(name)

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        return _ReaderFile(self._reader, '/'.join(map(str, descendants)))

    __truediv__ = joinpath

    def open(self, *args, **kwargs):
        raise IsADirectoryError(self.name)


class _ReaderFile:
    """A resource of a reader that has no files()."""

    def __init__(self, reader, name):
        self._reader = reader
        self.name = name

    def is_dir(self):
        return False

    def is_file(self):
        return self._reader.is_resource(self.name)

    def open(self, mode='r', encoding=None, errors=None):
        import io
        stream = self._reader.open_resource(self.name)
        return stream if 'b' in mode else io.TextIOWrapper(stream, encoding or 'utf-8', errors)

    def read_bytes(self):
        with self.open('rb') as stream:
            return stream.read()

    def read_text(self, encoding=None, errors=None):
        with self.open('r', encoding, errors) as stream:
            return stream.read()


@contextlib.contextmanager
def as_file(path):
    """Give a resource a path in the file system while the context lasts."""
    if isinstance(path, pathlib.Path):
        yield path
    elif path.is_dir():
        with tempfile.TemporaryDirectory() as directory:
            yield _copy_directory(path, pathlib.Path(directory))
    else:
        descriptor, name = tempfile.mkstemp(suffix=path.name)
        try:
            try:
                os.write(descriptor, path.read_bytes())
            finally:
                os.close(descriptor)
            yield pathlib.Path(name)
        finally:
            try:
                os.remove(name)
            except FileNotFoundError:
                pass


def _copy_directory(source, target):
    child = target.joinpath(source.name)
    child.mkdir()
    for item in source.iterdir():
        if item.is_dir():
            _copy_directory(item, child)
        else:
            child.joinpath(item.name).write_bytes(item.read_bytes())
    return child


def _resource(anchor, names):
    return files(anchor).joinpath(*names)


def open_binary(anchor, *path_names):
    """Open a resource for reading bytes."""
    return _resource(anchor, path_names).open('rb')


def open_text(anchor, *path_names, encoding=None, errors='strict'):
    """Open a resource for reading text."""
    return _resource(anchor, path_names).open('r', encoding=_encoding(encoding, path_names), errors=errors)


def read_binary(anchor, *path_names):
    """Return the bytes of a resource."""
    return _resource(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding=None, errors='strict'):
    """Return the text of a resource."""
    with open_text(anchor, *path_names, encoding=encoding, errors=errors) as stream:
        return stream.read()


def path(anchor, *path_names):
    """Give a resource a path in the file system while the context lasts."""
    return as_file(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    """Return whether a name is that of a file in the package."""
    return _resource(anchor, path_names).is_file()


def contents(anchor, *path_names):
    """Return the names in the package; deprecated."""
    import warnings
    warnings.warn('contents is deprecated. Use files(anchor).iterdir() instead.', DeprecationWarning, stacklevel=2)
    return (item.name for item in _resource(anchor, path_names).iterdir())


def _encoding(encoding, names):
    if encoding is None and len(names) > 1:
        raise TypeError("'encoding' argument required with multiple path names")
    return encoding or 'utf-8'
