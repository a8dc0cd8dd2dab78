"""Objects as bytes, and back. Never read pickles that you do not trust: they can run any code."""

import _pickle
import sys
from _pickle import dumps, loads
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table

__all__ = [
    'PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps', 'load', 'loads',
]

format_version = '5.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
bytes_types = bytes, bytearray


class PickleError(Exception):
    """What the errors of this module have in common."""

    __module__ = '_pickle'


class PicklingError(PickleError):
    """Raised for an object that cannot be pickled."""

    __module__ = '_pickle'


class UnpicklingError(PickleError):
    """Raised for bytes that are no pickle."""

    __module__ = '_pickle'


_opcodes = {
    'MARK': '(', 'STOP': '.', 'POP': '0', 'POP_MARK': '1', 'DUP': '2', 'FLOAT': 'F', 'INT': 'I', 'BININT': 'J', 'BININT1': 'K', 'LONG': 'L',
    'BININT2': 'M', 'NONE': 'N', 'PERSID': 'P', 'BINPERSID': 'Q', 'REDUCE': 'R', 'STRING': 'S', 'BINSTRING': 'T', 'SHORT_BINSTRING': 'U',
    'UNICODE': 'V', 'BINUNICODE': 'X', 'APPEND': 'a', 'BUILD': 'b', 'GLOBAL': 'c', 'DICT': 'd', 'EMPTY_DICT': '}', 'APPENDS': 'e', 'GET': 'g',
    'BINGET': 'h', 'INST': 'i', 'LONG_BINGET': 'j', 'LIST': 'l', 'EMPTY_LIST': ']', 'OBJ': 'o', 'PUT': 'p', 'BINPUT': 'q', 'LONG_BINPUT': 'r',
    'SETITEM': 's', 'TUPLE': 't', 'EMPTY_TUPLE': ')', 'SETITEMS': 'u', 'BINFLOAT': 'G', 'PROTO': '\x80', 'NEWOBJ': '\x81', 'EXT1': '\x82',
    'EXT2': '\x83', 'EXT4': '\x84', 'TUPLE1': '\x85', 'TUPLE2': '\x86', 'TUPLE3': '\x87', 'NEWTRUE': '\x88', 'NEWFALSE': '\x89', 'LONG1': '\x8a',
    'LONG4': '\x8b', 'BINBYTES': 'B', 'SHORT_BINBYTES': 'C', 'SHORT_BINUNICODE': '\x8c', 'BINUNICODE8': '\x8d', 'BINBYTES8': '\x8e',
    'EMPTY_SET': '\x8f', 'ADDITEMS': '\x90', 'FROZENSET': '\x91', 'NEWOBJ_EX': '\x92', 'STACK_GLOBAL': '\x93', 'MEMOIZE': '\x94', 'FRAME': '\x95',
    'BYTEARRAY8': '\x96', 'NEXT_BUFFER': '\x97', 'READONLY_BUFFER': '\x98',
}
for _name, _code in _opcodes.items():
    globals()[_name] = _code.encode('latin-1')
    __all__.append(_name)
TRUE = b'I01\n'
FALSE = b'I00\n'


def _partial_new(cls, args, kwargs):
    from functools import partial
    return partial(cls.__new__, cls, *args, **kwargs)


def _unescape(data):
    import codecs
    return codecs.escape_decode(data)[0]


def _raw_unicode(data):
    return data.decode('raw-unicode-escape')


def _extension(code):
    try:
        return _inverted_registry[code]
    except KeyError:
        raise ValueError(f'unregistered extension code {code}') from None


def _getattribute(obj, name):
    parent = None
    for part in name.split('.'):
        if part == '<locals>':
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            parent = obj
            obj = getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj, parent


def whichmodule(obj, name):
    """Find the module an object belong to."""
    module_name = getattr(obj, '__module__', None)
    if module_name is not None:
        return module_name
    for module_name, module in list(sys.modules.items()):
        if module_name in ('__main__', '__mp_main__') or module is None:
            continue
        try:
            if _getattribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return '__main__'


def encode_long(x):
    """A whole number as the fewest bytes of two's complement, the lowest first."""
    if x == 0:
        return b''
    return x.to_bytes(((x if x > 0 else ~x).bit_length() >> 3) + 1, 'little', signed=True)


def decode_long(data):
    """What encode_long() encoded."""
    return int.from_bytes(data, 'little', signed=True)


class Pickler:
    """Writes pickles to a file; classes derived from it may treat objects in ways of their own."""

    __module__ = '_pickle'
    _write = None
    fast = False
    bin = 1

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        self._protocol = _pickle.protocol(protocol)
        if buffer_callback is not None and self._protocol < 5:
            raise ValueError('buffer_callback needs protocol >= 5')
        try:
            self._write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self._fix_imports = bool(fix_imports)
        self._memo = []
        self.bin = self._protocol >= 1

    def persistent_id(self, obj, /):
        """Return what stands for an object in the pickle, or None."""
        return None

    @property
    def memo(self):
        return _Memo(self)

    @memo.setter
    def memo(self, memo):
        if isinstance(memo, _Memo):
            self._memo = list(memo._pickler._memo)
            return
        if not isinstance(memo, dict):
            raise TypeError(f"'memo' attribute must be a PicklerMemoProxy object or dict, not {type(memo).__name__}")
        self._memo = [obj for _, obj in sorted(memo.values(), key=lambda pair: pair[0])]

    def clear_memo(self):
        """Forget what was written: objects are written again when they occur again."""
        self._memo.clear()

    def dump(self, obj, /):
        """Write a pickled representation of the given object to the open file."""
        if self._write is None:
            raise PicklingError(f'Pickler.__init__() was not called by {type(self).__module__}.{type(self).__name__}.__init__()')
        persistent_id = self.persistent_id
        if getattr(persistent_id, '__func__', None) is _no_id:
            persistent_id = None
        self._write(_pickle.save(obj, self._protocol, self._fix_imports, bool(self.fast), self._memo, persistent_id,
                                 getattr(self, 'reducer_override', None), getattr(self, 'dispatch_table', None)))


_no_id = Pickler.persistent_id


class _Memo:
    """The memo of a Pickler as scripts see it."""

    def __init__(self, pickler):
        self._pickler = pickler

    def clear(self):
        self._pickler._memo.clear()

    def copy(self):
        return {id(obj): (i, obj) for i, obj in enumerate(self._pickler._memo)}

    def __reduce__(self):
        return dict, (self.copy(),)


_Memo.__name__ = _Memo.__qualname__ = 'PicklerMemoProxy'


class Unpickler:
    """Reads pickles from a file; classes derived from it may find classes and objects in ways of their own."""

    __module__ = '_pickle'
    _file = None

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
        try:
            file.read, file.readline
        except AttributeError:
            raise TypeError("file must have 'read' and 'readline' attributes") from None
        self._file = file
        self._settings = bool(fix_imports), encoding, errors
        self._buffers = None if buffers is None else iter(buffers)
        self._memo = []

    def find_class(self, module_name, global_name, /):
        """Return an object of a module, which is imported."""
        fix_imports = self._settings[0] if self._file is not None else True
        return _pickle.find_class(module_name, global_name, 4 if '.' in global_name or not fix_imports else 0, fix_imports)

    def persistent_load(self, pid, /):
        """Return the object that a persistent id stands for."""
        raise UnpicklingError('A load persistent id instruction was encountered, but no persistent_load function was specified.')

    @property
    def memo(self):
        return _pickle.memo_dict(self._memo)

    @memo.setter
    def memo(self, memo):
        self._memo = [memo.get(i) for i in range(max(memo) + 1)] if memo else []

    def load(self):
        """Read a pickled object representation from the open file, and return the object."""
        file = self._file
        if file is None:
            raise UnpicklingError(f'Unpickler.__init__() was not called by {type(self).__module__}.{type(self).__name__}.__init__()')
        find_class = self.find_class
        if getattr(find_class, '__func__', None) is _find_class:
            find_class = None
        persistent_load = self.persistent_load
        if getattr(persistent_load, '__func__', None) is _no_load:
            persistent_load = None
        reads_ahead = False
        try:
            reads_ahead = file.seekable() and hasattr(file, 'seek')
        except Exception:
            pass
        obj, unused = _pickle.read(file.read, file.readline, bool(reads_ahead), self._memo, find_class, persistent_load, *self._settings, self._buffers)
        if unused:
            file.seek(-unused, 1)
        return obj


_find_class = Unpickler.find_class
_no_load = Unpickler.persistent_load


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write a pickled representation of obj to the open file object file."""
    Pickler(file, protocol, fix_imports, buffer_callback).dump(obj)


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()):
    """Read and return an object from the pickle data stored in a file."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


_Pickler, _Unpickler = Pickler, Unpickler
_dump, _dumps, _load, _loads = dump, dumps, load, loads
for _item in PickleError, PicklingError, UnpicklingError, Pickler, Unpickler, dump, load:
    # Pickles name the classes by the module that their __module__ says.
    setattr(_pickle, _item.__name__, _item)
