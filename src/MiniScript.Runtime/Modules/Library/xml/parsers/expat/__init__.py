"""A parser of XML that calls a function for each tag, text and other part, with the interface of pyexpat."""

from xml.parsers.expat import errors, model
from xml.parsers.expat._parser import ErrorString, ExpatError, ParserCreate, XMLParserType

error = ExpatError
EXPAT_VERSION = 'expat_2.6.3'
version_info = (2, 6, 3)
native_encoding = 'UTF-8'
features = [('sizeof(XML_Char)', 1), ('sizeof(XML_LChar)', 1), ('XML_DTD', 0), ('XML_NS', 0)]
XML_PARAM_ENTITY_PARSING_NEVER = 0
XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1
XML_PARAM_ENTITY_PARSING_ALWAYS = 2
