"""Trees of elements: reading, changing, searching and writing XML."""

import collections
import collections.abc
import contextlib
import io
import re
import warnings

from xml.etree import ElementPath

__all__ = [
    'Comment', 'dump', 'Element', 'ElementTree', 'canonicalize', 'fromstring', 'fromstringlist', 'indent', 'iselement', 'iterparse',
    'parse', 'ParseError', 'PI', 'ProcessingInstruction', 'QName', 'SubElement', 'tostring', 'tostringlist', 'TreeBuilder', 'VERSION',
    'XML', 'XMLID', 'XMLParser', 'XMLPullParser', 'register_namespace', 'C14NWriterTarget',
]

VERSION = '1.3.0'


class ParseError(SyntaxError):
    """A document is not well-formed: code is expat's, position a pair of line and column."""


_is_tag = re.compile(r'(?:\{[^}*][^}]*\})?[^/*\[@.{]+').fullmatch


def iselement(element):
    """Whether an object looks like an element."""
    return hasattr(element, 'tag')


class Element:
    """An element: its tag, attributes (attrib), text, tail, which is the text that follows it, and its children."""

    __slots__ = 'tag', 'attrib', 'text', 'tail', '_children', '__dict__', '__weakref__'

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f'Element() argument 2 must be dict, not {type(attrib).__name__}')
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.tag!r} at {id(self):#x}>'

    def makeelement(self, tag, attrib, /):
        """Make an element of the same class."""
        return self.__class__(tag, attrib)

    def __copy__(self):
        element = self.makeelement(self.tag, self.attrib)
        element.text = self.text
        element.tail = self.tail
        element._children = self._children[:]
        return element

    def __deepcopy__(self, memo):
        import copy
        element = self.makeelement(copy.deepcopy(self.tag, memo), copy.deepcopy(self.attrib, memo))
        element.text = copy.deepcopy(self.text, memo)
        element.tail = copy.deepcopy(self.tail, memo)
        element._children = [copy.deepcopy(child, memo) for child in self._children]
        memo[id(self)] = element
        return element

    def __getstate__(self):
        return {'tag': self.tag, '_children': self._children, 'attrib': self.attrib, 'text': self.text, 'tail': self.tail}

    def __setstate__(self, state):
        if not isinstance(state, dict):
            raise TypeError(f"Don't know how to unpickle \"{state!r}\" as an Element")
        self.tag = state['tag']
        children = list(state.get('_children') or ())
        for child in children:
            _check_element(child, '')
        self._children = children
        self.attrib = state.get('attrib') or {}
        self.text = state.get('text')
        self.tail = state.get('tail')

    def __reduce_ex__(self, protocol):
        return _new_element, (type(self),), self.__getstate__()

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        warnings.warn(
            "Testing an element's truth value will always return True in future versions.  Use specific 'len(elem)' or "
            "'elem is not None' test instead.", DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError('child index out of range') from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for one in element:
                _check_element(one, '')
        else:
            _check_element(element, '')
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError('child assignment index out of range') from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError('child assignment index out of range') from None

    def append(self, subelement, /):
        """Add a child at the end."""
        _check_element(subelement, 'append() argument 1')
        self._children.append(subelement)

    def extend(self, elements, /):
        """Add children at the end."""
        try:
            elements = iter(elements)
        except TypeError:
            raise TypeError("'elements' must be an iterable") from None
        for element in list(elements):
            _check_element(element, '')
            self._children.append(element)

    def insert(self, index, subelement, /):
        """Add a child at a position."""
        _check_element(subelement, 'insert() argument 2')
        self._children.insert(index, subelement)

    def remove(self, subelement, /):
        """Remove a child."""
        _check_element(subelement, 'remove() argument 1')
        for index, child in enumerate(self._children):
            if child is subelement or child == subelement:
                del self._children[index]
                return
        raise ValueError('list.remove(x): x not in list')

    def find(self, path, namespaces=None):
        """The first element of a path, or None."""
        if namespaces is None and _is_tag(path):
            return next((child for child in self._children if child.tag == path), None)
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first element of a path, or the default."""
        found = self.find(path, namespaces)
        if found is None:
            return default
        return '' if found.text is None else found.text

    def findall(self, path, namespaces=None):
        """All elements of a path."""
        if namespaces is None and _is_tag(path):
            return [child for child in self._children if child.tag == path]
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        """Yield all elements of a path."""
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        """Remove attributes, texts and children."""
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        """The value of an attribute, or the default."""
        return self.attrib.get(key, default)

    def set(self, key, value, /):
        """Set an attribute."""
        self.attrib[key] = value

    def keys(self):
        return self.attrib.keys()

    def items(self):
        return self.attrib.items()

    def iter(self, tag=None):
        """Yield the element and all below it, in the order of the document; with a tag those that have it."""
        return _iterate(self, None if tag == '*' else tag)

    def itertext(self):
        """Yield all texts of the element and of those below it."""
        text = self.text
        if text:
            yield text
        stack = [iter(self._children)]
        last = []
        while stack:
            child = next(stack[-1], None)
            if child is not None:
                text = child.text
                if text:
                    yield text
                stack.append(iter(child._children))
                last.append(child)
                continue
            stack.pop()
            if last:
                tail = last.pop().tail
                if tail:
                    yield tail


def _iterate(element, tag):
    if tag is None or element.tag == tag:
        yield element
    stack = [iter(element._children)]
    while stack:
        for child in stack[-1]:
            if tag is None or child.tag == tag:
                yield child
            if child._children:
                stack.append(iter(child._children))
                break
        else:
            stack.pop()


def _new_element(cls):
    return cls.__new__(cls)


def _check_element(element, what):
    if not isinstance(element, Element):
        if what:
            name = 'None' if element is None else type(element).__name__
            raise TypeError(f'{what} must be xml.etree.ElementTree.Element, not {name}')
        raise TypeError(f'expected an Element, not "{type(element).__name__}"')


def SubElement(parent, tag, attrib={}, **extra):
    """Make an element and add it to another."""
    _check_element(parent, 'SubElement() argument 1')
    if not isinstance(attrib, dict):
        raise TypeError(f'SubElement() argument 3 must be dict, not {type(attrib).__name__}')
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    """Make a comment: an element whose tag is this function."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """Make a processing instruction: an element whose tag is this function."""
    element = Element(ProcessingInstruction)
    element.text = target
    if text:
        element.text = f'{target} {text}'
    return element


PI = ProcessingInstruction


class QName:
    """A name with its namespace, as a tag, or as the value of an attribute that gets a prefix."""

    def __init__(self, text_or_uri, tag=None):
        self.text = f'{{{text_or_uri}}}{tag}' if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.text!r}>'

    def __hash__(self):
        return hash(self.text)

    def _other(self, other):
        return other.text if isinstance(other, QName) else other

    def __le__(self, other):
        return self.text <= self._other(other)

    def __lt__(self, other):
        return self.text < self._other(other)

    def __ge__(self, other):
        return self.text >= self._other(other)

    def __gt__(self, other):
        return self.text > self._other(other)

    def __eq__(self, other):
        return self.text == self._other(other)


class ElementTree:
    """A document."""

    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        """Read a file, given by name or open; returns the root."""
        with contextlib.ExitStack() as stack:
            if not hasattr(source, 'read'):
                source = stack.enter_context(open(source, 'rb'))
            if parser is None:
                parser = XMLParser()
            while data := source.read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root

    def iter(self, tag=None):
        """Yield all elements, or those with a tag."""
        return self._root.iter(tag)

    def _relative(self, path):
        if path[:1] == '/':
            path = '.' + path
            warnings.warn(
                f'This search is broken in 1.3 and earlier, and will be fixed in a future version.  If you rely on the current behaviour, '
                f'change it to {path!r}', FutureWarning, stacklevel=3)
        return path

    def find(self, path, namespaces=None):
        """The first element of a path below the root, or None."""
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first element of a path, or the default."""
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements of a path."""
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """Yield all elements of a path."""
        return self._root.iterfind(self._relative(path), namespaces)

    def write(
            self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
            short_empty_elements=True):
        """Write the document: as 'xml', 'html', 'text' or 'c14n'."""
        if not method:
            method = 'xml'
        elif method not in _serialize:
            raise ValueError(f'unknown method {method!r}')
        if not encoding:
            encoding = 'utf-8' if method == 'c14n' else 'us-ascii'
        with _get_writer(file_or_filename, encoding) as (write, declared_encoding):
            if method == 'xml' and (xml_declaration or (
                    xml_declaration is None and encoding.lower() != 'unicode' and declared_encoding.lower() not in ('utf-8', 'us-ascii'))):
                write(f"<?xml version='1.0' encoding='{declared_encoding}'?>\n")
            if method == 'text':
                _serialize_text(write, self._root)
            else:
                qnames, namespaces = _namespaces(self._root, default_namespace)
                _serialize[method](write, self._root, qnames, namespaces, short_empty_elements=short_empty_elements)

    def write_c14n(self, file):
        return self.write(file, method='c14n')


@contextlib.contextmanager
def _get_writer(file_or_filename, encoding):
    try:
        write = file_or_filename.write
    except AttributeError:
        name = 'utf-8' if encoding.lower() == 'unicode' else encoding
        with open(file_or_filename, 'w', encoding=name, errors='xmlcharrefreplace') as file:
            yield file.write, file.encoding
        return
    if encoding.lower() == 'unicode':
        yield write, getattr(file_or_filename, 'encoding', None) or 'utf-8'
        return
    with contextlib.ExitStack() as stack:
        if isinstance(file_or_filename, io.BufferedIOBase):
            file = file_or_filename
        elif isinstance(file_or_filename, io.RawIOBase):
            file = io.BufferedWriter(file_or_filename)
            stack.callback(file.detach)
        else:
            # Anything with a method that takes bytes.
            file = io.BufferedIOBase()
            file.writable = lambda: True
            file.write = write
            try:
                # The wrapper writes a byte order mark only at the start of a file.
                file.seekable = file_or_filename.seekable
                file.tell = file_or_filename.tell
            except AttributeError:
                pass
        file = io.TextIOWrapper(file, encoding=encoding, errors='xmlcharrefreplace', newline='\n')
        stack.callback(file.detach)
        yield file.write, encoding


def _namespaces(root, default_namespace=None):
    # The names as they are written, and the prefixes of the namespaces that occur.
    qnames = {None: None}
    namespaces = {}
    if default_namespace:
        namespaces[default_namespace] = ''

    def add(qname):
        try:
            if qname[:1] == '{':
                uri, tag = qname[1:].rsplit('}', 1)
                prefix = namespaces.get(uri)
                if prefix is None:
                    prefix = _namespace_map.get(uri)
                    if prefix is None:
                        prefix = f'ns{len(namespaces)}'
                    if prefix != 'xml':
                        namespaces[uri] = prefix
                qnames[qname] = f'{prefix}:{tag}' if prefix else tag
            else:
                if default_namespace:
                    raise ValueError('cannot use non-qualified names with default_namespace option')
                qnames[qname] = qname
        except TypeError:
            _raise_serialization_error(qname)

    for element in root.iter():
        tag = element.tag
        if isinstance(tag, QName):
            if tag.text not in qnames:
                add(tag.text)
        elif isinstance(tag, str):
            if tag not in qnames:
                add(tag)
        elif tag is not None and tag is not Comment and tag is not PI:
            _raise_serialization_error(tag)
        for key, value in element.items():
            if isinstance(key, QName):
                key = key.text
            if key not in qnames:
                add(key)
            if isinstance(value, QName) and value.text not in qnames:
                add(value.text)
        if isinstance(element.text, QName) and element.text.text not in qnames:
            add(element.text.text)
    return qnames, namespaces


def _write_attributes(write, element, qnames, namespaces, escape):
    items = list(element.items())
    if items or namespaces:
        if namespaces:
            for uri, prefix in sorted(namespaces.items(), key=lambda item: item[1]):
                write(f' xmlns{":" + prefix if prefix else ""}="{escape(uri)}"')
        for key, value in items:
            if isinstance(key, QName):
                key = key.text
            value = qnames[value.text] if isinstance(value, QName) else escape(value)
            write(f' {qnames[key]}="{value}"')


def _serialize_xml(write, elem, qnames, namespaces, short_empty_elements, **kwargs):
    tag, text = elem.tag, elem.text
    if tag is Comment:
        write(f'<!--{text}-->')
    elif tag is ProcessingInstruction:
        write(f'<?{text}?>')
    else:
        tag = qnames[tag.text if isinstance(tag, QName) else tag]
        if tag is None:
            if text:
                write(_escape_cdata(text))
            for child in elem:
                _serialize_xml(write, child, qnames, None, short_empty_elements=short_empty_elements)
        else:
            write('<' + tag)
            _write_attributes(write, elem, qnames, namespaces, _escape_attrib)
            if text or len(elem) or not short_empty_elements:
                write('>')
                if text:
                    write(qnames[text.text] if isinstance(text, QName) else _escape_cdata(text))
                for child in elem:
                    _serialize_xml(write, child, qnames, None, short_empty_elements=short_empty_elements)
                write(f'</{tag}>')
            else:
                write(' />')
    if elem.tail:
        write(_escape_cdata(elem.tail))


HTML_EMPTY = {
    'area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'isindex', 'link', 'meta', 'param', 'source',
    'track', 'wbr',
}


def _serialize_html(write, elem, qnames, namespaces, **kwargs):
    tag, text = elem.tag, elem.text
    if tag is Comment:
        write(f'<!--{_escape_cdata(text)}-->')
    elif tag is ProcessingInstruction:
        write(f'<?{_escape_cdata(text)}?>')
    else:
        tag = qnames[tag.text if isinstance(tag, QName) else tag]
        if tag is None:
            if text:
                write(_escape_cdata(text))
            for child in elem:
                _serialize_html(write, child, qnames, None)
        else:
            write('<' + tag)
            _write_attributes(write, elem, qnames, namespaces, _escape_attrib_html)
            write('>')
            lower = tag.lower()
            if text:
                if isinstance(text, QName):
                    write(qnames[text.text])
                else:
                    write(text if lower in ('script', 'style') else _escape_cdata(text))
            for child in elem:
                _serialize_html(write, child, qnames, None)
            if lower not in HTML_EMPTY:
                write(f'</{tag}>')
    if elem.tail:
        write(_escape_cdata(elem.tail))


def _serialize_text(write, elem):
    for part in elem.itertext():
        write(part)
    if elem.tail:
        write(elem.tail)


_serialize = {'xml': _serialize_xml, 'html': _serialize_html, 'text': _serialize_text}


def register_namespace(prefix, uri):
    """Set the prefix that a namespace is written with."""
    if re.match(r'ns\d+$', prefix):
        raise ValueError('Prefix format reserved for internal use')
    for known, name in list(_namespace_map.items()):
        if known == uri or name == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


_namespace_map = {
    'http://www.w3.org/XML/1998/namespace': 'xml', 'http://www.w3.org/1999/xhtml': 'html',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf', 'http://schemas.xmlsoap.org/wsdl/': 'wsdl',
    'http://www.w3.org/2001/XMLSchema': 'xs', 'http://www.w3.org/2001/XMLSchema-instance': 'xsi', 'http://purl.org/dc/elements/1.1/': 'dc',
}
register_namespace._namespace_map = _namespace_map


def _raise_serialization_error(text):
    raise TypeError(f'cannot serialize {text!r} (type {type(text).__name__})')


def _escaper(*pairs):
    def escape(text):
        try:
            for c, replacement in pairs:
                if c in text:
                    text = text.replace(c, replacement)
            return text
        except (TypeError, AttributeError):
            _raise_serialization_error(text)
    return escape


_escape_cdata = _escaper(('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'))
_escape_attrib = _escaper(
    ('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ('\r', '&#13;'), ('\n', '&#10;'), ('\t', '&#09;'))
_escape_attrib_html = _escaper(('&', '&amp;'), ('>', '&gt;'), ('"', '&quot;'))


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    """An element as bytes, or as text with the encoding 'unicode'."""
    stream = io.StringIO() if encoding == 'unicode' else io.BytesIO()
    ElementTree(element).write(
        stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace, method=method,
        short_empty_elements=short_empty_elements)
    return stream.getvalue()


class _Pieces(io.BufferedIOBase):
    def __init__(self, pieces):
        self.pieces = pieces

    def writable(self):
        return True

    def seekable(self):
        return True

    def write(self, data):
        self.pieces.append(data)

    def tell(self):
        return len(self.pieces)


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None, short_empty_elements=True):
    """An element as a list of pieces of bytes or text."""
    pieces = []
    ElementTree(element).write(
        _Pieces(pieces), encoding, xml_declaration=xml_declaration, default_namespace=default_namespace, method=method,
        short_empty_elements=short_empty_elements)
    return pieces


def dump(elem):
    """Write an element or a document to standard output."""
    import sys
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(sys.stdout, encoding='unicode')
    tail = elem.getroot().tail
    if not tail or tail[-1] != '\n':
        sys.stdout.write('\n')


def indent(tree, space='  ', level=0):
    """Put white space into a tree so that each element gets a line of its own."""
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f'Initial indentation level must be >= 0, got {level}')
    if not len(tree):
        return
    breaks = ['\n' + level * space]

    def indent_children(element, level):
        while len(breaks) <= level + 1:
            breaks.append(breaks[-1] + space)
        inner = breaks[level + 1]
        if not element.text or not element.text.strip():
            element.text = inner
        for child in element:
            if len(child):
                indent_children(child, level + 1)
            if not child.tail or not child.tail.strip():
                child.tail = inner
        if not child.tail.strip():
            child.tail = breaks[level]

    indent_children(tree, 0)


def parse(source, parser=None):
    """Read a file, given by name or open, as an ElementTree."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def iterparse(source, events=None, parser=None):
    """Read a file piece by piece and yield pairs of events and elements."""
    pull = XMLPullParser(events=events, _parser=parser)
    if not hasattr(source, 'read'):
        file = source = open(source, 'rb')
    else:
        file = None

    def read():
        try:
            while True:
                yield from pull.read_events()
                data = source.read(16 * 1024)
                if not data:
                    break
                pull.feed(data)
            root = pull._close_and_return_root()
            yield from pull.read_events()
            result.root = root
        finally:
            if file is not None:
                file.close()

    pairs = read()

    class IterParseIterator(collections.abc.Iterator):
        def __next__(self):
            return next(pairs)

        def close(self):
            if file is not None:
                file.close()
            pairs.close()

        def __del__(self):
            if file is not None:
                file.close()

    result = IterParseIterator()
    result.root = None
    return result


class XMLPullParser:
    """A parser that is fed, and asked for events."""

    def __init__(self, events=None, *, _parser=None):
        self._events_queue = collections.deque()
        self._parser = _parser or XMLParser(target=TreeBuilder())
        if events is None:
            events = ('end',)
        self._parser._setevents(self._events_queue, events)

    def feed(self, data):
        """Process more of the document."""
        if self._parser is None:
            raise ValueError('feed() called after end of stream')
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as error:
                self._events_queue.append(error)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """End the document."""
        self._close_and_return_root()

    def read_events(self):
        """Yield the events that have happened."""
        events = self._events_queue
        while events:
            event = events.popleft()
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        if self._parser is None:
            raise ValueError('flush() called after end of stream')
        self._parser.flush()


def XML(text, parser=None):
    """The root of a document in a string."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    return parser.close()


fromstring = XML


def XMLID(text, parser=None):
    """The root of a document in a string, and a dictionary of its elements by their attributes 'id'."""
    tree = XML(text, parser)
    return tree, {element.get('id'): element for element in tree.iter() if element.get('id')}


def fromstringlist(sequence, parser=None):
    """The root of a document in several strings."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    for text in sequence:
        parser.feed(text)
    return parser.close()


class TreeBuilder:
    """Makes a tree of calls for starts, ends and texts."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False):
        self._data = []
        self._elem = []
        self._last = None
        self._root = None
        self._tail = None
        self._comment_factory = comment_factory or Comment
        self.insert_comments = insert_comments
        self._pi_factory = pi_factory or ProcessingInstruction
        self.insert_pis = insert_pis
        self._factory = element_factory or Element

    def close(self):
        """End the tree; returns its root."""
        return self._root

    def _flush(self):
        if self._data:
            if self._last is not None:
                text = ''.join(self._data)
                if self._tail:
                    self._last.tail = text
                else:
                    self._last.text = text
            self._data = []

    def data(self, data, /):
        """Add text."""
        self._data.append(data)

    def start(self, tag, attrs, /):
        """Open an element."""
        if self._data:
            self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._elem:
            self._elem[-1].append(element)
        elif self._root is None:
            self._root = element
        self._elem.append(element)
        self._tail = 0
        return element

    def end(self, tag, /):
        """Close an element."""
        if self._data:
            self._flush()
        if not self._elem:
            raise IndexError('pop from empty stack')
        self._last = self._elem.pop()
        self._tail = 1
        return self._last

    def comment(self, text, /):
        """Add a comment."""
        return self._single(self._comment_factory, self.insert_comments, text)

    def pi(self, target, text=None, /):
        """Add a processing instruction."""
        return self._single(self._pi_factory, self.insert_pis, target, text)

    def _single(self, factory, insert, *args):
        element = factory(*args)
        if insert:
            self._flush()
            self._last = element
            if self._elem:
                self._elem[-1].append(element)
            self._tail = 1
        return element


class XMLParser:
    """A parser of XML that calls the methods of a target."""

    def __init__(self, *, target=None, encoding=None):
        from xml.parsers import expat
        self.parser = self._parser = parser = expat.ParserCreate(encoding, '}')
        parser._before = '{'
        if target is None:
            target = TreeBuilder()
        self.target = self._target = target
        self._error = expat.error
        self.entity = {}
        self.version = 'Expat 2.6.3'
        parser.buffer_text = isinstance(target, TreeBuilder)
        parser.DefaultHandlerExpand = self._default
        if hasattr(target, 'start'):
            parser.StartElementHandler = target.start
        if hasattr(target, 'end'):
            parser.EndElementHandler = target.end
        if hasattr(target, 'start_ns'):
            parser.StartNamespaceDeclHandler = lambda prefix, uri: target.start_ns(prefix or '', uri or '')
        if hasattr(target, 'end_ns'):
            parser.EndNamespaceDeclHandler = lambda prefix: target.end_ns(prefix or '')
        if hasattr(target, 'data'):
            parser.CharacterDataHandler = target.data
        if hasattr(target, 'comment'):
            parser.CommentHandler = target.comment
        if hasattr(target, 'pi'):
            parser.ProcessingInstructionHandler = target.pi
        parser.StartDoctypeDeclHandler = self._doctype

    def _setevents(self, events_queue, events_to_report):
        parser, target = self._parser, self.target
        append = events_queue.append
        for event in events_to_report:
            if event == 'start':
                def start(tag, attrs):
                    append(('start', target.start(tag, attrs)))
                parser.StartElementHandler = start
            elif event == 'end':
                def end(tag):
                    append(('end', target.end(tag)))
                parser.EndElementHandler = end
            elif event == 'start-ns':
                if hasattr(target, 'start_ns'):
                    def start_ns(prefix, uri):
                        append(('start-ns', target.start_ns(prefix or '', uri or '')))
                else:
                    def start_ns(prefix, uri):
                        append(('start-ns', (prefix or '', uri or '')))
                parser.StartNamespaceDeclHandler = start_ns
            elif event == 'end-ns':
                if hasattr(target, 'end_ns'):
                    def end_ns(prefix):
                        append(('end-ns', target.end_ns(prefix or '')))
                else:
                    def end_ns(prefix):
                        append(('end-ns', None))
                parser.EndNamespaceDeclHandler = end_ns
            elif event == 'comment':
                def comment(text):
                    append(('comment', target.comment(text)))
                parser.CommentHandler = comment
            elif event == 'pi':
                def pi(name, data):
                    append(('pi', target.pi(name, data)))
                parser.ProcessingInstructionHandler = pi
            else:
                raise ValueError('unknown event %r' % event)

    def _raise(self, error):
        raised = ParseError(str(error))
        raised.code = error.code
        raised.position = error.lineno, error.offset
        raise raised from None

    def _default(self, text):
        if text[:1] != '&':
            return
        name = text[1:-1]
        try:
            value = self.entity[name]
        except KeyError:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber
            error = self._error(f'undefined entity {text}: line {line}, column {column}')
            error.code = 11
            error.lineno, error.offset = line, column
            raise error from None
        if hasattr(self.target, 'data'):
            self.target.data(value)

    def _doctype(self, name, system, public, has_subset):
        if hasattr(self.target, 'doctype'):
            self.target.doctype(name, public, system)
        elif hasattr(self, 'doctype'):
            warnings.warn(
                'The doctype() method of XMLParser is ignored.  Define doctype() method on the TreeBuilder target.', RuntimeWarning)

    def feed(self, data, /):
        """Parse more of the document."""
        try:
            self._parser.Parse(data, False)
        except self._error as error:
            self._raise(error)

    def close(self):
        """End the document; returns what the target's close() returns."""
        try:
            self._parser.Parse(b'' if self._parser._bytes or self._parser._decoder else '', True)
        except self._error as error:
            self._raise(error)
        target = self.target
        try:
            close = target.close
        except AttributeError:
            return None
        return close()

    def flush(self):
        """Process what has been held back."""
        self._parser._flush()


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """Write a document in its canonical form (C14N 2.0), to a file or as the result."""
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    text = None
    if out is None:
        text = out = io.StringIO()
    parser = XMLParser(target=C14NWriterTarget(out.write, **options))
    if xml_data is not None:
        parser.feed(xml_data)
        parser.close()
    else:
        parse(from_file, parser=parser)
    return text.getvalue() if text is not None else None


_looks_like_prefix_name = re.compile(r'\w+:\w+$')
_escape_c14n_text = _escaper(('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('\r', '&#xD;'))
_escape_c14n_attribute = _escaper(('&', '&amp;'), ('<', '&lt;'), ('"', '&quot;'), ('\t', '&#x9;'), ('\n', '&#xA;'), ('\r', '&#xD;'))


class C14NWriterTarget:
    """A target of a parser that writes the canonical form."""

    def __init__(
            self, write, *, with_comments=False, strip_text=False, rewrite_prefixes=False, qname_aware_tags=None, qname_aware_attrs=None,
            exclude_attrs=None, exclude_tags=None):
        self._write = write
        self._data = []
        self._with_comments = with_comments
        self._strip_text = strip_text
        self._exclude_attrs = set(exclude_attrs) if exclude_attrs else None
        self._exclude_tags = set(exclude_tags) if exclude_tags else None
        self._rewrite_prefixes = rewrite_prefixes
        self._qname_aware_tags = set(qname_aware_tags) if qname_aware_tags else None
        self._qname_aware_attrs = set(qname_aware_attrs) if qname_aware_attrs else None
        # Of each open element the namespaces that were written with it, and those that were declared in the source.
        self._declared = [[('http://www.w3.org/XML/1998/namespace', 'xml')]]
        self._sources = [] if rewrite_prefixes else None
        if not rewrite_prefixes:
            self._sources = [list(_namespace_map.items())]
        else:
            self._sources = []
        self._sources.append([])
        self._prefixes = {}
        self._declared.append([])
        self._preserve = [False]
        self._pending = None
        self._has_root = False
        self._is_done = False
        self._excluded = 0

    def _all_declared(self):
        for namespaces in reversed(self._declared):
            yield from namespaces

    def _resolve_prefix(self, name):
        prefix, local = name.split(':', 1)
        for namespaces in reversed(self._sources):
            for uri, known in namespaces:
                if known == prefix:
                    return f'{{{uri}}}{local}'
        raise ValueError(f'Prefix {prefix} of QName "{name}" is not declared in scope')

    def _qname(self, qname, uri=None):
        if uri is None:
            uri, tag = qname[1:].rsplit('}', 1) if qname[:1] == '{' else ('', qname)
        else:
            tag = qname
        seen = set()
        for known, prefix in self._all_declared():
            if known == uri and prefix not in seen:
                return f'{prefix}:{tag}' if prefix else tag, tag, uri
            seen.add(prefix)
        if self._rewrite_prefixes:
            if uri in self._prefixes:
                prefix = self._prefixes[uri]
            else:
                prefix = self._prefixes[uri] = f'n{len(self._prefixes)}'
            self._declared[-1].append((uri, prefix))
            return f'{prefix}:{tag}', tag, uri
        if not uri and '' not in seen:
            return tag, tag, uri
        for namespaces in reversed(self._sources):
            for known, prefix in namespaces:
                if known == uri:
                    self._declared[-1].append((uri, prefix))
                    return f'{prefix}:{tag}' if prefix else tag, tag, uri
        if not uri:
            return tag, tag, uri
        raise ValueError(f'Namespace "{uri}" is not declared in scope')

    def data(self, data):
        if not self._excluded:
            self._data.append(data)

    def _flush(self, join=''.join):
        data = join(self._data)
        self._data.clear()
        if self._strip_text and not self._preserve[-1]:
            data = data.strip()
        if self._pending is not None:
            args, self._pending = self._pending, None
            qname_text = data if data and _looks_like_prefix_name.match(data) else None
            self._start(*args, qname_text)
            if qname_text is not None:
                return
        if data and self._has_root:
            self._write(_escape_c14n_text(data))

    def start_ns(self, prefix, uri):
        if self._excluded:
            return
        if self._data:
            self._flush()
        self._sources[-1].append((uri, prefix))

    def start(self, tag, attrs):
        if self._exclude_tags is not None and (self._excluded or tag in self._exclude_tags):
            self._excluded += 1
            return
        if self._data:
            self._flush()
        new = []
        self._declared.append(new)
        if self._qname_aware_tags is not None and tag in self._qname_aware_tags:
            # The text that follows may need a namespace.
            self._pending = tag, attrs, new
            return
        self._start(tag, attrs, new)

    def _start(self, tag, attrs, new, qname_text=None):
        if self._exclude_attrs is not None and attrs:
            attrs = {key: value for key, value in attrs.items() if key not in self._exclude_attrs}
        qnames = {tag, *attrs}
        resolved = {}
        if qname_text is not None:
            qname = resolved[qname_text] = self._resolve_prefix(qname_text)
            qnames.add(qname)
        qattrs = ()
        if self._qname_aware_attrs is not None and attrs:
            qattrs = self._qname_aware_attrs.intersection(attrs)
            for key in qattrs:
                value = attrs[key]
                if _looks_like_prefix_name.match(value):
                    qname = resolved[value] = self._resolve_prefix(value)
                    qnames.add(qname)
        parsed = {
            name: self._qname(name) for name in sorted(qnames, key=lambda name: name.split('}', 1) if name[0] == '{' else ['', name])}
        attributes = []
        if new:
            attributes = [(f'xmlns:{prefix}' if prefix else 'xmlns', uri) for uri, prefix in new]
            attributes.sort()
        for key, value in sorted(attrs.items(), key=lambda item: parsed[item[0]][:0:-1]):
            if key in qattrs and value in resolved:
                value = parsed[resolved[value]][0]
            name, local, uri = parsed[key]
            attributes.append((name if uri else local, value))
        space = attrs.get('{http://www.w3.org/XML/1998/namespace}space')
        self._preserve.append(space == 'preserve' if space else self._preserve[-1])
        write = self._write
        name = parsed[tag][0]
        write('<' + name)
        for key, value in attributes:
            write(f' {key}="{_escape_c14n_attribute(value)}"')
        write('>')
        if qname_text is not None:
            write(_escape_c14n_text(parsed[resolved[qname_text]][0]))
        self._has_root = True
        self._sources.append([])

    def end(self, tag):
        if self._excluded:
            self._excluded -= 1
            return
        if self._data or self._pending is not None:
            self._flush()
        self._write(f'</{self._qname(tag)[0]}>')
        self._preserve.pop()
        self._is_done = len(self._preserve) == 1
        self._declared.pop()
        self._sources.pop()
        self._sources[-1] = []

    def comment(self, text):
        if not self._with_comments or self._excluded:
            return
        self._outside(f'<!--{_escape_c14n_text(text)}-->')

    def pi(self, target, data):
        if self._excluded:
            return
        self._outside(f'<?{target} {_escape_c14n_text(data)}?>' if data else f'<?{target}?>')

    def _outside(self, text):
        if self._is_done:
            self._write('\n')
        elif self._has_root and (self._data or self._pending is not None):
            self._flush()
        self._write(text)
        if not self._has_root:
            self._write('\n')
