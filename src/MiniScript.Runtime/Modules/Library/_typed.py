"""Typed decoding: functions that make values of a type out of JSON's values, or out of text, and say where something does not fit."""

import enum
import types
import typing

_SCALARS = {'datetime.datetime', 'datetime.date', 'datetime.time', 'uuid.UUID', 'decimal.Decimal', 'pathlib.Path', 'pathlib.PurePath',
            'pathlib.PosixPath', 'pathlib.PurePosixPath'}
_SEQUENCES = {'list', 'collections.abc.Sequence', 'collections.abc.MutableSequence', 'collections.abc.Iterable', 'collections.abc.Collection'}
_MAPPINGS = {'dict', 'collections.abc.Mapping', 'collections.abc.MutableMapping'}
_SETS = {'set': set, 'frozenset': frozenset, 'collections.abc.Set': frozenset, 'collections.abc.MutableSet': set, 'collections.deque': None}
_MISSING = object()


class DeserializeError(ValueError):
    """Text that does not fit a type: path says where, reason what is wrong."""

    def __init__(self, path, reason):
        ValueError.__init__(self, f'{path}: {reason}')
        self.path = path
        self.reason = reason


DeserializeError.__module__ = 'json'


class Mismatch(Exception):
    """A value that does not fit; steps say where, the innermost first. Of a Literal it is known what was wanted."""

    def __init__(self, reason, wanted=None):
        self.reason = reason
        self.wanted = wanted
        self.steps = []

    def at(self, step):
        self.steps.append(step)
        return self

    def where(self, root='$'):
        return root + ''.join(reversed(self.steps))


def unfit(wanted, value):
    return Mismatch(f'expected {wanted}, found {"None" if value is None else type(value).__name__}')


def closest(problems):
    """What to say of the alternatives of a union: the deepest problem, those last whose Literal, which tells the alternatives apart, is another one."""
    fitting = [error for error in problems if error.wanted is None]
    if fitting or not problems:
        return max(fitting, key=lambda error: len(error.steps), default=None)
    first = problems[0]
    if all(error.steps == first.steps for error in problems):
        found = first.reason.partition(', found ')[2]
        first.reason = f'expected {" | ".join(error.wanted for error in problems)}, found {found}'
    return first


def name_of(kind):
    """A type as it is shown in messages."""
    if kind is None or kind is type(None):
        return 'None'
    origin = typing.get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        return ' | '.join(map(name_of, kind.__args__))
    if origin is typing.Literal:
        return ' | '.join(map(repr, kind.__args__))
    if origin is typing.Annotated:
        return name_of(kind.__origin__)
    if kind is ...:
        return '...'
    if isinstance(origin, type) and origin.__module__ != 'collections.abc':
        return f'{origin.__name__}[{", ".join(map(name_of, kind.__args__))}]'
    return getattr(kind, '__name__', str(kind))


def full_name(kind):
    return kind.__qualname__ if kind.__module__ == 'builtins' else f'{kind.__module__}.{kind.__qualname__}'


def unwrap(kind, names):
    """A type without aliases, annotations and type variables."""
    while True:
        if isinstance(kind, typing.TypeVar):
            bound = names.get(kind, kind.__bound__)
            kind = typing.Any if bound is None else bound
            continue
        if isinstance(kind, typing.TypeAliasType) or hasattr(kind, '__supertype__'):
            kind = kind.__value__ if isinstance(kind, typing.TypeAliasType) else kind.__supertype__
            continue
        origin = typing.get_origin(kind)
        if isinstance(origin, typing.TypeAliasType):
            names = {**names, **dict(zip(origin.__type_params__, kind.__args__))}
            kind = origin.__value__
        elif origin is typing.Annotated:
            kind = kind.__origin__
        elif origin in (typing.Final, typing.ClassVar, typing.Required, typing.NotRequired, typing.ReadOnly):
            kind = kind.__args__[0]
        else:
            return kind, names


class Field:
    """A field of a class: its name, type, whether it may be absent, and its metadata."""

    __slots__ = ('name', 'kind', 'optional', 'metadata', 'convert')

    def __init__(self, name, kind, optional, metadata):
        self.name = name
        self.kind = kind
        self.optional = optional
        self.metadata = metadata


def fields_of(kind):
    """The fields of a data class, a named tuple or a TypedDict; None for other types."""
    if hasattr(kind, '__dataclass_fields__'):
        import dataclasses
        hints = typing.get_type_hints(kind, localns={kind.__name__: kind}, include_extras=True)
        return [Field(each.name, hints[each.name],
                      each.default is not dataclasses.MISSING or each.default_factory is not dataclasses.MISSING, each.metadata)
                for each in dataclasses.fields(kind) if each.init]
    if issubclass(kind, tuple) and hasattr(kind, '_fields'):
        hints = typing.get_type_hints(kind, localns={kind.__name__: kind}, include_extras=True)
        return [Field(name, hints.get(name, typing.Any), name in kind._field_defaults, {}) for name in kind._fields]
    if typing.is_typeddict(kind):
        hints = typing.get_type_hints(kind, localns={kind.__name__: kind})
        return [Field(name, each, name in kind.__optional_keys__, {}) for name, each in hints.items()]
    return None


def from_text(kind):
    """What makes a date, a UUID, a Decimal or a path of text: a function that raises ValueError."""
    name = full_name(kind)
    if name.startswith('datetime.'):
        return kind.fromisoformat
    if name == 'decimal.Decimal':
        return _decimal
    if name == 'uuid.UUID':
        return _uuid
    return kind


def _decimal(text):
    from decimal import Decimal, InvalidOperation
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError('not a number') from None


def _uuid(text):
    from uuid import UUID
    if len(text) != 36:
        raise ValueError('not a UUID')
    return UUID(text)


def construct(kind, values):
    """An instance of a class from the values of its fields; what it does not accept is a mismatch."""
    try:
        return kind(**values)
    except (ValueError, TypeError) as error:
        raise Mismatch(f'{kind.__name__}: {error}') from error


class Decoder:
    """Makes and keeps the converters of types. What differs by format is in the subclasses."""

    def __init__(self):
        self._known = {}

    def of(self, kind, names=None):
        """The converter of a type: a function of a value."""
        kind, names = unwrap(kind, names or {})
        key = (kind, tuple(names.items())) if names else kind
        try:
            known = self._known.get(key)
        except TypeError:
            return self.make(kind, names)
        if known is None:
            # A type that contains itself finds this one while its parts are made.
            made = []
            self._known[key] = lambda value: made[0](value)
            try:
                made.append(self.make(kind, names))
            except BaseException:
                del self._known[key]
                raise
            self._known[key] = known = made[0]
        return known

    def make(self, kind, names):
        if kind is typing.Any or kind is object:
            return self.anything
        if kind is None or kind is type(None):
            return self.nothing
        if kind in (bool, int, float, str):
            return getattr(self, kind.__name__)
        origin = typing.get_origin(kind)
        args = getattr(kind, '__args__', ())
        if origin is typing.Union or origin is types.UnionType:
            return self.union(kind, [self.of(each, names) for each in args], args)
        if origin is typing.Literal:
            return self.literal(kind, args)
        plain = kind if origin is None else origin
        if not isinstance(plain, type):
            raise TypeError(f'cannot deserialize {plain!r}')
        name = full_name(plain)
        if origin is None:
            args = ()
        if name in _SEQUENCES:
            return self.items(list, self.of(args[0] if args else typing.Any, names), name_of(kind))
        if name in _SETS:
            return self.items(_SETS[name] or plain, self.of(args[0] if args else typing.Any, names), name_of(kind))
        if name == 'tuple':
            if not args or len(args) == 2 and args[1] is ...:
                return self.items(tuple, self.of(args[0] if args else typing.Any, names), 'tuple')
            return self.row(tuple, [self.of(each, names) for each in args])
        if name in _MAPPINGS:
            return self.mapping(self.key(args[0] if args else str, names), self.of(args[1] if args else typing.Any, names))
        if issubclass(plain, enum.Enum):
            return self.enumeration(plain)
        if name in _SCALARS:
            return self.scalar(plain, from_text(plain))
        if plain is bytes:
            return self.bytes
        fields = fields_of(plain)
        if fields is None:
            raise TypeError(f'cannot deserialize {plain.__name__!r}: not a data class, a named tuple, a TypedDict or a type of data')
        if args:
            names = dict(zip(plain.__parameters__, args))
        for field in fields:
            field.convert = self.field(field, names)
        return self.record(plain, fields)

    def field(self, field, names):
        return self.of(field.kind, names)

    def scalar(self, kind, parse):
        wanted = kind.__name__

        def convert(value):
            if type(value) is not str:
                raise unfit(wanted, value)
            try:
                return parse(value)
            except ValueError:
                raise Mismatch(f'expected {wanted}, found {value!r}') from None
        return convert

    def union(self, kind, converters, kinds):
        wanted = name_of(kind)
        exact = {each: convert for each, convert in zip(kinds, converters) if each in (int, float, str, bool)}
        others = [convert for each, convert in zip(kinds, converters) if each not in (None, type(None))]

        def convert(value):
            if value is None and len(others) < len(kinds):
                return None
            if type(value) in exact:
                return exact[type(value)](value)
            if len(others) == 1:
                return others[0](value)
            problems = []
            for each in others:
                try:
                    return each(value)
                except Mismatch as error:
                    if error.steps:
                        problems.append(error)
            raise closest(problems) or unfit(wanted, value)
        return convert

    def key(self, kind, names):
        """The converter of a mapping's keys, which are text."""
        kind, _ = unwrap(kind, names)
        if kind in (str, typing.Any, object):
            return None
        if kind in (int, float):
            def convert(text):
                value = kind.try_parse(text)
                if value is None:
                    raise Mismatch(f'expected key of {kind.__name__}, found {text!r}')
                return value
            return convert
        return self.of(kind, names)


class JsonDecoder(Decoder):
    """Converters of what json.loads() gives."""

    @staticmethod
    def anything(value):
        return value

    @staticmethod
    def nothing(value):
        if value is not None:
            raise unfit('None', value)

    @staticmethod
    def bool(value):
        if type(value) is not bool:
            raise unfit('bool', value)
        return value

    @staticmethod
    def int(value):
        if type(value) is not int:
            raise unfit('int', value)
        return value

    @staticmethod
    def float(value):
        if type(value) is float:
            return value
        if type(value) is not int:
            raise unfit('float', value)
        try:
            return float(value)
        except OverflowError:
            raise Mismatch('expected float, found a greater int') from None

    @staticmethod
    def str(value):
        if type(value) is not str:
            raise unfit('str', value)
        return value

    @staticmethod
    def bytes(value):
        if type(value) is not str:
            raise unfit('bytes', value)
        import base64
        try:
            return base64.b64decode(value, validate=True)
        except ValueError:
            raise Mismatch('expected bytes in base64') from None

    def scalar(self, kind, parse):
        convert = Decoder.scalar(self, kind, parse)
        if kind.__name__ != 'Decimal':
            return convert
        return lambda value: convert(repr(value) if type(value) in (int, float) else value)

    def literal(self, kind, values):
        wanted = name_of(kind)

        def convert(value):
            for each in values:
                plain = each.value if isinstance(each, enum.Enum) else each
                if type(plain) is type(value) and plain == value:
                    return each
            raise Mismatch(f'expected {wanted}, found {value!r}', wanted)
        return convert

    def enumeration(self, kind):
        def convert(value):
            for each in kind:
                if type(each.value) is type(value) and each.value == value:
                    return each
            if type(value) is str and value in kind.__members__:
                return kind[value]
            if isinstance(value, (str, int, float)):
                if type(value) is int and issubclass(kind, enum.Flag):
                    try:
                        return kind(value)
                    except ValueError:
                        pass
                raise Mismatch(f'expected {kind.__name__}, found {value!r}')
            raise unfit(kind.__name__, value)
        return convert

    def items(self, make, convert, wanted):
        def items(value):
            if type(value) is not list:
                raise unfit(wanted, value)
            result = []
            place = 0
            try:
                for item in value:
                    result.append(convert(item))
                    place += 1
            except Mismatch as error:
                raise error.at(f'[{place}]')
            if make is list:
                return result
            try:
                return make(result)
            except TypeError as error:
                raise Mismatch(str(error)) from None
        return items

    def row(self, make, converters):
        def row(value):
            if type(value) is not list:
                raise unfit('tuple', value)
            if len(value) != len(converters):
                raise Mismatch(f'expected {len(converters)} items, found {len(value)}')
            result = []
            try:
                for convert, item in zip(converters, value):
                    result.append(convert(item))
            except Mismatch as error:
                raise error.at(f'[{len(result)}]')
            return make(result)
        return row

    def mapping(self, key_of, convert):
        def mapping(value):
            if type(value) is not dict:
                raise unfit('dict', value)
            result = {}
            try:
                for key, item in value.items():
                    result[key if key_of is None else key_of(key)] = convert(item)
            except Mismatch as error:
                raise error.at(step(key))
            return result
        return mapping

    def record(self, kind, fields):
        plan = [(field.metadata.get('json', field.name), field) for field in fields]
        is_tuple = issubclass(kind, tuple)

        def record(value):
            if type(value) is list and is_tuple:
                if len(value) != len(plan):
                    raise Mismatch(f'expected {len(plan)} items, found {len(value)}')
                value = {name: item for (name, _), item in zip(plan, value)}
            if type(value) is not dict:
                raise unfit(kind.__name__, value)
            values = {}
            for name, field in plan:
                item = value.get(name, _MISSING)
                if item is not _MISSING:
                    try:
                        values[field.name] = field.convert(item)
                    except Mismatch as error:
                        raise error.at(step(name))
                elif not field.optional:
                    raise Mismatch(f'missing, expected {name_of(field.kind)}').at(step(name))
            return construct(kind, values)
        return record


def step(name):
    """A key in a path."""
    return f'.{name}' if name.isidentifier() else f'[{name!r}]'


_json = JsonDecoder()


def _constant(text):
    raise ValueError(f'{text} is not JSON')


def from_json(kind, text):
    """The value of a type that a JSON text stands for; DeserializeError if it is not one."""
    import json
    convert = _json.of(kind)
    if not isinstance(text, (str, bytes, bytearray)):
        raise TypeError(f"deserialize() argument 'text' must be str, bytes or bytearray, not {type(text).__name__}")
    try:
        value = json.loads(text, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise DeserializeError('$', str(error)) from None
    try:
        return convert(value)
    except Mismatch as error:
        raise DeserializeError(error.where(), error.reason) from error.__cause__
    except RecursionError:
        raise DeserializeError('$', 'nested too deeply') from None


def to_plain(value):
    """Numbers, text, lists and dicts for a value; TypeError for what is not data."""
    kind = type(value)
    if kind in (str, int, float, bool) or value is None:
        return value
    if isinstance(value, enum.Enum):
        return value.value if isinstance(value.value, (str, int, float)) else value.name
    if hasattr(kind, '__dataclass_fields__'):
        return {each.metadata.get('json', name): to_plain(getattr(value, name)) for name, each in kind.__dataclass_fields__.items()
                if each._field_type.name == '_FIELD'}
    if isinstance(value, tuple) and hasattr(kind, '_fields'):
        return {name: to_plain(getattr(value, name)) for name in kind._fields}
    if isinstance(value, dict):
        return {key_text(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((to_plain(item) for item in value), key=lambda item: (type(item).__name__, item if type(item) in (str, int, float) else repr(item)))
    return plain_text(value)


def key_text(key):
    plain = to_plain(key)
    if plain is None or isinstance(plain, (list, dict)):
        raise TypeError(f'keys cannot be {type(key).__name__}')
    return plain if isinstance(plain, str) else 'true' if plain is True else 'false' if plain is False else repr(plain)


def plain_text(value):
    """The text of a date, a UUID, a Decimal, a path or bytes, and the plain value of a subclass."""
    for kind in type(value).__mro__:
        name = full_name(kind)
        if name.startswith('datetime.') and name in _SCALARS:
            return value.isoformat()
        if name in _SCALARS:
            return str(value)
        if kind in (str, int, float):
            return kind(value)
        if kind is bytes:
            import base64
            return base64.b64encode(value).decode()
    if type(value).__name__ == 'deque':
        return [to_plain(item) for item in value]
    raise TypeError(f'{type(value).__name__} cannot be serialized')


def to_json(value, indent):
    import json
    try:
        return json.dumps(to_plain(value), ensure_ascii=False, allow_nan=False, indent=indent)
    except (TypeError, ValueError, RecursionError):
        return None
