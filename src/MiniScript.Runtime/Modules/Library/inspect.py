"""What live objects are: their kinds, members, signatures, source and frames."""

__all__ = [
    'AGEN_CLOSED', 'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'ArgInfo', 'Arguments', 'Attribute', 'BlockFinder',
    'BoundArguments', 'BufferFlags', 'CORO_CLOSED', 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CO_ASYNC_GENERATOR',
    'CO_COROUTINE', 'CO_GENERATOR', 'CO_ITERABLE_COROUTINE', 'CO_NESTED', 'CO_NEWLOCALS', 'CO_NOFREE', 'CO_OPTIMIZED', 'CO_VARARGS',
    'CO_VARKEYWORDS', 'CO_HAS_DOCSTRING', 'CO_METHOD', 'ClassFoundException', 'ClosureVars', 'EndOfBlock', 'FrameInfo', 'FullArgSpec',
    'GEN_CLOSED', 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'Parameter', 'Signature', 'TPFLAGS_IS_ABSTRACT', 'Traceback',
    'classify_class_attrs', 'cleandoc', 'currentframe', 'findsource', 'formatannotation', 'formatannotationrelativeto',
    'formatargvalues', 'get_annotations', 'getabsfile', 'getargs', 'getargvalues', 'getasyncgenlocals', 'getasyncgenstate',
    'getattr_static', 'getblock', 'getcallargs', 'getclasstree', 'getclosurevars', 'getcomments', 'getcoroutinelocals',
    'getcoroutinestate', 'getdoc', 'getfile', 'getframeinfo', 'getfullargspec', 'getgeneratorlocals', 'getgeneratorstate',
    'getinnerframes', 'getlineno', 'getmembers', 'getmembers_static', 'getmodule', 'getmodulename', 'getmro', 'getouterframes',
    'getsource', 'getsourcefile', 'getsourcelines', 'indentsize', 'isabstract', 'isasyncgen', 'isasyncgenfunction', 'isawaitable',
    'isbuiltin', 'isclass', 'iscode', 'iscoroutine', 'iscoroutinefunction', 'isdatadescriptor', 'isframe', 'isfunction',
    'isgenerator', 'isgeneratorfunction', 'isgetsetdescriptor', 'ismemberdescriptor', 'ismethod', 'ismethoddescriptor',
    'ismethodwrapper', 'ismodule', 'isroutine', 'istraceback', 'markcoroutinefunction', 'signature', 'stack', 'trace', 'unwrap',
    'walktree',
]

import collections.abc
import enum
import functools
import linecache
import os
import sys
import types
from collections import OrderedDict, namedtuple
from operator import attrgetter

from _signatures import (
    BoundArguments, Parameter, Signature, _KEYWORD_ONLY, _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD, _VAR_POSITIONAL,
    _empty, _Finder, _ParameterKind, _void, formatannotation, is_function_like as _is_function_like, signature,
)

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
CO_HAS_DOCSTRING, CO_METHOD = 0x4000000, 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20

modulesbyfile = {}
_filesbymodname = {}


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """Return the annotations of a class, module or callable as a new dict; strings are evaluated if asked for."""
    if isinstance(obj, type):
        found = type.__dict__['__dict__'].__get__(obj).get('__annotations__', None)
        if isinstance(found, types.GetSetDescriptorType):
            found = None
        module = sys.modules.get(getattr(obj, '__module__', None))
        obj_globals = getattr(module, '__dict__', None) if module else None
        obj_locals = dict(vars(obj))
        unwrapped = obj
    elif isinstance(obj, types.ModuleType):
        found = getattr(obj, '__annotations__', None)
        obj_globals = obj.__dict__
        obj_locals = unwrapped = None
    elif callable(obj):
        found = getattr(obj, '__annotations__', None)
        obj_globals = getattr(obj, '__globals__', None)
        obj_locals = None
        unwrapped = obj
    else:
        raise TypeError(f'{obj!r} is not a module, class, or callable.')
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f'{obj!r}.__annotations__ is neither a dict nor None')
    if not found:
        return {}
    if not eval_str:
        return dict(found)
    while unwrapped is not None:
        if hasattr(unwrapped, '__wrapped__'):
            unwrapped = unwrapped.__wrapped__
        elif isinstance(unwrapped, functools.partial):
            unwrapped = unwrapped.func
        else:
            break
    if hasattr(unwrapped, '__globals__'):
        obj_globals = unwrapped.__globals__
    if globals is None:
        globals = obj_globals
    if locals is None:
        locals = obj_locals or {}
    if type_params := getattr(obj, '__type_params__', ()):
        locals = {param.__name__: param for param in type_params} | locals
    return {key: eval(value, globals, locals) if isinstance(value, str) else value for key, value in found.items()}


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    """Whether it is a method bound to an instance or class."""
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    """Whether it is a descriptor that makes methods, and no function or method itself."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    cls = type(object)
    return hasattr(cls, '__get__') and not hasattr(cls, '__set__') and not hasattr(cls, '__delete__')


def isdatadescriptor(object):
    """Whether it is a descriptor that can be set or deleted."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    cls = type(object)
    return hasattr(cls, '__set__') or hasattr(cls, '__delete__')


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    """Whether it is a function written in script."""
    return isinstance(object, types.FunctionType)


def _without_partials(function):
    while True:
        if ismethod(function):
            function = function.__func__
        elif isinstance(function, functools.partial):
            function = function.func
        elif isinstance(getattr(function, '__partialmethod__', None), functools.partialmethod):
            function = function.__partialmethod__.func
        elif isinstance(function, functools.partialmethod):
            function = function.func
        else:
            return function


def _has_code_flag(function, flag):
    function = _without_partials(function)
    return (isfunction(function) or _is_function_like(function)) and bool(function.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Let iscoroutinefunction() take a function for one of coroutines."""
    if hasattr(func, '__func__'):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Whether it is a function whose calls make coroutines."""
    marked = _without_partials(obj)
    return getattr(marked, '_is_coroutine_marker', None) is _is_coroutine_mark or _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """Whether it can be awaited."""
    return (isinstance(object, types.CoroutineType)
            or isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
            or isinstance(object, collections.abc.Awaitable))


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """Whether it is a native function or bound method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Whether it is a function or method of any kind."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or ismethodwrapper(object)


def isabstract(object):
    """Whether it is an abstract class."""
    if not isinstance(object, type):
        return False
    if hasattr(object, '__abstractmethods__'):
        return bool(object.__abstractmethods__)
    # It is being made: its abstract methods are not yet collected.
    from abc import ABCMeta
    if not issubclass(type(object), ABCMeta):
        return False
    if any([getattr(value, '__isabstractmethod__', False) for value in object.__dict__.values()]):
        return True
    for base in object.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(object, name, None), '__isabstractmethod__', False):
                return True
    return False


def _get_members(object, predicate, getter):
    results = []
    done = set()
    names = dir(object)
    mro = ()
    if isclass(object):
        mro = (object,) + getmro(object)
        # Attributes that only the metaclass shows.
        try:
            for base in object.__bases__:
                for name, value in base.__dict__.items():
                    if isinstance(value, types.DynamicClassAttribute):
                        names.append(name)
        except AttributeError:
            pass
    for name in names:
        try:
            value = getter(object, name)
            if name in done:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((name, value))
        done.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """Return the members as pairs of name and value, sorted by name; a predicate selects values."""
    return _get_members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """As getmembers(), but no descriptor or __getattr__() is asked."""
    return _get_members(object, predicate, getattr_static)


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """Return an Attribute for each name of a class: kind, the class that defines it, and what that holds."""
    mro = getmro(cls)
    metamro = tuple([base for base in getmro(type(cls)) if base not in (type, object)])
    class_bases = (cls,) + mro
    all_bases = class_bases + metamro
    names = dir(cls)
    for base in mro:
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    result = []
    done = set()
    for name in names:
        home = found = raw = None
        if name in done:
            pass
        elif name != '__dict__':
            try:
                found = getattr(cls, name)
            except Exception:
                pass
            else:
                home = getattr(found, '__objclass__', home)
                if home not in class_bases:
                    home = None
                    last = None
                    for base in class_bases:
                        if getattr(base, name, None) is found:
                            last = base
                    for base in metamro:
                        try:
                            value = base.__getattr__(cls, name)
                        except AttributeError:
                            continue
                        if value is found:
                            last = base
                    if last is not None:
                        home = last
        for base in all_bases:
            if name in base.__dict__:
                raw = base.__dict__[name]
                if home not in metamro:
                    home = base
                break
        if home is None:
            continue
        value = found if found is not None else raw
        if isinstance(raw, (staticmethod, types.BuiltinMethodType)):
            kind = 'static method'
            value = raw
        elif isinstance(raw, (classmethod, types.ClassMethodDescriptorType)):
            kind = 'class method'
            value = raw
        elif isinstance(raw, property):
            kind = 'property'
            value = raw
        elif isroutine(value):
            kind = 'method'
        else:
            kind = 'data'
        result.append(Attribute(name, kind, home, value))
        done.add(name)
    return result


def getmro(cls):
    """Return the classes in which attributes are looked up."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the end, or to where stop(func) is true."""
    first = func
    seen = {id(func): func}
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError(f'wrapper loop when unwrapping {first!r}')
        seen[id(func)] = func
    return func


def indentsize(line):
    """Return how many columns a line is indented."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _class_of_function(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _inherited_doc(obj):
    # The documentation of what a class or method overrides.
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object:
                try:
                    doc = base.__doc__
                except AttributeError:
                    continue
                if doc is not None:
                    return doc
        return None
    if ismethod(obj):
        name = obj.__func__.__name__
        owner = obj.__self__
        cls = owner if isclass(owner) and getattr(getattr(owner, name, None), '__func__') is obj.__func__ else owner.__class__
    elif isfunction(obj):
        name = obj.__name__
        cls = _class_of_function(obj)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif isbuiltin(obj):
        name = obj.__name__
        owner = obj.__self__
        if isclass(owner) and owner.__qualname__ + '.' + name == obj.__qualname__:
            cls = owner
        else:
            cls = owner.__class__
    elif isinstance(obj, property):
        name = obj.__name__
        cls = _class_of_function(obj.fget)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name = obj.__name__
        cls = obj.__objclass__
        if getattr(cls, name) is not obj:
            return None
        if ismemberdescriptor(obj):
            slots = getattr(cls, '__slots__', None)
            if isinstance(slots, dict) and name in slots:
                return slots[name]
    else:
        return None
    for base in cls.__mro__:
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None


def getdoc(object):
    """Return the documentation of an object, or of what it overrides, without indentation."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Take the common indentation off a documentation string, and empty lines at its ends."""
    lines = doc.expandtabs().split('\n')
    margin = sys.maxsize
    for line in lines[1:]:
        content = len(line.lstrip(' '))
        if content:
            margin = min(margin, len(line) - content)
    lines[0] = lines[0].lstrip(' ')
    if margin < sys.maxsize:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def getfile(object):
    """Return the file that an object comes from."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError(f'{object!r} is a built-in module')
    if isclass(object):
        if hasattr(object, '__module__'):
            module = sys.modules.get(object.__module__)
            if getattr(module, '__file__', None):
                return module.__file__
            if object.__module__ == '__main__':
                raise OSError('source code not available')
        raise TypeError(f'{object!r} is a built-in class')
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError(
        f'module, class, method, function, traceback, frame, or code object was expected, got {type(object).__name__}')


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object if iscode(object) else None


_SUFFIXES = '.py', '.ms'


def getmodulename(path):
    """Return the name of the module in a file, or None if it is none."""
    name = os.path.basename(path)
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name[:-len(suffix)]
    return None


def getsourcefile(object):
    """Return the file that holds an object's source, or None."""
    filename = getfile(object)
    if filename in linecache.cache or os.path.exists(filename) or filename.startswith('<library>/'):
        return filename
    module = getmodule(object, filename)
    if getattr(module, '__loader__', None) is not None or getattr(getattr(module, '__spec__', None), 'loader', None) is not None:
        return filename
    return None


def getabsfile(object, _filename=None):
    """Return the absolute path of the file that an object comes from."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """Return the module that an object was defined in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for name, module in list(sys.modules.items()):
        if ismodule(module) and hasattr(module, '__file__'):
            path = module.__file__
            if path == _filesbymodname.get(name, None) or path is None:
                continue
            _filesbymodname[name] = path
            path = getabsfile(module)
            modulesbyfile[path] = modulesbyfile[os.path.realpath(path)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    main = sys.modules['__main__']
    for module in (main, sys.modules['builtins']):
        name = getattr(object, '__name__', None)
        if name is not None and getattr(module, name, None) is object:
            return module
    return None


class ClassFoundException(Exception):
    pass


def findsource(object):
    """Return all lines of the file of an object, and the index of its first line; OSError if there is no source."""
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        try:
            index = vars(object)['__firstlineno__'] - 1
        except (TypeError, KeyError):
            raise OSError('source code not available')
        if index >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, index
    code = _code_of(object)
    if code is None:
        raise OSError('could not find code object')
    index = code.co_firstlineno - 1
    if index >= len(lines):
        raise OSError('lineno is out of bounds')
    return lines, index


def getcomments(object):
    """Return the comment lines before an object's source, or None."""
    try:
        lines, index = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        if start < len(lines) and lines[start][:1] == '#':
            comments = []
            while start < len(lines) and lines[start][:1] == '#':
                comments.append(lines[start].expandtabs())
                start += 1
            return ''.join(comments)
    elif index > 0:
        indent = indentsize(lines[index])
        comments = []
        for line in reversed(lines[:index]):
            line = line.expandtabs()
            if line.lstrip()[:1] == '#' and indentsize(line) == indent:
                comments.append(line.lstrip())
            elif line.strip() or comments:
                break
            else:
                break
        while comments and comments[-1].strip() == '#':
            comments.pop()
        while comments and comments[0].strip() == '#':
            comments.pop(0)
        if comments:
            return ''.join(reversed(comments))
    return None


class EndOfBlock(Exception):
    pass


class BlockFinder:
    """Takes the tokens of a definition and raises EndOfBlock behind it."""

    def __init__(self):
        self.indent = 0
        self.islambda = False
        self.started = False
        self.passline = False
        self.indecorator = False
        self.last = 1
        self.body_col0 = None

    def tokeneater(self, type, token, srowcol, erowcol, line):
        import token as names
        if not self.started and not self.indecorator:
            if type in (names.INDENT, names.COMMENT, names.NL):
                return
            if token == '@':
                self.indecorator = True
            elif token != 'async':
                # What is no definition ends with its line.
                self.islambda = token not in ('def', 'class')
                self.started = True
            # The rest of the line belongs to it.
            self.passline = True
        elif type == names.NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            if self.indecorator:
                self.indecorator = False
        elif self.passline:
            pass
        elif type == names.INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == names.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == names.COMMENT:
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]
        elif self.indent == 0 and type not in (names.COMMENT, names.NL):
            # Something else at the level of the definition.
            raise EndOfBlock


def getblock(lines):
    """Return the lines of the definition that a list of lines begins with."""
    import tokenize
    finder = BlockFinder()
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    except SyntaxError as e:
        if 'unmatched' not in e.msg:
            raise e from None
    return lines[:finder.last]


def getsourcelines(object):
    """Return the lines of an object's source and the number of the first, 0 for a module."""
    object = unwrap(object)
    lines, index = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[index:]), index + 1


def getsource(object):
    """Return the source of an object."""
    return ''.join(getsourcelines(object)[0])


def walktree(classes, children, parent):
    results = []
    classes.sort(key=attrgetter('__module__', '__name__'))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


def getclasstree(classes, unique=False):
    """Return classes as nested lists of pairs of class and bases; each list follows its class."""
    children = {}
    roots = []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                below = children.setdefault(parent, [])
                if c not in below:
                    below.append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


Arguments = namedtuple('Arguments', 'args, varargs, varkw')


def getargs(co):
    """Return the names of the parameters of a code object."""
    if not iscode(co):
        raise TypeError(f'{co!r} is not a code object')
    names = co.co_varnames
    at = co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[at]
        at += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[at]
    return Arguments(list(names[:co.co_argcount + co.co_kwonlyargcount]), varargs, varkw)


FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations')


def getfullargspec(func):
    """Return names and defaults of the parameters of a callable; a bound first parameter is among them."""
    try:
        sig = _Finder(Signature, False, False, None, None, False).of(func)
    except Exception as e:
        raise TypeError('unsupported callable') from e
    args, kwonlyargs = [], []
    varargs = varkw = None
    defaults = ()
    kwdefaults = {}
    annotations = {}
    positional = []
    if sig.return_annotation is not sig.empty:
        annotations['return'] = sig.return_annotation
    for param in sig.parameters.values():
        kind = param.kind
        name = param.name
        if kind is _POSITIONAL_ONLY:
            positional.append(name)
            if param.default is not param.empty:
                defaults += (param.default,)
        elif kind is _POSITIONAL_OR_KEYWORD:
            args.append(name)
            if param.default is not param.empty:
                defaults += (param.default,)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonlyargs.append(name)
            if param.default is not param.empty:
                kwdefaults[name] = param.default
        else:
            varkw = name
        if param.annotation is not param.empty:
            annotations[name] = param.annotation
    return FullArgSpec(positional + args, varargs, varkw, defaults or None, kwonlyargs, kwdefaults or None, annotations)


ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')


def getargvalues(frame):
    """Return the names of the parameters of a frame, and its local variables."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatannotationrelativeto(object):
    module = getattr(object, '__module__', None)
    return lambda annotation: formatannotation(annotation, module)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name, formatvalue=lambda value: '=' + repr(value)):
    """Return what getargvalues() returned as text."""
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f'({", ".join(parts)})'


def _missing_arguments(f_name, names, positional, values):
    names = [repr(name) for name in names if name not in values]
    missing = len(names)
    if missing == 1:
        text = names[0]
    elif missing == 2:
        text = ' and '.join(names)
    else:
        text = f'{", ".join(names[:-1])} and {names[-1]}'
    raise TypeError(f'{f_name}() missing {missing} required {"positional" if positional else "keyword-only"} argument{"" if missing == 1 else "s"}: {text}')


def _too_many(f_name, args, kwonly, varargs, defcount, given, values):
    least = len(args) - defcount
    given_by_name = len([name for name in kwonly if name in values])
    if varargs:
        plural = least != 1
        text = f'at least {least}'
    elif defcount:
        plural = True
        text = f'from {least} to {len(args)}'
    else:
        plural = len(args) != 1
        text = str(len(args))
    extra = ''
    if given_by_name:
        extra = (f' positional argument{"s" if given != 1 else ""} (and {given_by_name} keyword-only argument'
                 f'{"s" if given_by_name != 1 else ""})')
    was = 'was' if given == 1 and not given_by_name else 'were'
    raise TypeError(f'{f_name}() takes {text} positional argument{"s" if plural else ""} but {given}{extra} {was} given')


def getcallargs(func, /, *positional, **named):
    """Return what a call with these arguments would bind to the parameters, as a dict."""
    spec = getfullargspec(func)
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = spec
    f_name = func.__name__
    values = {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    count = len(positional)
    defcount = len(defaults) if defaults else 0
    values.update(zip(args, positional))
    if varargs:
        values[varargs] = tuple(positional[len(args):])
    possible = set(args + kwonlyargs)
    if varkw:
        values[varkw] = {}
    for name, value in named.items():
        if name not in possible:
            if not varkw:
                raise TypeError(f'{f_name}() got an unexpected keyword argument {name!r}')
            values[varkw][name] = value
        elif name in values:
            raise TypeError(f'{f_name}() got multiple values for argument {name!r}')
        else:
            values[name] = value
    if count > len(args) and not varargs:
        _too_many(f_name, args, kwonlyargs, varargs, defcount, count, values)
    if count < len(args):
        required = args[:len(args) - defcount]
        for name in required:
            if name not in values:
                _missing_arguments(f_name, required, True, values)
        for index, name in enumerate(args[len(args) - defcount:]):
            if name not in values:
                values[name] = defaults[index]
    missing = 0
    for name in kwonlyargs:
        if name not in values:
            if kwonlydefaults and name in kwonlydefaults:
                values[name] = kwonlydefaults[name]
            else:
                missing += 1
    if missing:
        _missing_arguments(f_name, kwonlyargs, False, values)
    return values


ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getclosurevars(func):
    """Return the variables of the surroundings that a function uses, by where they are."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f'{func!r} is not a Python function')
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass
    ns = func.__globals__
    builtin_ns = ns.get('__builtins__', sys.modules['builtins'].__dict__)
    if ismodule(builtin_ns):
        builtin_ns = builtin_ns.__dict__
    globals, builtins, unbound = {}, {}, set()
    for name in _global_names(code):
        if name in ns:
            globals[name] = ns[name]
        elif name in builtin_ns:
            builtins[name] = builtin_ns[name]
        elif name not in ('None', 'True', 'False'):
            unbound.add(name)
    return ClosureVars(nonlocals, globals, builtins, unbound)


def _global_names(code):
    return [name for name in code.co_names]


class Traceback(namedtuple('Traceback', ['filename', 'lineno', 'function', 'code_context', 'index'])):
    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    def __repr__(self):
        return (f'Traceback(filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, '
                f'code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})')


class FrameInfo(namedtuple('FrameInfo', ['frame', 'filename', 'lineno', 'function', 'code_context', 'index'])):
    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    def __repr__(self):
        return (f'FrameInfo(frame={self.frame!r}, filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, '
                f'code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})')


_Positions = namedtuple('Positions', ['lineno', 'end_lineno', 'col_offset', 'end_col_offset'], defaults=[None] * 4)
_Positions.__module__ = 'dis'


def getframeinfo(frame, context=1):
    """Return file, line, function and some lines of source of a frame or traceback."""
    if istraceback(frame):
        positions = _positions_of(frame.tb_frame.f_code, frame.tb_lasti)
        lineno = frame.tb_lineno
        frame = frame.tb_frame
    else:
        lineno = frame.f_lineno
        positions = _positions_of(frame.f_code, frame.f_lasti)
    if positions.lineno is None:
        positions = _Positions(lineno, *positions[1:])
    else:
        lineno = positions.lineno
    if not isframe(frame):
        raise TypeError(f'{frame!r} is not a frame or traceback object')
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=positions)


def _positions_of(code, lasti):
    if lasti < 0:
        return _Positions()
    from _source import position
    return _Positions(*position(code, lasti // 2))


def getlineno(frame):
    return frame.f_lineno


def _frame_info(frame, traceback):
    return FrameInfo(frame, *traceback, positions=traceback.positions)


def getouterframes(frame, context=1):
    """Return a FrameInfo of a frame and of each that called it."""
    result = []
    while frame:
        result.append(_frame_info(frame, getframeinfo(frame, context)))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """Return a FrameInfo for each entry of a traceback."""
    result = []
    while tb:
        result.append(_frame_info(tb.tb_frame, getframeinfo(tb, context)))
        tb = tb.tb_next
    return result


def currentframe():
    """Return the frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """Return a FrameInfo of the caller's frame and of each that called it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Return a FrameInfo for each entry of the traceback of the exception that is being handled."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


_missing = object()
_mro_of = type.__dict__['__mro__'].__get__
_dict_of = type.__dict__['__dict__'].__get__


def _in_classes(mro, name):
    for cls in mro:
        own = _dict_of(cls)
        if name in own:
            # A class may hide its instances' __dict__ behind an attribute of that name.
            return own[name]
    return _missing


def getattr_static(obj, attr, default=_missing):
    """Return an attribute without asking descriptors, __getattr__() or __getattribute__()."""
    own = _missing
    is_class = type in _mro_of(type(obj))
    klass = obj if is_class else type(obj)
    in_class = _in_classes(_mro_of(klass), attr)
    if not is_class:
        holder = _in_classes(_mro_of(klass), '__dict__')
        if holder is _missing or type(holder) in (types.GetSetDescriptorType, types.MemberDescriptorType):
            try:
                own = dict.get(object.__getattribute__(obj, '__dict__'), attr, _missing)
            except (AttributeError, TypeError):
                pass
    if own is not _missing and in_class is not _missing:
        cls = type(in_class)
        if _in_classes(_mro_of(cls), '__get__') is not _missing and (
                _in_classes(_mro_of(cls), '__set__') is not _missing or _in_classes(_mro_of(cls), '__delete__') is not _missing):
            return in_class
    if own is not _missing:
        return own
    if in_class is not _missing:
        return in_class
    if is_class:
        found = _in_classes(_mro_of(type(klass)), attr)
        if found is not _missing:
            return found
    if default is not _missing:
        return default
    raise AttributeError(attr)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED'
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = 'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'AGEN_CLOSED'


def _state(object, prefix, name):
    if getattr(object, f'{prefix}_running'):
        return f'{name}_RUNNING'
    if getattr(object, f'{prefix}_suspended'):
        return f'{name}_SUSPENDED'
    return f'{name}_CLOSED' if getattr(object, f'{prefix}_frame') is None else f'{name}_CREATED'


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(generator, 'gi', 'GEN')


def getgeneratorlocals(generator):
    """Return the local variables of a generator."""
    if not isgenerator(generator):
        raise TypeError(f'{generator!r} is not a Python generator')
    frame = getattr(generator, 'gi_frame', None)
    return {} if frame is None else frame.f_locals


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(coroutine, 'cr', 'CORO')


def getcoroutinelocals(coroutine):
    """Return the local variables of a coroutine."""
    frame = getattr(coroutine, 'cr_frame', None)
    return {} if frame is None else frame.f_locals


def getasyncgenstate(agen):
    """Return AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return _state(agen, 'ag', 'AGEN')


def getasyncgenlocals(agen):
    """Return the local variables of an asynchronous generator."""
    if not isasyncgen(agen):
        raise TypeError(f'{agen!r} is not a Python async generator')
    frame = getattr(agen, 'ag_frame', None)
    return {} if frame is None else frame.f_locals


class BufferFlags(enum.IntFlag):
    SIMPLE = 0x0
    WRITABLE = 0x1
    FORMAT = 0x4
    ND = 0x8
    STRIDES = 0x10 | ND
    C_CONTIGUOUS = 0x20 | STRIDES
    F_CONTIGUOUS = 0x40 | STRIDES
    ANY_CONTIGUOUS = 0x80 | STRIDES
    INDIRECT = 0x100 | STRIDES
    CONTIG = ND | WRITABLE
    CONTIG_RO = ND
    STRIDED = STRIDES | WRITABLE
    STRIDED_RO = STRIDES
    RECORDS = STRIDES | WRITABLE | FORMAT
    RECORDS_RO = STRIDES | FORMAT
    FULL = INDIRECT | WRITABLE | FORMAT
    FULL_RO = INDIRECT | FORMAT
    READ = 0x100
    WRITE = 0x200


def _main():
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('object', help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument('-d', '--details', action='store_true', help='Display info about the module rather than its source code')
    args = parser.parse_args()
    name, _, attributes = args.object.partition(':')
    try:
        obj = module = __import__(name, fromlist=['x'])
    except Exception as e:
        print(f'Failed to import {name} ({type(e).__name__}: {e})', file=sys.stderr)
        sys.exit(2)
    for part in attributes.split('.') if attributes else ():
        obj = getattr(obj, part)
    if module.__name__ in sys.builtin_module_names:
        print("Can't get info for builtin modules.", file=sys.stderr)
        sys.exit(1)
    if args.details:
        print(f'Target: {args.object}\nOrigin: {getsourcefile(module)}')
        if obj is not module:
            print(f'Line: {findsource(obj)[1]}')
    else:
        print(getsource(obj))


if __name__ == '__main__':
    _main()
