"""XML: element trees (etree), the document object model (dom), events (sax) and the parser below them (parsers)."""

__all__ = ['dom', 'parsers', 'sax', 'etree']


def deserialize(type, text, path, /):
    """A list of the values of a type that the elements at a path stand for; None if one does not fit, or the text is not XML."""
    from _typed_xml import DeserializeError, from_xml
    try:
        return from_xml(type, text, path)
    except DeserializeError:
        return None


def deserialize_strict(type, text, path, /):
    """The same, but DeserializeError, which says where and why."""
    from _typed_xml import from_xml
    return from_xml(type, text, path)


def serialize(value, /, name=None, indent=None):
    """An element for data, named like its class unless said otherwise; None for what has none."""
    from _typed_xml import to_xml
    return to_xml(value, name, indent)


def __getattr__(name):
    if name == 'DeserializeError':
        from _typed import DeserializeError
        return DeserializeError
    raise AttributeError(f"module 'xml' has no attribute {name!r}")
