"""Inclusion of other documents (XInclude)."""

import copy
from urllib.parse import urljoin
from xml.etree import ElementTree

XINCLUDE = '{http://www.w3.org/2001/XInclude}'
XINCLUDE_INCLUDE = XINCLUDE + 'include'
XINCLUDE_FALLBACK = XINCLUDE + 'fallback'
DEFAULT_MAX_INCLUSION_DEPTH = 6


class FatalIncludeError(SyntaxError):
    """A document cannot be included."""


class LimitedRecursiveIncludeError(FatalIncludeError):
    """Documents include each other too deeply."""


def default_loader(href, parse, encoding=None):
    """Read a file as 'xml' or 'text'."""
    if parse == 'xml':
        with open(href, 'rb') as file:
            return ElementTree.parse(file).getroot()
    with open(href, encoding=encoding or 'UTF-8') as file:
        return file.read()


def include(elem, loader=None, base_url=None, max_depth=DEFAULT_MAX_INCLUSION_DEPTH):
    """Replace the include elements of a tree by the documents that they name."""
    if max_depth is None:
        max_depth = -1
    elif max_depth < 0:
        raise ValueError(f'expected non-negative depth or None for \'max_depth\', got {max_depth!r}')
    root = elem.getroot() if hasattr(elem, 'getroot') else elem
    _include(root, loader or default_loader, base_url, max_depth, set())


def _include(elem, loader, base_url, max_depth, parents):
    i = 0
    while i < len(elem):
        child = elem[i]
        if child.tag == XINCLUDE_INCLUDE:
            href = child.get('href')
            if base_url:
                href = urljoin(base_url, href)
            kind = child.get('parse', 'xml')
            if kind == 'xml':
                if href in parents:
                    raise FatalIncludeError(f'recursive include of {href}')
                if max_depth == 0:
                    raise LimitedRecursiveIncludeError(f'maximum xinclude depth reached when including file {href}')
                parents.add(href)
                node = loader(href, kind)
                if node is None:
                    raise FatalIncludeError(f'cannot load {href!r} as {kind!r}')
                node = copy.copy(node)
                _include(node, loader, href, max_depth - 1, parents)
                parents.remove(href)
                if child.tail:
                    node.tail = (node.tail or '') + child.tail
                elem[i] = node
            elif kind == 'text':
                text = loader(href, kind, child.get('encoding'))
                if text is None:
                    raise FatalIncludeError(f'cannot load {href!r} as {kind!r}')
                if child.tail:
                    text += child.tail
                if i:
                    elem[i - 1].tail = (elem[i - 1].tail or '') + text
                else:
                    elem.text = (elem.text or '') + text
                del elem[i]
                continue
            else:
                raise FatalIncludeError(f'unknown parse type in xi:include tag ({kind!r})')
        elif child.tag == XINCLUDE_FALLBACK:
            raise FatalIncludeError(f'xi:fallback tag must be child of xi:include ({child.tag!r})')
        else:
            _include(child, loader, base_url, max_depth, parents)
        i += 1
