"""A parser that is fed pieces of a message."""

import re

from email import errors
from email._policybase import compat32

__all__ = ['FeedParser', 'BytesFeedParser']

_header = re.compile(r'^(From |[\041-\071\073-\176]*:|[\t ])')
_line = re.compile(r'[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+')


class FeedParser:
    """Takes text piece by piece; close() gives the message."""

    def __init__(self, _factory=None, *, policy=compat32):
        self.policy = policy
        self._old = False
        if _factory is None:
            if policy.message_factory is None:
                from email.message import Message
                _factory = Message
            else:
                _factory = policy.message_factory
        self._factory = _factory
        try:
            _factory(policy=policy)
        except TypeError:
            self._old = True
        self._pieces = []
        self._headers_only = False

    def feed(self, data):
        self._pieces.append(data)

    def _set_headersonly(self):
        self._headers_only = True

    def close(self):
        """End the text."""
        self._lines = _line.findall(''.join(self._pieces))
        self._at = 0
        message = self._message(None, None)
        if message.get_content_maintype() == 'multipart' and not message.is_multipart() and not self._headers_only:
            self.policy.handle_defect(message, errors.MultipartInvariantViolationDefect())
        return message

    def _message(self, default_type, end):
        # Reads a message up to a line that satisfies end.
        message = self._factory() if self._old else self._factory(policy=self.policy)
        if default_type:
            message.set_default_type(default_type)
        self._read_headers(message, end)
        if self._headers_only:
            message.set_payload(''.join(self._lines[self._at:]))
            return message
        if message.get_content_type() == 'message/delivery-status':
            self._read_blocks(message, end)
        elif message.get_content_maintype() == 'message':
            message.attach(self._message(None, end))
        elif message.get_content_maintype() == 'multipart':
            self._read_parts(message, end)
        else:
            message.set_payload(self._rest(end))
        return message

    def _rest(self, end):
        start = self._at
        while self._at < len(self._lines) and not (end and end(self._lines[self._at])):
            self._at += 1
        return ''.join(self._lines[start:self._at])

    def _read_blocks(self, message, end):
        # Blocks of headers between empty lines, each a part.
        def stop(line):
            return not line.strip('\r\n') or end and end(line)

        while True:
            message.attach(self._message(None, stop))
            if self._is_over(end):
                break
            self._at += 1
            if self._is_over(end):
                break

    def _is_over(self, end):
        return self._at == len(self._lines) or bool(end and end(self._lines[self._at]))

    def _read_headers(self, message, end):
        lines = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if end and end(line):
                break
            if not _header.match(line):
                if not line.strip('\r\n'):
                    self._at += 1
                else:
                    self.policy.handle_defect(message, errors.MissingHeaderBodySeparatorDefect())
                break
            lines.append(line)
            self._at += 1
        current = []
        for number, line in enumerate(lines):
            if line[0] in ' \t':
                if not current:
                    self.policy.handle_defect(message, errors.FirstHeaderLineIsContinuationDefect(line))
                    continue
                current.append(line)
                continue
            if current:
                message.set_raw(*self.policy.header_source_parse(current))
                current = []
            if line.startswith('From '):
                if number == 0:
                    message.set_unixfrom(line.rstrip('\r\n'))
                    continue
                if number == len(lines) - 1:
                    self._at -= 1
                    return
                message.defects.append(errors.MisplacedEnvelopeHeaderDefect(line))
                continue
            if line[0] == ':':
                self.policy.handle_defect(message, errors.InvalidHeaderDefect('Missing header name.'))
                continue
            current = [line]
        if current:
            message.set_raw(*self.policy.header_source_parse(current))

    def _read_parts(self, message, end):
        boundary = message.get_boundary()
        if boundary is None:
            self.policy.handle_defect(message, errors.NoBoundaryInMultipartDefect())
            message.set_payload(self._rest(end))
            return
        encoding = str(message.get('content-transfer-encoding', '8bit')).lower()
        if encoding not in ('7bit', '8bit', 'binary'):
            self.policy.handle_defect(message, errors.InvalidMultipartContentTransferEncodingDefect())
        separator = re.compile(rf'--{re.escape(boundary)}(--)?[ \t]*(\r\n|\r|\n)?$').match

        def stop(line):
            return separator(line) or end and end(line)

        start = self._at
        preamble = self._rest(stop)
        lines = self._lines
        if self._is_over(end) or separator(lines[self._at])[1]:
            self.policy.handle_defect(message, errors.StartBoundaryNotFoundDefect())
            message.set_payload(''.join(lines[start:self._at]))
            self._at += not self._is_over(end)
            self._rest(end)
            message.epilogue = ''
            return
        if preamble:
            message.preamble = _without_break(preamble)
        default_type = 'message/rfc822' if message.get_content_type() == 'multipart/digest' else None
        closed = False
        message._payload = []
        while self._at < len(lines):
            match = separator(lines[self._at])
            if not match or end and end(lines[self._at]):
                break
            self._at += 1
            if match[1]:
                closed = True
                break
            # Several boundaries one after the other count as one.
            while self._at < len(lines) and separator(lines[self._at]) and not separator(lines[self._at])[1]:
                self._at += 1
            part = self._message(default_type, stop)
            _trim(part)
            message.attach(part)
        if not closed:
            self.policy.handle_defect(message, errors.CloseBoundaryNotFoundDefect())
            return
        message.epilogue = self._rest(end)


def _without_break(text):
    # The line break before a boundary belongs to the boundary.
    return text[:-2] if text.endswith('\r\n') else text[:-1] if text[-1:] in ('\r', '\n') else text


def _trim(part):
    # Takes the break before a boundary from the last thing in a part.
    kind = part.get_content_maintype()
    if kind == 'multipart':
        if part.epilogue is not None:
            part.epilogue = _without_break(part.epilogue) if part.epilogue else None
    elif kind == 'message' and isinstance(part._payload, list):
        if part._payload:
            _trim(part._payload[-1])
    elif isinstance(part._payload, str):
        part._payload = _without_break(part._payload)


class BytesFeedParser(FeedParser):
    """Takes bytes piece by piece."""

    def feed(self, data):
        super().feed(data.decode('ascii', 'surrogateescape'))
