"""Abstract base classes of numbers: Complex, Real, Rational and Integral, each derived from the one before."""

from abc import ABCMeta, abstractmethod

__all__ = ['Number', 'Complex', 'Real', 'Rational', 'Integral']


def _abstract(name, parameters, doc):
    """An abstract method that refuses to be called."""
    scope = {}
    exec(f'def {name}({parameters}):\n raise NotImplementedError', scope)
    method = scope[name]
    method.__doc__ = doc
    method.__module__ = __name__
    return abstractmethod(method)


class Number(metaclass=ABCMeta):
    """All numbers derive from this class."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Numbers with the operations of the built-in complex."""

    __slots__ = ()

    __complex__ = _abstract('__complex__', 'self', 'Return a builtin complex instance.')

    def __bool__(self):
        """True if self != 0."""
        return self != 0

    @property
    @abstractmethod
    def real(self):
        """The real component, a Real."""
        raise NotImplementedError

    @property
    @abstractmethod
    def imag(self):
        """The imaginary component, a Real."""
        raise NotImplementedError

    __add__ = _abstract('__add__', 'self, other', 'self + other')
    __radd__ = _abstract('__radd__', 'self, other', 'other + self')
    __neg__ = _abstract('__neg__', 'self', '-self')
    __pos__ = _abstract('__pos__', 'self', '+self')

    def __sub__(self, other):
        """self - other"""
        return self + -other

    def __rsub__(self, other):
        """other - self"""
        return -self + other

    __mul__ = _abstract('__mul__', 'self, other', 'self * other')
    __rmul__ = _abstract('__rmul__', 'self, other', 'other * self')
    __truediv__ = _abstract('__truediv__', 'self, other', 'self / other')
    __rtruediv__ = _abstract('__rtruediv__', 'self, other', 'other / self')
    __pow__ = _abstract('__pow__', 'self, exponent', 'self ** exponent')
    __rpow__ = _abstract('__rpow__', 'self, base', 'base ** self')
    __abs__ = _abstract('__abs__', 'self', 'The distance from 0.')
    conjugate = _abstract('conjugate', 'self', '(x + y*i).conjugate() is (x - y*i).')
    __eq__ = _abstract('__eq__', 'self, other', 'self == other')
    __hash__ = None


Complex.register(complex)


class Real(Complex):
    """Numbers with the operations of the built-in float."""

    __slots__ = ()

    __float__ = _abstract('__float__', 'self', 'Return a builtin float.')
    __trunc__ = _abstract('__trunc__', 'self', 'self towards 0, as an Integral.')
    __floor__ = _abstract('__floor__', 'self', 'The greatest Integral <= self.')
    __ceil__ = _abstract('__ceil__', 'self', 'The least Integral >= self.')
    __round__ = _abstract('__round__', 'self, ndigits=None', 'self rounded, half to even.')

    def __divmod__(self, other):
        """(self // other, self % other)"""
        return self // other, self % other

    def __rdivmod__(self, other):
        """(other // self, other % self)"""
        return other // self, other % self

    __floordiv__ = _abstract('__floordiv__', 'self, other', 'self // other')
    __rfloordiv__ = _abstract('__rfloordiv__', 'self, other', 'other // self')
    __mod__ = _abstract('__mod__', 'self, other', 'self % other')
    __rmod__ = _abstract('__rmod__', 'self, other', 'other % self')
    __lt__ = _abstract('__lt__', 'self, other', 'self < other')
    __le__ = _abstract('__le__', 'self, other', 'self <= other')

    def __complex__(self):
        """complex(self) == complex(float(self), 0)"""
        return complex(float(self))

    @property
    def real(self):
        """Real numbers are their real component."""
        return +self

    @property
    def imag(self):
        """Real numbers have no imaginary component."""
        return 0

    def conjugate(self):
        """Conjugate is a no-op for Reals."""
        return +self


Real.register(float)


class Rational(Real):
    """Numbers with a numerator and a denominator, in lowest terms."""

    __slots__ = ()

    @property
    @abstractmethod
    def numerator(self):
        raise NotImplementedError

    @property
    @abstractmethod
    def denominator(self):
        raise NotImplementedError

    def __float__(self):
        """float(self) = self.numerator / self.denominator"""
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Numbers with the operations of the built-in int."""

    __slots__ = ()

    __int__ = _abstract('__int__', 'self', 'int(self)')

    def __index__(self):
        """Called whenever an index is needed, such as in slicing"""
        return int(self)

    __pow__ = _abstract('__pow__', 'self, exponent, modulus=None', 'self ** exponent % modulus')
    __lshift__ = _abstract('__lshift__', 'self, other', 'self << other')
    __rlshift__ = _abstract('__rlshift__', 'self, other', 'other << self')
    __rshift__ = _abstract('__rshift__', 'self, other', 'self >> other')
    __rrshift__ = _abstract('__rrshift__', 'self, other', 'other >> self')
    __and__ = _abstract('__and__', 'self, other', 'self & other')
    __rand__ = _abstract('__rand__', 'self, other', 'other & self')
    __xor__ = _abstract('__xor__', 'self, other', 'self ^ other')
    __rxor__ = _abstract('__rxor__', 'self, other', 'other ^ self')
    __or__ = _abstract('__or__', 'self, other', 'self | other')
    __ror__ = _abstract('__ror__', 'self, other', 'other | self')
    __invert__ = _abstract('__invert__', 'self', '~self')

    def __float__(self):
        """float(self) == float(int(self))"""
        return float(int(self))

    @property
    def numerator(self):
        """Integers are their own numerators."""
        return +self

    @property
    def denominator(self):
        """Integers have a denominator of 1."""
        return 1


Integral.register(int)
