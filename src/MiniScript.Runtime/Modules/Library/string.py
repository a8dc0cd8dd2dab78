"""Constants of characters, templates, and the formatter behind str.format()."""

__all__ = [
    'ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits', 'octdigits', 'printable', 'punctuation',
    'whitespace', 'Formatter', 'Template',
]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split a string into words, capitalize each, and join them again: with sep, or with single spaces."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_nothing = {}


class Template:
    """A string with places to be filled in: $name or ${name}; $$ stands for $."""

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._prepare()

    @classmethod
    def _prepare(cls):
        import re
        if cls.__dict__.get('flags') is None and cls.flags is None:
            cls.flags = re.IGNORECASE
        if not isinstance(cls.__dict__.get('pattern', _lazy), _LazyPattern):
            pattern = cls.pattern
        else:
            delim = re.escape(cls.delimiter)
            braced = cls.braceidpattern or cls.idpattern
            pattern = (
                f'{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|'
                f'{{(?P<braced>{braced})}}|(?P<invalid>))')
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _invalid(self, mo):
        start = mo.start('invalid')
        lines = self.template[:start].splitlines(keepends=True)
        if not lines:
            colno = 1
            lineno = 1
        else:
            colno = start - len(''.join(lines[:-1]))
            lineno = len(lines)
        raise ValueError(f'Invalid placeholder in string: line {lineno}, col {colno}')

    def substitute(self, mapping=_nothing, /, **kws):
        """Return the string with all places filled in; KeyError if a name is missing."""
        mapping = _both(mapping, kws)

        def convert(mo):
            named = mo.group('named') or mo.group('braced')
            if named is not None:
                return str(mapping[named])
            if mo.group('escaped') is not None:
                return self.delimiter
            if mo.group('invalid') is not None:
                self._invalid(mo)
            raise ValueError('Unrecognized named group in pattern', self.pattern)
        return self.pattern.sub(convert, self.template)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        """Return the string with places filled in as far as names are there."""
        mapping = _both(mapping, kws)

        def convert(mo):
            named = mo.group('named') or mo.group('braced')
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    return mo.group()
            if mo.group('escaped') is not None:
                return self.delimiter
            if mo.group('invalid') is not None:
                return mo.group()
            raise ValueError('Unrecognized named group in pattern', self.pattern)
        return self.pattern.sub(convert, self.template)

    def is_valid(self):
        """True if the string has no malformed places."""
        for mo in self.pattern.finditer(self.template):
            if mo.group('invalid') is not None:
                return False
            if mo.group('named') is None and mo.group('braced') is None and mo.group('escaped') is None:
                raise ValueError('Unrecognized named group in pattern', self.pattern)
        return True

    def get_identifiers(self):
        """Return the names of the places, each once, in order."""
        ids = []
        for mo in self.pattern.finditer(self.template):
            named = mo.group('named') or mo.group('braced')
            if named is not None:
                if named not in ids:
                    ids.append(named)
            elif mo.group('invalid') is None and mo.group('escaped') is None:
                raise ValueError('Unrecognized named group in pattern', self.pattern)
        return ids


def _both(mapping, kws):
    if mapping is _nothing:
        return kws
    if kws:
        from collections import ChainMap
        return ChainMap(kws, mapping)
    return mapping


class _LazyPattern:
    """Makes the pattern of Template itself when it is first asked for: the module re is not needed before."""

    def __get__(self, obj, cls):
        cls._prepare()
        return cls.pattern


Template.pattern = _lazy = _LazyPattern()


def _parse(format_string):
    """The parts of a format string: (literal text, field name or None, specification, conversion)."""
    text = ''
    i = 0
    length = len(format_string)
    while i < length:
        c = format_string[i]
        if c not in '{}':
            end = i + 1
            while end < length and format_string[end] not in '{}':
                end += 1
            text += format_string[i:end]
            i = end
            continue
        if i + 1 < length and format_string[i + 1] == c:
            yield text + c, None, None, None
            text = ''
            i += 2
            continue
        if c == '}':
            raise ValueError("Single '}' encountered in format string")
        i += 1
        if i >= length:
            raise ValueError("Single '{' encountered in format string")
        i, name, spec, conversion = _parse_field(format_string, i)
        yield text, name, spec, conversion
        text = ''
    if text:
        yield text, None, None, None


def _parse_field(source, i):
    """Where a field that starts behind a brace ends, its name, specification and conversion."""
    start = i
    length = len(source)
    c = ''
    while i < length:
        c = source[i]
        i += 1
        if c == '{':
            raise ValueError("unexpected '{' in field name")
        if c == '[':
            # What is in brackets is looked at later.
            stop = source.find(']', i)
            i = length if stop < 0 else stop
            c = ''
        elif c in '}:!':
            break
    else:
        c = ''
    if c == '':
        raise ValueError("expected '}' before end of string")
    name = source[start:i - 1]
    if c == '}':
        return i, name, '', None
    conversion = None
    if c == '!':
        if i >= length:
            raise ValueError('end of string while looking for conversion specifier')
        conversion = source[i]
        i += 1
        if i < length:
            c = source[i]
            i += 1
            if c == '}':
                return i, name, '', conversion
            if c != ':':
                raise ValueError("expected ':' after conversion specifier")
    start = i
    depth = 1
    while i < length:
        if source[i] == '{':
            depth += 1
        elif source[i] == '}':
            depth -= 1
            if not depth:
                return i + 1, name, source[start:i], conversion
        i += 1
    raise ValueError("unmatched '{' in format spec")


def _split_name(name):
    """The first part of a field name, a number or a string, and the parts behind: (is attribute, name or number)."""
    end = 0
    while end < len(name) and name[end] not in '.[':
        end += 1
    first = name[:end]

    def parts():
        i = end
        while i < len(name):
            if name[i] == '.':
                stop = i + 1
                while stop < len(name) and name[stop] not in '.[':
                    stop += 1
                if stop == i + 1:
                    raise ValueError('Empty attribute in format string')
                yield True, name[i + 1:stop]
                i = stop
            elif name[i] == '[':
                stop = name.find(']', i)
                if stop < 0:
                    raise ValueError("Missing ']' in format string")
                item = name[i + 1:stop]
                if not item:
                    raise ValueError('Empty attribute in format string')
                yield False, int(item) if item.isdecimal() else item
                i = stop + 1
            else:
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return (int(first) if first.isdecimal() else first), parts()


class Formatter:
    """What str.format() does, in methods that can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            field_first, _ = _split_name(field_name)
            if field_first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(field_first, int):
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index=auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument that a number or name stands for."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the numbers and names that were used."""

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        """The parts of a format string: (literal text, field name, specification, conversion)."""
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object that a field name stands for, and the argument that it starts from."""
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
