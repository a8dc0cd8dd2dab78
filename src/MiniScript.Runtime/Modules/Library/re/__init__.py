"""Regular expressions: search, match, split and replace text and bytes by pattern."""

from _re import Match, Pattern, compile as _native_compile, compile_alternatives as _compile_alternatives, escape, purge

__all__ = [
    'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile', 'purge', 'escape', 'error',
    'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII', 'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL',
    'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag', 'PatternError',
]

__version__ = '2.2.1'

_FLAGS = {256: 'ASCII', 2: 'IGNORECASE', 4: 'LOCALE', 32: 'UNICODE', 8: 'MULTILINE', 16: 'DOTALL', 64: 'VERBOSE', 128: 'DEBUG'}
_SHORT = {'A': 256, 'I': 2, 'L': 4, 'U': 32, 'M': 8, 'S': 16, 'X': 64}
_ALL = 510


class _FlagType(type):
    """The class of RegexFlag: the flags by name, in the manner of an enumeration."""

    def __call__(cls, value):
        if isinstance(value, cls):
            return value
        if not isinstance(value, int):
            raise ValueError(f'{value!r} is not a valid {cls.__name__}')
        if value < 0:
            value &= 511
        known = _known.get(value)
        if known is None:
            known = _known[value] = int.__new__(cls, value)
        return known

    def __iter__(cls):
        return (cls(value) for value in _FLAGS)

    def __len__(cls):
        return len(_FLAGS)

    def __getitem__(cls, name):
        return cls.__members__[name]

    def __contains__(cls, value):
        return isinstance(value, int)

    def __setattr__(cls, name, value):
        if name in cls.__members__:
            raise AttributeError(f'cannot reassign member {name!r}')
        type.__setattr__(cls, name, value)

    def __repr__(cls):
        return f"<flag '{cls.__name__}'>"

    @property
    def __members__(cls):
        members = {'NOFLAG': cls(0)}
        for value, name in _FLAGS.items():
            members[name] = cls(value)
            for short, other in _SHORT.items():
                if other == value:
                    members[short] = cls(value)
        return members


_known = {}


class RegexFlag(int, metaclass=_FlagType):
    """An enumeration."""

    @property
    def value(self):
        """The flag as a plain integer."""
        return int(self)

    _value_ = value

    @property
    def name(self):
        """The names of the flags, joined by a bar; None if there is none."""
        value = int(self)
        if not value:
            return 'NOFLAG'
        names = [name for flag, name in _FLAGS.items() if flag & value]
        if not names:
            return None
        rest = value & ~_ALL
        return '|'.join(names + [hex(rest)] if rest else names)

    _name_ = name

    def __repr__(self):
        value = int(self)
        if not value:
            return 're.NOFLAG'
        names = ['re.' + name for flag, name in _FLAGS.items() if flag & value]
        if not names:
            return f're.RegexFlag({value})'
        rest = value & ~_ALL
        return '|'.join(names + [hex(rest)] if rest else names)

    __str__ = __repr__

    def __format__(self, spec):
        return int.__format__(int(self), spec) if spec else repr(self)

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(~int(self))

    def __iter__(self):
        return (RegexFlag(flag) for flag in sorted(_FLAGS) if flag & int(self))

    def __len__(self):
        return (int(self) & _ALL).bit_count()

    def __bool__(self):
        return int(self) != 0

    def __contains__(self, other):
        if not isinstance(other, RegexFlag):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and 'RegexFlag'")
        return int(self) & int(other) == int(other)

    def __hash__(self):
        return int.__hash__(self)

    def __reduce_ex__(self, protocol):
        return RegexFlag, (int(self),)


NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
for _name, _member in RegexFlag.__members__.items():
    type.__setattr__(RegexFlag, _name, _member)
del _name, _member


class PatternError(Exception):
    """A malformed pattern: msg, the pattern, and the place as pos, lineno and colno; these are None if unknown."""

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f'{msg} at position {pos}'
            if newline in pattern:
                msg += f' (line {self.lineno}, column {self.colno})'
        super().__init__(msg)


error = PatternError


def _compile(pattern, flags):
    if isinstance(flags, int) and flags & 128:
        raise NotImplementedError('re.DEBUG is not supported')
    return _native_compile(pattern, flags)


def match(pattern, string, flags=0):
    """The match at the start of the string, or None."""
    return _native_compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """The match of the whole string, or None."""
    return _native_compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _native_compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    """All matches as strings, or, if the pattern has groups, what the groups matched."""
    return _native_compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _native_compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """A pattern object."""
    return _compile(pattern, flags)


class _Missing(int):
    """What count, maxsplit and flags are if they are not given."""


_missing = _Missing()


def _positional(name, count_name, fixed, args, count, flags):
    """Sorts count and flags that are given by position, which is deprecated."""
    if count is not _missing:
        raise TypeError(f"{name}() got multiple values for argument '{count_name}'")
    count, *args = args
    if args:
        if flags is not _missing:
            raise TypeError(f"{name}() got multiple values for argument 'flags'")
        flags, *args = args
        if args:
            raise TypeError(f'{name}() takes from {fixed} to {fixed + 2} positional arguments but {fixed + 2 + len(args)} were given')
    try:
        import warnings
    except ModuleNotFoundError:
        return count, flags
    warnings.warn(f"'{count_name}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return count, flags


def sub(pattern, repl, string, *args, count=_missing, flags=_missing):
    """The string with every match replaced: by a template, or by what a function of the match returns."""
    if args:
        count, flags = _positional('sub', 'count', 3, args, count, flags)
    return _native_compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_missing, flags=_missing):
    """A tuple of the string with every match replaced and the number of replacements."""
    if args:
        count, flags = _positional('subn', 'count', 3, args, count, flags)
    return _native_compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_missing, flags=_missing):
    """The pieces of the string between matches, with what the groups matched."""
    if args:
        maxsplit, flags = _positional('split', 'maxsplit', 2, args, maxsplit, flags)
    return _native_compile(pattern, flags).split(string, maxsplit)


class Scanner:
    """Splits text into tokens by a list of patterns, each with what to make of its matches."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        flags = int(flags)
        phrases = [phrase for phrase, action in lexicon]
        bar = b')|(' if phrases and isinstance(phrases[0], bytes) else ')|('
        shown = bar[2:] + bar.join(phrases) + bar[:1]
        self.scanner = _compile_alternatives(shown, phrases or ['(?!)'], flags)

    def scan(self, string):
        """The results of the actions and the rest of the string that no pattern matches."""
        result = []
        match = self.scanner.scanner(string).match
        end = 0
        while (found := match()) and found.end() != end:
            end = found.end()
            action = self.lexicon[found.lastindex - 1][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
        return result, string[end:]
