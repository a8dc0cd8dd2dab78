"""Headers with text outside ASCII, as encoded words."""

import binascii
import re

import email.base64mime
import email.charset
import email.quoprimime
from email.charset import Charset
from email.errors import HeaderParseError

__all__ = ['Header', 'decode_header', 'make_header']

MAXLINELEN = 78
USASCII = Charset('us-ascii')
UTF8 = Charset('utf-8')

ecre = re.compile(r'=\?(?P<charset>[^?]*?)\?(?P<encoding>[qQbB])\?(?P<encoded>.*?)\?=')


def decode_header(header):
    """The parts of a header as pairs: bytes and the name of their character set, or text and None if nothing is encoded."""
    if hasattr(header, '_chunks'):
        return [(_decoded(string, str(charset)), str(charset)) for string, charset in header._chunks]
    if not ecre.search(header):
        return [(header, None)]
    pieces = []
    for line in header.splitlines():
        parts = ecre.split(line)
        first = True
        for index in range(0, len(parts), 4):
            plain = parts[index]
            if first:
                plain = plain.lstrip()
                first = False
            if plain:
                pieces.append((plain, None, None))
            if index + 1 < len(parts):
                pieces.append((parts[index + 3], parts[index + 2].lower(), parts[index + 1].lower()))
    # White space between encoded words does not count.
    kept = [
        piece for at, piece in enumerate(pieces)
        if not (0 < at < len(pieces) - 1 and piece[1] is None and piece[0].isspace() and pieces[at - 1][1] and pieces[at + 1][1])]
    decoded = []
    for text, encoding, charset in kept:
        if encoding is None:
            decoded.append((text, charset))
        elif encoding == 'q':
            decoded.append((email.quoprimime.header_decode(text), charset))
        else:
            missing = len(text) % 4
            if missing:
                text += '==='[:4 - missing]
            try:
                decoded.append((email.base64mime.decode(text), charset))
            except binascii.Error:
                raise HeaderParseError('Base64 decoding error') from None
    result = []
    for text, charset in decoded:
        if isinstance(text, str):
            text = bytes(text, 'raw-unicode-escape')
        if result and result[-1][1] == charset:
            last = result[-1][0]
            result[-1] = (last + b' ' + text if charset is None else last + text), charset
        else:
            result.append((text, charset))
    return result


def _is_apart(c):
    # Whether an encoded word may stand beside a character with no blank between.
    return c.isspace() or c in '()\\'


def _decoded(string, charset):
    return string.encode('utf-8' if charset == email.charset.UNKNOWN8BIT else charset, 'surrogateescape')


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=' '):
    """A Header of what decode_header() returns."""
    header = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        if charset is not None and not isinstance(charset, Charset):
            charset = Charset(charset)
        header.append(text, charset)
    return header


class Header:
    """A value of a header, of pieces in character sets of their own."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=' ', errors='strict'):
        if charset is None:
            charset = USASCII
        elif not isinstance(charset, Charset):
            charset = Charset(charset)
        self._charset = charset
        self._continuation_ws = continuation_ws
        self._chunks = []
        self._maxlinelen = MAXLINELEN if maxlinelen is None else maxlinelen
        self._headerlen = 0 if header_name is None else len(header_name) + 2
        if s is not None:
            self.append(s, charset, errors)

    def __str__(self):
        self._normalize()
        parts = []
        was_encoded = None
        was_blank = False
        for string, charset in self._chunks:
            encoded = charset if charset != USASCII and charset is not None else None
            if charset == email.charset.UNKNOWN8BIT:
                string = string.encode('ascii', 'surrogateescape').decode('ascii', 'replace')
            if parts and string:
                starts_blank = _is_apart(string[0])
                if was_encoded is not None and encoded is None and not starts_blank or (
                        was_encoded is None and encoded is not None and not was_blank):
                    parts.append(' ')
            was_encoded = encoded
            was_blank = bool(string) and _is_apart(string[-1])
            parts.append(string)
        return ''.join(parts)

    def __eq__(self, other):
        return other == str(self)

    def append(self, s, charset=None, errors='strict'):
        """Add a piece."""
        if charset is None:
            charset = self._charset
        elif not isinstance(charset, Charset):
            charset = Charset(charset)
        if not isinstance(s, str):
            codec = charset.input_codec or 'us-ascii'
            s = s.decode('us-ascii' if codec == email.charset.UNKNOWN8BIT else codec, 'surrogateescape' if codec == email.charset.UNKNOWN8BIT else errors)
        codec = charset.output_codec or 'us-ascii'
        if codec != email.charset.UNKNOWN8BIT:
            try:
                s.encode(codec, errors)
            except UnicodeEncodeError:
                if codec != 'us-ascii':
                    raise
                charset = UTF8
        self._chunks.append((s, charset))

    def _normalize(self):
        chunks = []
        for string, charset in self._chunks:
            if chunks and chunks[-1][1] == charset:
                chunks[-1] = f'{chunks[-1][0]} {string}', charset
            else:
                chunks.append((string, charset))
        self._chunks = chunks

    def encode(self, splitchars=';, \t', maxlinelen=None, linesep='\n'):
        """The value as it is sent, in lines of a limited length."""
        self._normalize()
        if maxlinelen is None:
            maxlinelen = self._maxlinelen
        folder = _Folder(self._headerlen, maxlinelen or 1000000, self._continuation_ws, splitchars)
        last = None
        ended_blank = False
        for string, charset in self._chunks:
            is_plain = charset == USASCII
            starts_blank = string[:1] in (' ', '\t', '(', ')') and string != ''
            if last is not None:
                if last != USASCII and (not starts_blank or not is_plain) or last == USASCII and not is_plain and not ended_blank:
                    folder.push(' ', '')
            ended_blank = string[-1:] in (' ', '\t', '(', ')') and string != ''
            last = charset
            lines = string.splitlines()
            folder.feed('', lines[0] if lines else '', charset)
            for line in lines[1:]:
                folder.end_line()
                text = line.lstrip()
                if charset.header_encoding is not None:
                    folder.feed(self._continuation_ws, ' ' + text, charset)
                else:
                    folder.feed(line[:len(line) - len(text)], text, charset)
            if len(lines) > 1:
                folder.end_line()
        if self._chunks:
            folder.push(' ', '')
        folder.end_line()
        value = linesep.join(folder.lines)
        if re.search(r'\n[^ \t]+:', value):
            raise HeaderParseError(f'header value appears to contain an embedded header: {value!r}')
        return value


class _Folder:
    # Puts words, each with the white space before it, into lines. A line that is too long is parted behind the most welcome character.

    def __init__(self, taken, limit, continuation, splitchars):
        self.limit = limit
        self.continuation = continuation
        self.splitchars = splitchars
        self.taken = taken      # what the header's name takes of the first line
        self.lines = []
        self.line = []
        self.length = taken     # of the line

    def push(self, blank, word):
        self.line.append((blank, word))
        self.length += len(blank) + len(word)

    def _pop(self):
        blank, word = self.line.pop()
        self.length -= len(blank) + len(word)
        return blank, word

    def _text(self):
        return ''.join([blank + word for blank, word in self.line])

    def end_line(self):
        if self.line and self.line[-1] == (' ', ''):
            self._pop()
        if self.length > 0:
            text = self._text()
            if not self.taken and (not self.line or text.isspace()) and self.lines:
                self.lines[-1] += text
            else:
                self.lines.append(text)
        self.line = []
        self.taken = self.length = 0

    def feed(self, blank, text, charset):
        if charset.header_encoding is None:
            parts = re.split('([ \t]+)', blank + text)
            parts = ['', *parts] if parts[0] else parts[1:]
            for index in range(0, len(parts) - 1, 2):
                self._add(parts[index], parts[index + 1])
            return
        words = self._encoded_words(text, charset)
        if words[0] is not None:
            self._add(blank, words[0])
        if len(words) > 1:
            self.end_line()
            self.lines += [self.continuation + word for word in words[1:-1]]
            self.push(self.continuation, words[-1])

    def _encoded_words(self, text, charset):
        # Encoded words of which each fills a line; the first may be None, if not one character fits.
        codec = charset.output_codec or 'us-ascii'
        encoder = charset._get_encoder(email.charset._encode(text, codec))
        overhead = len(charset.get_output_charset()) + email.charset.RFC2047_CHROME_LEN
        words = []
        piece = ''
        room = self.limit - self.length - overhead
        for c in text:
            longer = piece + c
            if encoder.header_length(email.charset._encode(longer, codec)) > room:
                if piece or words:
                    words.append(encoder.header_encode(email.charset._encode(piece, codec), codec))
                else:
                    words.append(None)
                longer = c
                room = self.limit - len(self.continuation) - overhead
            piece = longer
        words.append(encoder.header_encode(email.charset._encode(piece, codec), codec))
        return words

    def _add(self, blank, word):
        self.push(blank, word)
        if self.length <= self.limit:
            return
        for c in self.splitchars:
            for index in range(len(self.line) - 1, 0, -1):
                if c.isspace() and self.line[index][0][:1] == c or self.line[index - 1][1][-1:] == c:
                    rest = self.line[index:]
                    del self.line[index:]
                    self.lines.append(self._text())
                    self.line = rest
                    self.taken = 0
                    self.length = sum(len(blank) + len(word) for blank, word in rest)
                    return
        blank, word = self._pop()
        if self.taken > 0:
            # The name of the header stays on a line of its own.
            self.end_line()
            blank = blank or ' '
        self.push(blank, word)
