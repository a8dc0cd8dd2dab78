"""The parser proper."""

import codecs
import re

from xml.parsers.expat import _dtd
from xml.parsers.expat._dtd import Incomplete
from xml.parsers.expat._names import NAME, NAME_START, NAME_CHARS, BLANKS, name_end
from xml.parsers.expat.errors import messages

_start_tag = re.compile(rf'''<({NAME})((?:{BLANKS}+{NAME}{BLANKS}*={BLANKS}*(?:"[^"<]*"|'[^'<]*'))*){BLANKS}*(/?)>''')
_attribute = re.compile(rf'''({NAME}){BLANKS}*={BLANKS}*(?:"([^"]*)"|'([^']*)')''')
_end_tag = re.compile(rf'</({NAME}){BLANKS}*>')
_reference = re.compile(rf'&(?:({NAME})|#([0-9]+)|#x([0-9a-fA-F]+));')
_blanks = re.compile(BLANKS + '*')
_needs_work = re.compile('[&\t\n]')
_illegal = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_declaration = re.compile(
    rf'''<\?xml{BLANKS}+version{BLANKS}*={BLANKS}*(["'])([A-Za-z0-9_.:-]+)\1'''
    rf'''(?:{BLANKS}+encoding{BLANKS}*={BLANKS}*(["'])([A-Za-z][A-Za-z0-9._-]*)\3)?'''
    rf'''(?:{BLANKS}+standalone{BLANKS}*={BLANKS}*(["'])(yes|no)\5)?{BLANKS}*\?>''')
_text_declaration = re.compile(
    rf'''<\?xml(?:{BLANKS}+version{BLANKS}*={BLANKS}*(["'])([A-Za-z0-9_.:-]+)\1)?'''
    rf'''{BLANKS}+encoding{BLANKS}*={BLANKS}*(["'])([A-Za-z][A-Za-z0-9._-]*)\3{BLANKS}*\?>''')
_byte_encoding = re.compile(rb'''<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']''')
_prolog_name = re.compile(f'[{NAME_CHARS}]+')

_predefined = {'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'"}
_XML = 'http://www.w3.org/XML/1998/namespace'
_XMLNS = 'http://www.w3.org/2000/xmlns/'
_MAX_EXPANSION = 8 << 20


class ExpatError(Exception):
    """A document is not well-formed: code, lineno and offset tell what and where."""

    __module__ = 'xml.parsers.expat'


def ErrorString(code, /):
    """The message of an error code."""
    return messages.get(code)


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    """Make a parser; with a separator the names of a namespace are its URI, the separator and the local name."""
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"ParserCreate() argument 'encoding' must be str or None, not {type(encoding).__name__}")
    if namespace_separator is not None:
        if not isinstance(namespace_separator, str):
            raise TypeError(
                f"ParserCreate() argument 'namespace_separator' must be str or None, not {type(namespace_separator).__name__}")
        if len(namespace_separator) > 1:
            raise ValueError('namespace_separator must be at most one character, omitted, or None')
    return XMLParserType(encoding, namespace_separator, intern)


def _flag(name):
    def store(parser, value):
        parser._flags[name] = bool(value)

    return property(lambda parser: parser._flags.get(name, False), store)


class XMLParserType:
    """A parser; made by ParserCreate()."""

    __module__ = 'pyexpat'

    StartElementHandler = EndElementHandler = CharacterDataHandler = ProcessingInstructionHandler = CommentHandler = None
    StartCdataSectionHandler = EndCdataSectionHandler = DefaultHandler = DefaultHandlerExpand = XmlDeclHandler = None
    StartDoctypeDeclHandler = EndDoctypeDeclHandler = EntityDeclHandler = ElementDeclHandler = AttlistDeclHandler = None
    NotationDeclHandler = UnparsedEntityDeclHandler = StartNamespaceDeclHandler = EndNamespaceDeclHandler = None
    ExternalEntityRefHandler = SkippedEntityHandler = NotStandaloneHandler = None

    def __init__(self, encoding, separator, intern):
        self.intern = {} if intern is None else intern
        self.buffer_size = 8192
        self._flags = {}
        self.ErrorCode = 0
        self._buffer_text = False
        self._held = []             # text that waits for more
        self._encoding = encoding
        self._separator = separator
        self._before = ''
        self._base = None
        self._bytes = b''           # bytes whose encoding is not known yet
        self._decoder = None
        self._return = False        # whether a carriage return ended the last piece
        self._text = ''
        self._at = 0
        self._line, self._column, self._index = 1, 0, 0     # of the start of _text
        self._outer = None          # in an entity: the document's text, and where in it the reference is
        self._is_cut = False        # whether an illegal character follows _text
        self._is_finished = False
        self._failure = None        # the code, line and column of the error that ended the parsing
        self._state = self._start_of_document
        self._stack = []
        self._floor = 0             # the depth at which an entity started
        self._bindings = {'xml': _XML}
        self._element_names = {}
        self._attribute_names = {}
        self._entities = dict(_predefined)
        self._parameters = {}
        self._open_entities = []
        self._attlists = {}
        self._expanded = self._direct = 0
        self._is_open = False       # whether undefined entities may be defined elsewhere
        self._foreign = False
        self._has_doctype = False
        self._parameter_parsing = 0
        self._defers = True
        self._standalone = -1

    # What a program asks for.

    @property
    def buffer_text(self):
        return self._buffer_text

    @buffer_text.setter
    def buffer_text(self, value):
        self._flush()
        self._buffer_text = bool(value)

    @property
    def buffer_used(self):
        return sum(map(len, self._held))

    @property
    def CurrentLineNumber(self):
        return self._position(self._at)[0]

    @property
    def CurrentColumnNumber(self):
        return self._position(self._at)[1]

    @property
    def CurrentByteIndex(self):
        text, at = self._outer or (self._text, self._at)
        return self._index + len(text[:at].encode('utf-8', 'replace'))

    ErrorLineNumber = CurrentLineNumber
    ErrorColumnNumber = CurrentColumnNumber
    ErrorByteIndex = CurrentByteIndex

    namespace_prefixes = _flag('namespace_prefixes')
    ordered_attributes = _flag('ordered_attributes')
    specified_attributes = _flag('specified_attributes')

    def SetBase(self, base, /):
        self._base = base

    def GetBase(self):
        return self._base

    def GetInputContext(self):
        return self._text.encode() if self._text else None

    def UseForeignDTD(self, flag=True, /):
        self._foreign = self._is_open = bool(flag)

    def SetParamEntityParsing(self, flag, /):
        self._parameter_parsing = flag
        return 1

    def GetReparseDeferralEnabled(self):
        return self._defers

    def SetReparseDeferralEnabled(self, enabled, /):
        self._defers = bool(enabled)

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        """A parser for an external entity, with the handlers of this one."""
        parser = XMLParserType(encoding, self._separator, self.intern)
        mine = vars(self)
        for name in mine:
            if name.endswith('Handler') or name in ('_flags', '_buffer_text'):
                setattr(parser, name, mine[name])
        parser.DefaultHandlerExpand = self.DefaultHandlerExpand
        parser._before = self._before
        parser._base = self._base
        parser._entities = self._entities
        parser._parameters = self._parameters
        parser._attlists = self._attlists
        parser._bindings = self._bindings
        parser._is_open = self._is_open
        parser._state = parser._start_of_dtd if context is None else parser._start_of_entity
        return parser

    def ParseFile(self, file, /):
        """Read and parse a binary file."""
        try:
            read = file.read
        except AttributeError:
            raise TypeError("argument must have 'read' attribute") from None
        while True:
            data = read(2048)
            if not isinstance(data, (bytes, bytearray)):
                raise TypeError(f'read() did not return a bytes object (type={type(data).__name__})')
            result = self.Parse(bytes(data), not data)
            if not data:
                return result

    def Parse(self, data, isfinal=False, /):
        """Parse the next piece of a document."""
        if self._failure:
            self._raise(*self._failure)
        if self._is_finished:
            self._fail(36, self._at)
        if isinstance(data, str):
            text = data
            if self._encoding is None and self._decoder is None:
                self._encoding = 'utf-8'
        else:
            text = self._decode(bytes(data), isfinal)
        self._direct += len(text)
        self._append(text, isfinal)
        try:
            while self._state(isfinal and not self._is_cut):
                pass
        except Incomplete:
            pass
        if self._is_cut:
            self._fail(4, len(self._text))
        if isfinal:
            self._is_finished = True
            self._flush()
        return 1

    # Text and positions.

    def _decode(self, data, isfinal):
        if self._decoder is None:
            data = self._bytes + data
            self._bytes = b''
            encoding = self._encoding
            if encoding is None:
                encoding = self._guess(data)
                if encoding is None:
                    if not isfinal:
                        self._bytes = data
                        return ''
                    encoding = 'utf-8'
            self._decoder = codecs.getincrementaldecoder(encoding)()
            if encoding == 'utf-7' or not encoding.startswith(('utf', 'us-ascii', 'iso2022-jp', 'hz')) and len(
                    bytes(range(256)).decode(encoding, 'replace')) != 256:
                raise ValueError('multi-byte encodings are not supported')
        try:
            return self._decoder.decode(data, isfinal)
        except UnicodeDecodeError as error:
            self._broken = error
            return error.object[:error.start].decode(error.encoding, 'ignore') + '\0'

    def _guess(self, data):
        if len(data) < 4 and b'<'.startswith(data[:1]) is False and not data[:1] in b'\xef\xfe\xff':
            return 'utf-8'
        if len(data) < 4:
            return None
        for mark, encoding in ((codecs.BOM_UTF8, 'utf-8-sig'), (b'\xff\xfe', 'utf-16'), (b'\xfe\xff', 'utf-16'),
                               (b'<\0', 'utf-16-le'), (b'\0<', 'utf-16-be')):
            if data.startswith(mark):
                return encoding
        if data.startswith(b'<?xm'):
            if b'?>' not in data and len(data) < 1024:
                return None
            found = _byte_encoding.match(data)
            if found:
                name = found[1].decode('ascii').lower()
                return 'utf-8' if name == 'utf-16' else name
        return 'utf-8'

    def _append(self, text, isfinal):
        if self._return:
            text = '\r' + text
            self._return = False
        if '\r' in text:
            if text[-1] == '\r' and not isfinal:
                text = text[:-1]
                self._return = True
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        if not self._is_cut:
            found = _illegal.search(text)
            if found:
                if '\ud800' <= found[0] <= '\udfff':
                    text.encode()
                text = text[:found.start()]
                self._is_cut = True
            if self._at:
                self._line, self._column = self._position(self._at)
                self._index += len(self._text[:self._at].encode('utf-8', 'replace'))
                text = self._text[self._at:] + text
                self._at = 0
            else:
                text = self._text + text
            self._text = text

    def _position(self, at):
        text = self._text
        if self._outer:
            text, at = self._outer
        lines = text.count('\n', 0, at)
        if lines:
            return self._line + lines, at - text.rfind('\n', 0, at) - 1
        return self._line, self._column + at

    def _fail(self, code, at):
        self._flush()
        line, column = self._position(at)
        if not self._outer:
            self._at = at
        self._failure = code, line, column
        self._raise(code, line, column)

    def _raise(self, code, line, column):
        self.ErrorCode = code
        error = ExpatError(f'{messages[code]}: line {line}, column {column}')
        error.code = code
        error.lineno = line
        error.offset = column
        raise error

    def _flush(self):
        if self._held:
            text = ''.join(self._held)
            self._held.clear()
            if self.CharacterDataHandler is not None:
                self.CharacterDataHandler(text)

    def _default(self, text):
        handler = self.DefaultHandlerExpand or self.DefaultHandler
        if handler is not None:
            self._flush()
            handler(text)

    def _data(self, text):
        handler = self.CharacterDataHandler
        if handler is None:
            self._default(text)
        elif self._buffer_text:
            self._held.append(text)
        elif '\n' not in text:
            handler(text)
        else:
            for part in re.findall('[^\n]+|\n', text):
                handler(part)

    # The document.

    def _start_of_document(self, final):
        text = self._text
        if text[:1] == '\ufeff':
            self._text = text = text[1:]
        if '<?xml'.startswith(text[:5]) and len(text) < 6 and not final:
            return False
        self._state = self._prolog
        if text[:5] == '<?xml' and text[5:6] in ('', ' ', '\t', '\n'):
            end = text.find('?>')
            if end < 0:
                if not final:
                    self._state = self._start_of_document
                    return False
                self._fail(5, 0)
            match = _declaration.match(text)
            if not match:
                self._fail(30, _blanks.match(text, 5).end())
            self._flush()
            standalone = {'yes': 1, 'no': 0, None: -1}[match[6]]
            self._standalone = standalone
            if self.XmlDeclHandler is not None:
                self.XmlDeclHandler(match[2], match[4], standalone)
            else:
                self._default(match[0])
            self._at = match.end()
        return True

    def _start_of_entity(self, final):
        text = self._text
        if '<?xml'.startswith(text[:5]) and len(text) < 6 and not final:
            return False
        if text[:5] == '<?xml' and text[5:6] in ' \t\n' and text[5:6]:
            if '?>' not in text and not final:
                return False
            match = _text_declaration.match(text)
            if not match:
                self._fail(31, 0)
            self._at = match.end()
        self._state = self._entity_content
        return True

    def _start_of_dtd(self, final):
        if not final:
            return False
        _dtd.read_subset(self, self._text, self._at, '')
        self._at = len(self._text)
        return False

    def _entity_content(self, final):
        self._content(final, True)
        return False

    def _prolog(self, final):
        while True:
            text = self._text
            at = _blanks.match(text, self._at).end()
            if at > self._at:
                self._default(text[self._at:at])
                self._at = at
            if at == len(text):
                if final:
                    self._fail(3, at)
                return False
            if text[at] != '<':
                self._reject(text, at, 2, final)
            following = text[at + 1:at + 2]
            if following == '?' or text.startswith('<!--', at):
                if not self._piece(text, at, final):
                    return False
            elif text.startswith('<!DOCTYPE', at):
                if self._has_doctype:
                    self._fail(2, at)
                try:
                    end = _dtd.read_doctype(self, text, at)
                except Incomplete:
                    if final:
                        self._fail(5, at) if at + 9 == len(text) else self._fail(3, len(text))
                    return False
                self._has_doctype = True
                self._at = end
            elif following == '!':
                if '<!DOCTYPE'.startswith(text[at:]) or '<!--'.startswith(text[at:]):
                    if final:
                        self._fail(5, at)
                    return False
                end = name_end(text, at + 2)
                if end == at + 2:
                    self._fail(4, end)
                self._fail(2, at)
            elif following == '':
                if final:
                    self._fail(5, at)
                return False
            elif following == '/':
                self._fail(4, at + 1)
            else:
                if not self._has_doctype and self._foreign:
                    self._has_doctype = True
                    if self.ExternalEntityRefHandler is not None and self._parameter_parsing:
                        self.ExternalEntityRefHandler(None, self._base, None, None)
                self._state = self._root
                return True

    def _reject(self, text, at, code, final):
        # A document that starts, or goes on, with something else than markup.
        match = _prolog_name.match(text, at)
        if match:
            end = match.end()
            if end < len(text) and text[end] not in ' \t\n)>,|]%+*?[':
                self._fail(4, end)
        elif text[at] not in '"\'[](),|>+*?%#;':
            self._fail(4, at)
        self._fail(code, at)

    def _root(self, final):
        self._content(final, False)
        if self._stack or self._state == self._root:
            return False
        return True

    def _epilog(self, final):
        while True:
            text = self._text
            at = _blanks.match(text, self._at).end()
            if at > self._at:
                self._default(text[self._at:at])
                self._at = at
            if at == len(text):
                return False
            if text[at] != '<':
                self._reject(text, at, 9, final)
            following = text[at + 1:at + 2]
            if following == '?' or text.startswith('<!--', at):
                if not self._piece(text, at, final):
                    return False
            elif following == '' or following == '!' and '<!--'.startswith(text[at:]):
                if final:
                    self._fail(5, at)
                return False
            elif following == '/':
                self._fail(4, at + 1)
            else:
                self._fail(9, at)

    def _piece(self, text, at, final):
        # A comment or processing instruction; false if it is incomplete.
        if text[at + 1] == '?':
            end = name_end(text, at + 2)
            if end == at + 2 and end < len(text):
                self._fail(4, end)
            following = text[end:end + 1]
            if end < len(text) and following not in ' \t\n?':
                self._fail(4, end)
            if following == '?' and text[end + 1:end + 2] not in ('', '>'):
                self._fail(4, end + 1)
            target = text[at + 2:end]
            if following and target.lower() == 'xml':
                self._fail(17 if target == 'xml' else 4, at)
            close = text.find('?>', end)
            if close < 0:
                if final:
                    self._fail(5, at)
                return False
            self._flush()
            if self.ProcessingInstructionHandler is not None:
                self._at = at
                self.ProcessingInstructionHandler(target, text[_blanks.match(text, end, close).end():close])
            else:
                self._default(text[at:close + 2])
            self._at = close + 2
            return True
        close = text.find('--', at + 4)
        if close < 0 or close + 2 == len(text):
            if final:
                self._fail(5, at)
            return False
        if text[close + 2] != '>':
            self._fail(4, close + 2)
        self._flush()
        if self.CommentHandler is not None:
            self._at = at
            self.CommentHandler(text[at + 4:close])
        else:
            self._default(text[at:close + 3])
        self._at = close + 3
        return True

    # Content.

    def _content(self, final, is_entity):
        """Read elements and text up to the end of the root element, or of the text."""
        text = self._text
        stack = self._stack
        at = self._at
        while True:
            start = text.find('<', at)
            if start != at:
                if start < 0:
                    self._characters(text, at, final)
                    if final and not is_entity:
                        self._fail(3, len(text))
                    if final and len(stack) != self._floor:
                        self._fail(13, self._at)
                    return
                if stack or is_entity:
                    self._characters_to(text, at, start)
                at = start
            match = _start_tag.match(text, at)
            if match:
                self._at = at
                name, attributes, empty = match.groups()
                self._open(name, attributes, at, match.start(2), match)
                at = self._at = match.end()
                if empty:
                    self._close(match)
                if empty and not stack and not is_entity:
                    break
                continue
            match = _end_tag.match(text, at)
            if match:
                self._at = at
                if len(stack) <= self._floor:
                    self._fail(13 if is_entity else 4, at)
                if stack[-1][0] != match[1]:
                    self._fail(7, at + 2)
                self._close(match)
                at = self._at = match.end()
                if not stack and not is_entity:
                    break
                continue
            self._at = at
            following = text[at + 1:at + 2]
            if following == '?' or text.startswith('<!--', at):
                if not self._piece(text, at, final):
                    return
            elif following == '!':
                if not self._section(text, at, final):
                    return
            else:
                self._bad_tag(text, at, final)
                return
            at = self._at
        self._state = self._epilog

    def _section(self, text, at, final):
        opening = '<![CDATA['
        if not text.startswith(opening, at):
            for index in range(2, len(opening)):
                c = text[at + index:at + index + 1]
                if c != opening[index] and not (index == 2 and c == '-'):
                    if c:
                        self._fail(4, at + index)
                    break
                if c == '-':
                    if text[at + 3:at + 4]:
                        self._fail(4, at + 3)
                    break
            if final:
                self._fail(5, at)
            return False
        end = text.find(']]>', at)
        if end < 0 and not final:
            return False
        self._flush()
        if self.StartCdataSectionHandler is not None:
            self.StartCdataSectionHandler()
        else:
            self._default(opening)
        data = text[at + 9:end if end >= 0 else len(text)]
        if data:
            self._data(data)
        if end < 0:
            self._fail(20, len(text))
        if self.EndCdataSectionHandler is not None:
            self._flush()
            self.EndCdataSectionHandler()
        else:
            self._default(']]>')
        self._at = end + 3
        return True

    def _bad_tag(self, text, at, final):
        # A tag that is malformed or incomplete.
        end = len(text)
        start = at + 1 + text.startswith('</', at)
        i = name_end(text, start)
        if i == start and i < end:
            self._fail(4, i)
        if start == at + 2:
            i = _blanks.match(text, i).end()
            if i < end:
                self._fail(4, i)
        while i < end:
            after = _blanks.match(text, i).end()
            if after == end:
                break
            c = text[after]
            if c == '/':
                if after + 1 < end:
                    self._fail(4, after + 1)
                break
            if after == i:
                self._fail(4, after)
            i = name_end(text, after)
            if i == after:
                self._fail(4, i)
            i = _blanks.match(text, i).end()
            if i == end:
                break
            if text[i] != '=':
                self._fail(4, i)
            i = _blanks.match(text, i + 1).end()
            if i == end:
                break
            if text[i] not in '"\'':
                self._fail(4, i)
            close = text.find(text[i], i + 1)
            less = text.find('<', i, close if close >= 0 else end)
            if less >= 0:
                self._fail(4, less)
            if close < 0:
                break
            i = close + 1
        if final:
            self._fail(5, at)

    def _characters(self, text, at, final):
        # Text up to the end of what there is; what may be the start of something longer is left for later.
        end = len(text)
        if not final:
            if text.endswith(']'):
                end -= 1 + text.endswith(']]')
            amp = text.rfind('&', at)
            if amp >= 0 and ';' not in text[amp:]:
                end = min(end, amp)
                if self._bad_reference(text, amp) < len(text):
                    self._fail(4, self._bad_reference(text, amp))
        if at < end:
            self._characters_to(text, at, end)
        self._at = max(at, end)

    def _bad_reference(self, text, at):
        # The first character that cannot belong to a reference.
        match = re.compile(f'&(?:#(?:x[0-9a-fA-F]*|[0-9]*)|[{NAME_START}][{NAME_CHARS}]*)?').match(text, at)
        return match.end()

    def _characters_to(self, text, at, end):
        if text.find(']]>', at, end) >= 0:
            self._fail(4, text.find(']]>', at, end) + 2)
        self._at = at
        while at < end:
            amp = text.find('&', at, end)
            if amp < 0:
                self._data(text[at:end])
                break
            if amp > at:
                self._data(text[at:amp])
            self._at = amp
            match = _reference.match(text, amp)
            if not match or match.end() > end:
                bad = self._bad_reference(text, amp)
                self._fail(5, amp) if bad == len(text) else self._fail(4, bad)
            self._refer(match, amp)
            at = match.end()
        self._at = end

    def _number(self, match, at):
        code = int(match[2]) if match[2] else int(match[3], 16)
        if code > 0x10ffff or _illegal.match(chr(code)):
            self._fail(14, at)
        return chr(code)

    def _refer(self, match, at):
        name = match[1]
        if name is None:
            self._data(self._number(match, at))
            return
        if name in _predefined:
            self._data(_predefined[name])
            return
        value = self._entities.get(name)
        if value is None:
            if not self._is_open:
                self._fail(11, at)
            self._flush()
            if self.SkippedEntityHandler is not None:
                self.SkippedEntityHandler(name, False)
            else:
                self._default(match[0])
            return
        if name in self._open_entities:
            self._fail(12, at)
        if not isinstance(value, str):
            base, system, public, notation = value
            if notation is not None:
                self._fail(15, at)
            self._flush()
            if self.ExternalEntityRefHandler is None:
                self._default(match[0])
                return
            if not self.ExternalEntityRefHandler(name, base, system, public):
                self._fail(21, at)
            return
        if self.DefaultHandlerExpand is None and self.DefaultHandler is not None:
            self._default(match[0])
            return
        self._expand(len(value), at)
        if '<' not in value and '&' not in value:
            self._data(value)
            return
        saved = self._text, self._outer, self._floor
        if self._outer is None:
            self._outer = self._text, at
        self._open_entities.append(name)
        self._floor = len(self._stack)
        self._text, self._at = value, 0
        self._content(True, True)
        self._open_entities.pop()
        self._text, self._outer, self._floor = saved
        self._at = at

    def _expand(self, length, at):
        self._expanded += length
        if self._expanded > _MAX_EXPANSION and self._expanded > 100 * self._direct:
            self._fail(43, at)

    def _value(self, text, at):
        """An attribute's value with references replaced."""
        parts = []
        start = 0
        for match in re.finditer('[&\t\n]', text):
            if match.start() < start:
                continue
            parts.append(text[start:match.start()])
            start = match.end()
            if match[0] != '&':
                parts.append(' ')
                continue
            match = _reference.match(text, match.start())
            if not match:
                self._fail(4, at)
            start = match.end()
            name = match[1]
            if name is None:
                parts.append(self._number(match, at))
            elif name in _predefined:
                parts.append(_predefined[name])
            else:
                parts.append(self._entity_value(name, at))
        parts.append(text[start:])
        return ''.join(parts)

    def _entity_value(self, name, at):
        value = self._entities.get(name)
        if value is None:
            if self._is_open and not self._standalone == 1:
                return ''
            self._fail(11, at)
        if not isinstance(value, str):
            self._fail(15 if value[3] is not None else 16, at)
        if name in self._open_entities:
            self._fail(12, at)
        if '<' in value:
            self._fail(4, at)
        self._expand(len(value), at)
        self._open_entities.append(name)
        value = self._value(value, at)
        self._open_entities.pop()
        return value

    def _open(self, name, text, at, text_at, tag):
        attributes = []
        if text:
            for match in _attribute.finditer(text):
                value = match[2]
                if value is None:
                    value = match[3]
                if _needs_work.search(value):
                    bad = value.find('&')
                    while bad >= 0 and _reference.match(value, bad):
                        bad = value.find('&', bad + 1)
                    if bad >= 0:
                        offset = text_at + match.start(2 if match[2] is not None else 3)
                        self._fail(4, offset + self._bad_reference(value, bad))
                    value = self._value(value, at)
                attributes.append((match[1], value))
            if len(attributes) > 1 and len(dict(attributes)) < len(attributes):
                seen = set()
                for match in _attribute.finditer(text):
                    if match[1] in seen:
                        self._fail(8, text_at + match.start())
                    seen.add(match[1])
        declared = self._attlists.get(name)
        if declared:
            attributes = self._with_declared(attributes, declared)
        before = None
        expanded = name
        if self._separator is not None:
            before = self._bindings, self._element_names, self._attribute_names, ()
            if 'xmlns' in text or declared:
                attributes = self._bind(attributes, at)
                if self._bindings is before[0]:
                    before = *before[:3], ()
                else:
                    before = *before[:3], self._declared
            expanded = self._element_names.get(name)
            if expanded is None:
                expanded = self._element_names[name] = self._qualified(name, True, at)
            if attributes:
                known = self._attribute_names
                qualified = []
                for key, value in attributes:
                    full = known.get(key)
                    if full is None:
                        full = known[key] = self._qualified(key, False, at)
                    qualified.append((full, value))
                attributes = qualified
                if len(attributes) > 1 and len(dict(attributes)) < len(attributes):
                    self._fail(8, at)
        self._stack.append((name, expanded, before))
        handler = self.StartElementHandler
        if handler is not None:
            if self._held:
                self._flush()
            if self.ordered_attributes:
                handler(expanded, [part for pair in attributes for part in pair])
            else:
                handler(expanded, dict(attributes))
        else:
            self._default(tag[0])

    def _with_declared(self, attributes, declared):
        given = dict(attributes)
        result = []
        for name, value in attributes:
            kind = declared.get(name, ('CDATA', None))[0]
            result.append((name, value if kind == 'CDATA' else ' '.join(value.split(' ')).strip() if '  ' not in value.strip()
                           else ' '.join(part for part in value.split(' ') if part)))
        if not self.specified_attributes:
            result += [(name, default) for name, (_, default) in declared.items() if default is not None and name not in given]
        return result

    def _bind(self, attributes, at):
        # Takes namespace declarations out of the attributes.
        rest = []
        declared = []
        for name, value in attributes:
            if name[:5] == 'xmlns' and self._separator in value and not self._separator.isalnum() and (
                    self._separator not in "-._~:/?#[]@!$&'()*+,;=%") and name[5:6] in ('', ':'):
                self._fail(2, at)
            if name == 'xmlns':
                if value in (_XML, _XMLNS):
                    self._fail(40, at)
                declared.append(('', value))
            elif name.startswith('xmlns:'):
                prefix = name[6:]
                if prefix == 'xmlns':
                    self._fail(39, at)
                if (prefix == 'xml') != (value == _XML):
                    self._fail(38 if prefix == 'xml' else 40, at)
                if value == _XMLNS:
                    self._fail(40, at)
                if not value:
                    self._fail(28, at)
                declared.append((prefix, value))
            else:
                rest.append((name, value))
        if declared:
            self._bindings = {**self._bindings, **dict(declared)}
            self._element_names = {}
            self._attribute_names = {}
            self._declared = tuple([prefix for prefix, _ in declared])
            for prefix, uri in declared:
                if self.StartNamespaceDeclHandler is not None:
                    self._flush()
                    self.StartNamespaceDeclHandler(prefix or None, uri or None)
        return rest

    def _qualified(self, name, is_element, at):
        prefix, colon, local = name.rpartition(':')
        if not colon:
            uri = self._bindings.get('') if is_element else None
        elif not prefix or not local or ':' in prefix:
            self._fail(4, at)
        elif prefix == 'xmlns':
            self._fail(39, at)
        else:
            uri = self._bindings.get(prefix)
            if uri is None:
                self._fail(27, at)
        if not uri:
            return local
        if self.namespace_prefixes and prefix:
            return f'{self._before}{uri}{self._separator}{local}{self._separator}{prefix}'
        return f'{self._before}{uri}{self._separator}{local}'

    def _close(self, tag):
        name, expanded, before = self._stack.pop()
        handler = self.EndElementHandler
        if handler is not None:
            if self._held:
                self._flush()
            handler(expanded)
        elif tag[0][1] == '/':
            self._default(tag[0])
        if before is not None and before[0] is not self._bindings:
            self._bindings, self._element_names, self._attribute_names, declared = before
            if self.EndNamespaceDeclHandler is not None:
                self._flush()
                for prefix in reversed(declared):
                    self.EndNamespaceDeclHandler(prefix or None)
