"""XML: element trees (etree), the document object model (dom), events (sax) and the parser below them (parsers)."""

__all__ = ['dom', 'parsers', 'sax', 'etree']
