"""Headers as text that tells what it means."""

import datetime
import re

import email.base64mime
import email.quoprimime
from email import _header_value_parser as parser, errors, utils
from email.header import decode_header

__all__ = ['Address', 'Group', 'HeaderRegistry']


class Address:
    """An address: display_name, username and domain."""

    def __init__(self, display_name='', username='', domain='', addr_spec=None):
        joined = ''.join(filter(None, (display_name, username, domain, addr_spec)))
        if '\r' in joined or '\n' in joined:
            raise ValueError('invalid arguments; address parts cannot contain CR or LF')
        if addr_spec is not None:
            if username or domain:
                raise TypeError('addrspec specified when username and/or domain also specified')
            username, found, domain = addr_spec.rpartition('@')
            if not found:
                username, domain = addr_spec, ''
            if username[:1] == '"' == username[-1:] and len(username) > 1:
                username = utils.unquote(username)
        self._display_name = display_name
        self._username = username
        self._domain = domain

    @property
    def display_name(self):
        return self._display_name

    @property
    def username(self):
        return self._username

    @property
    def domain(self):
        return self._domain

    @property
    def addr_spec(self):
        name = self._username
        if any(c in '()<>@,:;"[]\\ \t' for c in name):
            name = f'"{utils.quote(name)}"'
        if self._domain:
            return f'{name}@{self._domain}'
        return name or '<>'

    def __repr__(self):
        return f'{self.__class__.__name__}(display_name={self.display_name!r}, username={self.username!r}, domain={self.domain!r})'

    def __str__(self):
        name = self._display_name
        if any(c in '()<>@,:;".[]\\' for c in name):
            name = f'"{utils.quote(name)}"'
        if name:
            address = '' if self.addr_spec == '<>' else self.addr_spec
            return f'{name} <{address}>'
        return self.addr_spec

    def __eq__(self, other):
        if not isinstance(other, Address):
            return NotImplemented
        return (self._display_name, self._username, self._domain) == (other._display_name, other._username, other._domain)


class Group:
    """Addresses with a name; without one, a single address."""

    def __init__(self, display_name=None, addresses=None):
        self._display_name = display_name
        self._addresses = tuple(addresses) if addresses else ()

    @property
    def display_name(self):
        return self._display_name

    @property
    def addresses(self):
        return self._addresses

    def __repr__(self):
        return f'{self.__class__.__name__}(display_name={self.display_name!r}, addresses={self.addresses!r}'

    def __str__(self):
        if self._display_name is None and len(self._addresses) == 1:
            return str(self._addresses[0])
        name = self._display_name
        if name is not None and any(c in '()<>@,:;".[]\\' for c in name):
            name = f'"{utils.quote(name)}"'
        text = ', '.join([str(address) for address in self._addresses])
        return f'{name}:{" " + text if text else text};'

    def __eq__(self, other):
        if not isinstance(other, Group):
            return NotImplemented
        return self._display_name == other._display_name and self._addresses == other._addresses


def _decoded(value):
    """Text with its encoded words decoded."""
    if '=?' not in value:
        return value
    parts = []
    for text, charset in decode_header(value):
        if isinstance(text, bytes):
            try:
                text = text.decode(charset or 'ascii', 'replace' if charset else 'surrogateescape')
            except LookupError:
                text = text.decode('ascii', 'replace')
        parts.append(text)
    return ''.join(parts)


_control = re.compile('[\0-\x08\n-\x1f\x7f]')


def _is_plain(text):
    return text.isascii() and '=?' not in text and not _control.search(text)


def _encoded_word(text):
    # Text as an encoded word; base64 has to be shorter by far.
    data = text.encode('utf-8', 'surrogateescape')
    if email.quoprimime.header_length(data) - email.base64mime.header_length(data) < 5:
        return email.quoprimime.header_encode(data, 'utf-8')
    return email.base64mime.header_encode(data, 'utf-8')


def _words(name, text, limit):
    # Text in lines. What is not ASCII becomes encoded words; one takes in all up to the next that is on the same line.
    lines = [name + ':']
    start = None        # where the encoded word of the last line starts
    encoded = ''        # what it encodes
    for word in text.split(' '):
        if _is_plain(word):
            if len(lines[-1]) + 1 + len(word) > limit and lines[-1]:
                lines.append('')
                start = None
            lines[-1] += ' ' + word
            encoded += ' ' + word
            continue
        if start is not None:
            lines[-1] = lines[-1][:start]
            word = f'{encoded} {word}'
        while word:
            room = limit - len(lines[-1]) - 1
            size = min(len(word), room - 12)
            while size > 0 and len(_encoded_word(word[:size])) > room:
                size -= 1
            if size <= 0:
                if lines[-1]:
                    lines.append('')
                    continue
                size = 1
            start = len(lines[-1])
            encoded = word[:size]
            lines[-1] += ' ' + _encoded_word(encoded)
            word = word[size:]
            if word:
                lines.append('')
    return lines


class BaseHeader(str):
    """The text of a header, without encoded words."""

    max_count = None

    def __new__(cls, name, value):
        value = str(value)
        self = str.__new__(cls, cls._text(value))
        self._name = name
        self._defects = []
        self._read(value)
        return self

    @classmethod
    def _text(cls, value):
        return utils._sanitize(_decoded(value)) if utils._has_surrogates(value) else _decoded(value)

    def _read(self, value):
        pass

    @property
    def name(self):
        return self._name

    @property
    def defects(self):
        return tuple(self._defects)

    def __reduce__(self):
        return type(self), (self._name, str(self))

    def _written(self):
        return str(self)

    def fold(self, *, policy):
        """The header in lines that are not too long."""
        limit = policy.max_line_length or 10 ** 6
        text = self._written()
        if policy.utf8 and not _control.search(text) or _is_plain(text):
            lines = [self._name + ':']
            for word in text.split(' ') if text else ():
                if len(lines[-1]) + 1 + len(word) > limit and lines[-1]:
                    lines.append('')
                lines[-1] += ' ' + word
            if not text:
                lines[-1] += ' '
        else:
            lines = _words(self._name, text, limit)
        return policy.linesep.join(lines) + policy.linesep


class UnstructuredHeader(BaseHeader):
    """Plain text."""


class UniqueUnstructuredHeader(UnstructuredHeader):
    max_count = 1


class DateHeader(BaseHeader):
    """A date; datetime is what it means."""

    @classmethod
    def _text(cls, value):
        return value

    def __new__(cls, name, value):
        if isinstance(value, datetime.datetime):
            self = BaseHeader.__new__(cls, name, utils.format_datetime(value))
            self.datetime = value
            return self
        return BaseHeader.__new__(cls, name, value)

    def _read(self, value):
        self.datetime = None
        if not value:
            self._defects.append(errors.HeaderMissingRequiredValue())
            return
        try:
            self.datetime = utils.parsedate_to_datetime(value)
        except ValueError:
            self._defects.append(errors.InvalidDateDefect('Invalid date value or format'))


class UniqueDateHeader(DateHeader):
    max_count = 1


def _groups(value):
    # The groups of a list of addresses; a single address is a group without a name.
    groups = []
    start = 0
    depth = 0
    quoted = False
    pieces = []
    for index, c in enumerate(value):
        if c == '"' and value[index - 1:index] != '\\':
            quoted = not quoted
        elif quoted:
            continue
        elif c == ':' and not depth and '@' not in value[start:index] and '<' not in value[start:index]:
            depth = 1
        elif c == ';' and depth:
            depth = 0
        elif c == ',' and not depth:
            pieces.append(value[start:index])
            start = index + 1
    pieces.append(value[start:])
    for piece in pieces:
        piece = piece.strip()
        if not piece:
            continue
        name = None
        if piece.endswith(';') and ':' in piece:
            name, _, piece = piece[:-1].partition(':')
            name = utils.unquote(name.strip())
        addresses = [
            Address(_decoded(display), addr_spec=spec) for display, spec in utils.getaddresses([piece], strict=False) if spec or display]
        if name is not None:
            groups.append(Group(_decoded(name), addresses))
        else:
            groups += [Group(None, [address]) for address in addresses]
    return groups


class AddressHeader(BaseHeader):
    """Addresses, and groups of them."""

    max_count = None

    def __new__(cls, name, value):
        if isinstance(value, str):
            groups = _groups(value)
        else:
            if not hasattr(value, '__iter__'):
                value = [value]
            groups = [Group(None, [item]) if not hasattr(item, 'addresses') else item for item in value]
        self = str.__new__(cls, ', '.join([str(group) for group in groups]))
        self._name = name
        self._defects = []
        self._groups = tuple(groups)
        return self

    @property
    def groups(self):
        return self._groups

    @property
    def addresses(self):
        return tuple([address for group in self._groups for address in group.addresses])


class UniqueAddressHeader(AddressHeader):
    max_count = 1


class SingleAddressHeader(AddressHeader):
    @property
    def address(self):
        if len(self.addresses) != 1:
            raise ValueError(f'value of single address header {self.name} is not a single address')
        return self.addresses[0]


class UniqueSingleAddressHeader(SingleAddressHeader):
    max_count = 1


class MIMEVersionHeader(BaseHeader):
    """The version of MIME."""

    max_count = 1

    def _read(self, value):
        self.version = value or None
        major, _, minor = value.partition('.')
        self.major = int(major) if major.strip().isdigit() else None
        self.minor = int(minor) if minor.strip().isdigit() else None


def _unquoted(value):
    return (value[0], value[1], utils.unquote(value[2])) if isinstance(value, tuple) else utils.unquote(value)


class ParameterizedMIMEHeader(BaseHeader):
    """A value with parameters."""

    max_count = 1

    def __new__(cls, name, value):
        header = BaseHeader.__new__(cls, name, value)
        if '*' in header:
            # Parameters that are encoded, or parted, are shown as what they mean.
            text = '; '.join([header._value, *[f'{key}="{utils.quote(content)}"' for key, content in header._params.items()]])
            header = BaseHeader.__new__(cls, name, text)
        return header

    def _read(self, value):
        from email.message import _parse_params
        parts = _parse_params(value)
        pairs = []
        for part in parts:
            name, equals, content = part.partition('=')
            pairs.append((name.strip(), content.strip() if equals else ''))
        self._value = parts[0].strip() if parts else ''
        self._params = {
            name: utils.collapse_rfc2231_value(_unquoted(content)) for name, content in utils.decode_params(pairs)[1:] if name}

    @property
    def params(self):
        from types import MappingProxyType
        return MappingProxyType(self._params)

    def _written(self):
        from email.message import _format_param
        if str(self).isascii():
            return str(self)
        return '; '.join([self._value, *[_format_param(name, content) for name, content in self._params.items()]])


class ContentTypeHeader(ParameterizedMIMEHeader):
    def _read(self, value):
        super()._read(value)
        kind = self._value.lower()
        if kind.count('/') != 1:
            self._defects.append(errors.InvalidHeaderDefect('invalid content type'))
            kind = 'text/plain'
        self.maintype, self.subtype = kind.split('/')

    @property
    def content_type(self):
        return f'{self.maintype}/{self.subtype}'


class ContentDispositionHeader(ParameterizedMIMEHeader):
    @property
    def content_disposition(self):
        return self._value.lower() or None


class ContentTransferEncodingHeader(BaseHeader):
    max_count = 1

    def _read(self, value):
        self.cte = value.strip().lower() or '7bit'


class MessageIDHeader(BaseHeader):
    max_count = 1


_default_header_map = {
    'subject': UniqueUnstructuredHeader, 'date': UniqueDateHeader, 'resent-date': DateHeader, 'orig-date': UniqueDateHeader,
    'sender': UniqueSingleAddressHeader, 'resent-sender': SingleAddressHeader, 'to': UniqueAddressHeader, 'resent-to': AddressHeader,
    'cc': UniqueAddressHeader, 'resent-cc': AddressHeader, 'bcc': UniqueAddressHeader, 'resent-bcc': AddressHeader,
    'from': UniqueAddressHeader, 'resent-from': AddressHeader, 'reply-to': UniqueAddressHeader, 'mime-version': MIMEVersionHeader,
    'content-type': ContentTypeHeader, 'content-disposition': ContentDispositionHeader,
    'content-transfer-encoding': ContentTransferEncodingHeader, 'message-id': MessageIDHeader,
}


class HeaderRegistry:
    """Makes headers of the class that their name asks for."""

    def __init__(self, base_class=BaseHeader, default_class=UnstructuredHeader, use_default_map=True):
        self.registry = dict(_default_header_map) if use_default_map else {}
        self.base_class = base_class
        self.default_class = default_class

    def map_to_type(self, name, cls):
        """Set the class for a name."""
        self.registry[name.lower()] = cls

    def __getitem__(self, name):
        return self.registry.get(name.lower(), self.default_class)

    def max_count(self, name):
        return getattr(self[name], 'max_count', None)

    def __call__(self, name, value):
        return self[name](name, value)
