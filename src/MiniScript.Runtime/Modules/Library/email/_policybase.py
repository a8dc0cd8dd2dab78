"""Policies: how messages are read, kept and written."""

from email import errors, utils
from email.header import Header

__all__ = ['Policy', 'Compat32', 'compat32']


class Policy:
    """The base of policies: an unchangeable set of options. A sum of two has the options of the second that are not the defaults."""

    raise_on_defect = False
    linesep = '\n'
    cte_type = '8bit'
    max_line_length = 78
    mangle_from_ = False
    message_factory = None
    verify_generated_headers = True

    def __init__(self, **kw):
        for name, value in kw.items():
            if not hasattr(self, name):
                raise TypeError(f'{name!r} is an invalid keyword argument for {self.__class__.__name__}')
            object.__setattr__(self, name, value)

    def __repr__(self):
        return f'{self.__class__.__name__}({", ".join([f"{name}={value!r}" for name, value in self.__dict__.items()])})'

    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise AttributeError(f'{self.__class__.__name__!r} object attribute {name!r} is read-only')
        raise AttributeError(f'{self.__class__.__name__!r} object has no attribute {name!r}')

    def clone(self, **kw):
        """A copy with other options."""
        copy = self.__class__.__new__(self.__class__)
        for name, value in self.__dict__.items():
            object.__setattr__(copy, name, value)
        for name, value in kw.items():
            if not hasattr(self, name):
                raise TypeError(f'{name!r} is an invalid keyword argument for {self.__class__.__name__}')
            object.__setattr__(copy, name, value)
        return copy

    def __add__(self, other):
        return self.clone(**other.__dict__)

    def handle_defect(self, obj, defect):
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    def register_defect(self, obj, defect):
        obj.defects.append(defect)

    def header_max_count(self, name):
        return None

    def header_source_parse(self, sourcelines):
        name, value = sourcelines[0].split(':', 1)
        value = ''.join((value, *sourcelines[1:])).lstrip(' \t\r\n')
        return name, value.rstrip('\r\n')


class Compat32(Policy):
    """Messages as they were before there were policies."""

    mangle_from_ = True

    def _sanitize(self, name, value):
        if isinstance(value, str) and utils._has_surrogates(value):
            return Header(value, charset='unknown-8bit', header_name=name)
        return value

    def header_store_parse(self, name, value):
        return name, value

    def header_fetch_parse(self, name, value):
        return self._sanitize(name, value)

    def fold(self, name, value):
        return self._fold(name, value, True)

    def fold_binary(self, name, value):
        return self._fold(name, value, self.cte_type == '7bit').encode('ascii', 'surrogateescape')

    def _fold(self, name, value, sanitize):
        if isinstance(value, str):
            if utils._has_surrogates(value):
                header = Header(value, charset='unknown-8bit', header_name=name) if sanitize else None
            else:
                header = Header(value, header_name=name)
        else:
            header = value
        if header is None:
            return f'{name}: {value}{self.linesep}'
        text = header.encode(linesep=self.linesep, maxlinelen=self.max_line_length or 0)
        return f'{name}: {text}{self.linesep}'


compat32 = Compat32()
