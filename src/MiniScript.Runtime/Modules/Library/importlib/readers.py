"""What reads the files beside the code of packages."""

import os
import pathlib

from .resources.abc import TraversableResources
from .resources._library import LibraryPath

__all__ = ['FileReader', 'NamespaceReader', 'ZipReader']


class FileReader(TraversableResources):
    """Reads the files of a package that is a directory."""

    def __init__(self, loader):
        path = os.path.dirname(loader.path)
        self.path = LibraryPath(path) if path.startswith('<library>') else pathlib.Path(path)

    def resource_path(self, resource):
        """Return the path of a resource."""
        return str(self.path.joinpath(resource))

    def files(self):
        """Return the directory."""
        return self.path


class ZipReader(TraversableResources):
    """Reads the files of a package in an archive."""

    def __init__(self, loader, module):
        self.prefix = loader.prefix + module.rpartition('.')[2] + '/'
        self.archive = loader.archive

    def open_resource(self, resource):
        """Open a resource for reading bytes."""
        try:
            return super().open_resource(resource)
        except KeyError as error:
            raise FileNotFoundError(error.args[0]) from error

    def files(self):
        """Return the directory within the archive."""
        import zipfile
        return zipfile.Path(self.archive, self.prefix)


class NamespaceReader(TraversableResources):
    """Reads the files of a namespace package: of the first of its directories that has them."""

    def __init__(self, namespace_path):
        self.path = MultiplexedPath(*namespace_path)

    def resource_path(self, resource):
        """Return the path of a resource."""
        return str(self.path.joinpath(resource))

    def files(self):
        """Return the directories as one."""
        return self.path


class MultiplexedPath:
    """Several directories that are read as one."""

    def __init__(self, *paths):
        self._paths = [pathlib.Path(path) for path in dict.fromkeys(paths)]
        if not self._paths:
            raise FileNotFoundError('MultiplexedPath must contain at least one path')

    def iterdir(self):
        """Yield what is in the directories, each name once."""
        seen = set()
        for path in self._paths:
            for child in path.iterdir():
                if child.name not in seen:
                    seen.add(child.name)
                    yield child

    def read_bytes(self):
        """Refuse: it is a directory."""
        raise FileNotFoundError(f'{self} is not a file')

    def read_text(self, *args, **kwargs):
        """Refuse: it is a directory."""
        raise FileNotFoundError(f'{self} is not a file')

    def open(self, *args, **kwargs):
        """Refuse: it is a directory."""
        raise FileNotFoundError(f'{self} is not a file')

    def is_dir(self):
        """Return True."""
        return True

    def is_file(self):
        """Return False."""
        return False

    def joinpath(self, *descendants):
        """Return a path below, in the first directory that has it."""
        for path in self._paths:
            found = path.joinpath(*descendants)
            if found.exists():
                return found
        return self._paths[0].joinpath(*descendants)

    __truediv__ = joinpath

    @property
    def name(self):
        """The name of the first directory."""
        return self._paths[0].name

    def __repr__(self):
        paths = ', '.join(repr(str(path)) for path in self._paths)
        return f'MultiplexedPath({paths})'
