"""What type variables and generic classes do when they are subscripted, which the runtime calls when it is needed."""

from _typing import Generic, NoDefault, ParamSpec, TypeVar, TypeVarTuple, _GenericAlias, _make_union


def _typing():
    """The module typing, or None where the library has none."""
    try:
        import typing
    except ModuleNotFoundError:
        return None
    return typing


class _Unpacked:
    """Stands for *x, x a TypeVarTuple or an alias of one, where typing.Unpack is not at hand."""

    def __init__(self, item):
        self.__args__ = (item,)

    def __repr__(self):
        return f'typing.Unpack[{show(self.__args__[0])}]'

    def __eq__(self, other):
        return self.__args__ == other.__args__ if isinstance(other, _Unpacked) else NotImplemented

    def __hash__(self):
        return hash((_Unpacked, self.__args__))

    @property
    def __parameters__(self):
        return collect(self.__args__)

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)

    @property
    def __typing_unpacked_tuple_args__(self):
        item = self.__args__[0]
        return item.__args__ if getattr(item, '__origin__', None) is tuple else None

    def __getitem__(self, arguments):
        if self.__typing_is_unpacked_typevartuple__:
            return arguments
        return _Unpacked(self.__args__[0][arguments])


def unpack(item):
    typing = _typing()
    return _Unpacked(item) if typing is None else typing.Unpack[item]


def unpack_parameters(parameters):
    return tuple(unpack(item) if isinstance(item, TypeVarTuple) else item for item in parameters)


def make_union(left, right):
    typing = _typing()
    return _make_union((left, right)) if typing is None else typing.Union[left, right]


def check_type(item, message):
    """A type as it is, or what stands for one: None, and the text of a type."""
    if item is None:
        return type(None)
    if isinstance(item, str):
        typing = _typing()
        return item if typing is None else typing.ForwardRef(item)
    if type(item) is tuple:
        raise TypeError(f'{message} Got {item!r:.100}.')
    return item


def show(item):
    """A type as it stands in the brackets of an alias."""
    if isinstance(item, tuple):
        return '[' + ', '.join(show(inner) for inner in item) + ']'
    if item is ...:
        return '...'
    if isinstance(item, type):
        return item.__qualname__ if item.__module__ == 'builtins' else f'{item.__module__}.{item.__qualname__}'
    return repr(item)


def alias_repr(alias):
    if alias.__args__:
        arguments = ', '.join(show(item) for item in alias.__args__)
    else:
        arguments = '()'
    return f'{show(alias.__origin__)}[{arguments}]'


def collect(arguments):
    """The type variables among some arguments and within them, each once."""
    parameters = []
    for item in arguments:
        if isinstance(item, type):
            continue
        if isinstance(item, tuple):
            found = collect(item)
        elif hasattr(item, '__typing_subst__'):
            found = (item,)
        else:
            found = getattr(item, '__parameters__', ())
        for variable in found:
            if variable not in parameters:
                parameters.append(variable)
    return tuple(parameters)


def flatten(arguments):
    """Puts the items of unpacked tuples of known length in their place."""
    flat = []
    for item in arguments:
        inner = None if isinstance(item, type) else getattr(item, '__typing_unpacked_tuple_args__', None)
        if inner is not None and not (inner and inner[-1] is ...):
            flat.extend(inner)
        else:
            flat.append(item)
    return tuple(flat)


def prepare(alias, parameters, items):
    """One argument for each parameter, or TypeError."""
    items = flatten(items if isinstance(items, tuple) else (items,))
    for variable in parameters:
        hook = getattr(variable, '__typing_prepare_subst__', None)
        if hook is not None:
            items = hook(alias, items)
    if len(items) != len(parameters):
        much = 'many' if len(items) > len(parameters) else 'few'
        raise TypeError(f'Too {much} arguments for {alias}; actual {len(items)}, expected {len(parameters)}')
    return items


def replace(arguments, values):
    """Arguments with type variables replaced by their values."""
    result = []
    for item in arguments:
        if isinstance(item, type):
            result.append(item)
            continue
        if isinstance(item, tuple):
            result.append(replace(item, values))
            continue
        hook = getattr(item, '__typing_subst__', None)
        if hook is not None:
            value = hook(values[item])
        else:
            value = item
            inner = getattr(item, '__parameters__', ())
            if isinstance(inner, tuple) and inner:
                given = []
                for variable in inner:
                    if isinstance(variable, TypeVarTuple) and isinstance(values[variable], tuple):
                        given.extend(values[variable])
                    else:
                        given.append(values[variable])
                value = item[tuple(given)]
        if getattr(item, '__typing_is_unpacked_typevartuple__', False):
            result.extend(value)
        else:
            result.append(value)
    return tuple(result)


def substitute(alias, arguments, parameters, items):
    """The arguments of an alias when it is subscripted."""
    if not parameters:
        raise TypeError(f'{alias!r} is not a generic class')
    return replace(arguments, dict(zip(parameters, prepare(alias, parameters, items))))


def typevar_subst(variable, argument):
    argument = check_type(argument, 'Parameters to generic types must be types.')
    if getattr(argument, '__typing_is_unpacked_typevartuple__', False):
        raise TypeError(f'{argument} is not valid as type argument')
    return argument


def typevar_prepare_subst(variable, alias, arguments):
    place = alias.__parameters__.index(variable)
    if place < len(arguments):
        return arguments
    if place == len(arguments) and variable.has_default():
        return (*arguments, variable.__default__)
    raise TypeError(f'Too few arguments for {alias}; actual {len(arguments)}, expected at least {place + 1}')


def typevartuple_prepare_subst(variable, alias, arguments):
    parameters = alias.__parameters__
    place = parameters.index(variable)
    if any(isinstance(other, TypeVarTuple) for other in parameters[place + 1:]):
        raise TypeError(f'More than one TypeVarTuple parameter in {alias}')
    left = place
    right = len(parameters) - place - 1
    endless = None
    filler = None
    for i, item in enumerate(arguments):
        inner = None if isinstance(item, type) else getattr(item, '__typing_unpacked_tuple_args__', None)
        if inner and len(inner) == 2 and inner[-1] is ...:
            if endless is not None:
                raise TypeError('More than one unpacked arbitrary-length tuple argument')
            endless = i
            filler = inner[0]
    if endless is not None:
        left = min(left, endless)
        right = min(right, len(arguments) - endless - 1)
    elif left + right > len(arguments):
        raise TypeError(f'Too few arguments for {alias}; actual {len(arguments)}, expected at least {len(parameters) - 1}')
    end = len(arguments) - right
    taken = flatten(variable.__default__) if left == end and variable.has_default() else arguments[left:end]
    return (
        *arguments[:left], *[filler] * (place - left), taken,
        *[filler] * (len(parameters) - right - left - place - 1), *arguments[end:])


def _are_parameters(item):
    """Whether something may stand for the parameters of a callable."""
    return item is ... or isinstance(item, (tuple, list, ParamSpec)) or getattr(item, '__name__', None) == 'Concatenate'


def paramspec_subst(variable, argument):
    if isinstance(argument, (list, tuple)):
        return tuple(check_type(item, 'Expected a type.') for item in argument)
    if not _are_parameters(argument):
        raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {argument}')
    return argument


def paramspec_prepare_subst(variable, alias, arguments):
    parameters = alias.__parameters__
    place = parameters.index(variable)
    if place == len(arguments) and variable.has_default():
        arguments = (*arguments, variable.__default__)
    if place >= len(arguments):
        raise TypeError(f'Too few arguments for {alias}')
    if len(parameters) == 1 and not _are_parameters(arguments[0]):
        return (arguments,)
    if isinstance(arguments[place], list):
        return (*arguments[:place], tuple(arguments[place]), *arguments[place + 1:])
    return arguments


def generic_of_parameters(cls, parameters):
    """Generic[...] of the type parameters of a class statement."""
    behind = None
    for variable in parameters:
        if behind is not None and variable.has_default():
            raise TypeError('Type parameter with a default follows TypeVarTuple')
        if isinstance(variable, TypeVarTuple):
            behind = variable
    return _GenericAlias(cls, unpack_parameters(parameters))


def generic_class_getitem(cls, items):
    """Generic[...], and C[...] of a class C derived from it."""
    if not isinstance(items, tuple):
        items = (items,)
    if cls is Generic or cls.__name__ == 'Protocol' and cls.__module__ == 'typing':
        name = cls.__name__
        if not items:
            raise TypeError(f'Parameter list to {name}[...] cannot be empty')
        for item in items:
            if not isinstance(item, (TypeVar, ParamSpec, TypeVarTuple)) and not getattr(item, '__typing_is_unpacked_typevartuple__', False):
                raise TypeError(f'Parameters to {name}[...] must all be type variables or parameter specification variables.')
        if len(set(items)) != len(items):
            raise TypeError(f'Parameters to {name}[...] must all be unique')
        return _GenericAlias(cls, items)
    parameters = getattr(cls, '__parameters__', ())
    if not parameters:
        raise TypeError(f'{cls!r} is not a generic class')
    values = prepare(cls, parameters, tuple(check_argument(item) for item in items))
    arguments = []
    for variable, value in zip(parameters, values):
        if isinstance(variable, TypeVarTuple):
            arguments.extend(value)
        else:
            if isinstance(value, list):
                value = tuple(value)
            arguments.append(value)
    return _GenericAlias(cls, tuple(arguments))


def check_argument(item):
    """An argument of a generic class: a type, or a list of types for a ParamSpec."""
    if isinstance(item, (list, tuple)):
        return item
    return check_type(item, 'Parameters to generic types must be types.')


def alias_getitem(alias, items):
    """The alias C[...] subscripted once more."""
    if alias.__origin__ is Generic:
        raise TypeError(f'Cannot subscript already-subscripted {alias}')
    return _GenericAlias(alias.__origin__, substitute(alias, alias.__args__, alias.__parameters__, items))


def alias_reduce(alias):
    import operator
    arguments = alias.__args__
    if len(arguments) == 1 and not isinstance(arguments[0], tuple):
        arguments, = arguments
    return operator.getitem, (alias.__origin__, arguments)


def generic_init_subclass(cls):
    """Finds the type parameters of a new class among its bases as they were written."""
    own = '__orig_bases__' in cls.__dict__
    if Generic in (cls.__orig_bases__ if own else cls.__bases__) and cls.__name__ != 'Protocol' and type(cls).__name__ != '_TypedDictMeta':
        raise TypeError('Cannot inherit from plain Generic')
    variables = ()
    if own:
        variables = collect(cls.__orig_bases__)
        declared = None
        for base in cls.__orig_bases__:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if declared is not None:
                    raise TypeError('Cannot inherit from Generic[...] multiple times.')
                declared = base.__parameters__
        if declared is not None:
            missing = [str(variable) for variable in variables if variable not in declared]
            if missing:
                listed = ', '.join(str(variable) for variable in declared)
                raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in Generic[{listed}]")
            variables = declared
    cls.__parameters__ = tuple(variables)
