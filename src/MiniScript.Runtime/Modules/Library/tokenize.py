"""The tokens of programs, with comments and line ends, and programs made of tokens."""

import re
import sys
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from collections import namedtuple
from io import TextIOWrapper
from token import *
from token import EXACT_TOKEN_TYPES
import token

__all__ = token.__all__ + ['tokenize', 'generate_tokens', 'detect_encoding', 'untokenize', 'TokenInfo', 'open', 'TokenError']


class TokenError(Exception):
    pass


class TokenInfo(namedtuple('TokenInfo', 'type string start end line')):
    def __repr__(self):
        kind = f'{self.type} ({tok_name[self.type]})'
        return f'TokenInfo(type={kind}, string={self.string!r}, start={self.start!r}, end={self.end!r}, line={self.line!r})'

    @property
    def exact_type(self):
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


_digits = '[0-9](?:_?[0-9])*'
_token = re.compile(
    r'[ \f\t]*(?:'
    r'(?P<comment>#[^\r\n]*)'
    r'|(?P<newline>\r?\n)'
    r'|(?P<continued>\\\r?\n)'
    rf'|(?P<number>0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:(?:{_digits})?\.{_digits}|{_digits}\.?)(?:[eE][-+]?{_digits})?[jJ]?)'
    r'|(?P<string>(?:[bBuU]|[bB]?[rR]|[rR][bB])?(?:\'\'\'|"""|\'|"))'
    r'|(?P<fstring>(?:[fF][rR]?|[rR][fF])(?:\'\'\'|"""|\'|"))'
    r'|(?P<name>[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)'
    r'|(?P<op>\.\.\.|\*\*=|//=|<<=|>>=|[-+*/%&|^@=<>!:]=|->|<>|\*\*|//|<<|>>|[^\s\x00\\])'
    r')')
_ends = {
    "'": re.compile(r"[^\n'\\]*(?:\\.[^\n'\\]*)*'", re.DOTALL),
    '"': re.compile(r'[^\n"\\]*(?:\\.[^\n"\\]*)*"', re.DOTALL),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL),
}
_goes_on = re.compile(r'(?:[^\\]|\\.)*\\\r?\n\Z', re.DOTALL)
_plain = re.compile(r'[^\'"{}\\\n]*')
_radixes = {'x': 'hexadecimal', 'o': 'octal', 'b': 'binary'}


class _FString:
    # An f-string that is being read.

    def __init__(self, prefix, depth, start):
        self.quote = prefix.lstrip('fFrR')
        self.is_raw = 'r' in prefix.lower()
        self.depth = depth
        self.start = start
        # How many brackets are open where its fields begin, innermost last.
        self.fields = []
        self.in_spec = False


class _Tokenizer:
    def __init__(self, readline, encoding=None):
        self.readline = readline
        self.encoding = encoding
        self.line = ''
        self.lnum = 0
        self.pos = 0
        self.depth = 0
        self.fstrings = []
        # Whether the text of an f-string is next, not an expression.
        self.in_text = False

    def next_line(self):
        """Read a line; False at the end."""
        try:
            line = self.readline()
        except StopIteration:
            line = ''
        if self.encoding is not None and not isinstance(line, str):
            line = line.decode(self.encoding)
        if not line:
            return False
        self.line = line
        self.lnum += 1
        self.pos = 0
        if '\0' in line:
            raise TokenError('source code cannot contain null bytes', (self.lnum, 0))
        return True

    def tokens(self):
        indents = [(0, 0)]
        continued = False
        while True:
            if self.in_text:
                yield from self.text()
                continue
            if self.pos >= len(self.line):
                unended = self.line and self.line[-1] != '\n'
                if unended and not continued:
                    # The last line has an end, written or not.
                    at = len(self.line)
                    kind = NL if self.depth or self.is_blank else NEWLINE
                    yield TokenInfo(kind, '', (self.lnum, at), (self.lnum, at + 1), self.line)
                before = self.line
                if not self.next_line():
                    if continued or self.depth:
                        raise TokenError('unexpected EOF in multi-line statement',
                                         (self.lnum, len(before) if continued else len(before) + 1 if unended else 0))
                    end = (self.lnum + 1, 0)
                    for _ in indents[1:]:
                        yield TokenInfo(DEDENT, '', end, end, '')
                    yield TokenInfo(ENDMARKER, '', end, end, '')
                    return
                self.is_blank = True
                if not continued and not self.depth:
                    column, other, self.pos = self.indentation()
                    rest = self.line[self.pos:self.pos + 1]
                    if rest not in ('', '#', '\n', '\r') and not self.line.startswith('\\\n', self.pos):
                        yield from self.indent(indents, column, other)
                continued = False
                continue
            match = _token.match(self.line, self.pos)
            if match is None:
                rest = self.line[self.pos:].lstrip(' \f\t')
                if not rest:
                    self.pos = len(self.line)
                    continue
                raise TokenError('unexpected character after line continuation character',
                                 (self.lnum, len(self.line) - len(rest) + 1))
            kind = match.lastgroup
            start = match.start(kind)
            string = match.group(kind)
            self.pos = match.end()
            if kind == 'newline':
                yield self.make(NL if self.depth or self.is_blank else NEWLINE, string, start)
                continue
            if kind == 'comment':
                yield self.make(COMMENT, string, start)
                continue
            if kind == 'continued':
                continued = True
                self.is_blank = False if not self.is_blank else self.is_blank
                continue
            self.is_blank = False
            if kind == 'name':
                yield self.make(NAME, string, start)
            elif kind == 'number':
                yield self.number(string, start)
            elif kind == 'string':
                yield self.string(string, start)
            elif kind == 'fstring':
                self.fstrings.append(_FString(string, self.depth, (self.lnum, start)))
                self.in_text = True
                yield self.make(FSTRING_START, string, start)
            else:
                yield self.operator(string, start)

    def make(self, kind, string, start):
        return TokenInfo(kind, string, (self.lnum, start), (self.lnum, start + len(string)), self.line)

    def indentation(self):
        column = other = pos = 0
        for c in self.line:
            if c == ' ':
                column += 1
                other += 1
            elif c == '\t':
                column = (column // 8 + 1) * 8
                other += 1
            elif c == '\f':
                column = other = 0
            else:
                break
            pos += 1
        return column, other, pos

    def indent(self, indents, column, other):
        line = self.line
        if column == indents[-1][0]:
            if other != indents[-1][1]:
                raise self.inconsistent()
        elif column > indents[-1][0]:
            if other <= indents[-1][1]:
                raise self.inconsistent()
            indents.append((column, other))
            yield TokenInfo(INDENT, line[:self.pos], (self.lnum, 0), (self.lnum, self.pos), line)
        else:
            dedents = 0
            while column < indents[-1][0]:
                indents.pop()
                dedents += 1
            if column != indents[-1][0]:
                shown = line.rstrip('\r\n')
                raise IndentationError('unindent does not match any outer indentation level',
                                       ('<string>', self.lnum, len(shown) + 1, shown, None, None))
            if other != indents[-1][1]:
                raise self.inconsistent()
            for _ in range(dedents):
                yield TokenInfo(DEDENT, '', (self.lnum, self.pos), (self.lnum, self.pos), line)

    def inconsistent(self):
        shown = self.line.rstrip('\r\n')
        return TabError('inconsistent use of tabs and spaces in indentation', ('<string>', self.lnum, len(shown) + 1, shown, None, None))

    def number(self, string, start):
        following = self.line[self.pos:self.pos + 1]
        if string == '0' and following and following in 'xXoObB':
            raise TokenError(f'invalid {_radixes[following.lower()]} literal', (self.lnum, start + 2))
        if following == '_':
            raise TokenError('invalid decimal literal', (self.lnum, self.pos + 1))
        return self.make(NUMBER, string, start)

    def string(self, prefix, start):
        quote = prefix.lstrip('bBuUrR')
        begin = self.lnum
        lines = [self.line]
        while True:
            match = _ends[quote].match(self.line, self.pos)
            if match:
                break
            if len(quote) == 1 and not _goes_on.match(self.line, self.pos):
                if self.fstrings and self.fstrings[-1].quote == quote:
                    raise TokenError("f-string: expecting '}'", (begin, start + 1))
                raise TokenError(f'unterminated string literal (detected at line {self.lnum})', (begin, start + 1))
            if not self.next_line():
                raise TokenError('EOF in multi-line string', (begin, start + 1))
            lines.append(self.line)
        self.pos = match.end()
        text = ''.join(lines)
        end = len(text) - len(self.line) + self.pos
        return TokenInfo(STRING, text[start:end], (begin, start), (self.lnum, self.pos), text)

    def operator(self, string, start):
        inner = self.fstrings[-1] if self.fstrings else None
        at_field = inner is not None and inner.fields and inner.fields[-1] == self.depth
        if at_field and string[0] == ':':
            # What follows is the format.
            string = ':'
            self.pos = start + 1
            inner.in_spec = True
            self.in_text = True
        elif string in ('(', '[', '{'):
            self.depth += 1
            if inner is not None and string == '{' and inner.opens:
                inner.opens = False
                inner.fields.append(self.depth)
        elif string in (')', ']', '}'):
            if inner is not None and string == '}' and not inner.fields:
                raise TokenError("f-string: single '}' is not allowed", (self.lnum, start + 1))
            if at_field and string == '}':
                inner.fields.pop()
                inner.in_spec = bool(inner.fields)
                self.in_text = True
            if self.depth:
                self.depth -= 1
        elif inner is not None and string[0] in '\'"':
            raise TokenError("f-string: expecting '}'", (self.lnum, start + 1))
        return self.make(OP, string, start)

    def text(self):
        # A stretch of an f-string up to a field, an escaped brace or the end.
        inner = self.fstrings[-1]
        quote = inner.quote
        line = self.line
        pos = self.pos
        self.in_text = False
        if line.startswith('{', pos) and (inner.in_spec and not line.startswith('{{', pos) or not line.startswith('{{', pos)):
            inner.opens = True
            return
        if line.startswith(quote, pos) and not inner.in_spec:
            self.fstrings.pop()
            self.pos = pos + len(quote)
            yield self.make(FSTRING_END, quote, pos)
            return
        first = pos
        begin = self.lnum
        lines = [line]
        escape = False

        def middle(end, behind):
            whole = ''.join(lines)
            before = len(whole) - len(line)
            self.pos = behind
            return TokenInfo(FSTRING_MIDDLE, whole[first:before + end], (begin, first), (self.lnum, end), whole)

        while True:
            pos = _plain.match(line, pos).end()
            c = line[pos:pos + 1]
            if not c or c == '\n':
                if inner.in_spec and len(quote) == 1 and c:
                    inner.in_spec = False
                    yield middle(pos, pos)
                    return
                if len(quote) == 1 or not self.next_line():
                    triple = 'triple-quoted ' if len(quote) == 3 else ''
                    raise TokenError(f'unterminated {triple}f-string literal (detected at line {self.lnum})', (inner.start[0], inner.start[1] + 1))
                line = self.line
                lines.append(line)
                pos = 0
            elif c == '{':
                if line.startswith('{{', pos) and not inner.in_spec:
                    yield middle(pos + 1, pos + 2)
                    self.in_text = True
                    return
                inner.opens = True
                yield middle(pos, pos)
                return
            elif c == '}':
                if escape:
                    # The end of a name of a character.
                    escape = False
                    pos += 1
                    if not line.startswith(quote, pos) and line[pos:pos + 1] not in ('{', '}'):
                        yield middle(pos, pos)
                        self.in_text = True
                        return
                elif line.startswith('}}', pos) and not inner.in_spec:
                    yield middle(pos + 1, pos + 2)
                    self.in_text = True
                    return
                else:
                    yield middle(pos, pos)
                    return
            elif c == '\\':
                following = line[pos + 1:pos + 2]
                if following in ('{', '}'):
                    pos += 1
                elif line.startswith('N{', pos + 1) and not inner.is_raw:
                    escape = True
                    pos += 3
                elif following in ('\r', '\n') and following:
                    pos = len(line)
                    if not self.next_line():
                        raise TokenError(f'unterminated f-string literal (detected at line {self.lnum})', (inner.start[0], inner.start[1] + 1))
                    line = self.line
                    lines.append(line)
                    pos = 0
                else:
                    pos += 2
            elif line.startswith(quote, pos):
                yield middle(pos, pos)
                self.in_text = not inner.in_spec
                if inner.in_spec:
                    raise TokenError("f-string: expecting '}'", (self.lnum, pos + 1))
                return
            else:
                pos += 1


_FString.opens = False
_Tokenizer.is_blank = True


def tokenize(readline):
    """Yield the tokens of a program of which readline() gives the lines as bytes; the first token is the encoding."""
    encoding, consumed = detect_encoding(readline)

    def lines():
        yield from consumed
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line

    if encoding == 'utf-8-sig':
        encoding = 'utf-8'
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), '')
    yield from _Tokenizer(lines().__next__, encoding).tokens()


def generate_tokens(readline):
    """Yield the tokens of a program of which readline() gives the lines as strings."""
    return _Tokenizer(readline).tokens()


_cookie = re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.ASCII)
_blank = re.compile(br'^[ \t\f]*(?:[#\r\n]|$)', re.ASCII)


def _get_normal_name(name):
    short = name[:12].lower().replace('_', '-')
    if short == 'utf-8' or short.startswith('utf-8-'):
        return 'utf-8'
    if short in ('latin-1', 'iso-8859-1', 'iso-latin-1') or short.startswith(('latin-1-', 'iso-8859-1-', 'iso-latin-1-')):
        return 'iso-8859-1'
    return name


def detect_encoding(readline):
    """Return the encoding of a program, by its byte order mark or a comment in its first two lines, and the lines that were read."""
    try:
        filename = readline.__self__.name
    except AttributeError:
        filename = None
    has_mark = False
    default = 'utf-8'

    def read():
        try:
            return readline()
        except StopIteration:
            return b''

    def find_cookie(line):
        try:
            text = line.decode('utf-8')
        except UnicodeDecodeError:
            message = 'invalid or missing encoding declaration'
            raise SyntaxError(message if filename is None else f'{message} for {filename!r}')
        match = _cookie.match(text)
        if not match:
            return None
        encoding = _get_normal_name(match.group(1))
        try:
            lookup(encoding)
        except LookupError:
            raise SyntaxError(f'unknown encoding: {encoding}' if filename is None else f'unknown encoding for {filename!r}: {encoding}')
        if has_mark:
            if encoding != 'utf-8':
                raise SyntaxError('encoding problem: utf-8' if filename is None else f'encoding problem for {filename!r}: utf-8')
            encoding += '-sig'
        return encoding

    first = read()
    if first.startswith(BOM_UTF8):
        has_mark = True
        first = first[3:]
        default = 'utf-8-sig'
    if not first:
        return default, []
    encoding = find_cookie(first)
    if encoding:
        return encoding, [first]
    if not _blank.match(first):
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    encoding = find_cookie(second)
    return encoding or default, [first, second]


def open(filename):
    """Open a program for reading with the encoding that it declares."""
    buffer = _builtin_open(filename, 'rb')
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = 'r'
        return text
    except:
        buffer.close()
        raise


def _escape_braces(text):
    # Braces of an f-string's text are doubled, but for those of names of characters.
    result = ''
    in_name = False
    for i, c in enumerate(text):
        if c == '{':
            if text[:i].endswith('\\N') and (len(text[:i]) - len(text[:i - 1].rstrip('\\'))) % 2 == 0:
                in_name = True
            else:
                result += c
        elif c == '}':
            if in_name:
                in_name = False
            else:
                result += c
        result += c
    return result


class _Untokenizer:
    def __init__(self):
        self.parts = []
        self.row = 1
        self.col = 0
        self.prev_type = None
        self.prev_line = ''
        self.encoding = None

    def space_to(self, start):
        row, col = start
        if row < self.row or row == self.row and col < self.col:
            raise ValueError(f'start ({row},{col}) precedes previous end ({self.row},{self.col})')
        lines = row - self.row
        if lines:
            # What is between the lines is a backslash, whatever stood before it.
            if self.prev_line.rstrip('\r\n').endswith('\\') and self.col < len(self.prev_line):
                kept = self.prev_line.rstrip('\r\n')[self.col:]
                self.parts.append(kept if not kept[:-1].strip() else '\\')
                self.parts.append('\n' + '\\\n' * (lines - 1))
            else:
                self.parts.append('\\\n' * lines)
            self.col = 0
        if col > self.col:
            self.parts.append(' ' * (col - self.col))

    def run(self, iterable):
        indents = []
        starts_line = False
        iterable = iter(iterable)
        for item in iterable:
            if len(item) == 2:
                self.compat(item, iterable)
                break
            kind, string, start, end, line = item
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                self.row, self.col = end
                continue
            if kind in (NEWLINE, NL):
                starts_line = True
            elif starts_line and indents:
                indent = indents[-1]
                if start[1] >= len(indent):
                    self.parts.append(indent)
                    self.col = len(indent)
                starts_line = False
            elif kind == FSTRING_MIDDLE:
                if '{' in string or '}' in string:
                    escaped = _escape_braces(string)
                    last = escaped.rsplit('\n', 1)[-1]
                    more = len(last) - len(string.rsplit('\n', 1)[-1])
                    string = escaped
                    end = end[0], end[1] + more
            self.space_to(start)
            self.parts.append(string)
            self.row, self.col = end
            if kind in (NEWLINE, NL):
                self.row += 1
                self.col = 0
            self.prev_type = kind
            self.prev_line = line
        return ''.join(self.parts)

    def compat(self, first, iterable):
        # Of kinds and strings alone a program is made that has the same tokens.
        indents = []
        add = self.parts.append
        starts_line = first[0] in (NEWLINE, NL)
        before = None
        in_fstring = 0
        for kind, string in _pairs(first, iterable):
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind in (NAME, NUMBER):
                string += ' '
            # Strings, and brackets within an f-string, are kept apart.
            if kind in (STRING, FSTRING_START) and before in (STRING, FSTRING_END):
                add(' ')
            if kind == STRING and before == STRING:
                string = ' ' + string
            elif kind == FSTRING_START:
                in_fstring += 1
            elif kind == FSTRING_END:
                in_fstring -= 1
            elif kind == FSTRING_MIDDLE:
                string = _escape_braces(string)
            elif in_fstring and string in ('{', '}') and self.parts and self.parts[-1] == string:
                string = ' ' + string
            before = kind
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                starts_line = True
            elif starts_line and indents:
                add(indents[-1])
                starts_line = False
            add(string)


def _pairs(first, iterable):
    yield first
    for item in iterable:
        yield item[:2]


def untokenize(iterable):
    """Return a program made of tokens, or of pairs of kind and string; bytes if the first token is an encoding."""
    untokenizer = _Untokenizer()
    text = untokenizer.run(iterable)
    if untokenizer.encoding is not None:
        text = text.encode(untokenizer.encoding)
    return text


def _main():
    import argparse

    def fail(message, filename, location):
        row, column = location
        sys.stderr.write(f'{filename}:{row}:{column}: error: {message}\n')
        sys.exit(1)

    parser = argparse.ArgumentParser(prog='python -m tokenize')
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py', help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', dest='exact', action='store_true', help='display token names using the exact type')
    args = parser.parse_args()
    try:
        if args.filename:
            with _builtin_open(args.filename, 'rb') as f:
                tokens = list(tokenize(f.readline))
        else:
            tokens = generate_tokens(sys.stdin.readline)
        for item in tokens:
            kind = item.exact_type if args.exact else item.type
            place = f'{item.start[0]},{item.start[1]}-{item.end[0]},{item.end[1]}:'
            print(f'{place:<20}{tok_name[kind]:<15}{item.string!r:<15}')
    except IndentationError as e:
        fail(e.args[0], args.filename or '<stdin>', e.args[1][1:3])
    except TokenError as e:
        fail(e.args[0], args.filename or '<stdin>', e.args[1])


if __name__ == '__main__':
    _main()
