"""What is known of the distributions on sys.path: their *.dist-info and *.egg-info directories."""

import csv
import os
import pathlib
import re
import sys

__all__ = ['Distribution', 'EntryPoint', 'EntryPoints', 'PackageMetadata', 'PackageNotFoundError', 'PackagePath', 'distribution',
           'distributions', 'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """There is no distribution of that name."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        """The name."""
        return self.args[0]


class PackageMetadata:
    """The fields of a METADATA file; the names' case does not matter."""

    def __init__(self, text):
        self._fields = []
        head, _, self._body = text.replace('\r\n', '\n').partition('\n\n')
        for line in head.split('\n'):
            if line[:1] in (' ', '\t') and self._fields:
                key, value = self._fields[-1]
                self._fields[-1] = key, f'{value}\n{line.strip()}'
            elif ':' in line:
                key, _, value = line.partition(':')
                self._fields.append((key, value.strip()))
        if self._body and 'Description' not in self:
            self._fields.append(('Description', self._body))

    def get_all(self, name, failobj=None):
        """Return all values of a field."""
        return [value for key, value in self._fields if key.lower() == name.lower()] or failobj

    def get(self, name, failobj=None):
        """Return the first value of a field."""
        values = self.get_all(name)
        return values[0] if values else failobj

    def __getitem__(self, name):
        return self.get(name)

    def __contains__(self, name):
        return self.get_all(name) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._fields)

    def keys(self):
        """Return the names of all fields."""
        return [key for key, value in self._fields]

    def values(self):
        """Return the values of all fields."""
        return [value for key, value in self._fields]

    def items(self):
        """Return names and values of all fields."""
        return list(self._fields)

    @property
    def json(self):
        """The fields as a dict."""
        several = {'classifier', 'obsoletes-dist', 'platform', 'project-url', 'provides-dist', 'provides-extra', 'requires-dist',
                   'requires-external', 'supported-platform', 'dynamic'}
        result = {}
        for key, value in self._fields:
            name = key.lower().replace('-', '_')
            if key.lower() in several:
                result.setdefault(name, []).append(value)
            elif key.lower() == 'keywords':
                result[name] = re.split(r'[\s,]+', value)
            else:
                result.setdefault(name, value)
        return result


class EntryPoint:
    """A name that a distribution gives to an object, in a group."""

    _pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group, dist=None)

    def load(self):
        """Import the object."""
        import importlib
        found = importlib.import_module(self.module)
        for name in filter(None, (self.attr or '').split('.')):
            found = getattr(found, name)
        return found

    @property
    def module(self):
        """The module's name."""
        return self._pattern.match(self.value)['module']

    @property
    def attr(self):
        """The dotted name within the module."""
        return self._pattern.match(self.value)['attr'] or ''

    @property
    def extras(self):
        """The extras in brackets."""
        return re.findall(r'\w+', self._pattern.match(self.value)['extras'] or '')

    def matches(self, **params):
        """Return whether all attributes have the given values."""
        return all(getattr(self, key) == value for key, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Entry points that can be selected from."""

    __slots__ = ()

    def __getitem__(self, name):
        for point in self:
            if point.name == name:
                return point
        raise KeyError(name)

    def __repr__(self):
        return f'{type(self).__name__}({tuple(self)!r})'

    def select(self, **params):
        """Return those whose attributes have the given values."""
        return EntryPoints(point for point in self if point.matches(**params))

    @property
    def names(self):
        """The names."""
        return {point.name for point in self}

    @property
    def groups(self):
        """The groups."""
        return {point.group for point in self}


class PackagePath(pathlib.PurePosixPath):
    """The path of an installed file, from the directory it is installed in."""

    def read_text(self, encoding='utf-8'):
        """Return the content as text."""
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        """Return the content."""
        return self.locate().read_bytes()

    def locate(self):
        """Return the path in the file system."""
        return self.dist.locate_file(self)


class Distribution:
    """An installed distribution."""

    def __init__(self, path):
        self._path = pathlib.Path(path)

    @classmethod
    def from_name(cls, name):
        """Return the distribution of a name."""
        if not name:
            raise ValueError('A distribution name is required.')
        for found in cls.discover(name=name):
            return found
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, *, context=None, name=None, path=None):
        """Yield the distributions on a path, or those of a name."""
        for entry in sys.path if path is None else path:
            try:
                children = sorted(os.listdir(entry or '.'))
            except OSError:
                continue
            for child in children:
                stem, extension = os.path.splitext(child)
                if extension in ('.dist-info', '.egg-info') and (name is None or _normalized(stem.split('-')[0]) == _normalized(name)):
                    yield PathDistribution(os.path.join(entry, child))

    @staticmethod
    def at(path):
        """Return the distribution of a metadata directory."""
        return PathDistribution(path)

    def read_text(self, filename):
        """Return the text of a metadata file; None if there is none."""
        try:
            return self._path.joinpath(filename).read_text(encoding='utf-8')
        except (OSError, KeyError):
            return None

    def locate_file(self, path):
        """Return the path of an installed file."""
        return self._path.parent / path

    @property
    def metadata(self):
        """The fields of the METADATA file."""
        return PackageMetadata(self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('') or '')

    @property
    def name(self):
        """The distribution's name."""
        return self.metadata['Name']

    @property
    def version(self):
        """The distribution's version."""
        return self.metadata['Version']

    @property
    def entry_points(self):
        """The entry points."""
        points = []
        group = None
        for line in (self.read_text('entry_points.txt') or '').splitlines():
            line = line.strip()
            if line.startswith('[') and line.endswith(']'):
                group = line[1:-1]
            elif line and not line.startswith('#') and '=' in line:
                name, _, value = line.partition('=')
                point = EntryPoint(name.strip(), value.strip(), group)
                vars(point)['dist'] = self
                points.append(point)
        return EntryPoints(points)

    @property
    def files(self):
        """The installed files that are there; None if they are not known."""
        record = self.read_text('RECORD')
        if record is None:
            return None
        paths = []
        for row in csv.reader(record.splitlines()):
            path = PackagePath(row[0])
            path.hash = row[1] if len(row) > 1 and row[1] else None
            path.size = int(row[2]) if len(row) > 2 and row[2] else None
            path.dist = self
            if path.locate().exists():
                paths.append(path)
        return paths

    @property
    def requires(self):
        """The requirements; None if there are none."""
        return self.metadata.get_all('Requires-Dist')


class PathDistribution(Distribution):
    """A distribution whose metadata are in a directory."""


class DistributionFinder:
    """Finds distributions."""


class MetadataPathFinder(DistributionFinder):
    """Finds distributions on sys.path."""

    @classmethod
    def find_distributions(cls, context=None):
        """Return all."""
        return Distribution.discover()


def _normalized(name):
    return re.sub(r'[-_.]+', '-', name).lower().replace('-', '_')


def distribution(distribution_name):
    """Return the distribution of a name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """Return all distributions."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """Return the metadata of a distribution."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """Return the version of a distribution."""
    return distribution(distribution_name).version


def entry_points(**params):
    """Return the entry points of all distributions, or those selected."""
    seen = set()
    points = []
    for found in distributions():
        if _normalized(found.name or '') not in seen:
            seen.add(_normalized(found.name or ''))
            points.extend(found.entry_points)
    return EntryPoints(points).select(**params)


def files(distribution_name):
    """Return the files of a distribution."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """Return the requirements of a distribution."""
    return distribution(distribution_name).requires


def packages_distributions():
    """Return a dict of top-level packages and the distributions they come from."""
    packages = {}
    for found in distributions():
        names = (found.read_text('top_level.txt') or '').split()
        if not names:
            names = {path.parts[0].removesuffix('.py') for path in found.files or () if not path.parts[0].endswith(('.dist-info', '..'))}
        for name in names:
            packages.setdefault(name, []).append(found.metadata['Name'])
    return packages
