"""Writing of messages."""

import random
import re
import sys
import time
from copy import deepcopy
from io import BytesIO, StringIO

from email.errors import HeaderWriteError
from email.utils import _has_surrogates

__all__ = ['Generator', 'DecodedGenerator', 'BytesGenerator']

_breaks = re.compile(r'\r\n|\r|\n')
_from = re.compile('^From ', re.MULTILINE)
_embedded = re.compile(r'[^ \t]+:')


class Generator:
    """Writes messages to a text file."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        if mangle_from_ is None:
            mangle_from_ = True if policy is None else policy.mangle_from_
        self._fp = outfp
        self._mangle_from_ = mangle_from_
        self.maxheaderlen = maxheaderlen
        self.policy = policy

    def write(self, s):
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write a message."""
        policy = msg.policy if self.policy is None else self.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        if self.maxheaderlen is not None:
            policy = policy.clone(max_line_length=self.maxheaderlen)
        self._NL = policy.linesep
        outer = self.policy
        try:
            self.policy = policy
            if unixfrom:
                line = msg.get_unixfrom()
                if not line:
                    line = 'From nobody ' + time.ctime(time.time())
                self.write(line + self._NL)
            self._write(msg)
        finally:
            self.policy = outer

    def clone(self, fp):
        return self.__class__(fp, self._mangle_from_, None, policy=self.policy)

    def _buffer(self):
        return StringIO()

    def _lines(self, text):
        # Text with the line breaks of the policy.
        if not text:
            return
        lines = _breaks.split(text)
        for line in lines[:-1]:
            self.write(line)
            self.write(self._NL)
        if lines[-1]:
            self.write(lines[-1])

    def _write(self, msg):
        # The body comes first: writing it may set headers.
        outer = self._fp
        try:
            self._munge = None
            self._fp = buffer = self._buffer()
            self._dispatch(msg)
        finally:
            self._fp = outer
            munge = self._munge
            del self._munge
        if munge:
            msg = deepcopy(msg)
            if msg.get('content-transfer-encoding') is None:
                msg['Content-Transfer-Encoding'] = munge[0]
            else:
                msg.replace_header('content-transfer-encoding', munge[0])
            msg.replace_header('content-type', munge[1])
        self._write_headers(msg)
        self._fp.write(buffer.getvalue())

    def _dispatch(self, msg):
        kind = msg.get_content_maintype()
        name = f'{kind}_{msg.get_content_subtype()}'.replace('-', '_')
        write = getattr(self, '_handle_' + name, None) or getattr(self, '_handle_' + kind.replace('-', '_'), None) or self._handle_text
        write(msg)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold(name, value)
            if self.policy.verify_generated_headers:
                self._verify(folded)
            self.write(folded)
        self.write(self._NL)

    def _verify(self, folded):
        # A header must not become two.
        linesep = self.policy.linesep
        if not folded.endswith(linesep):
            raise HeaderWriteError(f'folded header does not end with {linesep!r}: {folded!r}')
        if re.search(r'\r\n(?=[^ \t])|\r(?=[^ \t\n])|\n(?=[^ \t])', folded[:-len(linesep)] if linesep else folded):
            raise HeaderWriteError(f'folded header contains newline: {folded!r}')

    def _handle_text(self, msg):
        payload = msg.get_payload()
        if payload is None:
            return
        if not isinstance(payload, str):
            raise TypeError('string payload expected: %s' % type(payload))
        if _has_surrogates(msg._payload):
            charset = msg.get_param('charset')
            if charset is not None:
                msg = deepcopy(msg)
                del msg['content-transfer-encoding']
                msg.set_payload(msg._payload, charset)
                payload = msg.get_payload()
                self._munge = msg['content-transfer-encoding'], msg['content-type']
        if self._mangle_from_:
            payload = _from.sub('>From ', payload)
        self._lines(payload)

    def _handle_multipart(self, msg):
        texts = []
        parts = msg.get_payload()
        if parts is None:
            parts = []
        elif isinstance(parts, str):
            self.write(parts)
            return
        elif not isinstance(parts, list):
            parts = [parts]
        for part in parts:
            buffer = self._buffer()
            self.clone(buffer).flatten(part, unixfrom=False, linesep=self._NL)
            texts.append(buffer.getvalue())
        boundary = msg.get_boundary()
        if not boundary:
            boundary = self._make_boundary(self._joined(texts))
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            self._lines(_from.sub('>From ', msg.preamble) if self._mangle_from_ else msg.preamble)
            self.write(self._NL)
        self.write(f'--{boundary}{self._NL}')
        if texts:
            self._fp.write(texts.pop(0))
        for text in texts:
            self.write(f'{self._NL}--{boundary}{self._NL}')
            self._fp.write(text)
        self.write(f'{self._NL}--{boundary}--{self._NL}')
        if msg.epilogue is not None:
            self._lines(_from.sub('>From ', msg.epilogue) if self._mangle_from_ else msg.epilogue)

    def _joined(self, texts):
        return self._NL.join(texts)

    def _handle_multipart_signed(self, msg):
        # Nothing in a signed message is folded anew.
        policy = self.policy
        self.policy = policy.clone(max_line_length=0)
        try:
            self._handle_multipart(msg)
        finally:
            self.policy = policy

    def _handle_message_delivery_status(self, msg):
        blocks = []
        for part in msg.get_payload():
            buffer = self._buffer()
            self.clone(buffer).flatten(part, unixfrom=False, linesep=self._NL)
            text = buffer.getvalue()
            end = self._NL if isinstance(text, str) else self._NL.encode('ascii')
            lines = text.split(end)
            blocks.append(end.join(lines[:-1]) if lines and not lines[-1] else text)
        if blocks:
            self._fp.write((self._NL if isinstance(blocks[0], str) else self._NL.encode('ascii')).join(blocks))

    def _handle_message(self, msg):
        payload = msg._payload
        if isinstance(payload, list):
            buffer = self._buffer()
            self.clone(buffer).flatten(msg.get_payload(0), unixfrom=False, linesep=self._NL)
            self._fp.write(buffer.getvalue())
        elif payload is not None:
            self.write(payload)

    def _make_boundary(self, text):
        number = random.randrange(sys.maxsize)
        boundary = '=' * 15 + f'{number:0{len(repr(sys.maxsize - 1))}d}' + '=='
        taken = boundary
        count = 0
        while self._occurs(taken, text):
            taken = f'{boundary}.{count}'
            count += 1
        return taken

    def _occurs(self, boundary, text):
        return re.search(rf'^--{re.escape(boundary)}(--)?$', text, re.MULTILINE)


class BytesGenerator(Generator):
    """Writes messages to a binary file."""

    def write(self, s):
        self._fp.write(s.encode('ascii', 'surrogateescape'))

    def _buffer(self):
        return BytesIO()

    def _joined(self, texts):
        return self._NL.encode('ascii').join(texts)

    def _occurs(self, boundary, text):
        return re.search(rf'^--{re.escape(boundary)}(--)?\r?$'.encode('ascii'), text, re.MULTILINE)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold_binary(name, value)
            if self.policy.verify_generated_headers:
                self._verify(folded.decode('ascii', 'surrogateescape'))
            self._fp.write(folded)
        self.write(self._NL)

    def _handle_text(self, msg):
        if msg._payload is None:
            return
        if _has_surrogates(msg._payload) and not self.policy.cte_type == '7bit':
            payload = msg._payload
            self._lines(_from.sub('>From ', payload) if self._mangle_from_ else payload)
        else:
            super()._handle_text(msg)


class DecodedGenerator(Generator):
    """Writes the texts of a message, and a line for each other part."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        Generator.__init__(self, outfp, mangle_from_, maxheaderlen, policy=policy)
        self._fmt = '[Non-text (%(type)s) part of message omitted, filename %(filename)s]' if fmt is None else fmt

    def _dispatch(self, msg):
        for part in msg.walk():
            kind = part.get_content_maintype()
            if kind == 'text':
                print(part.get_payload(decode=False), file=self)
            elif kind != 'multipart':
                print(self._fmt % {
                    'type': part.get_content_type(), 'maintype': kind, 'subtype': part.get_content_subtype(),
                    'filename': part.get_filename('[no filename]'), 'description': part.get('Content-Description', '[no description]'),
                    'encoding': part.get('Content-Transfer-Encoding', '[no encoding]')}, file=self)
