"""Documents as trees of nodes: the interface of the document object model."""


class Node:
    """The kinds of nodes."""

    __slots__ = ()
    ELEMENT_NODE = 1
    ATTRIBUTE_NODE = 2
    TEXT_NODE = 3
    CDATA_SECTION_NODE = 4
    ENTITY_REFERENCE_NODE = 5
    ENTITY_NODE = 6
    PROCESSING_INSTRUCTION_NODE = 7
    COMMENT_NODE = 8
    DOCUMENT_NODE = 9
    DOCUMENT_TYPE_NODE = 10
    DOCUMENT_FRAGMENT_NODE = 11
    NOTATION_NODE = 12


class DOMException(Exception):
    """The base of the errors of the model; code tells which."""

    def __init__(self, *args, **kw):
        if self.__class__ is DOMException:
            raise RuntimeError('DOMException should not be instantiated directly')
        Exception.__init__(self, *args, **kw)

    def _get_code(self):
        return self.code


for _code, _name in enumerate((
        'IndexSize DomstringSize HierarchyRequest WrongDocument InvalidCharacter NoDataAllowed NoModificationAllowed NotFound NotSupported '
        'InuseAttribute InvalidState Syntax InvalidModification Namespace InvalidAccess Validation').split(), start=1):
    _constant = ''.join(['_' + c if c.isupper() else c.upper() for c in _name])[1:] + '_ERR'
    globals()[_constant] = _code
    _class = {'IndexSize': 'IndexSizeErr', 'DomstringSize': 'DomstringSizeErr'}.get(_name, _name + 'Err')
    globals()[_class] = type(_class, (DOMException,), {'code': _code, '__module__': __name__})

INUSE_ATTRIBUTE_ERR = 10


class UserDataHandler:
    """What happened to a node that has user data."""

    NODE_CLONED = 1
    NODE_IMPORTED = 2
    NODE_DELETED = 3
    NODE_RENAMED = 4


XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'
XHTML_NAMESPACE = 'http://www.w3.org/1999/xhtml'
EMPTY_NAMESPACE = None
EMPTY_PREFIX = None

from xml.dom.domreg import getDOMImplementation, registerDOMImplementation
