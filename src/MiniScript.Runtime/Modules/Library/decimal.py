"""Decimal floating-point arithmetic by the General Decimal Arithmetic specification."""

import _decimal
import contextvars as _contextvars
import numbers as _numbers
from _decimal import Decimal
from collections import namedtuple as _namedtuple

__all__ = [
    'Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext', 'ExtendedContext', 'DecimalException', 'Clamped', 'InvalidOperation',
    'DivisionByZero', 'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow', 'FloatOperation', 'DivisionImpossible', 'InvalidContext',
    'ConversionSyntax', 'DivisionUndefined', 'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_UP',
    'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext', 'localcontext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS',
    'HAVE_CONTEXTVAR',
]

__version__ = '1.70'
__libmpdec_version__ = '2.5.1'

ROUND_UP = 'ROUND_UP'
ROUND_DOWN = 'ROUND_DOWN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_05UP = 'ROUND_05UP'

MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
HAVE_THREADS = True
HAVE_CONTEXTVAR = True

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')
_numbers.Number.register(Decimal)


class DecimalException(ArithmeticError):
    """What the conditions of decimal arithmetic have in common."""


class Clamped(DecimalException):
    """The exponent of a result was changed to fit."""


class InvalidOperation(DecimalException):
    """An invalid operation was performed."""


class ConversionSyntax(InvalidOperation):
    """Text is no number."""


class DivisionImpossible(InvalidOperation):
    """A whole quotient has too many digits."""


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """Zero was divided by zero."""


class InvalidContext(InvalidOperation):
    """A context is invalid."""


class DivisionByZero(DecimalException, ZeroDivisionError):
    """A number was divided by zero."""


class Inexact(DecimalException):
    """A result was rounded and is not exact."""


class Rounded(DecimalException):
    """A result was rounded."""


class Subnormal(DecimalException):
    """A result was subnormal before it was rounded."""


class Overflow(Inexact, Rounded):
    """A result is too large."""


class Underflow(Inexact, Rounded, Subnormal):
    """A result is too small and was rounded."""


class FloatOperation(DecimalException, TypeError):
    """A float was mixed with a number."""


_ANY_INVALID = 2 | 8 | 16 | 128 | 256
_signals = {
    InvalidOperation: _ANY_INVALID, FloatOperation: 32768, DivisionByZero: 4, Overflow: 2048, Underflow: 16384, Subnormal: 8192, Inexact: 64,
    Rounded: 4096, Clamped: 1,
}
_shown = Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow
_conditions = {InvalidOperation: 256, ConversionSyntax: 2, DivisionImpossible: 8, DivisionUndefined: 16, InvalidContext: 128}


_wrong_signal = ('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n'
                 '   Clamped]')


def _named(bits):
    """The conditions and signals that bits stand for."""
    found = [condition for condition, bit in _conditions.items() if bits & bit]
    return found + [signal for signal, mask in list(_signals.items())[1:] if bits & mask]


def _raise(bits):
    for signal, mask in _signals.items():
        if bits & mask:
            raise signal(_named(bits))


class SignalDict:
    """The flags or traps of a context: a mapping from signals to booleans."""

    __slots__ = '_context', '_field'

    def __init__(self, context, field):
        self._context = context
        self._field = field

    def __getitem__(self, key):
        try:
            mask = _signals[key]
        except (KeyError, TypeError):
            raise KeyError(_wrong_signal) from None
        return bool(getattr(self._context, self._field) & mask)

    def __setitem__(self, key, value):
        try:
            mask = _signals[key]
        except (KeyError, TypeError):
            raise KeyError(_wrong_signal) from None
        bits = getattr(self._context, self._field)
        setattr(self._context, self._field, bits | mask if value else bits & ~mask)

    def __delitem__(self, key):
        raise ValueError('signal keys cannot be deleted')

    def __iter__(self):
        return iter(_signals)

    def __len__(self):
        return len(_signals)

    def keys(self):
        return list(_signals)

    def values(self):
        return [self[key] for key in _signals]

    def items(self):
        return [(key, self[key]) for key in _signals]

    def get(self, key, default=None):
        return self[key] if key in _signals else default

    def __contains__(self, key):
        return key in _signals

    def copy(self):
        return dict(self.items())

    def __eq__(self, other):
        if isinstance(other, SignalDict):
            return self.copy() == other.copy()
        if isinstance(other, dict):
            return len(other) == len(_signals) and all(key in other and bool(other[key]) == value for key, value in self.items())
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return '{' + ', '.join(f'{key}:{value}' for key, value in self.items()) + '}'


def _bits(signals):
    if isinstance(signals, (list, tuple)):
        bits = 0
        for signal in signals:
            if signal in _signals:
                bits |= _signals[signal]
            elif signal in _conditions:
                bits |= _conditions[signal]
            else:
                raise TypeError('values must be signals')
        return bits
    if isinstance(signals, (dict, SignalDict)):
        if len(signals) != len(_signals) or any(key not in _signals for key in signals):
            raise KeyError('invalid signal dict')
        return sum(mask for key, mask in _signals.items() if signals[key])
    raise TypeError('argument must be a signal dict')


class Context(_decimal._Context):
    """The environment of arithmetic: precision, rounding, limits, and what is to be raised."""

    __module__ = 'decimal'
    __slots__ = ()

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        default = DefaultContext if 'DefaultContext' in globals() else self
        self.prec = default.prec if prec is None else prec
        self.rounding = default.rounding if rounding is None else rounding
        self.Emin = default.Emin if Emin is None else Emin
        self.Emax = default.Emax if Emax is None else Emax
        self.capitals = default.capitals if capitals is None else capitals
        self.clamp = default.clamp if clamp is None else clamp
        self._flags = 0 if flags is None else _bits(flags)
        self._traps = default._traps if traps is None else _bits(traps)

    @property
    def flags(self):
        return SignalDict(self, '_flags')

    @flags.setter
    def flags(self, value):
        self._flags = _bits(value)

    @property
    def traps(self):
        return SignalDict(self, '_traps')

    @traps.setter
    def traps(self, value):
        self._traps = _bits(value)

    def __delattr__(self, name):
        if name in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise AttributeError('context attributes cannot be deleted')
        super().__delattr__(name)

    def __repr__(self):
        def names(bits):
            return ', '.join(signal.__name__ for signal in _shown if bits & _signals[signal])
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, '
                f'flags=[{names(self._flags)}], traps=[{names(self._traps)}])')

    def __reduce__(self):
        def signals(bits):
            return [signal for signal in _signals if bits & _signals[signal]]
        return type(self), (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, signals(self._flags), signals(self._traps))

    def copy(self):
        """Return a copy."""
        context = type(self)(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)
        context._flags = self._flags
        context._traps = self._traps
        return context

    __copy__ = copy

    def clear_flags(self):
        """Reset all flags."""
        self._flags = 0

    def clear_traps(self):
        """Reset all traps."""
        self._traps = 0

    def Etiny(self):
        """Return Emin - prec + 1, the least exponent of a last digit."""
        return self.Emin - self.prec + 1

    def Etop(self):
        """Return Emax - prec + 1, the greatest exponent of a last digit of a full coefficient."""
        return self.Emax - self.prec + 1

    def radix(self):
        return Decimal(10)

    def create_decimal(self, num='0', /):
        """Return a number made of a value, rounded to the context."""
        if isinstance(num, str) and (num != num.strip() or '_' in num):
            num = '?'
        return _decimal.create(self, num)

    def _apply(self, num, /):
        return _decimal.apply(self, 39, num)

    def create_decimal_from_float(self, f, /):
        """Return a number made of a float, rounded to the context."""
        return _decimal.apply(self, 39, Decimal.from_float(f))

    def copy_decimal(self, x, /):
        return _decimal.convert(self, x)

    canonical = copy_decimal

    def divmod(self, x, y, /):
        """Return quotient and remainder of a division."""
        return _decimal.divmod(self, x, y)

    def fma(self, x, y, z, /):
        """Return x * y + z, rounded once."""
        return _decimal.three(self, False, x, y, z)

    def power(self, a, b, modulo=None):
        """Return a ** b, or a ** b % modulo."""
        if modulo is None:
            return _decimal.apply(self, 23, a, b)
        return _decimal.three(self, True, a, b, modulo)

    def copy_abs(self, x, /):
        return _decimal.convert(self, x).copy_abs()

    def copy_negate(self, x, /):
        return _decimal.convert(self, x).copy_negate()

    def same_quantum(self, x, y, /):
        return _decimal.convert(self, x).same_quantum(y)

    def to_sci_string(self, x, /):
        """Convert a number to a string using scientific notation."""
        text = str(_decimal.convert(self, x))
        return text.replace('E', 'e') if not self.capitals and text[-1].isdigit() else text.replace('e', 'E') if self.capitals and text[-1].isdigit() else text

    def to_eng_string(self, x, /):
        """Convert a number to a string using engineering notation."""
        return _decimal.convert(self, x).to_eng_string(self)

    def is_normal(self, x, /):
        return _decimal.convert(self, x).is_normal(self)

    def is_subnormal(self, x, /):
        return _decimal.convert(self, x).is_subnormal(self)

    def number_class(self, x, /):
        return _decimal.convert(self, x).number_class(self)


def _add_methods():
    def two(number):
        return lambda self, x, y, /: _decimal.apply(self, number, x, y)

    def one(number):
        return lambda self, x, /: _decimal.apply(self, number, x)

    def question(name):
        return lambda self, x, /: getattr(_decimal.convert(self, x), name)()

    names = ('add subtract multiply divide divide_int remainder remainder_near compare compare_signal compare_total compare_total_mag max max_mag min '
             'min_mag next_toward quantize rotate shift scaleb logical_and logical_or logical_xor _power copy_sign '
             'abs minus plus exp ln log10 sqrt logb normalize next_minus next_plus to_integral_exact to_integral_value logical_invert').split()
    for number, name in enumerate(names):
        if name != '_power':
            method = two(number) if number < 25 else one(number)
            method.__name__ = name
            method.__qualname__ = f'Context.{name}'
            setattr(Context, name, method)
    Context.to_integral = Context.to_integral_value
    for name in 'is_canonical is_finite is_infinite is_nan is_qnan is_snan is_signed is_zero'.split():
        method = question(name)
        method.__name__ = name
        setattr(Context, name, method)


_add_methods()

DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [InvalidOperation, DivisionByZero, Overflow])
BasicContext = Context(9, ROUND_HALF_UP, -999999, 999999, 1, 0, [], [InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped])
ExtendedContext = Context(9, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [])

_variable = _contextvars.ContextVar('decimal_context')
_decimal.use(_variable)


def getcontext():
    """Get the current default context."""
    try:
        return _variable.get()
    except LookupError:
        context = DefaultContext.copy()
        context._flags = 0
        _variable.set(context)
        return context


def setcontext(context, /):
    """Set a new default context."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if any(context is fixed for fixed in (DefaultContext, BasicContext, ExtendedContext)):
        context = context.copy()
        context._flags = 0
    _variable.set(context)


class _ContextManager:
    """Sets a context in a with statement."""

    def __init__(self, new_context):
        self.new_context = new_context.copy()

    def __enter__(self):
        self.saved_context = getcontext()
        setcontext(self.new_context)
        return self.new_context

    def __exit__(self, t, v, tb):
        setcontext(self.saved_context)


_ContextManager.__name__ = _ContextManager.__qualname__ = 'ContextManager'


def localcontext(ctx=None, **kwargs):
    """Return a context manager that will set the default context to a copy of ctx on entry to the with-statement and restore the previous default context when exiting."""
    if ctx is None:
        ctx = getcontext()
    elif not isinstance(ctx, Context):
        raise TypeError('optional argument must be a context')
    manager = _ContextManager(ctx)
    for key, value in kwargs.items():
        if key not in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise TypeError(f"'{key}' is an invalid keyword argument for this function")
        setattr(manager.new_context, key, value)
    return manager
