"""JSON (JavaScript Object Notation): text from objects and objects from text."""

from _json import decode as _decode, encode as _encode, scan as _scan

__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']


class JSONDecodeError(ValueError):
    """Malformed JSON: msg, the text as doc, and the place as pos, lineno and colno."""

    def __init__(self, msg, doc, pos):
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = doc.count('\n', 0, pos) + 1
        self.colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, f'{msg}: line {self.lineno} column {self.colno} (char {pos})')

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


JSONDecodeError.__module__ = 'json.decoder'


def detect_encoding(data):
    """The encoding of JSON bytes, from a byte order mark or from where the first zero bytes are."""
    if data.startswith((b'\x00\x00\xfe\xff', b'\xff\xfe\x00\x00')):
        return 'utf-32'
    if data.startswith((b'\xfe\xff', b'\xff\xfe')):
        return 'utf-16'
    if data.startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    if len(data) >= 4:
        if not data[0]:
            return 'utf-16-be' if data[1] else 'utf-32-be'
        if not data[1]:
            return 'utf-16-le' if data[2] or data[3] else 'utf-32-le'
    elif len(data) == 2:
        if not data[0]:
            return 'utf-16-be'
        if not data[1]:
            return 'utf-16-le'
    return 'utf-8'


class JSONDecoder:
    """Reads JSON with the given hooks."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """The only value in a text."""
        return _decode(s, JSONDecodeError, self.object_hook, self.object_pairs_hook, self.parse_float, self.parse_int,
                       self.parse_constant, self.strict)

    def raw_decode(self, s, idx=0):
        """The value that begins at an index, and the index behind it; more text may follow."""
        return _scan(s, idx, JSONDecodeError, self.object_hook, self.object_pairs_hook, self.parse_float, self.parse_int,
                     self.parse_constant, self.strict)


class JSONEncoder:
    """Writes JSON; a subclass that overrides default() teaches it further types."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """What to write instead of an object that JSON has no form for."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The JSON text of an object."""
        return _encode(o, self.default, self.skipkeys, self.ensure_ascii, self.check_circular, self.allow_nan, self.indent,
                       self.item_separator, self.key_separator, self.sort_keys)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of an object, in pieces."""
        yield self.encode(o)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """The JSON text of an object."""
    if cls is None and not kw:
        if separators is not None:
            item_separator, key_separator = separators
        else:
            item_separator = ', ' if indent is None else ','
            key_separator = ': '
        return _encode(obj, default, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator,
                       sort_keys)
    return (JSONEncoder if cls is None else cls)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **options):
    """Writes the JSON text of an object to a file; the options are those of dumps()."""
    fp.write(dumps(obj, **options))


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None,
          **kw):
    """The object that a JSON text, str or bytes, stands for."""
    if not isinstance(s, str):
        if not hasattr(s, 'decode'):
            raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
        s = s.decode(detect_encoding(s), 'surrogatepass')
    if cls is None and not kw:
        return _decode(s, JSONDecodeError, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, True)
    hooks = {'object_hook': object_hook, 'object_pairs_hook': object_pairs_hook, 'parse_float': parse_float,
             'parse_int': parse_int, 'parse_constant': parse_constant}
    kw.update((name, hook) for name, hook in hooks.items() if hook is not None)
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)


def load(fp, **options):
    """The object that a file's JSON text stands for; the options are those of loads()."""
    return loads(fp.read(), **options)


def deserialize(type, text, /):
    """The value of a type, a data class for example, that a JSON text stands for; None if the text does not fit."""
    from _typed import DeserializeError, from_json
    try:
        return from_json(type, text)
    except DeserializeError:
        return None


def deserialize_strict(type, text, /):
    """The same, but DeserializeError, which says where and why, if the text does not fit."""
    from _typed import from_json
    return from_json(type, text)


def serialize(value, /, indent=None):
    """The JSON text of data: containers, data classes, enumerations, dates and their like; None for what has none."""
    from _typed import to_json
    return to_json(value, indent)


JSONDecoder.__module__ = 'json.decoder'
JSONEncoder.__module__ = 'json.encoder'


def __getattr__(name):
    if name in ('decoder', 'encoder'):
        import sys
        __import__(f'json.{name}')
        return sys.modules[f'json.{name}']
    if name == 'DeserializeError':
        from _typed import DeserializeError
        return DeserializeError
    raise AttributeError(f"module 'json' has no attribute {name!r}")
