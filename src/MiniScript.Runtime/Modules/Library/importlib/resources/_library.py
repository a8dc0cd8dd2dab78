"""The files of the embedded library as resources."""

import io

from _imp import library_data, library_list


class LibraryPath:
    """A file or directory of the embedded library."""

    def __init__(self, path):
        self._path = path

    @property
    def name(self):
        """The last part of the path."""
        return self._path.rpartition('/')[2]

    def iterdir(self):
        """Yield what is in the directory."""
        for name in library_list(self._path):
            yield LibraryPath(f'{self._path}/{name.rstrip("/")}')

    def is_dir(self):
        """Return whether it is a directory."""
        return bool(library_list(self._path))

    def is_file(self):
        """Return whether it is a file."""
        return library_data(self._path) is not None

    def joinpath(self, *descendants):
        """Return a path below."""
        return LibraryPath('/'.join((self._path, *map(str, descendants))))

    __truediv__ = joinpath

    def read_bytes(self):
        """Return the content."""
        data = library_data(self._path)
        if data is None:
            raise FileNotFoundError(2, 'No such file or directory', self._path)
        return data

    def read_text(self, encoding=None, errors='strict'):
        """Return the content as text."""
        return self.read_bytes().decode(encoding or 'utf-8', errors or 'strict')

    def open(self, mode='r', encoding=None, errors=None, **kwargs):
        """Open the file for reading."""
        content = io.BytesIO(self.read_bytes())
        return content if 'b' in mode else io.TextIOWrapper(content, encoding or 'utf-8', errors)

    def __str__(self):
        return self._path

    def __repr__(self):
        return f'LibraryPath({self._path!r})'
