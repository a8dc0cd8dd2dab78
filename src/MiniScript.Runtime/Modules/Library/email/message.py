"""Messages: headers and a payload, which is text or a list of further messages."""

import binascii
import quopri
import re
from io import BytesIO, StringIO

from email import errors, utils
from email.charset import Charset

__all__ = ['Message', 'EmailMessage', 'MIMEPart']

_breaks_token = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def _split_param(param):
    value, found, rest = str(param).partition(';')
    return (value.strip(), rest.strip()) if found else (value.strip(), None)


def _format_param(name, value=None, quote=True):
    if value is None or not len(value):
        return name
    if isinstance(value, tuple):
        return f'{name}*={utils.encode_rfc2231(value[2], value[0], value[1])}'
    try:
        value.encode('ascii')
    except UnicodeEncodeError:
        return f"{name}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quote or _breaks_token.search(value):
        return f'{name}="{utils.quote(value)}"'
    return f'{name}={value}'


def _parse_params(text):
    # The parts between semicolons that are not within quotation marks.
    text = ';' + str(text)
    parts = []
    while text[:1] == ';':
        text = text[1:]
        end = text.find(';')
        while end > 0 and (text.count('"', 0, end) - text.count('\\"', 0, end)) % 2:
            end = text.find(';', end + 1)
        if end < 0:
            end = len(text)
        part = text[:end]
        name, equals, value = part.partition('=')
        parts.append(f'{name.strip().lower()}={value.strip()}' if equals else part.strip())
        text = text[end:]
    return parts


def _unquote(value):
    return (value[0], value[1], utils.unquote(value[2])) if isinstance(value, tuple) else utils.unquote(value)


def _decode_uu(data):
    # What is uuencoded in some lines of text; the text itself if nothing is.
    lines = iter(data.splitlines())
    for line in lines:
        if re.match(rb'begin [0-7]+( |$)', line):
            break
    else:
        return data
    decoded = []
    for line in lines:
        if line.strip() == b'end':
            break
        if not line:
            return data
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write more than the length says.
            decoded.append(binascii.a2b_uu(line[:(((line[0] - 32) & 63) * 4 + 5) // 3]))
    return b''.join(decoded)


class Message:
    """A message; a mapping of its headers, whose names have no case and may be repeated."""

    def __init__(self, policy=None):
        if policy is None:
            from email._policybase import compat32 as policy
        self.policy = policy
        self._headers = []
        self._unixfrom = None
        self._payload = None
        self._charset = None
        self.preamble = self.epilogue = None
        self.defects = []
        self._default_type = 'text/plain'

    def __str__(self):
        return self.as_string()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The whole message as text."""
        from email.generator import Generator
        file = StringIO()
        Generator(file, mangle_from_=False, maxheaderlen=maxheaderlen, policy=policy or self.policy).flatten(self, unixfrom=unixfrom)
        return file.getvalue()

    def __bytes__(self):
        return self.as_bytes()

    def as_bytes(self, unixfrom=False, policy=None):
        """The whole message as bytes."""
        from email.generator import BytesGenerator
        file = BytesIO()
        BytesGenerator(file, mangle_from_=False, policy=policy or self.policy).flatten(self, unixfrom=unixfrom)
        return file.getvalue()

    def is_multipart(self):
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        return self._unixfrom

    def attach(self, payload):
        """Add a part."""
        if self._payload is None:
            self._payload = [payload]
            return
        try:
            self._payload.append(payload)
        except AttributeError:
            raise TypeError('Attach is not valid on a message with a non-multipart payload') from None

    def get_payload(self, i=None, decode=False):
        """The payload: text, or the list of parts or one of them; with decode the bytes that were sent."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError('Expected list, got %s' % type(self._payload))
        payload = self._payload
        encoding = str(self.get('content-transfer-encoding', '')).lower().strip()
        if not decode:
            if isinstance(payload, str) and utils._has_surrogates(payload):
                try:
                    data = payload.encode('ascii', 'surrogateescape')
                    try:
                        return data.decode(self.get_content_charset('ascii'), 'replace')
                    except LookupError:
                        return data.decode('ascii', 'replace')
                except UnicodeEncodeError:
                    pass
            return payload
        data = b''
        if isinstance(payload, str):
            if utils._has_surrogates(payload):
                try:
                    data = payload.encode('ascii', 'surrogateescape')
                except UnicodeEncodeError:
                    data = payload.encode('raw-unicode-escape')
            else:
                data = payload.encode('raw-unicode-escape')
        if encoding == 'quoted-printable':
            return quopri.decodestring(data)
        if encoding == 'base64':
            return self._decode_base64(data)
        if encoding in ('x-uuencode', 'uuencode', 'uue', 'x-uue'):
            return _decode_uu(data)
        return data if isinstance(payload, str) else payload

    def _decode_base64(self, data):
        data = b''.join(data.splitlines())
        missing = len(data) % 4
        padded = data + b'==='[:4 - missing] if missing else data
        try:
            value = binascii.a2b_base64(padded, strict_mode=True)
            if missing:
                self.policy.handle_defect(self, errors.InvalidBase64PaddingDefect())
            return value
        except binascii.Error:
            pass
        try:
            value = binascii.a2b_base64(data + b'==')
            self.policy.handle_defect(self, errors.InvalidBase64CharactersDefect())
            return value
        except binascii.Error:
            self.policy.handle_defect(self, errors.InvalidBase64LengthDefect())
            return data

    def set_payload(self, payload, charset=None):
        """Set the payload; with a character set encode it."""
        if hasattr(payload, 'encode'):
            if isinstance(charset, Charset):
                self._payload = payload.encode(charset.output_charset, 'surrogateescape').decode('ascii', 'surrogateescape')
            elif charset:
                self._payload = payload.encode(str(charset), 'surrogateescape').decode('ascii', 'surrogateescape')
            else:
                self._payload = payload
        elif hasattr(payload, 'decode'):
            self._payload = payload.decode('ascii', 'surrogateescape')
        else:
            self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Set the character set of the payload, and the headers that tell it."""
        if charset is None:
            self.del_param('charset')
            self._charset = None
            return
        if not isinstance(charset, Charset):
            charset = Charset(charset)
        self._charset = charset
        if 'MIME-Version' not in self:
            self.add_header('MIME-Version', '1.0')
        if 'Content-Type' not in self:
            self.add_header('Content-Type', 'text/plain', charset=charset.get_output_charset())
        else:
            self.set_param('charset', charset.get_output_charset())
        if charset != charset.get_output_charset():
            self._payload = charset.body_encode(self._payload)
        if 'Content-Transfer-Encoding' not in self:
            encoding = charset.get_body_encoding()
            try:
                encoding(self)
            except TypeError:
                payload = self._payload
                if payload:
                    try:
                        payload = payload.encode('ascii', 'surrogateescape')
                    except UnicodeError:
                        payload = payload.encode(charset.output_charset)
                self._payload = charset.body_encode(payload)
                self.add_header('Content-Transfer-Encoding', encoding)

    def get_charset(self):
        return self._charset

    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        limit = self.policy.header_max_count(name)
        if limit:
            lower = name.lower()
            found = sum(1 for key, _ in self._headers if key.lower() == lower)
            if found >= limit:
                raise ValueError(f'There may be at most {limit} {name} headers in a message')
        self._headers.append(self.policy.header_store_parse(name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [(key, value) for key, value in self._headers if key.lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(key.lower() == name for key, _ in self._headers)

    def __iter__(self):
        for key, _ in self._headers:
            yield key

    def keys(self):
        return [key for key, _ in self._headers]

    def values(self):
        return [self.policy.header_fetch_parse(key, value) for key, value in self._headers]

    def items(self):
        return [(key, self.policy.header_fetch_parse(key, value)) for key, value in self._headers]

    def get(self, name, failobj=None):
        """The first header of a name."""
        name = name.lower()
        for key, value in self._headers:
            if key.lower() == name:
                return self.policy.header_fetch_parse(key, value)
        return failobj

    def set_raw(self, name, value):
        self._headers.append((name, value))

    def raw_items(self):
        return iter(self._headers.copy())

    def get_all(self, name, failobj=None):
        """All headers of a name."""
        name = name.lower()
        values = [self.policy.header_fetch_parse(key, value) for key, value in self._headers if key.lower() == name]
        return values or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters."""
        parts = [] if _value is None else [_value]
        for name, value in _params.items():
            name = name.replace('_', '-')
            parts.append(name if value is None else _format_param(name, value))
        self[_name] = '; '.join(parts)

    def replace_header(self, _name, _value):
        """Replace the first header of a name."""
        name = _name.lower()
        for index, (key, _) in enumerate(self._headers):
            if key.lower() == name:
                self._headers[index] = self.policy.header_store_parse(key, _value)
                return
        raise KeyError(_name)

    def get_content_type(self):
        """The type of the content, in lower case."""
        value = self.get('content-type')
        if value is None:
            return self.get_default_type()
        kind = _split_param(value)[0].lower()
        return kind if kind.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        return self.get_content_type().split('/')[1]

    def get_default_type(self):
        return self._default_type

    def set_default_type(self, ctype):
        self._default_type = ctype

    def _params_of(self, header):
        value = self.get(header)
        if value is None:
            return None
        params = []
        for part in _parse_params(value):
            name, equals, content = part.partition('=')
            params.append((name.strip(), content.strip() if equals else ''))
        return utils.decode_params(params)

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """Pairs of a header's parameters, the first its value."""
        params = self._params_of(header)
        if params is None:
            return failobj
        return [(name, _unquote(value)) for name, value in params] if unquote else params

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """The value of a parameter."""
        for name, value in self._params_of(header) or ():
            if name.lower() == param.lower():
                return _unquote(value) if unquote else value
        return failobj

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language='', replace=False):
        """Set a parameter."""
        if not isinstance(value, tuple) and charset:
            value = charset, language, value
        if header not in self and header.lower() == 'content-type':
            content = 'text/plain'
        else:
            content = self.get(header)
        if not self.get_param(param, header=header):
            added = _format_param(param, value, requote)
            content = f'{content}; {added}' if content else added
        else:
            parts = []
            for name, old in self.get_params(header=header, unquote=requote):
                parts.append(_format_param(param, value, requote) if name.lower() == param.lower() else _format_param(name, old, requote))
            content = '; '.join(parts)
        if content != self.get(header):
            if replace:
                self.replace_header(header, content)
            else:
                del self[header]
                self[header] = content

    def del_param(self, param, header='content-type', requote=True):
        """Remove a parameter."""
        if header not in self:
            return
        parts = [
            _format_param(name, value, requote) for name, value in self.get_params(header=header, unquote=requote)
            if name.lower() != param.lower()]
        content = '; '.join(parts)
        if content != self.get(header):
            del self[header]
            self[header] = content

    def set_type(self, type, header='Content-Type', requote=True):
        """Set the type; its parameters stay."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            del self['mime-version']
            self['MIME-Version'] = '1.0'
        if header not in self:
            self[header] = type
            return
        params = self.get_params(header=header, unquote=requote)
        del self[header]
        self[header] = type
        for name, value in params[1:]:
            self.set_param(name, value, header, requote)

    def get_filename(self, failobj=None):
        """The name of the file that the message is."""
        missing = object()
        filename = self.get_param('filename', missing, 'content-disposition')
        if filename is missing:
            filename = self.get_param('name', missing, 'content-type')
        return failobj if filename is missing else utils.collapse_rfc2231_value(filename).strip()

    def get_boundary(self, failobj=None):
        """What parts the parts."""
        missing = object()
        boundary = self.get_param('boundary', missing)
        return failobj if boundary is missing else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        params = self._params_of('content-type')
        if params is None:
            raise errors.HeaderParseError('No Content-Type header found')
        replaced = [(name, f'"{boundary}"' if name.lower() == 'boundary' else value) for name, value in params]
        if not any(name.lower() == 'boundary' for name, _ in params):
            replaced.append(('boundary', f'"{boundary}"'))
        value = '; '.join([name if content in ('', '""') else f'{name}={content}' for name, content in replaced])
        self._headers = [
            self.policy.header_store_parse(key, value) if key.lower() == 'content-type' else (key, old) for key, old in self._headers]

    def get_content_charset(self, failobj=None):
        """The character set that the type tells, in lower case."""
        missing = object()
        charset = self.get_param('charset', missing)
        if charset is missing:
            return failobj
        if isinstance(charset, tuple):
            try:
                charset = str(charset[2].encode('raw-unicode-escape'), charset[0] or 'us-ascii')
            except (LookupError, UnicodeError):
                charset = charset[2]
        try:
            charset.encode('us-ascii')
        except UnicodeError:
            return failobj
        return charset.lower()

    def get_charsets(self, failobj=None):
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        """What the content is meant as, in lower case: inline, attachment, None, ..."""
        value = self.get('content-disposition')
        return None if value is None else _split_param(value)[0].lower()

    def walk(self):
        """Yield the message and all its parts, depth first."""
        yield self
        if self.is_multipart():
            for part in self.get_payload():
                yield from part.walk()


class MIMEPart(Message):
    """A message whose contents are handled as what they are."""

    def __init__(self, policy=None):
        if policy is None:
            from email.policy import default as policy
        super().__init__(policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        """The whole message as text."""
        policy = self.policy if policy is None else policy
        return super().as_string(unixfrom, policy.max_line_length if maxheaderlen is None else maxheaderlen, policy)

    def __str__(self):
        return self.as_string(policy=self.policy.clone(utf8=True))

    def is_attachment(self):
        value = self.get('content-disposition')
        return False if value is None else value.content_disposition == 'attachment'

    def _find_body(self, part, preferencelist):
        if part.is_attachment():
            return
        kind, subtype = part.get_content_type().split('/')
        if kind == 'text':
            if subtype in preferencelist:
                yield preferencelist.index(subtype), part
            return
        if kind != 'multipart' or not self.is_multipart():
            return
        if subtype != 'related':
            for child in part.iter_parts():
                yield from self._find_body(child, preferencelist)
            return
        if 'related' in preferencelist:
            yield preferencelist.index('related'), part
        candidate = None
        start = part.get_param('start')
        if start:
            for child in part.iter_parts():
                if child['content-id'] == start:
                    candidate = child
                    break
        if candidate is None:
            children = part.get_payload()
            candidate = children[0] if children else None
        if candidate is not None:
            yield from self._find_body(candidate, preferencelist)

    def get_body(self, preferencelist=('related', 'html', 'plain')):
        """The part that is shown as the body, or None."""
        best, body = len(preferencelist), None
        for rank, part in self._find_body(self, preferencelist):
            if rank < best:
                best, body = rank, part
                if not rank:
                    break
        return body

    def iter_attachments(self):
        """Yield the parts that are not the body."""
        kind, subtype = self.get_content_type().split('/')
        if kind != 'multipart' or subtype == 'alternative':
            return
        payload = self.get_payload()
        try:
            parts = payload.copy()
        except AttributeError:
            return
        if kind == 'multipart' and subtype == 'related':
            start = self.get_param('start')
            if start:
                found = False
                rest = []
                for part in parts:
                    if part.get('content-id') == start:
                        found = True
                    else:
                        rest.append(part)
                if found:
                    yield from rest
                    return
            parts.pop(0)
            yield from parts
            return
        seen = []
        for part in parts:
            kind = part.get_content_type()
            if kind in ('multipart/related', 'multipart/alternative', 'text/plain', 'text/html') and not part.is_attachment() and kind not in seen:
                seen.append(kind)
                continue
            yield part

    def iter_parts(self):
        """Yield the parts."""
        if self.is_multipart():
            yield from self.get_payload()

    def get_content(self, *args, content_manager=None, **kw):
        """The content: text, bytes or a message."""
        return (content_manager or self.policy.content_manager).get_content(self, *args, **kw)

    def set_content(self, *args, content_manager=None, **kw):
        """Set the content: text, bytes or a message."""
        (content_manager or self.policy.content_manager).set_content(self, *args, **kw)

    def _make_multipart(self, subtype, disallowed, boundary):
        if self.get_content_maintype() == 'multipart':
            if self.get_content_subtype() in (*disallowed, subtype):
                raise ValueError(f'Cannot convert {self.get_content_subtype()} to {subtype}')
        kept, moved = [], []
        for name, value in self._headers:
            (moved if name.lower().startswith('content-') else kept).append((name, value))
        if moved:
            part = type(self)(policy=self.policy)
            part._headers = moved
            part._payload = self._payload
            self._payload = [part]
        else:
            self._payload = []
        self._headers = kept
        self['Content-Type'] = 'multipart/' + subtype
        if boundary is not None:
            self.set_param('boundary', boundary)

    def make_related(self, boundary=None):
        self._make_multipart('related', ('alternative', 'mixed'), boundary)

    def make_alternative(self, boundary=None):
        self._make_multipart('alternative', ('mixed',), boundary)

    def make_mixed(self, boundary=None):
        self._make_multipart('mixed', (), boundary)

    def _add_multipart(self, _subtype, *args, _disp=None, **kw):
        if self.get_content_maintype() != 'multipart' or self.get_content_subtype() != _subtype:
            getattr(self, 'make_' + _subtype)()
        part = type(self)(policy=self.policy)
        part.set_content(*args, **kw)
        if _disp and 'content-disposition' not in part:
            part['Content-Disposition'] = _disp
        self.attach(part)

    def add_related(self, *args, **kw):
        """Add a part that belongs to the first."""
        self._add_multipart('related', *args, _disp='inline', **kw)

    def add_alternative(self, *args, **kw):
        """Add another form of the content."""
        self._add_multipart('alternative', *args, **kw)

    def add_attachment(self, *args, **kw):
        """Add an attachment."""
        self._add_multipart('mixed', *args, _disp='attachment', **kw)

    def clear(self):
        self._headers = []
        self._payload = None

    def clear_content(self):
        """Remove the payload and the headers that describe it."""
        self._headers = [(name, value) for name, value in self._headers if not name.lower().startswith('content-')]
        self._payload = None


class EmailMessage(MIMEPart):
    """A message whose contents are handled as what they are, with the header MIME-Version."""

    def set_content(self, *args, **kw):
        """Set the content: text, bytes or a message."""
        super().set_content(*args, **kw)
        if 'MIME-Version' not in self:
            self['MIME-Version'] = '1.0'
