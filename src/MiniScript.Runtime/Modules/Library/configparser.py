"""Configuration files: sections of options with values, in the manner of INI files."""

import functools
import io
import itertools
import os
import re
import sys
from collections import ChainMap as _ChainMap
from collections.abc import Iterable, MutableMapping

__all__ = [
    'NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError', 'InterpolationError',
    'InterpolationDepthError', 'InterpolationMissingOptionError', 'InterpolationSyntaxError', 'ParsingError',
    'MissingSectionHeaderError', 'MultilineContinuationError', 'ConfigParser', 'RawConfigParser', 'Interpolation',
    'BasicInterpolation', 'ExtendedInterpolation', 'SectionProxy', 'ConverterMapping', 'DEFAULTSECT',
    'MAX_INTERPOLATION_DEPTH', 'UNNAMED_SECTION',
]

_default_dict = dict
DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    """The base of this module's exceptions."""

    def __init__(self, msg=''):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        Error.__init__(self, f'No section: {section!r}')
        self.section = section
        self.args = (section,)


def _located(source, lineno, kind, text):
    if source is None:
        return f'{kind} {text}'
    line = '' if lineno is None else f' [line {lineno:2d}]'
    return f'While reading from {source!r}{line}: {kind.lower()} {text}'


class DuplicateSectionError(Error):
    """A section is there already, or is twice in one source."""

    def __init__(self, section, source=None, lineno=None):
        Error.__init__(self, _located(source, lineno, 'Section', f'{section!r} already exists'))
        self.section = section
        self.source = source
        self.lineno = lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    """An option is twice in one source."""

    def __init__(self, section, option, source=None, lineno=None):
        Error.__init__(self, _located(source, lineno, 'Option', f'{option!r} in section {section!r} already exists'))
        self.section = section
        self.option = option
        self.source = source
        self.lineno = lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    """There is no such option."""

    def __init__(self, option, section):
        Error.__init__(self, f'No option {option!r} in section: {section!r}')
        self.option = option
        self.section = section
        self.args = (option, section)


class InterpolationError(Error):
    """The base of errors in the values that others are made of."""

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option = option
        self.section = section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    """A value names an option that is not there."""

    def __init__(self, option, section, rawval, reference):
        InterpolationError.__init__(
            self, option, section,
            f'Bad value substitution: option {option!r} in section {section!r} contains an interpolation key {reference!r} '
            f'which is not a valid option name. Raw value: {rawval!r}')
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A value does not follow the syntax of references."""


class InterpolationDepthError(InterpolationError):
    """Values name each other too deeply."""

    def __init__(self, option, section, rawval):
        InterpolationError.__init__(
            self, option, section,
            f'Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains an interpolation '
            f'key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}')
        self.args = (option, section, rawval)


class ParsingError(Error):
    """A source has lines that cannot be read."""

    def __init__(self, source, *args):
        Error.__init__(self, f'Source contains parsing errors: {source!r}')
        self.source = source
        self.errors = []
        self.args = (source,)
        if args:
            self.append(*args)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line!r}'

    def combine(self, others):
        for other in others:
            for error in other.errors:
                self.append(*error)
        return self

    @staticmethod
    def _raise_all(exceptions):
        exceptions = iter(exceptions)
        first = next(exceptions, None)
        if first is not None:
            raise first.combine(exceptions)


class MissingSectionHeaderError(ParsingError):
    """An option comes before the first section."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f'File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source = filename
        self.lineno = lineno
        self.line = line
        self.args = (filename, lineno, line)


class MultilineContinuationError(ParsingError):
    """An option without value goes on in an indented line."""

    def __init__(self, filename, lineno, line):
        Error.__init__(
            self, f'Key without value continued with an indented line.\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source = filename
        self.lineno = lineno
        self.line = line
        self.args = (filename, lineno, line)


class _UnnamedSection:
    def __repr__(self):
        return '<UNNAMED_SECTION>'


UNNAMED_SECTION = _UnnamedSection()
_UNSET = object()


class Interpolation:
    """Leaves values as they are; subclasses make values of others."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class _MarkedInterpolation(Interpolation):
    # Replaces references that a mark introduces; the mark doubled is the mark.

    def before_get(self, parser, section, option, value, defaults):
        parts = []
        self._interpolate_some(parser, option, parts, value, section, defaults, 1)
        return ''.join(parts)

    def before_set(self, parser, section, option, value):
        mark = self._mark
        rest = self._KEYCRE.sub('', value.replace(mark * 2, ''))
        if mark in rest:
            raise ValueError(f'invalid interpolation syntax in {value!r} at position {rest.find(mark)}')
        return value

    def _interpolate_some(self, parser, option, accum, rest, section, map, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        mark = self._mark
        while rest:
            text, found, rest = rest.partition(mark)
            if text:
                accum.append(text)
            if not found:
                return
            if rest.startswith(mark):
                accum.append(mark)
                rest = rest[1:]
                continue
            rest = mark + rest
            if rest[1:2] != self._opening:
                raise InterpolationSyntaxError(
                    option, section, f"'{mark}' must be followed by '{mark}' or '{self._opening}', found: {rest!r}")
            match = self._KEYCRE.match(rest)
            if match is None:
                raise InterpolationSyntaxError(option, section, f'bad interpolation variable reference {rest!r}')
            rest = rest[match.end():]
            self._replace(parser, option, accum, match[1], rest, raw, section, map, depth)


class BasicInterpolation(_MarkedInterpolation):
    """Replaces %(name)s by the value of the option in the same section or the default section."""

    _KEYCRE = re.compile(r'%\(([^)]+)\)s')
    _mark = '%'
    _opening = '('

    def _replace(self, parser, option, accum, reference, rest, raw, section, map, depth):
        name = parser.optionxform(reference)
        try:
            value = map[name]
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        if '%' in value:
            self._interpolate_some(parser, option, accum, value, section, map, depth + 1)
        else:
            accum.append(value)


class ExtendedInterpolation(_MarkedInterpolation):
    """Replaces ${name} and ${section:name}."""

    _KEYCRE = re.compile(r'\$\{([^}]+)\}')
    _mark = '$'
    _opening = '{'

    def _replace(self, parser, option, accum, reference, rest, raw, section, map, depth):
        path = reference.split(':')
        if len(path) > 2:
            raise InterpolationSyntaxError(option, section, f"More than one ':' found: {rest!r}")
        name = parser.optionxform(path[-1])
        source = section if len(path) == 1 else path[0]
        try:
            value = map[name] if len(path) == 1 else parser.get(source, name, raw=True)
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ':'.join(path)) from None
        if value is None:
            return
        if '$' in value:
            self._interpolate_some(parser, name, accum, value, source, dict(parser.items(source, raw=True)), depth + 1)
        else:
            accum.append(value)


class _Reader:
    # Reads the lines of one source into a parser.

    def __init__(self, parser, source):
        self.parser = parser
        self.source = source
        self.added = set()
        self.section = None     # the options of the section being read
        self.name = None
        self.option = None
        self.indent = 0
        self.errors = []

    def read(self, lines):
        try:
            self._read(lines)
        finally:
            self.parser._join_multiline_values()
        ParsingError._raise_all(self.errors)

    def _read(self, lines):
        parser = self.parser
        for number, line in enumerate(lines, start=1):
            value, has_comment = self._without_comment(line)
            if not value:
                if not parser._empty_lines_in_values:
                    self.indent = sys.maxsize
                elif not has_comment and self._is_open():
                    self.section[self.option].append('')
                continue
            indent = len(line) - len(line.lstrip())
            if self.section is not None and self.option and indent > self.indent:
                if self.section[self.option] is None:
                    raise MultilineContinuationError(self.source, number, line)
                self.section[self.option].append(value)
                continue
            self.indent = indent
            if parser._allow_unnamed_section and self.section is None:
                self._enter(UNNAMED_SECTION, number)
            match = parser.SECTCRE.match(value)
            if match:
                self._enter(match['header'], number)
            elif self.section is None:
                raise MissingSectionHeaderError(self.source, number, line)
            else:
                self._add(value, number, line)

    def _is_open(self):
        return self.section is not None and self.option and self.section[self.option] is not None

    def _without_comment(self, line):
        parser = self.parser
        stripped = line.strip()
        if any(stripped.startswith(prefix) for prefix in parser._comment_prefixes):
            return '', True
        start = -1
        for prefix in parser._inline_comment_prefixes:
            at = line.find(prefix)
            while at > 0 and not line[at - 1].isspace():
                at = line.find(prefix, at + 1)
            if at >= 0 and (start < 0 or at < start):
                start = at
        return (stripped, False) if start < 0 else (line[:start].strip(), True)

    def _enter(self, name, number):
        parser = self.parser
        if name in parser._sections:
            if parser._strict and name in self.added:
                raise DuplicateSectionError(name, self.source, number)
            self.section = parser._sections[name]
            self.added.add(name)
        elif name == parser.default_section:
            self.section = parser._defaults
        else:
            self.section = parser._sections[name] = parser._dict()
            parser._proxies[name] = SectionProxy(parser, name)
            self.added.add(name)
        self.name = name
        self.option = None      # no value is to be continued

    def _add(self, text, number, line):
        parser = self.parser
        match = parser._optcre.match(text)
        if not match:
            self.errors.append(ParsingError(self.source, number, line))
            return
        name, _, value = match.group('option', 'vi', 'value')
        if not name:
            self.errors.append(ParsingError(self.source, number, line))
        self.option = name = parser.optionxform(name.rstrip())
        if parser._strict and (self.name, name) in self.added:
            raise DuplicateOptionError(self.name, name, self.source, number)
        self.added.add((self.name, name))
        self.section[name] = None if value is None else [value.strip()]


class RawConfigParser(MutableMapping):
    """Configuration without interpolation."""

    _OPTION = r'(?P<option>.*?)\s*(?:(?P<vi>{delim})\s*(?P<value>.*)'
    _OPT_TMPL = _OPTION + ')$'
    _OPT_NV_TMPL = _OPTION + ')?$'
    _SECT_TMPL = r'\[(?P<header>.+)\]'

    _DEFAULT_INTERPOLATION = Interpolation()
    SECTCRE = re.compile(_SECT_TMPL)
    OPTCRE = re.compile(_OPT_TMPL.format(delim='=|:'))
    OPTCRE_NV = re.compile(_OPT_NV_TMPL.format(delim='=|:'))
    NONSPACECRE = re.compile(r'\S')
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True, '0': False, 'no': False, 'false': False, 'off': False}

    def __init__(
            self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=('=', ':'), comment_prefixes=('#', ';'),
            inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET,
            converters=_UNSET, allow_unnamed_section=False):
        self._dict = dict_type
        self._sections = dict_type()
        self._defaults = dict_type()
        self._converters = ConverterMapping(self)
        self._proxies = dict_type()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters = tuple(delimiters)
        if delimiters == ('=', ':'):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            template = self._OPT_NV_TMPL if allow_no_value else self._OPT_TMPL
            self._optcre = re.compile(template.format(delim='|'.join(re.escape(delimiter) for delimiter in delimiters)))
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        self._strict = strict
        self._allow_no_value = allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self.default_section = default_section
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        if interpolation is None:
            interpolation = Interpolation()
        self._interpolation = interpolation
        if not isinstance(interpolation, Interpolation):
            raise TypeError(
                f'interpolation= must be None or an instance of Interpolation; got an object of type {type(interpolation)}')
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)
        self._allow_unnamed_section = allow_unnamed_section

    def defaults(self):
        return self._defaults

    def sections(self):
        """The names of the sections, without the default one."""
        return list(self._sections.keys())

    def add_section(self, section):
        """Make a section."""
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        """The names of a section's options, defaults included."""
        try:
            options = self._sections[section].copy()
        except KeyError:
            raise NoSectionError(section) from None
        options.update(self._defaults)
        return list(options.keys())

    def read(self, filenames, encoding=None):
        """Read files; those that cannot be opened are passed over. Returns the names of those that were read."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        encoding = io.text_encoding(encoding)
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, filename)
            except OSError:
                continue
            done.append(os.fspath(filename) if isinstance(filename, os.PathLike) else filename)
        return done

    def read_file(self, f, source=None):
        """Read lines; source is their name in error messages."""
        if source is None:
            source = getattr(f, 'name', '<???>')
        self._read(f, source)

    def read_string(self, string, source='<string>'):
        """Read a text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Read sections from a dictionary of dictionaries."""
        added = set()
        for section, options in dictionary.items():
            section = section if section is UNNAMED_SECTION else str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in added:
                    raise
            added.add(section)
            for option, value in options.items():
                option = self.optionxform(str(option))
                if value is not None:
                    value = str(value)
                if self._strict and (section, option) in added:
                    raise DuplicateOptionError(section, option, source)
                added.add((section, option))
                self.set(section, option, value)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option: from vars, the section or the defaults, else the fallback."""
        try:
            values = self._unify_values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = values[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section) from None
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _get(self, section, conv, option, **kwargs):
        return conv(self.get(section, option, **kwargs))

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return self._get(section, conv, option, raw=raw, vars=vars, **kwargs)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def items(self, section=_UNSET, raw=False, vars=None):
        """Pairs of a section's options and values, or of the sections and their names."""
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        try:
            values.update(self._sections[section])
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        names = list(values.keys())
        if vars:
            for name, value in vars.items():
                values[self.optionxform(name)] = value
        if raw:
            return [(name, values[name]) for name in names]
        return [(name, self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    def popitem(self):
        """Remove the first section and return its name and contents."""
        for name in self.sections():
            value = self[name]
            del self[name]
            return name, value
        raise KeyError

    def optionxform(self, optionstr):
        """What an option is known by: its name in lower case. May be overridden."""
        return optionstr.lower()

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def _options_of(self, section):
        if not section or section == self.default_section:
            return self._defaults
        try:
            return self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None

    def set(self, section, option, value=None):
        """Set an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._options_of(section)[self.optionxform(option)] = value

    def write(self, fp, space_around_delimiters=True):
        """Write everything in the form that is read."""
        delimiter = self._delimiters[0]
        if space_around_delimiters:
            delimiter = f' {delimiter} '
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), delimiter)
        if UNNAMED_SECTION in self._sections:
            self._write_section(fp, UNNAMED_SECTION, self._sections[UNNAMED_SECTION].items(), delimiter, unnamed=True)
        for section, options in self._sections.items():
            if section is not UNNAMED_SECTION:
                self._write_section(fp, section, options.items(), delimiter)

    def _write_section(self, fp, section_name, section_items, delimiter, unnamed=False):
        if not unnamed:
            fp.write(f'[{section_name}]\n')
        for name, value in section_items:
            value = self._interpolation.before_write(self, section_name, name, value)
            if value is not None or not self._allow_no_value:
                fp.write(f'{name}{delimiter}{str(value).replace(chr(10), chr(10) + chr(9))}\n')
            else:
                fp.write(f'{name}\n')
        fp.write('\n')

    def remove_option(self, section, option):
        """Remove an option; tell whether it was there."""
        options = self._options_of(section)
        option = self.optionxform(option)
        existed = option in options
        if existed:
            del options[option]
        return existed

    def remove_section(self, section):
        """Remove a section; tell whether it was there."""
        existed = section in self._sections
        if existed:
            del self._sections[section]
            del self._proxies[section]
        return existed

    def __getitem__(self, key):
        if key != self.default_section and not self.has_section(key):
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if not self.has_section(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return itertools.chain((self.default_section,), self._sections.keys())

    def _read(self, fp, fpname):
        _Reader(self, fpname).read(fp)

    def _join_multiline_values(self):
        everything = itertools.chain(((self.default_section, self._defaults),), self._sections.items())
        for section, options in everything:
            for name, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    def _read_defaults(self, defaults):
        for name, value in defaults.items():
            self._defaults[self.optionxform(name)] = value

    def _unify_values(self, section, vars):
        options = {}
        try:
            options = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        more = {}
        if vars:
            for name, value in vars.items():
                more[self.optionxform(name)] = value if value is None else str(value)
        return _ChainMap(more, options, self._defaults)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f'Not a boolean: {value}')
        return self.BOOLEAN_STATES[value.lower()]

    def _validate_value_types(self, *, section='', option='', value=''):
        if not isinstance(section, str):
            raise TypeError('section names must be strings')
        if not isinstance(option, str):
            raise TypeError('option keys must be strings')
        if (not self._allow_no_value or value) and not isinstance(value, str):
            raise TypeError('option values must be strings')

    @property
    def converters(self):
        return self._converters


class ConfigParser(RawConfigParser):
    """Configuration with interpolation of %(name)s."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        """Set an option; name and value must be strings."""
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        """Make a section; its name must be a string."""
        self._validate_value_types(section=section)
        super().add_section(section)

    def _read_defaults(self, defaults):
        # Values are not checked for references: they may be of any syntax.
        interpolation = self._interpolation
        self._interpolation = Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation


class SectionProxy(MutableMapping):
    """A section as a mapping of options to values."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name
        for converter in parser.converters:
            key = 'get' + converter
            setattr(self, key, functools.partial(self.get, _impl=getattr(parser, key)))

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        return self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return self._options().__iter__()

    def _options(self):
        if self._name != self._parser.default_section:
            return self._parser.options(self._name)
        return list(self._parser.defaults())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, or the fallback."""
        if not _impl:
            _impl = self._parser.get
        return _impl(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """The converters of a parser by name; each is a method get... of the parser and its sections."""

    GETTERCRE = re.compile(r'^get(?P<name>.+)$')

    def __init__(self, parser):
        self._parser = parser
        self._data = {}
        for name in dir(parser):
            match = self.GETTERCRE.match(name)
            if match and callable(getattr(parser, name)):
                self._data[match['name']] = None    # a method of the class

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        try:
            name = 'get' + key
        except TypeError:
            raise ValueError(f'Incompatible key: {key} (type: {type(key)})') from None
        if name == 'get':
            raise ValueError('Incompatible key: cannot use "" as a name')
        self._data[key] = value
        function = functools.partial(self._parser._get_conv, conv=value)
        function.converter = value
        setattr(self._parser, name, function)
        for proxy in self._parser.values():
            setattr(proxy, name, functools.partial(proxy.get, _impl=function))

    def __delitem__(self, key):
        try:
            name = 'get' + (key or None)
        except TypeError:
            raise KeyError(key) from None
        del self._data[key]
        for instance in itertools.chain((self._parser,), self._parser.values()):
            try:
                delattr(instance, name)
            except AttributeError:
                # A method of the class stays.
                continue

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
