"""Abstract base classes of what reads resources."""

import abc
import io
from typing import Protocol, runtime_checkable

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources', 'TraversalError']


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads the resources of a package."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """Open a resource for reading bytes."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """Return the path of a resource in the file system; FileNotFoundError if it has none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Return whether a name is that of a file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """Return the names in the package."""
        raise FileNotFoundError


class TraversalError(Exception):
    """There is nothing at a path."""


@runtime_checkable
class Traversable(Protocol):
    """The part of pathlib.Path that resources have."""

    @abc.abstractmethod
    def iterdir(self):
        """Yield what is in the directory."""

    def read_bytes(self):
        """Return the content."""
        with self.open('rb') as stream:
            return stream.read()

    def read_text(self, encoding=None):
        """Return the content as text."""
        with self.open(encoding=encoding) as stream:
            return stream.read()

    @abc.abstractmethod
    def is_dir(self):
        """Return whether it is a directory."""

    @abc.abstractmethod
    def is_file(self):
        """Return whether it is a file."""

    def joinpath(self, *descendants):
        """Return a path below."""
        found = self
        for name in (part for descendant in descendants for part in str(descendant).split('/') if part):
            for child in found.iterdir():
                if child.name == name:
                    found = child
                    break
            else:
                raise TraversalError('Target not found during traversal.', name)
        return found

    def __truediv__(self, child):
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """Open the file for reading."""

    @property
    @abc.abstractmethod
    def name(self):
        """The last part of the path."""


class TraversableResources(ResourceReader):
    """Reads resources by what files() gives."""

    @abc.abstractmethod
    def files(self):
        """Return the directory of the package."""

    def open_resource(self, resource):
        """Open a resource for reading bytes."""
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        """Refuse: there need not be a file."""
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        """Return whether a name is that of a file."""
        return self.files().joinpath(path).is_file()

    def contents(self):
        """Return the names in the package."""
        return (item.name for item in self.files().iterdir())
