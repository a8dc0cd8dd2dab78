"""What the modules of the catalog share."""


def expect(function, name, value, *types):
    """Raises TypeError, in the words of native functions, unless a value is of one of these types."""
    if not isinstance(value, types):
        wanted = ' or '.join(each.__name__ for each in types)
        raise TypeError(f"{function}() argument '{name}' must be {wanted}, not {type(value).__name__}")


def expect_callable(function, name, value):
    """Raises TypeError unless a value can be called."""
    if not callable(value):
        raise TypeError(f"{function}() argument '{name}' must be callable, not {type(value).__name__}")


def to_bytes(function, value):
    """The bytes of text, which is UTF-8, or of a bytes-like object; None for text that has no such bytes."""
    if isinstance(value, str):
        try:
            return value.encode()
        except UnicodeEncodeError:
            return None
    if isinstance(value, (bytes, bytearray)):
        return value
    try:
        return memoryview(value).tobytes()
    except TypeError:
        raise TypeError(f"{function}() argument must be str or a bytes-like object, not {type(value).__name__}") from None


def pass_denial(error):
    """Raises what the host's policy denied: that is no refusal of the system, which would be None or False."""
    if isinstance(error, PermissionError):
        import os
        if error.errno is None or error.strerror != os.strerror(error.errno):
            raise error
