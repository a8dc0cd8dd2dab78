"""How format strings are taken apart."""

from string import _parse, _split_name


def formatter_parser(format_string, /):
    """The parts of a format string: (literal text, field name, specification, conversion)."""
    if not isinstance(format_string, str):
        raise TypeError(f'expected str, got {type(format_string).__name__}')
    return _parse(format_string)


def formatter_field_name_split(field_name, /):
    """The first part of a field name, and the attributes and items behind it."""
    if not isinstance(field_name, str):
        raise TypeError(f'expected str, got {type(field_name).__name__}')
    return _split_name(field_name)
