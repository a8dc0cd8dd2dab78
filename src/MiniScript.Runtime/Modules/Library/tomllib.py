"""Reading of TOML documents."""

import re

__all__ = ['loads', 'load', 'TOMLDecodeError']

_time = r'([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?'
_local_time = re.compile(_time, re.A)
_date_time = re.compile(
    rf'(\d{{4}})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[Tt ]{_time}(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?', re.A)
_digits = r'\d(?:_?\d)*'
_number = re.compile(
    '0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)'
    rf'|[+-]?(?:0|[1-9](?:_?\d)*)((?:\.{_digits})?(?:[eE][+-]?{_digits})?)', re.A)
_special = re.compile('[+-]?(?:inf|nan)')
_blanks = re.compile('[ \t]*')
_blank_lines = re.compile('[ \t\n]*')
_bare_key = re.compile('[A-Za-z0-9_-]+')
_control = re.compile('[\0-\x08\n-\x1f\x7f]')
_control_in_lines = re.compile('[\0-\x08\x0b-\x1f\x7f]')
_scalars = {length: re.compile(f'[0-9A-Fa-f]{{{length}}}') for length in (4, 8)}
_string_parts = re.compile('[^"\\\\\0-\x08\n-\x1f\x7f]+')
_lines_parts = re.compile('[^"\\\\\0-\x08\x0b-\x1f\x7f]+')
_escapes = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}


class TOMLDecodeError(ValueError):
    """A document is not valid TOML."""


def load(fp, /, *, parse_float=float):
    """Read a binary file."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """Read a document; parse_float makes its numbers with a fraction or exponent."""
    return _Parser(s.replace('\r\n', '\n'), parse_float).document()


class _Node:
    # What is known of a key beside its value: declared in a header (or by a dotted key), or closed for good with all below.
    __slots__ = 'declared', 'frozen', 'children'

    def __init__(self):
        self.declared = self.frozen = False
        self.children = {}

    def find(self, key):
        """The node of a key, or one above that is frozen; None if there is none."""
        node = self
        for part in key:
            node = node.children.get(part)
            if node is None or node.frozen:
                return node
        return node

    def make(self, key):
        node = self
        for part in key:
            following = node.children.get(part)
            if following is None:
                following = node.children[part] = _Node()
            node = following
        return node

    def is_frozen(self, key):
        node = self.find(key)
        return node is not None and node.frozen

    def is_declared(self, key):
        node = self
        for part in key:
            node = node.children.get(part)
            if node is None:
                return False
        return node.declared

    def forget(self, key):
        node = self
        for part in key[:-1]:
            node = node.children.get(part)
            if node is None:
                return
        node.children.pop(key[-1], None)


def _table(root, key, into_arrays=True):
    # The table at a key, made if it is not there; KeyError if there is something else.
    table = root
    for part in key:
        table = table.setdefault(part, {})
        if into_arrays and isinstance(table, list):
            table = table[-1]
        if not isinstance(table, dict):
            raise KeyError(part)
    return table


class _Parser:
    def __init__(self, text, parse_float):
        self.text = text
        self.at = 0
        self.parse_float = parse_float

    def error(self, message, at=None):
        text = self.text
        if at is None:
            at = self.at
        if at >= len(text):
            where = 'end of document'
        else:
            where = f'line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}'
        return TOMLDecodeError(f'{message} (at {where})')

    def peek(self):
        return self.text[self.at:self.at + 1]

    def skip(self, pattern=_blanks):
        self.at = pattern.match(self.text, self.at).end()

    def skip_comment(self):
        if self.peek() == '#':
            self.until('\n', _control, False)

    def until(self, end, illegal, must_end=True):
        # Moves to the text that ends a string or comment and returns what is before.
        start = self.at + (end == '\n')
        stop = self.text.find(end, start)
        if stop < 0:
            stop = len(self.text)
            if must_end:
                raise self.error(f'Expected {end!r}', stop)
        found = illegal.search(self.text, start, stop)
        if found:
            raise self.error(f'Found invalid character {found[0]!r}', found.start())
        self.at = stop
        return self.text[start:stop]

    def document(self):
        self.root = {}
        self.nodes = _Node()
        self.pending = []
        header = ()
        length = len(self.text)
        while True:
            self.skip()
            if self.at >= length:
                break
            char = self.peek()
            if char == '\n':
                self.at += 1
                continue
            if char == '[':
                for key in self.pending:
                    self.nodes.make(key).declared = True
                self.pending.clear()
                header = self.array_header() if self.text.startswith('[[', self.at) else self.table_header()
                self.skip()
            elif char in '"\'' or _bare_key.match(char):
                self.assignment(header)
                self.skip()
            elif char != '#':
                raise self.error('Invalid statement')
            self.skip_comment()
            if self.at >= length:
                break
            if self.peek() != '\n':
                raise self.error('Expected newline or end of document after a statement')
            self.at += 1
        return self.root

    def table_header(self):
        self.at += 1
        self.skip()
        key = self.key()
        if self.nodes.is_declared(key) or self.nodes.is_frozen(key):
            raise self.error(f'Cannot declare {key} twice')
        self.nodes.make(key).declared = True
        try:
            _table(self.root, key)
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        if self.peek() != ']':
            raise self.error("Expected ']' at the end of a table declaration")
        self.at += 1
        return key

    def array_header(self):
        self.at += 2
        self.skip()
        key = self.key()
        if self.nodes.is_frozen(key):
            raise self.error(f'Cannot mutate immutable namespace {key}')
        self.nodes.forget(key)
        self.nodes.make(key).declared = True
        try:
            array = _table(self.root, key[:-1]).setdefault(key[-1], [])
            if not isinstance(array, list):
                raise KeyError(key)
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        array.append({})
        if not self.text.startswith(']]', self.at):
            raise self.error("Expected ']]' at the end of an array declaration")
        self.at += 2
        return key

    def assignment(self, header):
        key, value = self.pair()
        parent = header + key[:-1]
        for length in range(1, len(key)):
            part = header + key[:length]
            if self.nodes.is_declared(part):
                raise self.error(f'Cannot redefine namespace {part}')
            self.pending.append(part)
        if self.nodes.is_frozen(parent):
            raise self.error(f'Cannot mutate immutable namespace {parent}')
        try:
            table = _table(self.root, parent)
        except KeyError:
            raise self.error('Cannot overwrite a value') from None
        if key[-1] in table:
            raise self.error('Cannot overwrite a value')
        if isinstance(value, (dict, list)):
            self.nodes.make(header + key).frozen = True
        table[key[-1]] = value

    def pair(self):
        key = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip()
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.skip()
        while self.peek() == '.':
            self.at += 1
            self.skip()
            parts.append(self.key_part())
            self.skip()
        return tuple(parts)

    def key_part(self):
        match = _bare_key.match(self.text, self.at)
        if match:
            self.at = match.end()
            return match[0]
        char = self.peek()
        if char == "'":
            return self.literal()
        if char == '"':
            return self.string()
        raise self.error('Invalid initial character for a key part')

    def value(self):
        text, start = self.text, self.at
        char = text[start:start + 1]
        if char == '"':
            return self.lines() if text.startswith('"""', start) else self.string()
        if char == "'":
            return self.lines() if text.startswith("'''", start) else self.literal()
        if char == 't' and text.startswith('true', start):
            self.at += 4
            return True
        if char == 'f' and text.startswith('false', start):
            self.at += 5
            return False
        if char == '[':
            return self.array()
        if char == '{':
            return self.inline_table()
        match = _date_time.match(text, start)
        if match:
            try:
                value = self.date_time(match)
            except ValueError as error:
                raise self.error('Invalid date or datetime') from error
            self.at = match.end()
            return value
        match = _local_time.match(text, start)
        if match:
            from datetime import time
            self.at = match.end()
            hour, minute, second, fraction = match.groups()
            return time(int(hour), int(minute), int(second), int(fraction.ljust(6, '0')) if fraction else 0)
        match = _number.match(text, start)
        if match:
            self.at = match.end()
            return self.number(match[0]) if match[1] else int(match[0], 0)
        match = _special.match(text, start)
        if match:
            self.at = match.end()
            return self.number(match[0])
        raise self.error('Invalid value')

    def number(self, text):
        value = self.parse_float(text)
        if isinstance(value, (dict, list)):
            raise ValueError('parse_float must not return dicts or lists')
        return value

    def date_time(self, match):
        from datetime import date, datetime, timedelta, timezone
        year, month, day, hour, minute, second, fraction, utc, sign, offset_hours, offset_minutes = match.groups()
        year, month, day = int(year), int(month), int(day)
        if hour is None:
            return date(year, month, day)
        zone = None
        if utc:
            zone = timezone.utc
        elif sign:
            offset = timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
            zone = timezone(-offset if sign == '-' else offset)
        microsecond = int(fraction.ljust(6, '0')) if fraction else 0
        return datetime(year, month, day, int(hour), int(minute), int(second), microsecond, zone)

    def skip_lines(self):
        while True:
            self.skip(_blank_lines)
            if self.peek() != '#':
                return
            self.skip_comment()

    def array(self):
        self.at += 1
        array = []
        self.skip_lines()
        while self.peek() != ']':
            array.append(self.value())
            self.skip_lines()
            char = self.peek()
            if char == ']':
                break
            if char != ',':
                raise self.error('Unclosed array')
            self.at += 1
            self.skip_lines()
        self.at += 1
        return array

    def inline_table(self):
        self.at += 1
        result = {}
        nodes = _Node()
        self.skip()
        if self.peek() == '}':
            self.at += 1
            return result
        while True:
            key, value = self.pair()
            if nodes.is_frozen(key):
                raise self.error(f'Cannot mutate immutable namespace {key}')
            try:
                table = _table(result, key[:-1], False)
            except KeyError:
                raise self.error('Cannot overwrite a value') from None
            if key[-1] in table:
                raise self.error(f'Duplicate inline table key {key[-1]!r}')
            table[key[-1]] = value
            self.skip()
            char = self.peek()
            if char == '}':
                self.at += 1
                return result
            if char != ',':
                raise self.error('Unclosed inline table')
            if isinstance(value, (dict, list)):
                nodes.make(key).frozen = True
            self.at += 1
            self.skip()

    def literal(self):
        self.at += 1
        text = self.until("'", _control)
        self.at += 1
        return text

    def string(self):
        self.at += 1
        return self.parts(_string_parts, '"')

    def lines(self):
        delimiter = self.peek()
        self.at += 3
        if self.peek() == '\n':
            self.at += 1
        if delimiter == "'":
            text = self.until("'''", _control_in_lines)
            self.at += 3
        else:
            text = self.parts(_lines_parts, '"""')
        # Up to two quotation marks before the delimiter belong to the text.
        for _ in range(2):
            if self.peek() != delimiter:
                break
            self.at += 1
            text += delimiter
        return text

    def parts(self, pattern, end):
        text = self.text
        parts = []
        while True:
            match = pattern.match(text, self.at)
            if match:
                parts.append(match[0])
                self.at = match.end()
            char = text[self.at:self.at + 1]
            if not char:
                raise self.error('Unterminated string')
            if char == '\\':
                parts.append(self.escape(end == '"""'))
            elif char != '"':
                raise self.error(f'Illegal character {char!r}')
            elif text.startswith(end, self.at):
                self.at += len(end)
                return ''.join(parts)
            else:
                parts.append(char)
                self.at += 1

    def escape(self, in_lines):
        char = self.text[self.at + 1:self.at + 2]
        self.at += 2
        if in_lines and char and char in ' \t\n':
            # At the end of a line it removes white space up to the next text.
            if char != '\n':
                self.skip()
                if self.at >= len(self.text):
                    return ''
                if self.peek() != '\n':
                    raise self.error("Unescaped '\\' in a string")
                self.at += 1
            self.skip(_blank_lines)
            return ''
        if char in ('u', 'U'):
            match = _scalars[4 if char == 'u' else 8].match(self.text, self.at)
            if not match:
                raise self.error('Invalid hex value')
            self.at = match.end()
            code = int(match[0], 16)
            if code > 0x10ffff or 0xd800 <= code < 0xe000:
                raise self.error('Escaped character is not a Unicode scalar value')
            return chr(code)
        try:
            return _escapes[char]
        except KeyError:
            raise self.error("Unescaped '\\' in a string", min(self.at, len(self.text))) from None
