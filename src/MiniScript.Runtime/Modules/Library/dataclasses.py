"""Classes whose methods follow from their annotated fields."""

import abc
import sys
from _objects import attributes as _attributes
from keyword import iskeyword
from types import GenericAlias, MappingProxyType

__all__ = [
    'dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict', 'astuple', 'make_dataclass',
    'replace', 'is_dataclass',
]


class FrozenInstanceError(AttributeError):
    """Raised when a field of a frozen instance is set or deleted."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


# The default of parameters whose fields have a default factory.
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

# Types whose instances deepcopy() returns as they are: asdict() and astuple() need no copy of them.
_ATOMIC_TYPES = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type(sys._getframe().f_code), type(len),
    type(lambda: None), type, range, property,
})


class InitVar:
    """The annotation of a field that is passed to __init__() and __post_init__() only."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            type_name = self.type.__name__
        else:
            type_name = repr(self.type)
        return f'dataclasses.InitVar[{type_name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What a dataclass knows of a field."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        if id(self) in _being_shown:
            return '...'
        _being_shown.add(id(self))
        try:
            return (
                f'Field(name={self.name!r},type={self.type!r},default={self.default!r},default_factory={self.default_factory!r},'
                f'init={self.init!r},repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},_field_type={self._field_type})')
        finally:
            _being_shown.discard(id(self))

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            # The default is a descriptor that wants to know its name.
            func(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only', 'slots', 'weakref_slot')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return f'_DataclassParams({",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Say more of a field than its annotation does: default, default_factory, and in which methods it takes part."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


_being_shown = set()


def _recursive_repr(user_function):
    def wrapper(self):
        key = id(self)
        if key in _being_shown:
            return '...'
        _being_shown.add(key)
        try:
            return user_function(self)
        finally:
            _being_shown.discard(key)
    wrapper.__module__ = user_function.__module__
    wrapper.__name__ = user_function.__name__
    wrapper.__qualname__ = user_function.__qualname__
    wrapper.__wrapped__ = user_function
    return wrapper


def _fields_in_init_order(fields):
    """The positional fields of __init__(), then the keyword-only ones."""
    return [f for f in fields if f.init and not f.kw_only], [f for f in fields if f.init and f.kw_only]


class _Source:
    """Collects the methods of one class as source, to be compiled at once."""

    def __init__(self):
        self.lines = []
        self.names = []
        self.locals = {}

    def add(self, name, parameters, body):
        self.names.append(name)
        self.lines.append(f' def {name}({parameters}):')
        self.lines.extend('  ' + line for line in body)

    def compile(self, cls, globals):
        """The functions by name."""
        parameters = ', '.join(self.locals)
        result = ', '.join(self.names)
        scope = {}
        exec('\n'.join([f'def _create({parameters}):', *self.lines, f' return ({result},)']), globals, scope)
        functions = scope['_create'](**self.locals)
        made = {}
        for name, function in zip(self.names, functions):
            function.__qualname__ = f'{cls.__qualname__}.{name}'
            made[name] = function
        return made


def _write_init(source, fields, frozen, has_post_init, self_name, slots):
    std_fields, kw_fields = _fields_in_init_order(fields)
    seen_default = None
    for f in std_fields:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default:
            raise TypeError(f'non-default argument {f.name!r} follows default argument {seen_default.name!r}')

    source.locals['_MISSING'] = _HAS_DEFAULT_FACTORY
    source.locals['_set'] = object.__setattr__
    body = []
    for f in fields:
        value = f.name
        if f.default_factory is not MISSING:
            source.locals[f'_dflt_{f.name}'] = f.default_factory
            value = f'_dflt_{f.name}() if {f.name} is _MISSING else {f.name}' if f.init else f'_dflt_{f.name}()'
        elif f.default is not MISSING:
            if f.init or slots:
                source.locals[f'_dflt_{f.name}'] = f.default
            if not f.init:
                # The class has the default, unless it has slots.
                if not slots:
                    continue
                value = f'_dflt_{f.name}'
        elif not f.init:
            continue
        if f._field_type is _FIELD_INITVAR:
            if f.default_factory is not MISSING:
                body.append(f'{f.name} = {value}')
            continue
        if frozen:
            body.append(f'_set({self_name}, {f.name!r}, {value})')
        else:
            body.append(f'{self_name}.{f.name} = {value}')
    if has_post_init:
        arguments = ', '.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({arguments})')

    def parameter(f):
        if f.default is MISSING and f.default_factory is MISSING:
            return f.name
        if f.default is not MISSING:
            return f'{f.name}=_dflt_{f.name}'
        return f'{f.name}=_MISSING'

    parameters = [self_name, *map(parameter, std_fields)]
    if kw_fields:
        parameters.append('*')
        parameters.extend(map(parameter, kw_fields))
    source.add('__init__', ', '.join(parameters), body or ['pass'])


def _write_comparison(source, name, operator, fields):
    left = ''.join(f'self.{f.name},' for f in fields)
    right = ''.join(f'other.{f.name},' for f in fields)
    source.add(name, 'self, other', [
        'if other.__class__ is self.__class__:', f' return ({left}){operator}({right})', 'return NotImplemented'])


def _write_frozen(source, cls, fields):
    source.locals['_cls'] = cls
    source.locals['_Frozen'] = FrozenInstanceError
    condition = 'type(self) is _cls'
    if fields:
        condition += f' or name in {{{", ".join(repr(f.name) for f in fields)}}}'
    source.add('__setattr__', 'self, name, value', [
        f'if {condition}:', ' raise _Frozen(f"cannot assign to field {name!r}")', 'super(_cls, self).__setattr__(name, value)'])
    source.add('__delattr__', 'self, name', [
        f'if {condition}:', ' raise _Frozen(f"cannot delete field {name!r}")', 'super(_cls, self).__delattr__(name)'])


def _is_classvar(a_type, typing):
    return a_type is typing.ClassVar or (type(a_type) is typing._GenericAlias and a_type.__origin__ is typing.ClassVar) \
        or getattr(a_type, '__origin__', None) is typing.ClassVar


def _is_initvar(a_type):
    return a_type is InitVar or type(a_type) is InitVar


def _names_type(annotation, cls, a_module, a_type):
    """True if an annotation that is a string starts with the name by which the class's module knows a type."""
    text = annotation.strip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == '_'):
        end += 1
    name, rest = text[:end], text[end:].lstrip()
    namespace = None
    module = sys.modules.get(cls.__module__)
    if rest.startswith('.'):
        rest = rest[1:].lstrip()
        end = 0
        while end < len(rest) and (rest[end].isalnum() or rest[end] == '_'):
            end += 1
        if module is not None and module.__dict__.get(name) is a_module:
            namespace = a_module.__dict__
        name = rest[:end]
    elif module is not None:
        namespace = module.__dict__
    return bool(namespace) and name in namespace and namespace[name] is a_type


def _get_field(cls, a_name, a_type, default_kw_only):
    """The field of an annotated name, with its default taken from the class."""
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default) is type(Field.name):
            # A slot of that name is no default.
            default = MISSING
        f = field(default=default)
    f.name = a_name
    f.type = a_type
    f._field_type = _FIELD

    typing = sys.modules.get('typing')
    if typing is not None:
        if _is_classvar(a_type, typing) or (isinstance(a_type, str) and _names_type(a_type, cls, typing, typing.ClassVar)):
            f._field_type = _FIELD_CLASSVAR
    if f._field_type is _FIELD:
        if _is_initvar(a_type) or (isinstance(a_type, str) and _names_type(a_type, cls, sys.modules[__name__], InitVar)):
            f._field_type = _FIELD_INITVAR

    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    else:
        assert f._field_type is _FIELD_CLASSVAR
        if f.kw_only is not MISSING:
            raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
    return f


def _set_new_attribute(cls, name, value):
    """Set an attribute unless the class itself has it; True if it has."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    globals = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot))

    any_frozen_base = False
    all_frozen_bases = None
    has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if all_frozen_bases is None:
                all_frozen_bases = True
            current_frozen = getattr(b, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and current_frozen
            any_frozen_base = any_frozen_base or current_frozen

    cls_annotations = cls.__dict__.get('__annotations__', {})
    cls_fields = []
    kw_only_seen = False
    for name, type in cls_annotations.items():
        if type is KW_ONLY or (isinstance(type, str) and _names_type(type, cls, sys.modules[__name__], KW_ONLY)):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = True
            kw_only = True
        else:
            cls_fields.append(_get_field(cls, name, type, kw_only))
    for f in cls_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            # The class keeps the default, or nothing.
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls_annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')

    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if all_frozen_bases is False and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)

    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or (class_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    all_init_fields = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    field_list = [f for f in fields.values() if f._field_type is _FIELD]
    source = _Source()
    if init:
        _write_init(
            source, all_init_fields, frozen, hasattr(cls, _POST_INIT_NAME), '__dataclass_self__' if 'self' in fields else 'self', slots)
    if repr:
        shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in field_list if f.repr)
        source.add('__repr__', 'self', [f'return f"{{self.__class__.__qualname__}}({shown})"'])
    compared = [f for f in field_list if f.compare]
    if eq:
        terms = ' and '.join(f'self.{f.name}==other.{f.name}' for f in compared) or 'True'
        source.add('__eq__', 'self, other', [
            'if self is other:', ' return True', 'if other.__class__ is self.__class__:', f' return {terms}', 'return NotImplemented'])
    if order:
        for name, operator in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            _write_comparison(source, name, operator, compared)
    if frozen:
        _write_frozen(source, cls, field_list)

    hash_action = None
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        hash_action = 'add'
    elif eq and not has_explicit_hash:
        hash_action = 'add' if frozen else 'none'
    if hash_action == 'add':
        hashed = [f for f in field_list if (f.compare if f.hash is None else f.hash)]
        source.add('__hash__', 'self', [f'return hash(({"".join(f"self.{f.name}," for f in hashed)}))'])

    functions = source.compile(cls, globals)
    if init:
        function = functions['__init__']
        function.__annotations__ = {f.name: f.type for f in all_init_fields if f.init} | {'return': None}
        _set_new_attribute(cls, '__init__', function)
    _set_new_attribute(cls, '__replace__', _replace)
    if repr:
        _set_new_attribute(cls, '__repr__', _recursive_repr(functions['__repr__']))
    if eq:
        _set_new_attribute(cls, '__eq__', functions['__eq__'])
    if order:
        for name in ('__lt__', '__le__', '__gt__', '__ge__'):
            if _set_new_attribute(cls, name, functions[name]):
                raise TypeError(
                    f'Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering')
    if frozen:
        for name in ('__setattr__', '__delattr__'):
            if _set_new_attribute(cls, name, functions[name]):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
    if hash_action == 'add':
        cls.__hash__ = functions['__hash__']
    elif hash_action == 'none':
        cls.__hash__ = None

    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature_text(cls, all_init_fields, '__init__' in cls.__dict__ and init)
    if match_args:
        _set_new_attribute(cls, '__match_args__', tuple(f.name for f in _fields_in_init_order(all_init_fields)[0]))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


def _signature_text(cls, fields, is_own):
    """The parameters of the constructor, as inspect.signature() shows them."""
    if not is_own or cls.__dict__['__init__'].__annotations__.keys() != {*(f.name for f in fields if f.init), 'return'} \
            or type(cls) is not type or cls.__new__ is not object.__new__:
        try:
            import inspect
            return str(inspect.signature(cls)).replace(' -> None', '')
        except (ImportError, TypeError, ValueError):
            return ''

    def show(f):
        a_type = f.type
        if isinstance(a_type, type) and not isinstance(a_type, GenericAlias):
            text = a_type.__qualname__ if a_type.__module__ in ('builtins', cls.__module__) else f'{a_type.__module__}.{a_type.__qualname__}'
            if a_type.__module__ not in ('builtins',):
                text = f'{a_type.__module__}.{a_type.__qualname__}'
        else:
            text = repr(a_type)
            if getattr(a_type, '__module__', None) == 'typing':
                text = text.replace('typing.', '')
        if f.default is not MISSING:
            return f'{f.name}: {text} = {f.default!r}'
        if f.default_factory is not MISSING:
            return f'{f.name}: {text} = <factory>'
        return f'{f.name}: {text}'

    std_fields, kw_fields = _fields_in_init_order(fields)
    parts = [show(f) for f in std_fields]
    if kw_fields:
        parts.append('*')
        parts.extend(show(f) for f in kw_fields)
    return f'({", ".join(parts)})'


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return
    if isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__next__'):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    else:
        yield from slots


def _add_slots(cls, is_frozen, weakref_slot):
    """A class like the given one with slots for its fields: slots cannot be added to a class that is there."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    cls_dict = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in _get_slots(base)}
    wanted = field_names + (('__weakref__',) if weakref_slot else ())
    cls_dict['__slots__'] = tuple(name for name in wanted if name not in inherited)
    for name in field_names:
        cls_dict.pop(name, None)
    cls_dict.pop('__dict__', None)
    cls_dict.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, cls_dict)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        # A frozen instance cannot be unpickled by setting its attributes.
        if '__getstate__' not in cls_dict:
            cls.__getstate__ = _dataclass_getstate
        if '__setstate__' not in cls_dict:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
              slots=False, weakref_slot=False):
    """Class decorator that adds methods which follow from the annotated fields.

    __init__(), __repr__() and __eq__() by default; with order, the comparisons; with frozen, fields cannot be set;
    with kw_only, __init__() takes keyword arguments only; with slots, the class has __slots__.
    """
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return the fields of a dataclass, or of an instance of one, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """True for a dataclass, and for an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of an instance as a dict of names and values, dataclasses within it too."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    obj_type = type(obj)
    if obj_type in _ATOMIC_TYPES:
        return obj
    if hasattr(obj_type, _FIELDS):
        if dict_factory is dict:
            return {f.name: _asdict_inner(getattr(obj, f.name), dict) for f in fields(obj)}
        return dict_factory([(f.name, _asdict_inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    if obj_type is list:
        return [_asdict_inner(item, dict_factory) for item in obj]
    if obj_type is dict:
        return {_asdict_inner(key, dict_factory): _asdict_inner(value, dict_factory) for key, value in obj.items()}
    if issubclass(obj_type, tuple):
        if hasattr(obj, '_fields'):
            # A named tuple takes its items one by one.
            return obj_type(*[_asdict_inner(item, dict_factory) for item in obj])
        return obj_type(_asdict_inner(item, dict_factory) for item in obj)
    if issubclass(obj_type, dict):
        if hasattr(obj_type, 'default_factory'):
            result = obj_type(obj.default_factory)
            for key, value in obj.items():
                result[_asdict_inner(key, dict_factory)] = _asdict_inner(value, dict_factory)
            return result
        return obj_type((_asdict_inner(key, dict_factory), _asdict_inner(value, dict_factory)) for key, value in obj.items())
    if issubclass(obj_type, list):
        return obj_type(_asdict_inner(item, dict_factory) for item in obj)
    import copy
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    """Return the values of the fields of an instance as a tuple, dataclasses within it too."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    obj_type = type(obj)
    if obj_type in _ATOMIC_TYPES:
        return obj
    if hasattr(obj_type, _FIELDS):
        return tuple_factory([_astuple_inner(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return obj_type(*[_astuple_inner(item, tuple_factory) for item in obj])
    if isinstance(obj, (list, tuple)):
        return obj_type(_astuple_inner(item, tuple_factory) for item in obj)
    if isinstance(obj, dict):
        items = ((_astuple_inner(key, tuple_factory), _astuple_inner(value, tuple_factory)) for key, value in obj.items())
        if hasattr(obj_type, 'default_factory'):
            result = obj_type(getattr(obj, 'default_factory'))
            for key, value in items:
                result[key] = value
            return result
        return obj_type(items)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None):
    """Make a dataclass from names, (name, type) pairs, or (name, type, field) triples."""
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name = item
            tp = 'typing.Any'
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, spec = item
            defaults[name] = spec
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in seen:
            raise TypeError(f'Field name duplicated: {name!r}')
        seen.add(name)
        annotations[name] = tp

    def exec_body_callback(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    import types
    cls = types.new_class(cls_name, bases, {}, exec_body_callback)
    if module is None:
        module = sys._getframemodulename(1) or '__main__'
    if module is not None:
        cls.__module__ = module
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args, kw_only=kw_only,
        slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new instance with some fields changed; it is made by __init__()."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
