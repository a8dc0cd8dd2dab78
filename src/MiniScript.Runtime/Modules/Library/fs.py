"""Files by whole contents. What the system refuses gives None or False, never an exception."""

from _fs import (
    append_text, combine_path, create_directory, enumerate_files, exists, extension, file_name_without_extension, glob, list,
    parent_directory, read_text, write_text, kind_name as _kind_name,
)


class Kind:
    """What a path is: a File, a Directory, or Missing."""

    __slots__ = ()


class _Found(Kind):
    __slots__ = ('path',)
    __match_args__ = ('path',)

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f'{type(self).__name__}({self.path!r})'

    def __eq__(self, other):
        return type(self) is type(other) and self.path == other.path

    def __hash__(self):
        return hash((type(self).__name__, self.path))


class File(_Found):
    __slots__ = ()


class Directory(_Found):
    __slots__ = ()


class _Missing(Kind):
    __slots__ = ()

    def __repr__(self):
        return 'Missing'

    def __bool__(self):
        return False


Missing = _Missing()


def kind(path):
    """Say what a path is."""
    name = _kind_name(path)
    return File(path) if name == 'file' else Directory(path) if name == 'directory' else Missing
