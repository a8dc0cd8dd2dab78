"""The document object model, small and complete enough for most."""

import io

import xml.dom
from xml.dom import EMPTY_NAMESPACE, EMPTY_PREFIX, XMLNS_NAMESPACE
from xml.dom import domreg


class NodeList(list):
    """A list of nodes."""

    __slots__ = ()

    def item(self, index):
        return self[index] if 0 <= index < len(self) else None

    @property
    def length(self):
        return len(self)

    @length.setter
    def length(self, value):
        raise xml.dom.NoModificationAllowedErr("attempt to modify read-only attribute 'length'")


class EmptyNodeList(tuple):
    """A list of no nodes."""

    __slots__ = ()

    def __add__(self, other):
        return NodeList(other)

    def __radd__(self, other):
        return NodeList(other)

    def item(self, index):
        return None

    @property
    def length(self):
        return 0

    @length.setter
    def length(self, value):
        raise xml.dom.NoModificationAllowedErr("attempt to modify read-only attribute 'length'")


_no_nodes = EmptyNodeList()


class Node(xml.dom.Node):
    """A node."""

    namespaceURI = None
    parentNode = None
    ownerDocument = None
    nextSibling = None
    previousSibling = None
    prefix = EMPTY_PREFIX
    nodeValue = None
    attributes = None
    _child_node_types = ()

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, et, ev, tb):
        self.unlink()

    def toxml(self, encoding=None, standalone=None):
        """The node as XML."""
        return self.toprettyxml('', '', encoding, standalone)

    def toprettyxml(self, indent='\t', newl='\n', encoding=None, standalone=None):
        """The node as XML with a line for each node."""
        if encoding is None:
            writer = io.StringIO()
        else:
            writer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors='xmlcharrefreplace', newline='\n')
        if self.nodeType == Node.DOCUMENT_NODE:
            self.writexml(writer, '', indent, newl, encoding, standalone)
        else:
            self.writexml(writer, '', indent, newl)
        if encoding is None:
            return writer.getvalue()
        return writer.detach().getvalue()

    def hasChildNodes(self):
        return bool(self.childNodes)

    @property
    def firstChild(self):
        return self.childNodes[0] if self.childNodes else None

    @property
    def lastChild(self):
        return self.childNodes[-1] if self.childNodes else None

    @property
    def localName(self):
        return None

    def _index_of(self, node):
        for index, child in enumerate(self.childNodes):
            if child is node:
                return index
        raise xml.dom.NotFoundErr()

    def _check_child(self, node):
        if node.nodeType not in self._child_node_types:
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')

    def _link(self, index):
        # Sets the siblings of the child at a place.
        children = self.childNodes
        node = children[index]
        node.parentNode = self
        node.previousSibling = children[index - 1] if index else None
        node.nextSibling = children[index + 1] if index + 1 < len(children) else None
        if node.previousSibling is not None:
            node.previousSibling.nextSibling = node
        if node.nextSibling is not None:
            node.nextSibling.previousSibling = node
        _forget_ids(self)

    def insertBefore(self, newChild, refChild):
        """Add a child before another, or at the end."""
        if newChild.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(newChild.childNodes):
                self.insertBefore(child, refChild)
            return newChild
        self._check_child(newChild)
        if newChild.parentNode is not None:
            newChild.parentNode.removeChild(newChild)
        if refChild is None:
            self.appendChild(newChild)
        else:
            index = self._index_of(refChild)
            self.childNodes.insert(index, newChild)
            self._link(index)
        return newChild

    def appendChild(self, node):
        """Add a child at the end."""
        if node.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            for child in tuple(node.childNodes):
                self.appendChild(child)
            return node
        self._check_child(node)
        if node.parentNode is not None:
            node.parentNode.removeChild(node)
        _append(self, node)
        _forget_ids(self)
        return node

    def replaceChild(self, newChild, oldChild):
        """Put a child where another is."""
        if newChild.nodeType == Node.DOCUMENT_FRAGMENT_NODE:
            following = oldChild.nextSibling
            self.removeChild(oldChild)
            return self.insertBefore(newChild, following)
        self._check_child(newChild)
        if newChild is oldChild:
            return None
        if newChild.parentNode is not None:
            newChild.parentNode.removeChild(newChild)
        index = self._index_of(oldChild)
        self.childNodes[index] = newChild
        self._link(index)
        oldChild.parentNode = oldChild.nextSibling = oldChild.previousSibling = None
        return oldChild

    def removeChild(self, oldChild):
        """Remove a child."""
        index = self._index_of(oldChild)
        del self.childNodes[index]
        if oldChild.nextSibling is not None:
            oldChild.nextSibling.previousSibling = oldChild.previousSibling
        if oldChild.previousSibling is not None:
            oldChild.previousSibling.nextSibling = oldChild.nextSibling
        oldChild.nextSibling = oldChild.previousSibling = oldChild.parentNode = None
        _forget_ids(self)
        return oldChild

    def normalize(self):
        """Join texts side by side and remove empty ones."""
        kept = NodeList()
        for child in self.childNodes:
            if child.nodeType == Node.TEXT_NODE:
                if not child.data:
                    child.parentNode = child.nextSibling = child.previousSibling = None
                    continue
                if kept and kept[-1].nodeType == Node.TEXT_NODE:
                    kept[-1].data += child.data
                    child.parentNode = child.nextSibling = child.previousSibling = None
                    continue
            elif child.nodeType == Node.ELEMENT_NODE:
                child.normalize()
            kept.append(child)
        self.childNodes[:] = kept
        for index, child in enumerate(kept):
            child.previousSibling = kept[index - 1] if index else None
            child.nextSibling = kept[index + 1] if index + 1 < len(kept) else None

    def cloneNode(self, deep):
        """A copy; if deep with copies of the children."""
        return _clone(self, deep, self.ownerDocument or self)

    def isSupported(self, feature, version):
        return self.ownerDocument.implementation.hasFeature(feature, version)

    def isSameNode(self, other):
        return self is other

    def getInterface(self, feature):
        return self if self.isSupported(feature, None) else None

    def getUserData(self, key):
        try:
            return self._user_data[key][0]
        except (AttributeError, KeyError):
            return None

    def setUserData(self, key, data, handler):
        old = None
        try:
            known = self._user_data
        except AttributeError:
            known = self._user_data = {}
        if key in known:
            old = known[key][0]
        if data is None:
            known.pop(key, None)
        else:
            known[key] = data, handler
        return old

    def _call_user_data_handler(self, operation, src, dst):
        for key, (data, handler) in list(getattr(self, '_user_data', {}).items()):
            if handler is not None:
                handler.handle(operation, key, data, src, dst)

    def unlink(self):
        """Let go of all nodes below."""
        self.parentNode = self.ownerDocument = None
        if self.childNodes:
            for child in self.childNodes:
                child.unlink()
            self.childNodes = NodeList()
        self.previousSibling = self.nextSibling = None


def _append(parent, node):
    children = parent.childNodes
    if children:
        last = children[-1]
        node.previousSibling = last
        last.nextSibling = node
    else:
        node.previousSibling = None
    node.nextSibling = None
    children.append(node)
    node.parentNode = parent


def _forget_ids(node):
    if node.nodeType == Node.DOCUMENT_NODE:
        node._ids = None
    elif node.ownerDocument is not None:
        node.ownerDocument._ids = None


class Childless:
    """Nodes that have no children."""

    attributes = None
    childNodes = _no_nodes
    firstChild = lastChild = None

    def appendChild(self, node):
        raise xml.dom.HierarchyRequestErr(self.nodeName + ' nodes cannot have children')

    def hasChildNodes(self):
        return False

    def insertBefore(self, newChild, refChild):
        raise xml.dom.HierarchyRequestErr(self.nodeName + ' nodes do not have children')

    def removeChild(self, oldChild):
        raise xml.dom.NotFoundErr(self.nodeName + ' nodes do not have children')

    def normalize(self):
        pass

    def replaceChild(self, newChild, oldChild):
        raise xml.dom.HierarchyRequestErr(self.nodeName + ' nodes do not have children')


class DocumentFragment(Node):
    """Nodes that are added together."""

    nodeType = Node.DOCUMENT_FRAGMENT_NODE
    nodeName = '#document-fragment'
    _child_node_types = (
        Node.ELEMENT_NODE, Node.TEXT_NODE, Node.CDATA_SECTION_NODE, Node.ENTITY_REFERENCE_NODE, Node.PROCESSING_INSTRUCTION_NODE,
        Node.COMMENT_NODE, Node.NOTATION_NODE)

    def __init__(self):
        self.childNodes = NodeList()


def _split_qname(qualifiedName):
    prefix, colon, local = qualifiedName.partition(':')
    return (prefix, local) if colon else (None, qualifiedName)


class TypeInfo:
    """The type of an element or attribute in its schema."""

    __slots__ = 'namespace', 'name'

    def __init__(self, namespace, name):
        self.namespace = namespace
        self.name = name

    def __repr__(self):
        if self.namespace:
            return f'<{self.__class__.__name__} {self.name!r} (from {self.namespace!r})>'
        return f'<{self.__class__.__name__} {self.name!r}>'


_no_type = TypeInfo(EMPTY_NAMESPACE, None)


class Attr(Node):
    """An attribute."""

    nodeType = Node.ATTRIBUTE_NODE
    attributes = None
    specified = False
    _is_id = False
    _child_node_types = (Node.TEXT_NODE, Node.ENTITY_REFERENCE_NODE)

    def __init__(self, qName, namespaceURI=EMPTY_NAMESPACE, localName=None, prefix=None):
        self.ownerElement = None
        self._name = qName
        self.namespaceURI = namespaceURI
        self._prefix = prefix
        self._local = localName or qName.split(':', 1)[-1]
        self.childNodes = NodeList()
        _append(self, Text())

    @property
    def localName(self):
        return self._local

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value
        self._local = value.split(':', 1)[-1]
        if self.ownerElement is not None:
            _forget_ids(self.ownerElement)

    nodeName = name

    @property
    def value(self):
        return ''.join([child.data for child in self.childNodes]) if len(self.childNodes) != 1 else self.childNodes[0].data

    @value.setter
    def value(self, value):
        if len(self.childNodes) != 1 or self.childNodes[0].nodeType != Node.TEXT_NODE:
            self.childNodes[:] = []
            _append(self, Text())
        self.childNodes[0].data = value
        self.childNodes[0].ownerDocument = self.ownerDocument
        if self.ownerElement is not None:
            _forget_ids(self.ownerElement)

    nodeValue = value

    @property
    def prefix(self):
        return self._prefix

    @prefix.setter
    def prefix(self, prefix):
        if prefix == 'xmlns' and self.namespaceURI and self.namespaceURI != XMLNS_NAMESPACE:
            raise xml.dom.NamespaceErr("illegal use of 'xmlns' prefix for the wrong namespace")
        local = self.localName
        self._prefix = prefix
        old = self._name
        self._local = local
        self._name = local if prefix is None else f'{prefix}:{local}'
        owner = self.ownerElement
        if owner is not None:
            del owner._attrs[old]
            owner._attrs[self._name] = self
            _forget_ids(owner)

    @property
    def isId(self):
        if self._is_id:
            return True
        document, owner = self.ownerDocument, self.ownerElement
        if document is None or owner is None:
            return False
        return (owner.tagName, self.name) in document._id_attributes

    @property
    def schemaType(self):
        return _no_type

    def unlink(self):
        owner = self.ownerElement
        if owner is not None:
            owner._attrs.pop(self.nodeName, None)
            owner._attrs_ns.pop((self.namespaceURI, self.localName), None)
            if self._is_id:
                self._is_id = False
                _forget_ids(owner)
        for child in self.childNodes:
            child.unlink()
        del self.childNodes[:]


class NamedNodeMap:
    """The attributes of an element."""

    __slots__ = '_element',

    def __init__(self, ownerElement):
        self._element = ownerElement

    @property
    def _attrs(self):
        return self._element._attrs

    def item(self, index):
        try:
            return self[list(self._attrs)[index]]
        except IndexError:
            return None

    def items(self):
        return [(node.nodeName, node.value) for node in self._attrs.values()]

    def itemsNS(self):
        return [((node.namespaceURI, node.localName), node.value) for node in self._attrs.values()]

    def __contains__(self, key):
        return key in (self._attrs if isinstance(key, str) else self._element._attrs_ns)

    def keys(self):
        return self._attrs.keys()

    def keysNS(self):
        return self._element._attrs_ns.keys()

    def values(self):
        return self._attrs.values()

    def get(self, name, value=None):
        return self._attrs.get(name, value)

    __hash__ = None

    def __eq__(self, other):
        return isinstance(other, NamedNodeMap) and self._attrs is other._attrs

    def __getitem__(self, key):
        return self._element._attrs_ns[key] if isinstance(key, tuple) else self._attrs[key]

    def __setitem__(self, name, value):
        if isinstance(value, str):
            node = self._attrs.get(name)
            if node is None:
                node = Attr(name)
                node.ownerDocument = self._element.ownerDocument
                self.setNamedItem(node)
            node.value = value
            return
        if not isinstance(value, Attr):
            raise TypeError('value must be a string or Attr object')
        self.setNamedItem(value)

    def __delitem__(self, name):
        node = self[name]
        _forget_ids(self._element)
        node.unlink()

    def __len__(self):
        return len(self._attrs)

    length = property(__len__)

    def getNamedItem(self, name):
        return self._attrs.get(name)

    def getNamedItemNS(self, namespaceURI, localName):
        return self._element._attrs_ns.get((namespaceURI, localName))

    def _remove(self, node):
        _forget_ids(self._element)
        self._attrs.pop(node.nodeName, None)
        self._element._attrs_ns.pop((node.namespaceURI, node.localName), None)
        node.ownerElement = None
        return node

    def removeNamedItem(self, name):
        node = self.getNamedItem(name)
        if node is None:
            raise xml.dom.NotFoundErr()
        return self._remove(node)

    def removeNamedItemNS(self, namespaceURI, localName):
        node = self.getNamedItemNS(namespaceURI, localName)
        if node is None:
            raise xml.dom.NotFoundErr()
        return self._remove(node)

    def setNamedItem(self, node):
        if not isinstance(node, Attr):
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')
        old = self._attrs.get(node.name)
        if old is not None:
            old.unlink()
        self._attrs[node.name] = node
        self._element._attrs_ns[node.namespaceURI, node.localName] = node
        node.ownerElement = self._element
        _forget_ids(self._element)
        return old

    def setNamedItemNS(self, node):
        return self.setNamedItem(node)


AttributeList = NamedNodeMap


class Element(Node):
    """An element."""

    nodeType = Node.ELEMENT_NODE
    nodeValue = None
    schemaType = _no_type
    _child_node_types = (
        Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.TEXT_NODE, Node.CDATA_SECTION_NODE,
        Node.ENTITY_REFERENCE_NODE)

    def __init__(self, tagName, namespaceURI=EMPTY_NAMESPACE, prefix=None, localName=None):
        self.tagName = self.nodeName = tagName
        self.prefix = prefix
        self.namespaceURI = namespaceURI
        self._local = localName or tagName.split(':', 1)[-1]
        self.childNodes = NodeList()
        self._attrs = {}
        self._attrs_ns = {}

    @property
    def localName(self):
        return self._local

    @property
    def attributes(self):
        return NamedNodeMap(self)

    def __repr__(self):
        return f'<DOM Element: {self.tagName} at {id(self):#x}>'

    def unlink(self):
        for attribute in list(self._attrs.values()):
            attribute.unlink()
        self._attrs = {}
        self._attrs_ns = {}
        Node.unlink(self)

    def getAttribute(self, attname):
        """The value of an attribute, empty if it is not there."""
        node = self._attrs.get(attname)
        return '' if node is None else node.value

    def getAttributeNS(self, namespaceURI, localName):
        node = self._attrs_ns.get((namespaceURI, localName))
        return '' if node is None else node.value

    def setAttribute(self, attname, value):
        """Set an attribute."""
        node = self.getAttributeNode(attname)
        if node is None:
            node = Attr(attname)
            node.ownerDocument = self.ownerDocument
            node.value = value
            self.setAttributeNode(node)
        elif value != node.value:
            node.value = value

    def setAttributeNS(self, namespaceURI, qualifiedName, value):
        prefix, local = _split_qname(qualifiedName)
        node = self.getAttributeNodeNS(namespaceURI, local)
        if node is None:
            node = Attr(qualifiedName, namespaceURI, local, prefix)
            node.ownerDocument = self.ownerDocument
            node.value = value
            self.setAttributeNode(node)
            return
        if value != node.value:
            node.value = value
        if node.prefix != prefix:
            node.prefix = prefix

    def getAttributeNode(self, attrname):
        return self._attrs.get(attrname)

    def getAttributeNodeNS(self, namespaceURI, localName):
        return self._attrs_ns.get((namespaceURI, localName))

    def setAttributeNode(self, attr):
        if attr.ownerElement not in (None, self):
            raise xml.dom.InuseAttributeErr('attribute node already owned')
        old = self._attrs.get(attr.name)
        if old is not None and old is not attr:
            self.removeAttributeNode(old)
        other = self._attrs_ns.get((attr.namespaceURI, attr.localName))
        if other is not None and other is not old and other is not attr:
            self.removeAttributeNode(other)
        self._attrs[attr.name] = attr
        self._attrs_ns[attr.namespaceURI, attr.localName] = attr
        attr.ownerElement = self
        _forget_ids(self)
        return old if old is not attr else None

    setAttributeNodeNS = setAttributeNode

    def removeAttribute(self, name):
        try:
            node = self._attrs[name]
        except KeyError:
            raise xml.dom.NotFoundErr() from None
        self.removeAttributeNode(node)

    def removeAttributeNS(self, namespaceURI, localName):
        try:
            node = self._attrs_ns[namespaceURI, localName]
        except KeyError:
            raise xml.dom.NotFoundErr() from None
        self.removeAttributeNode(node)

    def removeAttributeNode(self, node):
        if node is None or self._attrs.get(node.name) is not node:
            raise xml.dom.NotFoundErr()
        _forget_ids(self)
        node.unlink()
        node.ownerElement = None
        node.ownerDocument = self.ownerDocument
        return node

    removeAttributeNodeNS = removeAttributeNode

    def hasAttribute(self, name):
        return name in self._attrs

    def hasAttributeNS(self, namespaceURI, localName):
        return (namespaceURI, localName) in self._attrs_ns

    def hasAttributes(self):
        return bool(self._attrs)

    def getElementsByTagName(self, name):
        """All elements below of a name; '*' stands for any."""
        return _by_name(self, name, NodeList())

    def getElementsByTagNameNS(self, namespaceURI, localName):
        return _by_name_ns(self, namespaceURI, localName, NodeList())

    def setIdAttribute(self, name):
        self.setIdAttributeNode(self.getAttributeNode(name))

    def setIdAttributeNS(self, namespaceURI, localName):
        self.setIdAttributeNode(self.getAttributeNodeNS(namespaceURI, localName))

    def setIdAttributeNode(self, idAttr):
        if idAttr is None or not self.isSameNode(idAttr.ownerElement):
            raise xml.dom.NotFoundErr()
        idAttr._is_id = True
        _forget_ids(self)

    def writexml(self, writer, indent='', addindent='', newl=''):
        """Write the element."""
        writer.write(f'{indent}<{self.tagName}')
        for name, node in self._attrs.items():
            writer.write(f' {name}="')
            _write_data(writer, node.value, True)
            writer.write('"')
        if not self.childNodes:
            writer.write(f'/>{newl}')
            return
        writer.write('>')
        if len(self.childNodes) == 1 and self.childNodes[0].nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            self.childNodes[0].writexml(writer, '', '', '')
        else:
            writer.write(newl)
            for child in self.childNodes:
                child.writexml(writer, indent + addindent, addindent, newl)
            writer.write(indent)
        writer.write(f'</{self.tagName}>{newl}')


def _by_name(parent, name, found):
    for node in parent.childNodes:
        if node.nodeType == Node.ELEMENT_NODE:
            if name == '*' or node.tagName == name:
                found.append(node)
            _by_name(node, name, found)
    return found


def _by_name_ns(parent, uri, local, found):
    for node in parent.childNodes:
        if node.nodeType == Node.ELEMENT_NODE:
            if (local == '*' or node.localName == local) and (uri == '*' or node.namespaceURI == uri):
                found.append(node)
            _by_name_ns(node, uri, local, found)
    return found


def _write_data(writer, text, attr):
    if not text:
        return
    text = text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    if attr:
        text = text.replace('"', '&quot;').replace('\r', '&#13;').replace('\n', '&#10;').replace('\t', '&#9;')
    writer.write(text)


class ProcessingInstruction(Childless, Node):
    """A processing instruction."""

    nodeType = Node.PROCESSING_INSTRUCTION_NODE

    def __init__(self, target, data):
        self.target = target
        self.data = data

    @property
    def nodeName(self):
        return self.target

    @nodeName.setter
    def nodeName(self, value):
        self.target = value

    @property
    def nodeValue(self):
        return self.data

    @nodeValue.setter
    def nodeValue(self, value):
        self.data = value

    def writexml(self, writer, indent='', addindent='', newl=''):
        writer.write(f'{indent}<?{self.target} {self.data}?>{newl}')


class CharacterData(Childless, Node):
    """Nodes that are text."""

    def __init__(self):
        self.data = ''

    @property
    def nodeValue(self):
        return self.data

    @nodeValue.setter
    def nodeValue(self, value):
        self.data = value

    @property
    def length(self):
        return len(self.data)

    __len__ = length.fget

    def __repr__(self):
        dots = '...' if len(self.data) > 10 else ''
        return f'<DOM {self.__class__.__name__} node "{self.data[:10]!r}{dots}">'

    def _check(self, offset, count=0):
        if offset < 0:
            raise xml.dom.IndexSizeErr('offset cannot be negative')
        if offset > len(self.data) or offset == len(self.data) and count is None:
            raise xml.dom.IndexSizeErr('offset cannot be beyond end of data')
        if count is not None and count < 0:
            raise xml.dom.IndexSizeErr('count cannot be negative')

    def substringData(self, offset, count):
        if offset >= len(self.data):
            self._check(offset, None if offset == len(self.data) else count)
        self._check(offset, count)
        return self.data[offset:offset + count]

    def appendData(self, arg):
        self.data += arg

    def insertData(self, offset, arg):
        self._check(offset, None)
        if arg:
            self.data = self.data[:offset] + arg + self.data[offset:]

    def deleteData(self, offset, count):
        self._check(offset, None)
        self._check(offset, count)
        self.data = self.data[:offset] + self.data[offset + count:]

    def replaceData(self, offset, count, arg):
        self._check(offset, None)
        self._check(offset, count)
        if count:
            self.data = self.data[:offset] + arg + self.data[offset + count:]


class Text(CharacterData):
    """A text."""

    nodeType = Node.TEXT_NODE
    nodeName = '#text'
    attributes = None

    def splitText(self, offset):
        """Part the text in two nodes; returns the second."""
        if offset < 0 or offset > len(self.data):
            raise xml.dom.IndexSizeErr('illegal offset value')
        rest = self.__class__()
        rest.data = self.data[offset:]
        rest.ownerDocument = self.ownerDocument
        following = self.nextSibling
        if self.parentNode is not None and self in self.parentNode.childNodes:
            if following is None:
                self.parentNode.appendChild(rest)
            else:
                self.parentNode.insertBefore(rest, following)
        self.data = self.data[:offset]
        return rest

    def writexml(self, writer, indent='', addindent='', newl=''):
        _write_data(writer, f'{indent}{self.data}{newl}', False)

    def _neighbours(self):
        # All texts side by side with this one.
        first = self
        while first.previousSibling is not None and first.previousSibling.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            first = first.previousSibling
        nodes = []
        while first is not None and first.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            nodes.append(first)
            first = first.nextSibling
        return nodes

    @property
    def wholeText(self):
        return ''.join([node.data for node in self._neighbours()])

    def replaceWholeText(self, content):
        """Put a text in the place of this one and those beside it."""
        parent = self.parentNode
        for node in self._neighbours():
            if node is not self:
                parent.removeChild(node)
        if content:
            self.data = content
            return self
        if parent is not None:
            parent.removeChild(self)
        return None

    @property
    def isWhitespaceInElementContent(self):
        if self.data.strip():
            return False
        parent = self.parentNode
        while parent is not None and parent.nodeType != Node.ELEMENT_NODE:
            parent = parent.parentNode
        return parent is not None and self.ownerDocument is not None and parent.tagName in self.ownerDocument._element_content


class Comment(CharacterData):
    """A comment."""

    nodeType = Node.COMMENT_NODE
    nodeName = '#comment'

    def __init__(self, data):
        CharacterData.__init__(self)
        self.data = data

    def writexml(self, writer, indent='', addindent='', newl=''):
        if '--' in self.data:
            raise ValueError("'--' is not allowed in a comment node")
        writer.write(f'{indent}<!--{self.data}-->{newl}')


class CDATASection(Text):
    """A text that is not escaped."""

    nodeType = Node.CDATA_SECTION_NODE
    nodeName = '#cdata-section'

    def writexml(self, writer, indent='', addindent='', newl=''):
        if ']]>' in self.data:
            raise ValueError("']]>' not allowed in a CDATA section")
        writer.write(f'<![CDATA[{self.data}]]>')


class ReadOnlySequentialNamedNodeMap:
    """Nodes by their names, which do not change."""

    def __init__(self, seq=()):
        self._seq = seq

    def __len__(self):
        return len(self._seq)

    length = property(__len__)

    def getNamedItem(self, name):
        for node in self._seq:
            if node.nodeName == name:
                return node
        return None

    def getNamedItemNS(self, namespaceURI, localName):
        for node in self._seq:
            if node.namespaceURI == namespaceURI and node.localName == localName:
                return node
        return None

    def __getitem__(self, key):
        node = self.getNamedItemNS(*key) if isinstance(key, tuple) else self.getNamedItem(key)
        if node is None:
            raise KeyError(key)
        return node

    def item(self, index):
        return self._seq[index] if 0 <= index < len(self._seq) else None

    def _refuse(self, *args):
        raise xml.dom.NoModificationAllowedErr('NamedNodeMap instance is read-only')

    removeNamedItem = removeNamedItemNS = setNamedItem = setNamedItemNS = _refuse


class Identified:
    """Nodes with a public and a system identifier."""

    publicId = systemId = None

    def _identify_mixin_init(self, publicId, systemId):
        self.publicId = publicId
        self.systemId = systemId


class DocumentType(Identified, Childless, Node):
    """A document type."""

    nodeType = Node.DOCUMENT_TYPE_NODE
    nodeValue = None
    name = None
    internalSubset = None

    def __init__(self, qualifiedName):
        self.entities = ReadOnlySequentialNamedNodeMap([])
        self.notations = ReadOnlySequentialNamedNodeMap([])
        if qualifiedName:
            self.name = _split_qname(qualifiedName)[1]
        self.nodeName = self.name

    def cloneNode(self, deep):
        if self.ownerDocument is not None:
            return None
        clone = DocumentType(None)
        clone.name = clone.nodeName = self.name
        if deep:
            for kind in ('entities', 'notations'):
                for node in getattr(self, kind)._seq:
                    copy = node._copy()
                    getattr(clone, kind)._seq.append(copy)
                    node._call_user_data_handler(xml.dom.UserDataHandler.NODE_CLONED, node, copy)
        self._call_user_data_handler(xml.dom.UserDataHandler.NODE_CLONED, self, clone)
        return clone

    def writexml(self, writer, indent='', addindent='', newl=''):
        writer.write(f'<!DOCTYPE {self.name}')
        if self.publicId:
            writer.write(f"{newl}  PUBLIC '{self.publicId}'{newl}  '{self.systemId}'")
        elif self.systemId:
            writer.write(f"{newl}  SYSTEM '{self.systemId}'")
        if self.internalSubset is not None:
            writer.write(f' [{self.internalSubset}]')
        writer.write('>' + newl)


class Entity(Identified, Node):
    """An entity."""

    attributes = None
    nodeType = Node.ENTITY_NODE
    nodeValue = None
    actualEncoding = encoding = version = None

    def __init__(self, name, publicId, systemId, notation):
        self.nodeName = name
        self.notationName = notation
        self.childNodes = NodeList()
        self._identify_mixin_init(publicId, systemId)

    def _copy(self):
        entity = Entity(self.nodeName, self.publicId, self.systemId, self.notationName)
        for name in ('actualEncoding', 'encoding', 'version'):
            setattr(entity, name, getattr(self, name))
        return entity

    def appendChild(self, newChild):
        raise xml.dom.HierarchyRequestErr('cannot append children to an entity node')

    def insertBefore(self, newChild, refChild):
        raise xml.dom.HierarchyRequestErr('cannot insert children below an entity node')

    def removeChild(self, oldChild):
        raise xml.dom.HierarchyRequestErr('cannot remove children from an entity node')

    def replaceChild(self, newChild, oldChild):
        raise xml.dom.HierarchyRequestErr('cannot replace children of an entity node')


class Notation(Identified, Childless, Node):
    """A notation."""

    nodeType = Node.NOTATION_NODE
    nodeValue = None

    def __init__(self, name, publicId, systemId):
        self.nodeName = name
        self._identify_mixin_init(publicId, systemId)

    def _copy(self):
        return Notation(self.nodeName, self.publicId, self.systemId)


class DOMImplementation:
    """Makes documents."""

    def hasFeature(self, feature, version):
        return feature.lower() in ('core', 'xml') and version in ('1.0', '2.0', None, '')

    def createDocument(self, namespaceURI, qualifiedName, doctype):
        """Make a document with a root."""
        if doctype and doctype.parentNode is not None:
            raise xml.dom.WrongDocumentErr('doctype object owned by another DOM tree')
        document = Document()
        wants_root = not (namespaceURI is None and qualifiedName is None and doctype is None)
        if not qualifiedName and wants_root:
            raise xml.dom.InvalidCharacterErr('Element with no name')
        if wants_root:
            prefix, _ = _split_qname(qualifiedName)
            if prefix == 'xml' and namespaceURI != 'http://www.w3.org/XML/1998/namespace':
                raise xml.dom.NamespaceErr("illegal use of 'xml' prefix")
            if prefix and not namespaceURI:
                raise xml.dom.NamespaceErr('illegal use of prefix without namespaces')
            root = document.createElementNS(namespaceURI, qualifiedName)
            if doctype:
                document.appendChild(doctype)
            document.appendChild(root)
        if doctype:
            doctype.parentNode = doctype.ownerDocument = document
        document.doctype = doctype
        document.implementation = self
        return document

    def createDocumentType(self, qualifiedName, publicId, systemId):
        doctype = DocumentType(qualifiedName)
        doctype.publicId = publicId
        doctype.systemId = systemId
        return doctype

    def getInterface(self, feature):
        return self if self.hasFeature(feature, None) else None


class Document(Node):
    """A document."""

    nodeType = Node.DOCUMENT_NODE
    nodeName = '#document'
    nodeValue = None
    attributes = None
    parentNode = None
    previousSibling = nextSibling = None
    implementation = DOMImplementation()
    actualEncoding = encoding = standalone = version = None
    strictErrorChecking = False
    errorHandler = documentURI = None
    async_ = False
    _child_node_types = (Node.ELEMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE, Node.COMMENT_NODE, Node.DOCUMENT_TYPE_NODE)

    def __init__(self):
        self.doctype = None
        self.childNodes = NodeList()
        self._id_attributes = set()     # pairs of tag and attribute that document type declarations make identifiers
        self._element_content = set()
        self._ids = None

    def appendChild(self, node):
        if node.nodeType not in self._child_node_types and node.nodeType != Node.DOCUMENT_FRAGMENT_NODE:
            raise xml.dom.HierarchyRequestErr(f'{node!r} cannot be child of {self!r}')
        if node.parentNode is not None:
            node.parentNode.removeChild(node)
        if node.nodeType == Node.ELEMENT_NODE and self.documentElement:
            raise xml.dom.HierarchyRequestErr('two document elements disallowed')
        return Node.appendChild(self, node)

    def removeChild(self, oldChild):
        Node.removeChild(self, oldChild)
        if self.doctype is oldChild:
            self.doctype = None
        return oldChild

    @property
    def documentElement(self):
        for node in self.childNodes:
            if node.nodeType == Node.ELEMENT_NODE:
                return node
        return None

    def unlink(self):
        if self.doctype is not None:
            self.doctype.unlink()
            self.doctype = None
        Node.unlink(self)

    def cloneNode(self, deep):
        if not deep:
            return None
        clone = self.implementation.createDocument(None, None, None)
        for name in ('encoding', 'standalone', 'version'):
            setattr(clone, name, getattr(self, name))
        for node in self.childNodes:
            copy = _clone(node, deep, clone)
            clone.childNodes.append(copy)
            if copy.nodeType == Node.DOCUMENT_TYPE_NODE:
                clone.doctype = copy
            copy.parentNode = clone
        self._call_user_data_handler(xml.dom.UserDataHandler.NODE_CLONED, self, clone)
        return clone

    def createDocumentFragment(self):
        return self._owned(DocumentFragment())

    def _owned(self, node):
        node.ownerDocument = self
        return node

    def createElement(self, tagName):
        return self._owned(Element(tagName))

    def createElementNS(self, namespaceURI, qualifiedName):
        prefix, local = _split_qname(qualifiedName)
        return self._owned(Element(qualifiedName, namespaceURI, prefix))

    def _text(self, node, data):
        if not isinstance(data, str):
            raise TypeError('node contents must be a string')
        node.data = data
        return self._owned(node)

    def createTextNode(self, data):
        return self._text(Text(), data)

    def createCDATASection(self, data):
        return self._text(CDATASection(), data)

    def createComment(self, data):
        return self._owned(Comment(data))

    def createProcessingInstruction(self, target, data):
        return self._owned(ProcessingInstruction(target, data))

    def createAttribute(self, qName):
        node = self._owned(Attr(qName))
        node.value = ''
        return node

    def createAttributeNS(self, namespaceURI, qualifiedName):
        prefix, local = _split_qname(qualifiedName)
        node = self._owned(Attr(qualifiedName, namespaceURI, local, prefix))
        node.value = ''
        return node

    def getElementById(self, id):
        """The element whose identifier is given."""
        if self._ids is None:
            self._ids = ids = {}
            for element in self.getElementsByTagName('*'):
                for attribute in element._attrs.values():
                    if attribute.isId:
                        ids.setdefault(attribute.value, element)
        return self._ids.get(id)

    def getElementsByTagName(self, name):
        """All elements of a name; '*' stands for any."""
        return _by_name(self, name, NodeList())

    def getElementsByTagNameNS(self, namespaceURI, localName):
        return _by_name_ns(self, namespaceURI, localName, NodeList())

    def isSupported(self, feature, version):
        return self.implementation.hasFeature(feature, version)

    def importNode(self, node, deep):
        """A copy of another document's node."""
        if node.nodeType == Node.DOCUMENT_NODE:
            raise xml.dom.NotSupportedErr('cannot import document nodes')
        if node.nodeType == Node.DOCUMENT_TYPE_NODE:
            raise xml.dom.NotSupportedErr('cannot import document type nodes')
        return _clone(node, deep, self)

    def writexml(self, writer, indent='', addindent='', newl='', encoding=None, standalone=None):
        """Write the document."""
        parts = []
        if encoding:
            parts.append(f'encoding="{encoding}"')
        if standalone is not None:
            parts.append(f'standalone="{"yes" if standalone else "no"}"')
        writer.write(f'<?xml version="1.0" {" ".join(parts)}?>{newl}')
        for node in self.childNodes:
            node.writexml(writer, indent, addindent, newl)

    def renameNode(self, n, namespaceURI, name):
        """Give an element or attribute another name."""
        if n.ownerDocument is not self:
            raise xml.dom.WrongDocumentErr(
                'cannot rename nodes from other documents;\nexpected %s,\nfound %s' % (self, n.ownerDocument))
        if n.nodeType not in (Node.ELEMENT_NODE, Node.ATTRIBUTE_NODE):
            raise xml.dom.NotSupportedErr('renameNode() only applies to element and attribute nodes')
        if namespaceURI != EMPTY_NAMESPACE:
            prefix, local = _split_qname(name)
            if ':' in name and prefix == 'xmlns' and namespaceURI != XMLNS_NAMESPACE:
                raise xml.dom.NamespaceErr("illegal use of 'xmlns' prefix")
            if name == 'xmlns' and n.nodeType == Node.ATTRIBUTE_NODE and namespaceURI != XMLNS_NAMESPACE:
                raise xml.dom.NamespaceErr("illegal use of the 'xmlns' attribute")
        else:
            prefix = local = None
        element, is_id = None, False
        if n.nodeType == Node.ATTRIBUTE_NODE:
            element = n.ownerElement
            is_id = n._is_id
            if element is not None:
                element._attrs.pop(n.name, None)
                element._attrs_ns.pop((n.namespaceURI, n.localName), None)
                n.ownerElement = None
            n._prefix = prefix
            n._name = name
        else:
            n.prefix = prefix
            n.tagName = n.nodeName = name
        n._local = local
        n.namespaceURI = namespaceURI
        if element is not None:
            element.setAttributeNode(n)
            if is_id:
                element.setIdAttributeNode(n)
        n._call_user_data_handler(xml.dom.UserDataHandler.NODE_RENAMED, n, None)
        return n


def _clone(node, deep, document):
    kind = node.nodeType
    same = node.ownerDocument is not None and node.ownerDocument.isSameNode(document)
    operation = xml.dom.UserDataHandler.NODE_CLONED if same else xml.dom.UserDataHandler.NODE_IMPORTED
    if kind == Node.ELEMENT_NODE:
        clone = document.createElementNS(node.namespaceURI, node.nodeName)
        for attribute in node._attrs.values():
            clone.setAttributeNS(attribute.namespaceURI, attribute.nodeName, attribute.value)
            copy = clone.getAttributeNodeNS(attribute.namespaceURI, attribute.localName)
            copy.specified = attribute.specified
        if deep:
            for child in node.childNodes:
                clone.appendChild(_clone(child, deep, document))
    elif kind == Node.DOCUMENT_FRAGMENT_NODE:
        clone = document.createDocumentFragment()
        if deep:
            for child in node.childNodes:
                clone.appendChild(_clone(child, deep, document))
    elif kind == Node.TEXT_NODE:
        clone = document.createTextNode(node.data)
    elif kind == Node.CDATA_SECTION_NODE:
        clone = document.createCDATASection(node.data)
    elif kind == Node.PROCESSING_INSTRUCTION_NODE:
        clone = document.createProcessingInstruction(node.target, node.data)
    elif kind == Node.COMMENT_NODE:
        clone = document.createComment(node.data)
    elif kind == Node.ATTRIBUTE_NODE:
        clone = document.createAttributeNS(node.namespaceURI, node.nodeName)
        clone.specified = True
        clone.value = node.value
    elif kind == Node.DOCUMENT_TYPE_NODE:
        operation = xml.dom.UserDataHandler.NODE_IMPORTED
        clone = document.implementation.createDocumentType(node.name, node.publicId, node.systemId)
        clone.ownerDocument = document
        if deep:
            for kind in ('entities', 'notations'):
                for one in getattr(node, kind)._seq:
                    copy = one._copy()
                    copy.ownerDocument = document
                    getattr(clone, kind)._seq.append(copy)
                    one._call_user_data_handler(operation, one, copy)
    else:
        raise xml.dom.NotSupportedErr('Cannot clone node %s' % repr(node))
    if hasattr(node, '_call_user_data_handler'):
        node._call_user_data_handler(operation, node, clone)
    return clone


class _Builder:
    # Makes a document of the events of a parser.

    def __init__(self, namespaces=True):
        from xml.parsers import expat
        self.document = document = Document()
        self.current = document
        self.stack = []
        self.declared = []
        self.in_cdata = False
        self.starts_cdata = False
        self.parser = parser = expat.ParserCreate(namespace_separator=' ' if namespaces else None)
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self.start_element
        parser.EndElementHandler = self.end_element
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = lambda data: _append(self.current, document.createComment(data))
        parser.ProcessingInstructionHandler = lambda target, data: _append(self.current, document.createProcessingInstruction(target, data))
        parser.StartCdataSectionHandler = self.start_cdata
        parser.EndCdataSectionHandler = self.end_cdata
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.start_doctype
        parser.EndDoctypeDeclHandler = self.end_doctype
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self.declared.append((prefix, uri))

    def declaration(self, version, encoding, standalone):
        self.document.version = version
        self.document.encoding = encoding
        if standalone >= 0:
            self.document.standalone = bool(standalone)

    def start_doctype(self, name, system, public, has_subset):
        doctype = self.document.implementation.createDocumentType(name, public, system)
        doctype.ownerDocument = self.document
        _append(self.document, doctype)
        self.document.doctype = doctype
        self.doctype = doctype
        parser = self.parser
        parser.EntityDeclHandler = self.entity
        parser.UnparsedEntityDeclHandler = lambda name, base, system, public, notation: self.entity(
            name, 0, None, base, system, public, notation)
        parser.NotationDeclHandler = self.notation
        parser.AttlistDeclHandler = self.attlist
        parser.ElementDeclHandler = self.element
        if has_subset:
            # The parser has the whole declaration before it tells of its start.
            text, at = parser._text, parser._at
            start = text.index('[', at) + 1
            from xml.parsers.expat import _dtd
            doctype.internalSubset = text[start:_dtd._subset_end(text, start)]

    def end_doctype(self):
        self.parser.CommentHandler = lambda data: _append(self.current, self.document.createComment(data))

    def entity(self, name, is_parameter, value, base, system, public, notation):
        if is_parameter:
            return
        node = Entity(name, public, system, notation)
        node.ownerDocument = self.document
        if value is not None:
            node.childNodes.append(self.document.createTextNode(value))
        self.doctype.entities._seq.append(node)

    def notation(self, name, base, system, public):
        node = Notation(name, public, system)
        node.ownerDocument = self.document
        self.doctype.notations._seq.append(node)

    def attlist(self, element, name, kind, default, required):
        if kind == 'ID':
            self.document._id_attributes.add((element, name))

    def element(self, name, model):
        if model[0] in (5, 6):
            self.document._element_content.add(name)

    def _name(self, name):
        parts = name.split(' ')
        if len(parts) == 1:
            return None, name, name, None
        if len(parts) > 3:
            raise ValueError(f'Unsupported syntax: spaces in URIs not supported: {name!r}')
        uri, local = parts[:2]
        prefix = parts[2] if len(parts) == 3 else None
        return uri, local, f'{prefix}:{local}' if prefix else local, prefix

    def start_element(self, name, attributes):
        uri, local, qname, prefix = self._name(name)
        document = self.document
        element = Element(qname, uri, prefix, local)
        element.ownerDocument = document
        _append(self.current, element)
        self.stack.append(self.current)
        self.current = element
        for prefix, uri in self.declared:
            if prefix:
                self._attribute(element, f'xmlns:{prefix}', XMLNS_NAMESPACE, prefix, 'xmlns', uri)
            else:
                self._attribute(element, 'xmlns', XMLNS_NAMESPACE, 'xmlns', None, uri or '')
        self.declared.clear()
        for index in range(0, len(attributes), 2):
            uri, local, qname, prefix = self._name(attributes[index])
            self._attribute(element, qname, uri, local, prefix, attributes[index + 1])

    def _attribute(self, element, qname, uri, local, prefix, value):
        attribute = Attr(qname, uri, local, prefix)
        attribute.ownerDocument = self.document
        attribute.childNodes[0].data = value
        attribute.childNodes[0].ownerDocument = self.document
        attribute.ownerElement = element
        attribute.specified = True
        element._attrs[qname] = attribute
        element._attrs_ns[uri, local] = attribute

    def end_element(self, name):
        self.current = self.stack.pop()

    def start_cdata(self):
        self.in_cdata = self.starts_cdata = True

    def end_cdata(self):
        self.in_cdata = self.starts_cdata = False

    def characters(self, data):
        children = self.current.childNodes
        kind = Node.CDATA_SECTION_NODE if self.in_cdata else Node.TEXT_NODE
        if children and children[-1].nodeType == kind and not self.starts_cdata:
            children[-1].data += data
            return
        self.starts_cdata = False
        node = CDATASection() if self.in_cdata else Text()
        node.data = data
        node.ownerDocument = self.document
        _append(self.current, node)


def _parse_stream(file, namespaces=True):
    builder = _Builder(namespaces)
    while data := file.read(65536):
        builder.parser.Parse(data, False)
    builder.parser.Parse(b'' if builder.parser._bytes or builder.parser._decoder else '', True)
    return builder.document


def parse(file, parser=None, bufsize=None):
    """Read a file, given by name or open."""
    if parser is not None:
        raise NotImplementedError('other parsers for xml.dom.minidom are not part of MiniScript')
    if hasattr(file, 'read'):
        return _parse_stream(file)
    with open(file, 'rb') as stream:
        return _parse_stream(stream)


def parseString(string, parser=None):
    """Read bytes or text."""
    if parser is not None:
        raise NotImplementedError('other parsers for xml.dom.minidom are not part of MiniScript')
    builder = _Builder()
    builder.parser.Parse(string, True)
    return builder.document


def getDOMImplementation(features=None):
    """The implementation, if it has the features."""
    if features:
        if isinstance(features, str):
            features = domreg._parse_feature_string(features)
        for feature, version in features:
            if not Document.implementation.hasFeature(feature, version):
                return None
    return Document.implementation
