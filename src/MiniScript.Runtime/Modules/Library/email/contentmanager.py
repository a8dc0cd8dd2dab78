"""Contents of messages as text, bytes and messages."""

import binascii

from email import message, quoprimime
from email.charset import ALIASES


class ContentManager:
    """Functions that get and set contents, by the type of the content and of the object."""

    def __init__(self):
        self.get_handlers = {}
        self.set_handlers = {}

    def add_get_handler(self, key, handler):
        self.get_handlers[key] = handler

    def get_content(self, msg, *args, **kw):
        kind = msg.get_content_type()
        for key in (kind, msg.get_content_maintype(), ''):
            if key in self.get_handlers:
                return self.get_handlers[key](msg, *args, **kw)
        raise KeyError(kind)

    def add_set_handler(self, typekey, handler):
        self.set_handlers[typekey] = handler

    def set_content(self, msg, obj, *args, **kw):
        if msg.get_content_maintype() == 'multipart':
            raise TypeError('set_content not valid on multipart')
        for cls in type(obj).__mro__:
            for key in (cls, cls.__qualname__, f'{cls.__module__}.{cls.__qualname__}', cls.__name__):
                if key in self.set_handlers:
                    msg.clear_content()
                    self.set_handlers[key](msg, obj, *args, **kw)
                    return
        if None in self.set_handlers:
            msg.clear_content()
            self.set_handlers[None](msg, obj, *args, **kw)
            return
        raise KeyError(f'{type(obj).__module__}.{type(obj).__qualname__}')


raw_data_manager = ContentManager()


def get_text_content(msg, errors='replace'):
    data = msg.get_payload(decode=True)
    return data.decode(msg.get_param('charset', 'ASCII'), errors=errors)


def get_non_text_content(msg):
    return msg.get_payload(decode=True)


def get_message_content(msg):
    return msg.get_payload(0)


def get_and_fixup_unknown_message_content(msg):
    return bytes(msg.get_payload(0))


raw_data_manager.add_get_handler('text', get_text_content)
for _kind in ('audio', 'image', 'video', 'application'):
    raw_data_manager.add_get_handler(_kind, get_non_text_content)
for _kind in ('rfc822', 'external-body'):
    raw_data_manager.add_get_handler('message/' + _kind, get_message_content)
raw_data_manager.add_get_handler('message', get_and_fixup_unknown_message_content)


def _prepare(msg, maintype, subtype, headers):
    msg['Content-Type'] = f'{maintype}/{subtype}'
    if headers:
        if not hasattr(headers[0], 'name'):
            make = msg.policy.header_factory
            pairs = [header.split(':', 1) for header in headers]
            headers = [make(name, value.lstrip()) for name, value in pairs]
        for header in headers:
            if header.defects:
                raise header.defects[0]
            msg[header.name] = header


def _finish(msg, disposition, filename, cid, params):
    if disposition is None and filename is not None:
        disposition = 'attachment'
    if disposition is not None:
        msg['Content-Disposition'] = disposition
    if filename is not None:
        msg.set_param('filename', filename, header='Content-Disposition', replace=True)
    if cid is not None:
        msg['Content-ID'] = cid
    if params is not None:
        for name, value in params.items():
            msg.set_param(name, value)


def _encode_base64(data, limit):
    size = limit // 4 * 3
    return ''.join([binascii.b2a_base64(data[start:start + size]).decode('ascii') for start in range(0, len(data), size)])


def _encode_text(string, charset, cte, policy):
    newline = policy.linesep.encode('ascii')
    lines = string.encode(charset).splitlines()
    limit = policy.max_line_length or 10 ** 6
    body = newline.join(lines) + newline
    embedded = b'\n'.join(lines) + b'\n'
    if cte is None:
        if max(map(len, lines), default=0) <= limit:
            if embedded.isascii():
                return '7bit', embedded.decode('ascii')
            if policy.cte_type == '8bit':
                return '8bit', embedded.decode('ascii', 'surrogateescape')
        sniff = embedded[:10]
        quoted = quoprimime.body_encode(sniff.decode('latin-1'), limit)
        cte = 'base64' if len(binascii.b2a_base64(sniff)) < len(quoted) else 'quoted-printable'
    if cte == '7bit':
        return cte, embedded.decode('ascii')
    if cte == '8bit':
        return cte, embedded.decode('ascii', 'surrogateescape')
    if cte == 'quoted-printable':
        return cte, quoprimime.body_encode(embedded.decode('latin-1'), limit)
    if cte == 'base64':
        return cte, _encode_base64(body, limit)
    raise ValueError(f'Unknown content transfer encoding {cte}')


def set_text_content(msg, string, subtype='plain', charset='utf-8', cte=None, disposition=None, filename=None, cid=None, params=None, headers=None):
    _prepare(msg, 'text', subtype, headers)
    cte, payload = _encode_text(string, charset, cte, msg.policy)
    msg.set_payload(payload)
    msg.set_param('charset', ALIASES.get(charset, charset), replace=True)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def set_message_content(msg, content, subtype='rfc822', cte=None, disposition=None, filename=None, cid=None, params=None, headers=None):
    if subtype == 'partial':
        raise ValueError('message/partial is not supported for Message objects')
    if subtype == 'rfc822':
        if cte not in (None, '7bit', '8bit', 'binary'):
            raise ValueError(f'message/rfc822 parts do not support cte={cte}')
        cte = '8bit' if cte is None else cte
    elif subtype == 'external-body':
        if cte not in (None, '7bit'):
            raise ValueError(f'message/external-body parts do not support cte={cte}')
        cte = '7bit'
    elif cte is None:
        cte = '7bit'
    _prepare(msg, 'message', subtype, headers)
    msg.set_payload([content])
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def set_bytes_content(msg, data, maintype, subtype, cte='base64', disposition=None, filename=None, cid=None, params=None, headers=None):
    _prepare(msg, maintype, subtype, headers)
    if cte == 'base64':
        data = _encode_base64(data, msg.policy.max_line_length or 78)
    elif cte == 'quoted-printable':
        data = binascii.b2a_qp(data, istext=False, header=False, quotetabs=True).decode('ascii')
    elif cte == '7bit':
        data = data.decode('ascii')
    elif cte in ('8bit', 'binary'):
        data = data.decode('ascii', 'surrogateescape')
    msg.set_payload(data)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


raw_data_manager.add_set_handler(str, set_text_content)
raw_data_manager.add_set_handler(message.Message, set_message_content)
for _type in (bytes, bytearray, memoryview):
    raw_data_manager.add_set_handler(_type, set_bytes_content)
