"""The part of typing that is loaded when it is asked for: what classes derive from, and what reads annotations."""

import abc
import functools
import sys
import types
import typing
from _objects import attributes as _own_attributes
from types import GenericAlias, UnionType
from typing import (
    Annotated, Any, ForwardRef, Generic, NotRequired, ReadOnly, Required, TypeVar, Union, _AnnotatedAlias, _BaseGenericAlias,
    _ClassAlias, _GenericAlias, _overload_registry, _SpecialForm, _type_check, _type_convert,
)

# What the classes report as their module.
__name__ = 'typing'


# Reading annotations

_allowed_types = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType, types.WrapperDescriptorType,
    types.MethodWrapperType, types.MethodDescriptorType,
)


def _eval_type(t, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
    """A type with all references by name looked up."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if isinstance(t, (_GenericAlias, _ClassAlias, GenericAlias, UnionType)):
        if isinstance(t, GenericAlias):
            args = tuple(ForwardRef(arg) if isinstance(arg, str) else arg for arg in t.__args__)
            unpacked = t.__unpacked__
            if args != t.__args__:
                t = _rebuild_generic(t, args)
                if unpacked:
                    t, = t
        evaluated = tuple(
            _eval_type(arg, globalns, localns, type_params, recursive_guard=recursive_guard) for arg in t.__args__)
        if evaluated == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return _rebuild_generic(t, evaluated)
        if isinstance(t, UnionType):
            return functools.reduce(lambda left, right: left | right, evaluated)
        if isinstance(t, _ClassAlias):
            return _ClassAlias(t.__origin__, evaluated)
        return t.copy_with(evaluated)
    return t


def _rebuild_generic(t, args):
    abc_module = sys.modules.get('_collections_abc')
    if abc_module is not None and t.__origin__ is abc_module.Callable:
        return abc_module.Callable[list(args[:-1]) if args[0] is not ... else ..., args[-1]]
    return GenericAlias(t.__origin__, args)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return the annotations of a function, class or module as a dict, with names in strings looked up.

    Those of a class include those of its bases. Without include_extras, Annotated[t, …] is t.
    """
    if getattr(obj, '__no_type_check__', None):
        return {}
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            if globalns is None:
                base_globals = getattr(sys.modules.get(base.__module__, None), '__dict__', {})
            else:
                base_globals = globalns
            annotations = base.__dict__.get('__annotations__', {})
            if isinstance(annotations, types.GetSetDescriptorType):
                annotations = {}
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # Names of the class itself go after those of its module, for the sake of what always was so.
                base_globals, base_locals = base_locals, base_globals
            for name, value in annotations.items():
                if value is None:
                    value = type(None)
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, base_globals, base_locals, getattr(base, '__type_params__', ()))
        return hints if include_extras else {name: _strip_annotations(t) for name, t in hints.items()}

    if globalns is None:
        if isinstance(obj, types.ModuleType):
            globalns = obj.__dict__
        else:
            wrapped = obj
            while hasattr(wrapped, '__wrapped__'):
                wrapped = wrapped.__wrapped__
            globalns = getattr(wrapped, '__globals__', {})
        if localns is None:
            localns = globalns
    elif localns is None:
        localns = globalns
    hints = getattr(obj, '__annotations__', None)
    if hints is None:
        if isinstance(obj, _allowed_types):
            return {}
        raise TypeError(f'{obj!r} is not a module, class, method, or function.')
    hints = dict(hints)
    type_params = getattr(obj, '__type_params__', ())
    for name, value in hints.items():
        if value is None:
            value = type(None)
        if isinstance(value, str):
            value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType), is_class=False)
        hints[name] = _eval_type(value, globalns, localns, type_params)
    return hints if include_extras else {name: _strip_annotations(t) for name, t in hints.items()}


def _strip_annotations(t):
    """A type without Annotated, Required, NotRequired and ReadOnly."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, '__origin__') and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, _ClassAlias, GenericAlias, UnionType)):
        stripped = tuple(_strip_annotations(arg) for arg in t.__args__)
        if stripped == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return _rebuild_generic(t, stripped)
        if isinstance(t, UnionType):
            return functools.reduce(lambda left, right: left | right, stripped)
        if isinstance(t, _ClassAlias):
            return _ClassAlias(t.__origin__, stripped)
        return t.copy_with(stripped)
    return t


def get_overloads(func):
    """Return the functions that were decorated with overload() before the implementation."""
    f = getattr(func, '__func__', func)
    return list(_overload_registry.get(f.__module__, {}).get(f.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()


def reveal_type(obj, /):
    """Print the type of an object to standard error, and return the object."""
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False, field_specifiers=(),
                        **kwargs):
    """Decorator that says that something makes classes like dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            'eq_default': eq_default, 'order_default': order_default, 'kw_only_default': kw_only_default,
            'frozen_default': frozen_default, 'field_specifiers': field_specifiers, 'kwargs': kwargs,
        }
        return cls_or_fn
    return decorator


def no_type_check_decorator(decorator):
    """Decorator for decorators: what they return has no type hints."""
    import warnings
    warnings._deprecated('typing.no_type_check_decorator', remove=(3, 15))

    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return typing.no_type_check(decorator(*args, **kwds))
    return wrapped_decorator


# Protocols

_excluded = frozenset({
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol', '__protocol_attrs__',
    '__non_callable_proto_members__', '__type_params__', '__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__',
    '__module__', '__new__', '__slots__', '__subclasshook__', '__weakref__', '__class_getitem__', '__match_args__',
    '__static_attributes__', '__firstlineno__', '_abc_impl',
})

# Classes that are no protocols, and that protocols may derive from all the same.
_PROTO_ALLOWLIST = {
    'collections.abc': [
        'Callable', 'Awaitable', 'Iterable', 'Iterator', 'AsyncIterable', 'AsyncIterator', 'Hashable', 'Sized', 'Container', 'Collection',
        'Reversible', 'Buffer',
    ],
    'contextlib': ['AbstractContextManager', 'AbstractAsyncContextManager'],
}


def _get_protocol_attrs(cls):
    """The names that a protocol and the protocols it derives from ask for."""
    attrs = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        annotations = base.__dict__.get('__annotations__', {})
        for attr in (*base.__dict__, *annotations):
            if not attr.startswith('_abc_') and attr not in _excluded:
                attrs.add(attr)
    return attrs


def _no_init_or_replace_init(self, *args, **kwargs):
    """The __init__() of protocols: refuses to make instances of them, and finds the one of a class that derives from one."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is not _no_init_or_replace_init:
        return
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


def _caller(depth):
    return sys._getframemodulename(depth + 1) or '__main__'


def _allow_reckless_class_checks(depth=2):
    """True if abc or functools asks: they must not fail."""
    return _caller(depth) in ('abc', 'functools', None)


_missing = object()


def _static_attribute(instance, name):
    """An attribute as it is stored, without running anything; _missing if there is none."""
    own = None if isinstance(instance, type) else _own_attributes(instance)
    if own and name in own:
        return own[name]
    classes = instance.__mro__ if isinstance(instance, type) else ()
    for cls in (*classes, *type(instance).__mro__):
        if name in cls.__dict__:
            value = cls.__dict__[name]
            if isinstance(value, types.MemberDescriptorType):
                # A slot counts if it has a value.
                try:
                    return value.__get__(instance, type(instance))
                except AttributeError:
                    return _missing
            return value
    return _missing


def _proto_hook(cls, other):
    """The __subclasshook__() of protocols: true for classes that define all its names."""
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    for attr in cls.__protocol_attrs__:
        for base in other.__mro__:
            if attr in base.__dict__:
                if base.__dict__[attr] is None:
                    return NotImplemented
                break
            annotations = getattr(base, '__annotations__', {})
            if isinstance(annotations, dict) and attr in annotations and issubclass(other, Generic) \
                    and getattr(other, '_is_protocol', False):
                break
        else:
            return NotImplemented
    return True


class _ProtocolMeta(abc.ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if not (name == 'Protocol' and bases == (Generic,)) and (Protocol in bases or Generic in bases):
            for base in bases:
                if not (
                    base in (object, Generic) or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, [])
                    or (issubclass(base, Generic) and getattr(base, '_is_protocol', False))
                ):
                    if Protocol in bases:
                        raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, '_is_protocol', False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False) and not _allow_reckless_class_checks():
            if not getattr(cls, '_is_runtime_protocol', False):
                _check_issubclass_argument(other)
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            if cls.__non_callable_proto_members__ and cls.__dict__.get('__subclasshook__') is _bound_hook(cls):
                _check_issubclass_argument(other)
                names = ', '.join(map(repr, sorted(cls.__non_callable_proto_members__)))
                raise TypeError(f"Protocols with non-method members don't support issubclass(). Non-method members: {names}.")
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_protocol', False):
            return super().__instancecheck__(instance)
        if not getattr(cls, '_is_runtime_protocol', False) and not _allow_reckless_class_checks():
            raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
        for kind in {type(instance), instance.__class__}:
            if super().__subclasscheck__(kind):
                return True
        for attr in cls.__protocol_attrs__:
            value = _static_attribute(instance, attr)
            if value is _missing or value is None and attr not in cls.__non_callable_proto_members__:
                return False
        return True


def _bound_hook(cls):
    return cls.__dict__.get('__subclasshook__') if getattr(cls, '_has_proto_hook', False) else None


def _check_issubclass_argument(arg):
    if not isinstance(arg, type):
        raise TypeError('issubclass() arg 1 must be a class')


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that say what others must define to count as their subclasses, without deriving from them."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_proto_hook)
            cls._has_proto_hook = True
        else:
            cls._has_proto_hook = False
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


_excluded |= {'_has_proto_hook'}
typing.Protocol = Protocol


def runtime_checkable(cls):
    """Decorator that lets isinstance() and issubclass() look whether the names that a protocol asks for are there."""
    if not (isinstance(cls, type) and issubclass(cls, Generic)) or not getattr(cls, '_is_protocol', False):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime_protocol = True
    cls.__non_callable_proto_members__ = set()
    for attr in cls.__protocol_attrs__:
        try:
            is_callable = callable(getattr(cls, attr, None))
        except Exception as error:
            raise TypeError(f'Failed to determine whether protocol member {attr!r} is a method member') from error
        if not is_callable:
            cls.__non_callable_proto_members__.add(attr)
    return cls


def is_protocol(tp, /):
    """True for a protocol."""
    return isinstance(tp, type) and getattr(tp, '_is_protocol', False) and tp is not Protocol and not is_typeddict(tp)


def get_protocol_members(tp, /):
    """Return the names that a protocol asks for."""
    if not is_protocol(tp):
        raise TypeError(f'{tp!r} is not a Protocol')
    return frozenset(tp.__protocol_attrs__)


T_co = TypeVar('T_co', covariant=True)


def _supports(name, method, result, generic=False):
    """The protocol of classes with one special method."""
    def stub(self):
        pass
    stub.__name__ = method
    stub.__qualname__ = f'{name}.{method}'
    stub.__annotations__ = {'return': T_co if generic else result}
    stub.__doc__ = None
    bases = (Protocol[T_co],) if generic else (Protocol,)
    return runtime_checkable(types.new_class(name, bases, {}, lambda ns: ns.update({
        '__module__': 'typing', '__qualname__': name, '__slots__': (), '__doc__': f'An ABC with one abstract method {method}.',
        method: abc.abstractmethod(stub),
    })))


SupportsInt = _supports('SupportsInt', '__int__', int)
SupportsFloat = _supports('SupportsFloat', '__float__', float)
SupportsComplex = _supports('SupportsComplex', '__complex__', complex)
SupportsBytes = _supports('SupportsBytes', '__bytes__', bytes)
SupportsIndex = _supports('SupportsIndex', '__index__', int)
SupportsAbs = _supports('SupportsAbs', '__abs__', None, True)
SupportsRound = _supports('SupportsRound', '__round__', None, True)


# Named tuples

_prohibited = frozenset({
    '__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults', '_field_types', '_make', '_replace', '_asdict',
    '_source',
})
_special = frozenset({'__module__', '__name__', '__annotations__'})


def _make_named_tuple(name, field_types, module, defaults=()):
    from collections import namedtuple
    field_types = {field: _type_check(t, f'field {field} annotation must be a type') for field, t in field_types}
    made = namedtuple(name, list(field_types), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = field_types
    return made


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        assert _NamedTuple in bases
        if '__classcell__' in ns:
            raise TypeError('uses of super() and __class__ are unsupported in methods of NamedTuple subclasses')
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        field_types = ns.get('__annotations__', {})
        with_default = []
        for name in field_types:
            if name in ns:
                with_default.append(name)
            elif with_default:
                plural = 's' if len(with_default) > 1 else ''
                raise TypeError(
                    f'Non-default namedtuple field {name} cannot follow default field{plural} {", ".join(with_default)}')
        made = _make_named_tuple(typename, field_types.items(), defaults=[ns[name] for name in with_default], module=ns['__module__'])
        made.__bases__ = bases
        if Generic in bases:
            made.__class_getitem__ = classmethod(lambda cls, params: Generic.__dict__['__class_getitem__'].__get__(None, cls)(params))
        for key, value in ns.items():
            if key in _prohibited:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key in _special:
                continue
            if key not in made._fields:
                setattr(made, key, value)
            hook = getattr(type(value), '__set_name__', None)
            if hook is not None:
                try:
                    hook(value, made, key)
                except BaseException as error:
                    error.add_note(f'Error calling __set_name__ on {type(value).__name__!r} instance {key!r} in {typename!r}')
                    raise
        if Generic in bases:
            made.__init_subclass__()
        return made


class _NamedTupleForm:
    """Makes named tuples whose fields have types: a base of classes, or called with a name and (name, type) pairs."""

    __name__ = __qualname__ = 'NamedTuple'

    def __call__(self, typename, fields=_missing, /, **kwargs):
        if fields is _missing:
            if kwargs:
                what = 'Creating NamedTuple classes using keyword arguments'
            else:
                what = 'Failing to pass a value for the \'fields\' parameter'
            import warnings
            example = f'`{typename} = NamedTuple({typename!r}, [])`'
            warnings.warn(
                f'{what} is deprecated and will be disallowed in Python 3.15. Use the class-based or functional syntax instead.'
                if kwargs else
                f'{what} is deprecated and will be disallowed in Python 3.15. To create a NamedTuple class with 0 fields using the '
                f'functional syntax, pass an empty list, e.g. {example}.', DeprecationWarning, stacklevel=2)
            fields = kwargs.items()
        elif fields is None:
            if kwargs:
                raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields using keyword arguments")
            fields = ()
        elif kwargs:
            raise TypeError('Either list of fields or keywords can be provided to NamedTuple, not both')
        made = _make_named_tuple(typename, fields, module=_caller(1))
        made.__orig_bases__ = (NamedTuple,)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __repr__(self):
        return f'<function NamedTuple at {id(self):#x}>'


NamedTuple = _NamedTupleForm()
_NamedTuple = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {'__module__': 'typing'})


# Typed dicts

def _qualifiers(annotation_type):
    """The qualifiers around the type of a key: Required, NotRequired, ReadOnly."""
    while True:
        origin = typing.get_origin(annotation_type)
        if origin is Annotated:
            args = typing.get_args(annotation_type)
            if not args:
                break
            annotation_type = args[0]
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            annotation_type, = typing.get_args(annotation_type)
        else:
            break


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic_base = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic_base, dict), ns)
        if not hasattr(made, '__orig_bases__'):
            made.__orig_bases__ = bases

        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {key: _type_check(t, message, module=made.__module__, allow_special_forms=True)
               for key, t in ns.get('__annotations__', {}).items()}
        annotations = {}
        required, optional, readonly, mutable = set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            base_required = base.__dict__.get('__required_keys__', set())
            required |= base_required
            optional -= base_required
            base_optional = base.__dict__.get('__optional_keys__', set())
            required -= base_optional
            optional |= base_optional
            readonly.update(base.__dict__.get('__readonly_keys__', ()))
            mutable.update(base.__dict__.get('__mutable_keys__', ()))
        annotations.update(own)
        for key, t in own.items():
            found = set(_qualifiers(t))
            is_required = Required in found or NotRequired not in found and total
            if is_required:
                required.add(key)
                optional.discard(key)
            else:
                optional.add(key)
                required.discard(key)
            if ReadOnly in found:
                if key in mutable:
                    raise TypeError(f'Cannot override mutable key {key!r} with read-only key')
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset(readonly)
        made.__mutable_keys__ = frozenset(mutable)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        # Instances are dicts.
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


class _TypedDictForm:
    """Makes types of dicts with certain keys: a base of classes, or called with a name and a dict of types."""

    __name__ = __qualname__ = 'TypedDict'

    def __call__(self, typename, fields=_missing, /, *, total=True):
        if fields is _missing or fields is None:
            import warnings
            what = "Failing to pass a value for the 'fields' parameter" if fields is _missing else "Passing `None` as the 'fields' parameter"
            warnings.warn(
                f'{what} is deprecated and will be disallowed in Python 3.15. To create a TypedDict class with 0 fields using the '
                f'functional syntax, pass an empty dictionary, e.g. `{typename} = TypedDict({typename!r}, {{}})`.',
                DeprecationWarning, stacklevel=2)
            fields = {}
        ns = {'__annotations__': dict(fields)}
        module = _caller(1)
        if module is not None:
            ns['__module__'] = module
        made = _TypedDictMeta(typename, (), ns, total=total)
        made.__orig_bases__ = (TypedDict,)
        return made

    def __mro_entries__(self, bases):
        return (_TypedDict,)

    def __repr__(self):
        return f'<function TypedDict at {id(self):#x}>'


TypedDict = _TypedDictForm()
_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {'__module__': 'typing'})


def is_typeddict(tp):
    """True for a class made with TypedDict."""
    return isinstance(tp, _TypedDictMeta)


# Files

AnyStr = typing.AnyStr


class IO(Generic[AnyStr]):
    """The type of file objects: read() gives strings or bytes."""

    __slots__ = ()

    @property
    def mode(self): ...

    @property
    def name(self): ...

    def close(self): ...

    @property
    def closed(self): ...

    def fileno(self): ...

    def flush(self): ...

    def isatty(self): ...

    def read(self, n=-1): ...

    def readable(self): ...

    def readline(self, limit=-1): ...

    def readlines(self, hint=-1): ...

    def seek(self, offset, whence=0): ...

    def seekable(self): ...

    def tell(self): ...

    def truncate(self, size=None): ...

    def writable(self): ...

    def write(self, s): ...

    def writelines(self, lines): ...

    def __enter__(self): ...

    def __exit__(self, type, value, traceback): ...


class BinaryIO(IO[bytes]):
    """The type of binary file objects."""

    __slots__ = ()


class TextIO(IO[str]):
    """The type of text file objects."""

    __slots__ = ()

    @property
    def buffer(self): ...

    @property
    def encoding(self): ...

    @property
    def errors(self): ...

    @property
    def line_buffering(self): ...

    @property
    def newlines(self): ...
