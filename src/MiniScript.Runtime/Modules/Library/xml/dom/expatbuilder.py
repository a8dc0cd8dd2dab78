"""Documents from the parser of xml.parsers.expat."""

from xml.dom import minidom


def parse(file, namespaces=True):
    """Read a file, given by name or open."""
    if hasattr(file, 'read'):
        return minidom._parse_stream(file, namespaces)
    with open(file, 'rb') as stream:
        return minidom._parse_stream(stream, namespaces)


def parseString(string, namespaces=True):
    """Read bytes or text."""
    builder = minidom._Builder(namespaces)
    builder.parser.Parse(string, True)
    return builder.document
